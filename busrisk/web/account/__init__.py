"""Coming in, going out, and choosing a language."""

from busrisk.web.account.views import door

__all__ = ["door"]
