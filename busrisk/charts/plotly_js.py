"""Where the browser's drawing script is, found without importing the package that carries it."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAME = "plotly.min.js"
_STYLE_ID = re.compile(rb'getElementById\("([0-9a-f]{64})"\)')


class NoDrawingScript(Exception):
    """The plotly package is missing or has changed shape."""


@cache
def script_path() -> Path:
    """The script inside the installed plotly package."""
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise NoDrawingScript("The package plotly is not installed; install the locked requirements.")
    return Path(found.origin).parent / "package_data" / NAME


@cache
def style_id() -> str:
    """The id of the style element that the script makes unless one is there already.

    An empty stylesheet with this id keeps the script from writing an inline style, which the
    Content-Security-Policy forbids.
    """
    found = _STYLE_ID.search(script_path().read_bytes())
    if found is None:
        raise NoDrawingScript(f"{NAME} names no style id any more; see charts/plotly_js.py.")
    return found[1].decode()
