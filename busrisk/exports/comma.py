"""A Table as CSV that opens right in a spreadsheet, and a Book's main table with its stamp on every row."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from typing import BinaryIO, TextIO

from busrisk.core.dutch import write_percent
from busrisk.core.tabular import Book, Cell, Column, Kind, Table
from busrisk.exports.legible import could_run, day_text, legible
from busrisk.exports.stamp import stamp

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads 'Fryslân' in the code page of the machine
_MAIN_TABLE = "fleet"
_DECIMALS = Decimal(1).scaleb(-10)  # exact enough for every figure, and no tail of binary rounding
# A file read with the other separator is cut inside its texts: a formula must not begin at such a cut either.
_AFTER_CUT = re.compile('(?<=[,;\t\n])([ \t"]*)(?=[=@]|[+-][^\\s,;])')


def write_csv(table: Table, out: TextIO | BinaryIO, language: str) -> None:
    """Column titles and rows, without heading or total, so that every line below the first is a row of data.

    Dutch: UTF-8 with byte order mark, ';', decimal comma, dates as 01-01-2026. English: ',', decimal point,
    dates as 2026-01-01. Lines end in CRLF; None is the table's word for unknown; a percentage is '21,0%'.
    Text that a spreadsheet would run (= + - @ tab at its start, telephone numbers too) gets an apostrophe in
    front: a CSV has no other way to say that a cell is text. A text stream must be opened with newline="".
    Raises ValueError for a figure that is not finite.
    """
    if isinstance(out, io.TextIOBase):
        _write(table, out, language)
        return
    stream = io.TextIOWrapper(out, encoding="utf-8", newline="")  # type: ignore[type-var]
    try:
        _write(table, stream, language)
    finally:
        stream.detach()


def csv_book(book: Book, out: TextIO | BinaryIO) -> None:
    """The fleet table, or the first where there is none, its stamp on every row.

    Raises ValueError for a book without sheets.
    """
    if not book.sheets:
        raise ValueError(f"book {book.stem!r} has no table to write as CSV")
    main = next((table for table in book.sheets if table.key == _MAIN_TABLE), book.sheets[0])
    write_csv(_stamped(main, book), out, book.language)


def _stamped(table: Table, book: Book) -> Table:
    entries = stamp(book)
    columns = tuple(Column(f"stamp_{index}", label) for index, (label, _) in enumerate(entries))
    values = tuple(value for _, value in entries)
    rows = (row + values for row in table.rows)
    return replace(table, columns=table.columns + columns, rows=rows)


def _write(table: Table, out: TextIO, language: str) -> None:
    english = language == "en"
    out.write(BYTE_ORDER_MARK)
    lines = csv.writer(out, delimiter="," if english else ";", lineterminator="\r\n")
    lines.writerow([_guarded(column.title) for column in table.columns])
    for row in table.rows:
        lines.writerow(list(_texts(table, row, language)))


def _texts(table: Table, row: tuple[Cell, ...], language: str) -> Iterator[str]:
    for column, value in zip(table.columns, row, strict=True):
        yield _text(column, value, table.unknown, language)


def _text(column: Column, value: Cell, unknown: str, language: str) -> str:
    if value is None:
        return _guarded(unknown)
    if isinstance(value, str):
        return _guarded(value)
    if isinstance(value, date):
        return day_text(value, language)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"column {column.key!r} holds a {type(value).__name__}, no cell value")
    if not math.isfinite(value):
        raise ValueError(f"column {column.key!r} holds {value}, no figure")
    return _figure(value, column.kind, language)


def _figure(value: float, kind: Kind, language: str) -> str:
    """All decimals the figure has, up to ten, and one at least where the column shows one.

    A percentage has one decimal, as on the page.
    """
    if kind is Kind.PERCENT:
        return write_percent(value, language)
    rounded = Decimal(str(value)).quantize(_DECIMALS, context=Context(prec=400))
    exact = f"{rounded if rounded else abs(rounded):f}".rstrip("0").rstrip(".")  # -0 is written as 0
    if kind is Kind.NUMBER and "." not in exact:
        exact += ".0"
    return exact if language == "en" else exact.replace(".", ",")


def _guarded(text: str) -> str:
    held = _AFTER_CUT.sub(r"\1'", legible(text))
    return "'" + held if could_run(held) else held
