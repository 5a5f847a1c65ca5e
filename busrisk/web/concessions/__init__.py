"""The front door to the concessions: the list within reach, and one at a time."""

from busrisk.web.concessions.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
