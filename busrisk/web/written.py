"""One cell of a Table as a reader sees it; what is unknown says so in words."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from flask import Flask

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.tabular import Cell, Kind
from busrisk.web.language import language

FIGURES = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT})
MEASURED = FIGURES | {Kind.DATE}  # an empty cell here is a fact that is not known


def written(cell: Cell | Count | PartialDate, kind: Kind = Kind.TEXT, unknown: str = "onbekend") -> str:
    """A cell in the reader's language: '1.234', '21,0%', '01-01-2026'; None is `unknown`, never a zero."""
    spoken = language()
    if cell is None:
        return unknown
    if isinstance(cell, Count):
        return dutch.write_count(cell, spoken)
    if isinstance(cell, date | PartialDate):
        return dutch.write_date(cell, spoken)
    if isinstance(cell, str):
        return cell
    if kind is Kind.PERCENT:
        return dutch.write_percent(cell, spoken)
    return dutch.write_number(cell, 1 if kind is Kind.NUMBER else 0, spoken)


def is_address(cell: object) -> bool:
    """Whether a source can be followed: only web addresses become links, never another scheme."""
    return isinstance(cell, str) and cell.startswith(("https://", "http://")) and " " not in cell


def site(address: str) -> str:
    """The host of a web address, as a short text for its link."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def teach(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.filters["written"] = written
    app.jinja_env.filters["site"] = site
    app.jinja_env.tests["figure_column"] = FIGURES.__contains__
    app.jinja_env.tests["measured_column"] = MEASURED.__contains__
    app.jinja_env.tests["web_address"] = is_address
