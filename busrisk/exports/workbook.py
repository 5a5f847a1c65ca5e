"""A Book as an xlsx file. The spreadsheet library is loaded by the first export, never by the start."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from busrisk.core.tabular import Book
from busrisk.exports.archive import DatedArchive
from busrisk.exports.legible import legible
from busrisk.exports.naming import file_name, sheet_names
from busrisk.exports.stamp import stamp_line

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["PRODUCT", "file_name", "write_workbook"]

PRODUCT = "busrisk"  # named as maker in the file properties: an export carries no person's name


def write_workbook(book: Book, out: BinaryIO | Path, made: datetime | None = None) -> None:
    """Write the cover and one sheet per Table; memory does not grow with the rows.

    `made` (default: now) is the moment in the file's properties; with the same book it gives the same bytes.
    A path is written beside and then put in place, so that a failed export leaves nothing behind.
    Raises SheetFull for more rows than a sheet can hold; ValueError or TypeError for what is no cell value.
    """
    if isinstance(out, Path):
        _write_path(book, out, made)
    else:
        _write_stream(book, out, made)


def _write_path(book: Book, path: Path, made: datetime | None) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as stream:
            _write_stream(book, stream, made)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _write_stream(book: Book, out: BinaryIO, made: datetime | None) -> None:
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    moment = _in_utc(made or datetime.now(UTC))
    workbook = Workbook(write_only=True)
    try:
        _describe(workbook, book, moment)
        _add_sheets(workbook, book)
        with DatedArchive(out, moment) as archive:
            ExcelWriter(workbook, archive).write_data()
    finally:
        _drop_drafts(workbook)


def _add_sheets(workbook: Workbook, book: Book) -> None:
    from busrisk.exports.pages import add_cover, add_table

    cover, *names = sheet_names((book.cover_name, *(table.title for table in book.sheets)), book.language)
    add_cover(workbook, cover, book)
    for name, table in zip(names, book.sheets, strict=True):
        add_table(workbook, name, table, book)


def _describe(workbook: Workbook, book: Book, moment: datetime) -> None:
    properties = workbook.properties
    properties.title = legible(book.title)
    properties.subject = legible(stamp_line(book))
    properties.category = properties.keywords = legible(book.marking)
    properties.description = legible(book.watermark or book.marking)
    properties.creator = properties.lastModifiedBy = PRODUCT
    properties.language = book.language
    properties.created = properties.modified = moment


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _drop_drafts(workbook: Workbook) -> None:
    """Take away the sheets' temporary files when an export fails: they hold what the register holds."""
    sheets: list[Any] = workbook.worksheets
    for sheet in sheets:
        sheet.drop_draft()
