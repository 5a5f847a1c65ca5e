"""Two people at one form: the second sees what stands now beside what was typed; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from busrisk.core.faults import shown
from busrisk.web.language import gettext
from busrisk.web.moment import Fault

SEEN = "gezien"  # the field with the data version somebody saw
Fields = Mapping[str, str]


def read_seen(fields: Fields) -> int | None:
    """The data version that was looked at; None where there was none."""
    text = fields.get(SEEN, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def others_wrote(now: Fields, typed: Fields, otherwise: str) -> list[Fault]:
    """Per field that reads otherwise by now: both texts. Never empty, for something did change."""
    differ = [name for name, text in now.items() if typed.get(name, "").split() != text.split()]
    told = [(name, _both(now[name], typed.get(name, ""))) for name in differ]
    return told or [(otherwise, _both("", ""))]


def _both(now: str, typed: str) -> str:
    changed = gettext(
        "Iemand anders heeft dit gewijzigd sinds u de pagina opende. Er is niets opgeslagen. "
        "Kijk na wat u wilt vastleggen en bewaar opnieuw."
    )
    if not now and not typed:
        return changed
    empty = gettext("leeg")
    both = gettext(
        "Nu staat er: %(now)s. U vulde in: %(typed)s.", now=shown(now) or empty, typed=shown(typed) or empty
    )
    return f"{changed} {both}"
