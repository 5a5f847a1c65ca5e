"""One cell of a Table as a reader sees it; what is unknown says so in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.web.language import language

FIGURES = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT})
MEASURED = FIGURES | {Kind.DATE}  # an empty cell here is a fact that is not known


def written(cell: Cell | Count | PartialDate, kind: Kind = Kind.TEXT, unknown: str = "onbekend") -> str:
    """A cell in the reader's language: '1.234', '21,0%', '01-01-2026'; None is `unknown`, never a zero."""
    return unknown if cell is None else _written(cell, kind, language())


def _written(cell: str | int | float | date | Count | PartialDate, kind: Kind, spoken: str) -> str:
    if isinstance(cell, str):
        return _day_text(cell, spoken) if kind is Kind.DATE else cell
    if isinstance(cell, Count):
        return dutch.write_count(cell, spoken)
    if isinstance(cell, date | PartialDate):
        return dutch.write_date(cell, spoken)
    if kind is Kind.PERCENT:
        return dutch.write_percent(cell, spoken)
    return dutch.write_number(cell, 1 if kind is Kind.NUMBER else 0, spoken)


def _day_text(text: str, spoken: str) -> str:
    """A partial date, which a column of dates holds as text, in words; any other text as it is."""
    try:
        return dutch.write_date(PartialDate(text), spoken)
    except ValueError:
        return text


def is_address(cell: object) -> bool:
    """Whether a source can be followed: only web addresses become links, never another scheme."""
    return isinstance(cell, str) and cell.startswith(("https://", "http://")) and " " not in cell


def site(address: str) -> str:
    """The host of a web address, as a short text for its link."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


class Place(NamedTuple):
    """One cell as the table macro prints it."""

    text: str
    look: str  # class of the cell: 'figure', 'day' or nothing
    label: str  # the column's title, for a row that stands stacked
    unknown: bool = False
    address: str = ""


def laid_out(row: Iterable[Cell], table: Table) -> list[Place]:
    """A row of a table as the page prints it."""
    spoken = language()
    return [
        _place(cell, column, table.unknown, spoken) for cell, column in zip(row, table.columns, strict=True)
    ]


def _place(cell: Cell, column: Column, unknown: str, spoken: str) -> Place:
    kind = column.kind
    look = "figure" if kind in FIGURES else "day" if kind is Kind.DATE else ""
    if cell is None:
        measured = kind in MEASURED
        return Place(unknown if measured else "", look, column.title, measured)
    if kind is Kind.LINK and is_address(cell):
        return Place(site(str(cell)), look, column.title, address=str(cell))
    return Place(_written(cell, kind, spoken), look, column.title)


def teach(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.filters.update(written=written, site=site, laid_out=laid_out)
    app.jinja_env.tests["figure_column"] = FIGURES.__contains__
    app.jinja_env.tests["web_address"] = is_address
