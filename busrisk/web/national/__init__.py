"""The front door of the ministry: the national picture."""

from busrisk.web.national.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
