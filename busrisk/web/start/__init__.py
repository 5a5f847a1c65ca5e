"""The front door of one's own work: what to do now, and what changed."""

from busrisk.web.start.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
