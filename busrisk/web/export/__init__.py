"""The register as a file, for every front door that shows it."""

from busrisk.web.export.views import door

__all__ = ["door"]
