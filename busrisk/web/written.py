"""One cell of a Table as a reader sees it; what is unknown says so in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask
from markupsafe import Markup, escape

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.tabular import FIGURES, Cell, Column, Kind, Table
from busrisk.web.anchors import method_address
from busrisk.web.language import language

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
    given: bool = False  # as its source gives it: the page cannot say in which language


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
        return Place(site(str(cell)), look, column.title, address=str(cell), given=True)
    given = column.given or kind is Kind.LINK
    return Place(_written(cell, kind, spoken), look, column.title, given=given)


def printed(table: Table, hrefs: Sequence[str] = (), anchors: Sequence[str] = ()) -> Markup:
    """The rows of a table as HTML; `hrefs`: an address for the first cell of each, `anchors`: its place.

    Made here and not in the macro, which would take several times as long over hundreds of cells.
    """
    rows = (
        _row(row, table, hrefs[number] if hrefs else "", anchors[number] if anchors else "")
        for number, row in enumerate(table.rows)
    )
    return Markup("\n").join(rows)


def printed_total(table: Table) -> Markup:
    return _row(table.total, table) if table.total else Markup()


def _row(row: Iterable[Cell], table: Table, href: str = "", anchor: str = "") -> Markup:
    first, *others = laid_out(row, table)
    place = f' id="{escape(anchor)}"' if anchor else ""
    cells = "".join(map(_cell, others))
    # Every part of it was escaped, or is the text of this file.
    return Markup(f'<tr role="row"{place}>{_heading(first, href)}{cells}</tr>')  # nosec B704


def _heading(place: Place, href: str) -> str:
    text = f'<a href="{escape(href)}">{escape(place.text)}</a>' if href else _text(place)
    look = f' class="{place.look}"' if place.look else ""
    return f'<th scope="row" role="rowheader"{_GIVEN if place.given else ""}{look}>{text}</th>'


def _cell(place: Place) -> str:
    text = _text(place)
    if place.address:
        text = f'<a href="{escape(place.address)}" rel="noreferrer external">{text}</a>'
    return f"{_opened(place.label, place.look, place.given)}{text}</td>"


@lru_cache(1_024)
def _opened(label: str, look: str, given: bool) -> str:
    """How the cells of a column begin, the same on every row."""
    classed = f' class="{look}"' if look else ""
    return f'<td role="cell" data-label="{escape(label)}"{_GIVEN if given else ""}{classed}>'


def _text(place: Place) -> str:
    text = escape(place.text)
    return f'<span class="unknown">{text}</span>' if place.unknown else text


_GIVEN = ' lang=""'


def teach(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.filters.update(
        written=written,
        site=site,
        laid_out=laid_out,
        printed=printed,
        printed_total=printed_total,
        method_address=method_address,
    )
    app.jinja_env.tests["figure_column"] = FIGURES.__contains__
    app.jinja_env.tests["web_address"] = is_address
