"""The one Table: page, chart, workbook and CSV are made from it, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None  # None is unknown and prints as such, never as zero


class Kind(StrEnum):
    """How a column's cells are typed, aligned and formatted."""

    TEXT = "text"
    IDENTIFIER = "identifier"  # always text, also where it looks like a number
    COUNT = "count"  # whole numbers, thousands separator
    NUMBER = "number"  # one decimal
    PERCENT = "percent"  # 21.0 is 21.0 %, one decimal
    DATE = "date"  # datetime.date; a partial date is a text cell in a DATE column
    LINK = "link"  # a URL or citation, as text


FIGURES = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT})
_FEW = 4  # figures beside a name that a telephone shows side by side


@dataclass(frozen=True)
class Column:
    key: str  # stable, English, for machines (CSV keeps the title)
    title: str  # in the reader's language
    kind: Kind = Kind.TEXT
    width: int = 14  # characters, for the workbook
    given: bool = False  # texts as their source gives them, in whatever language


@dataclass(frozen=True)
class Table:
    """One rectangle of figures. `rows` may be any re-iterable of rows as long as `columns`.

    `total` is a row of its own (or None): it is ruled off on the page and in the workbook.
    """

    key: str
    title: str  # caption and sheet name, in the reader's language
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total: tuple[Cell, ...] | None = None
    empty: str = ""  # what to say when there are no rows
    unknown: str = "onbekend"  # how None is written where a number or date is expected

    @property
    def lean(self) -> bool:
        """Whether a row is a name and few figures: it then stays a table on a telephone too."""
        _, *others = self.columns
        return len(others) <= _FEW and all(column.kind in FIGURES for column in others)

    def without(self, *keys: str) -> Table:
        """The same table without these columns, for a page where they would say the same on each row."""
        kept = [place for place, column in enumerate(self.columns) if column.key not in keys]

        def narrowed(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(row[place] for place in kept)

        total = narrowed(self.total) if self.total else None
        rows = tuple(narrowed(row) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows, total=total)


@dataclass(frozen=True)
class Book:
    """A workbook or CSV to be: a cover of label and value, then the sheets."""

    stem: str  # file name without ending
    title: str
    cover_name: str  # sheet name of the cover: 'Leesmij'
    cover: tuple[tuple[str, Cell], ...]
    sheets: tuple[Table, ...]
    marking: str  # 'VERTROUWELIJK · TLP:AMBER+STRICT'
    watermark: str | None = None  # 'OEFENING …' where the register holds fictional answers
    language: str = "nl"
    edition: str | None = None  # of the rulebook; printed as unknown where it is not given, never left out
    on: date | None = None  # the reference date (peildatum)
    receipt: str | None = None  # what this export can be told apart and checked by
