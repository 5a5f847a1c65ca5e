"""One cell per column, filled anew for every row: typed as the column says, and text never a formula."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from busrisk.core.tabular import Cell, Column, Kind
from busrisk.exports.labels import labels
from busrisk.exports.legible import could_run, day_text, fitted, legible, zone_name
from busrisk.exports.looks import DATA, REMARK, Look
from busrisk.exports.sheet import RowSheet, Slot
from busrisk.exports.wrapping import lines_needed

FIRST_DAY = date(1900, 3, 1)  # before it the day numbers of a workbook are wrong (its 1900 is a leap year)
_EXACT_TO = 10**15  # a workbook keeps 15 digits of a number

# Types of which equal values are written alike: 1 == 1.0 == True are not, nor two moments in different zones.
_REMEMBERED = frozenset({str, int, date, type(None)})
_MOST_SEEN, _LONGEST_SEEN = 256, 256  # values of a column, and characters of one: what is kept stays small

_FORMATS = {Kind.COUNT: "#,##0", Kind.NUMBER: "#,##0.0", Kind.PERCENT: "0.0%"}
_RIGHT = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT, Kind.DATE})
_AS_TEXT = frozenset({Kind.IDENTIFIER, Kind.LINK})


def column_side(kind: Kind) -> str:
    """'right' for figures and dates, 'left' for text."""
    return "right" if kind in _RIGHT else "left"


class ColumnCell:
    """The cell of one column. `fill` sets value, type and style of `slot`; None becomes the word for unknown.

    Figures are numbers, percentages are real ones (21.0 is stored as 0.21, shown as 21,0%), dates are dates.
    Raises ValueError for a figure that is not finite and TypeError for what is no Cell, naming the column.
    """

    def __init__(
        self, sheet: RowSheet, index: int, column: Column, unknown: str, language: str, look: Look = DATA
    ) -> None:
        self.slot = Slot(index)
        self.lines = 1  # that the value needs in this column's width
        self._seen: dict[Cell, tuple[str, int]] = {}
        self._column = column
        self._unknown = unknown
        self._language = language
        self._labels = labels(language)
        self._sheet = sheet
        self._base = replace(look.on(column_side(column.kind)), wrap=column.kind not in _FORMATS)
        self._room = sheet.room(index)
        self._text_style = sheet.style(replace(self._base, number_format=self._text_format()))
        self._quoted_style = sheet.style(replace(self._base, quoted=True))
        self._unknown_style = sheet.style(replace(self._base, font=REMARK.font))
        figure = _FORMATS.get(column.kind, "General")
        self._number_style = sheet.style(replace(self._base, number_format=figure))
        self._date_style = sheet.style(replace(self._base, number_format=self._labels.day_format))

    def fill(self, value: Cell) -> Slot:
        """The column's cell with this value in it."""
        if type(value) not in _REMEMBERED:
            self._put(value)
        elif value in self._seen:
            self.slot.markup, self.lines = self._seen[value]
        else:
            self._put(value)
            self._remember(value)
        return self.slot

    def _remember(self, value: Cell) -> None:
        """A column says the same thing often, and mostly within few rows."""
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        if len(self.slot.markup) <= _LONGEST_SEEN:
            self._seen[value] = self.slot.markup, self.lines

    def _put(self, value: Cell) -> None:
        self.lines = 1
        if value is None:
            self._put_text(self._unknown, self._unknown_style)
        elif isinstance(value, str):
            self._put_text(value, self._text_style)
        elif isinstance(value, date):
            self._put_date(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self._put_number(value)
        else:
            raise TypeError(f"column {self._column.key!r} holds a {type(value).__name__}, no cell value")

    def _text_format(self) -> str:
        return "@" if self._column.kind is Kind.IDENTIFIER else "General"

    def _put_text(self, text: str, style: int) -> None:
        if not text:
            self.slot.put(None, style)
            return
        held = fitted(legible(text), self._labels.cut)
        if self._base.wrap and (len(held) > self._room or "\n" in held):
            self.lines = lines_needed(held, self._room)
        self.slot.put(held, self._quoted_style if could_run(held) else style)

    def _put_number(self, value: float) -> None:
        if not math.isfinite(value):
            raise ValueError(f"column {self._column.key!r} holds {value}, no figure")
        kind = self._column.kind
        if kind in _AS_TEXT or abs(value) >= _EXACT_TO:
            self._put_text(str(value), self._text_style)
        elif kind is Kind.PERCENT:
            self.slot.put(float(Decimal(str(value)) / 100), self._number_style)
        else:
            self.slot.put(value, self._number_style)

    def _put_date(self, day: date) -> None:
        moment = day if isinstance(day, datetime) else None
        if self._column.kind in _AS_TEXT or (moment.date() if moment else day) < FIRST_DAY:
            self._put_text(day_text(day, self._language), self._text_style)
        elif moment is None:
            self.slot.put(day, self._date_style)
        else:
            self.slot.put(moment.replace(tzinfo=None), self._sheet.style(self._moment_look(moment)))

    def _moment_look(self, moment: datetime) -> Look:
        """A cell cannot hold a time zone, so the format says it beside the clock time as it was given."""
        zone = f' "{zone_name(moment)}"' if zone_name(moment) else ""
        return replace(self._base, number_format=f"{self._labels.day_format} hh:mm{zone}")
