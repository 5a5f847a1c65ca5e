"""Text made fit for a file: what cannot be held is replaced in sight, never dropped in silence."""

from __future__ import annotations

import re
from datetime import date, datetime

from busrisk.core.dutch import write_date

CELL_LIMIT = 32_767  # UTF-16 units: what one workbook cell holds (Microsoft, Excel specifications and limits)

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML 1.0 character
_LINE_END = re.compile("\r\n?")
# What a spreadsheet may run when the text is typed or pasted again; the wide forms count in some locales.
_RUNS = re.compile("[\\s\x00-\x1f]*[=+\\-@＝＋－＠]|[\t\r\n]")


def legible(text: str) -> str:
    """The same text with U+FFFD for every character a file cannot hold, and one kind of line end."""
    return _LINE_END.sub("\n", _UNHOLDABLE.sub("\ufffd", text))


def could_run(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula: starts with = + - @, tab or line end."""
    return _RUNS.match(text) is not None


def units(text: str) -> int:
    """The length as a workbook counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitted(text: str, mark: str, limit: int = CELL_LIMIT) -> str:
    """The text, or as much as leaves room for `mark` at its end when it is longer than `limit` units."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - units(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def day_text(day: date, language: str) -> str:
    """'01-01-2026' (English '2026-01-01'); a moment adds its clock time and, when it has one, its zone."""
    if not isinstance(day, datetime):
        return write_date(day, language)
    return f"{write_date(day.date(), language)} {day:%H:%M} {zone_name(day)}".rstrip()


def zone_name(moment: datetime) -> str:
    """'UTC', 'CET' or '' for a moment without a time zone."""
    return moment.tzname() or "" if moment.tzinfo else ""
