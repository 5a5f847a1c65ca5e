"""The front door of an operator: its own fleet, stated, confirmed and looked back on."""

from busrisk.web.fleet import batch, confirming, ending, history, parties, pasted
from busrisk.web.fleet.views import ENTRIES, door

__all__ = ["ENTRIES", "batch", "confirming", "door", "ending", "history", "parties", "pasted"]
