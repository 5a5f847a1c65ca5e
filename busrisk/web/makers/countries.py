"""Countries by name. A country is reported, never coloured or ranked: what is scored is capability."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from busrisk.core.national.definitions import NOWHERE
from busrisk.web.language import gettext, language

_CODE = re.compile(r"[A-Z]{2}")


def country(code: str | None) -> str:
    """'China' for CN; text that is no code stands as it is, and nothing at all is unknown."""
    if not code:
        return gettext("onbekend")
    if code == NOWHERE:
        return gettext("verzonnen land")
    return _named(language()).get(code, code) if _CODE.fullmatch(code) else code


@cache
def _named(spoken: str) -> dict[str, str]:
    return dict(Locale.parse(spoken).territories)
