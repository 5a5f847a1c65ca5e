"""The front door to the manufacturers: who they are, what of them runs, and what is publicly found."""

from busrisk.web.makers.views import ENTRIES, door

__all__ = ["ENTRIES", "door"]
