"""The front door to the sources: where every figure comes from, and how sure it is."""

from busrisk.web.sources.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
