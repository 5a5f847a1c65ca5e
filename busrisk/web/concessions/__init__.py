"""The front door to the concessions: the list within reach, one at a time, and what is stated of it."""

from busrisk.web.concessions import handing_over, needing, promising
from busrisk.web.concessions.views import ENTRIES, door

__all__ = ["ENTRIES", "door", "handing_over", "needing", "promising"]
