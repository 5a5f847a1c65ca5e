"""The front door of the ministry: the national picture, its development, and the totals behind it."""

from busrisk.web.national import stating
from busrisk.web.national.views import ENTRIES, door

__all__ = ["ENTRIES", "door", "stating"]
