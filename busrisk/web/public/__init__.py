"""The front door for everybody: what this is, and the method."""

from busrisk.web.public.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
