"""Handing national tables out as a file: journalled before it leaves, like the register itself."""

from __future__ import annotations

from typing import BinaryIO

from busrisk.core.tabular import Book
from busrisk.exports.comma import csv_book
from busrisk.exports.naming import file_name
from busrisk.exports.workbook import write_workbook
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.workflow.export_register import Exported, Format

ACT = "export_national"


def export_national(
    register: Register, person: Person, book: Book, format: Format, out: BinaryIO, origin: str
) -> Exported:
    """Writes the book to `out` (as CSV its first table), and notes who took it, from where."""
    if format is Format.XLSX:
        write_workbook(book, out, register.settings.now())
    else:
        csv_book(book, out)
    made = Exported(file_name(book, format), str(book.receipt))
    with register.writer(person.email, ACT) as writer:
        note(writer, ACT, made.file_name, f"done {made.receipt}", origin)
    return made
