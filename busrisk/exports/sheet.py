"""A sheet that is written row by row and printed with its marking on every page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties

from busrisk.core.dutch import write_number
from busrisk.core.tabular import Book
from busrisk.exports.draft import RowDraft
from busrisk.exports.labels import labels
from busrisk.exports.legible import fitted, legible
from busrisk.exports.looks import MARKING, STAMP, TITLE, WATERMARK, Look, Wardrobe
from busrisk.exports.markup import day_markup, empty_markup, figure_markup, text_markup
from busrisk.exports.stamp import stamp_line

LAST_ROW = 1_048_576  # of a workbook sheet (Microsoft, Excel specifications and limits)
_A4 = 9
_TEXT_RATIO = 1.12  # running text is narrower than the figures by which columns are measured
_PAGE = 190  # characters across one printed page, at about 7 points
_MARGINS = 2  # characters that indent and cell margins take
_PRINTED = 75  # characters of each of the three parts of a page header, which holds 255 in all


class SheetFull(ValueError):
    """More rows than a workbook sheet can hold."""


class Slot:
    """The place of a cell in its row, filled again for each row."""

    __slots__ = ("column", "markup")

    def __init__(self, column: int) -> None:
        self.column = f'<c r="{get_column_letter(column)}'
        self.markup = empty_markup(0)

    def put(self, value: str | float | date | None, style: int) -> None:
        """The value with its type as it is, past the library's guess, by which '=1+1' is a formula."""
        if value is None:
            self.markup = empty_markup(style)
        elif isinstance(value, str):
            self.markup = text_markup(value, style)
        elif isinstance(value, date):
            self.markup = day_markup(value, style)
        else:
            self.markup = figure_markup(value, style)


class RowSheet(WriteOnlyWorksheet):
    """A streaming sheet that writes its rows itself; the library writes what stands before and after them.

    The library makes an element tree of every cell, and raises and catches an error for every styled one.
    """

    auto_filter: AutoFilter
    column_dimensions: DimensionHolder
    page_setup: PrintPageSetup
    sheet_properties: WorksheetProperties
    HeaderFooter: Any
    _writer: Any

    def __init__(self, workbook: Workbook, name: str) -> None:
        super().__init__(workbook, name)
        self.last_row = 0
        self._wardrobe = Wardrobe(self)
        self._rows_so_far = RowDraft()
        workbook._add_sheet(self)  # type: ignore[attr-defined]

    def close(self) -> None:
        """Ends the sheet: what follows the rows is written, and the rows are put in between."""
        super().close()
        self._rows_so_far.put_into(Path(self._writer.out))
        self._rows_so_far.close()

    def drop_draft(self) -> None:
        """Take away what was written so far; nothing to do for a sheet already in its workbook file."""
        self._rows_so_far.close()
        if self._writer is not None:
            with suppress(ValueError, FileNotFoundError):
                self._writer.cleanup()

    def room(self, column: int) -> float:
        """Characters of body text on one line of the column."""
        return float(self.column_dimensions[get_column_letter(column)].width) * _TEXT_RATIO - _MARGINS

    def spread(self) -> int:
        """Pages side by side that the columns need to stay legible in print."""
        width = sum(float(column.width) for column in self.column_dimensions.values())
        return max(1, math.ceil(width / _PAGE))

    def style(self, look: Look) -> int:
        """The workbook's number for the look."""
        return self._wardrobe.number(look)

    def add_row(self, slots: Sequence[Slot], height: float | None = None) -> None:
        """The next row; `height` in points, otherwise as high as its text needs."""
        if self.last_row >= LAST_ROW:
            most = write_number(LAST_ROW, 0, "nl")
            raise SheetFull(f"Werkblad {self.title} heeft meer dan {most} rijen. Kies csv, niet xlsx.")
        self.last_row += 1
        number = self.last_row
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        cells = "".join([f"{slot.column}{number}{slot.markup}" for slot in slots])
        self._rows_so_far.add(f'<row r="{number}"{tall}>{cells}</row>')

    def add_band(self, text: str, look: Look, columns: int, height: float | None = None) -> None:
        """A row over `columns` columns with one text that may run on over the empty cells beside it."""
        slots = [Slot(index) for index in range(1, columns + 1)]
        for slot in slots:
            slot.put(None, self.style(look))
        slots[0].put(legible(text), self.style(look.holding(text)))
        self.add_row(slots, height)

    def heading_rows(self, book: Book) -> int:
        """How many rows `add_heading` takes."""
        return 5 if book.watermark else 4

    def add_heading(self, book: Book, title: str, columns: int) -> None:
        """Marking, watermark, title and stamp, and a low empty row that sets the table apart."""
        self.add_band(book.marking, MARKING, columns, 20)
        if book.watermark:
            self.add_band(book.watermark, WATERMARK, columns, 20)
        self.add_band(title, TITLE, 1, 26)
        self.add_band(stamp_line(book), STAMP, 1, 16)
        self.add_row((), 6)

    def set_up_page(self, book: Book, title: str) -> None:
        """Landscape A4, fitted to `spread` pages across; marking in header and footer, page x of y."""
        self.sheet_view.showGridLines = False
        self.page_setup.orientation, self.page_setup.paperSize = "landscape", _A4
        self.page_setup.fitToWidth, self.page_setup.fitToHeight = self.spread(), 0
        self.page_setup.pageOrder = "overThenDown"
        self.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.7, header=0.3, footer=0.3)
        page = labels(book.language).page.format(page="&P", pages="&N")
        header, footer = self.HeaderFooter.oddHeader, self.HeaderFooter.oddFooter
        _print(header, _code(book.marking), _code(book.watermark or ""), _code(title))
        _print(footer, _code(book.marking), _code(stamp_line(book)), page)


def _print(item: HeaderFooterItem, left: str, center: str, right: str) -> None:
    for part, text in ((item.left, left), (item.center, center), (item.right, right)):
        part.text, part.size = text or None, 9


def _code(text: str) -> str:
    """Text for a page header, where & starts a code and is doubled to be itself."""
    line = " ".join(legible(text).split())
    return fitted(line, "…", max(_PRINTED - line.count("&"), 10)).replace("&", "&&")
