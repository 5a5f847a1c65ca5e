"""The sheets of a workbook: the cover first, then one sheet for each Table."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from busrisk.core.tabular import Book, Cell, Column, Table
from busrisk.exports.cells import ColumnCell, column_side
from busrisk.exports.labels import labels
from busrisk.exports.legible import legible
from busrisk.exports.looks import DATA, HEADER, LABEL, REMARK, TOTAL, Look
from busrisk.exports.sheet import RowSheet, Slot
from busrisk.exports.stamp import stamp
from busrisk.exports.wrapping import LINE_HEIGHT, lines_needed, row_height

_WIDEST = 70
_BAND = 60  # characters that the band of the marking is wide at least
_EMPTY_COLUMN = 8  # characters that a column without a width of its own holds
_LABEL_WIDTH, _VALUE_WIDTH = 30, 100
_FILTER_ROOM = 4  # characters that the filter button takes from a column title
_BUTTON = 2  # indents that keep a title clear of its filter button
_BOLD = 1.1  # width of a bold character in columns measured in plain ones


def add_cover(workbook: Workbook, name: str, book: Book) -> None:
    """Label and value, the stamp first; a label the book gives itself is not repeated."""
    sheet = _new_sheet(workbook, name, book, book.cover_name, (_LABEL_WIDTH, _VALUE_WIDTH))
    sheet.add_heading(book, book.title, 2)
    unknown = labels(book.language).unknown
    label = ColumnCell(sheet, 1, Column("label", ""), unknown, book.language, LABEL)
    value = ColumnCell(sheet, 2, Column("value", ""), unknown, book.language)
    for row in _cover_rows(book):
        _add_filled(sheet, (label, value), row)
    sheet.close()


def add_table(workbook: Workbook, name: str, table: Table, book: Book) -> None:
    """Heading, column titles, rows, total; frozen and filtered at the titles, total outside the filter."""
    sheet = _new_sheet(workbook, name, book, table.title, [_width(column, table) for column in table.columns])
    titles = sheet.heading_rows(book) + 1
    _hold_in_sight(sheet, titles)
    sheet.add_heading(book, table.title, _band_columns(sheet, table))
    _add_titles(sheet, table)
    _add_rows(sheet, table, book.language)
    sheet.auto_filter.ref = f"A{titles}:{get_column_letter(len(table.columns))}{sheet.last_row}"
    if sheet.last_row == titles and table.empty:
        sheet.add_band(table.empty, REMARK, 1)
    if table.total is not None:
        _add_total(sheet, table, table.total, book.language)
    if sheet.spread() > 1:  # the repeated column would cut the heading; page header and footer say the same
        sheet.print_area = f"A{titles}:{get_column_letter(len(table.columns))}{sheet.last_row}"
    sheet.close()


def _hold_in_sight(sheet: RowSheet, titles: int) -> None:
    """The column titles stay in sight and on every page; in a wide table the first column too."""
    wide = sheet.spread() > 1
    sheet.freeze_panes = f"{'B' if wide else 'A'}{titles + 1}"
    sheet.print_title_rows = f"{titles}:{titles}"
    if wide:
        sheet.print_title_cols = "A:A"


def _band_columns(sheet: RowSheet, table: Table) -> int:
    """The table's columns, and past a narrow table as many as a marking needs."""
    width = sum(sheet.room(index) for index in range(1, len(table.columns) + 1))
    return len(table.columns) + max(0, math.ceil((_BAND - width) / _EMPTY_COLUMN))


def _new_sheet(workbook: Workbook, name: str, book: Book, title: str, widths: Sequence[float]) -> RowSheet:
    sheet = RowSheet(workbook, name)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.set_up_page(book, title)
    return sheet


def _width(column: Column, table: Table) -> float:
    """As asked, but never so narrow that a word of the title or the word for unknown is cut."""
    longest = max((len(word) for word in column.title.split()), default=0)
    return min(max(column.width, longest * _BOLD + _FILTER_ROOM, len(table.unknown) + 2), _WIDEST)


def _add_titles(sheet: RowSheet, table: Table) -> None:
    columns = list(enumerate(table.columns, 1))
    rooms = [(column.title, sheet.room(index) / _BOLD - _BUTTON) for index, column in columns]
    height = LINE_HEIGHT * max(lines_needed(title, room) for title, room in rooms) + 4
    sheet.add_row([_title(sheet, index, column) for index, column in columns], height)


def _title(sheet: RowSheet, index: int, column: Column) -> Slot:
    look = HEADER.on(column_side(column.kind), edge=_BUTTON)
    slot = Slot(index)
    slot.put(legible(column.title), sheet.style(look.holding(column.title)))
    return slot


def _add_rows(sheet: RowSheet, table: Table, language: str) -> None:
    cells = _cells(sheet, table, language, DATA)
    for row in table.rows:
        _add_filled(sheet, cells, row)


def _add_total(sheet: RowSheet, table: Table, total: tuple[Cell, ...], language: str) -> None:
    """Set apart by a low empty row: a filter grows over a row that touches it."""
    sheet.add_row((), 4)
    cells = _cells(sheet, table, language, TOTAL)
    _add_filled(sheet, cells, total)


def _add_filled(sheet: RowSheet, cells: Sequence[ColumnCell], row: tuple[Cell, ...]) -> None:
    slots = [cell.fill(value) for cell, value in zip(cells, row, strict=True)]
    sheet.add_row(slots, row_height(max(cell.lines for cell in cells)))


def _cells(sheet: RowSheet, table: Table, language: str, look: Look) -> list[ColumnCell]:
    columns = enumerate(table.columns, 1)
    return [ColumnCell(sheet, index, column, table.unknown, language, look) for index, column in columns]


def _cover_rows(book: Book) -> tuple[tuple[str, Cell], ...]:
    given = tuple(f"{label} " for label, _ in book.cover)  # 'Editie van de methode' gives 'Editie'
    missing = (row for row in stamp(book) if not any(label.startswith(f"{row[0]} ") for label in given))
    return (*missing, *book.cover)
