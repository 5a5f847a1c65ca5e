"""Handing out the list of sources as a file: the sheet of the workbook by itself, and journalled."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from busrisk.exports.comma import csv_book
from busrisk.exports.naming import file_name
from busrisk.exports.receipt import receipt_of
from busrisk.exports.register_book import register_book
from busrisk.exports.workbook import write_workbook
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Moment, Reader, Register
from busrisk.rulebook.shape import Edition
from busrisk.workflow.export_register import Exported, Format

ACT = "export_sources"
SHEET = "sources"


def export_sources(
    register: Register,
    reader: Reader,
    person: Person,
    moment: Moment,
    edition: Edition,
    language: str,
    format: Format,
    out: BinaryIO,
    origin: str,
) -> Exported:
    """Writes the sheet of sources in the person's scope to `out`; what cannot be journalled stays here."""
    now = register.settings.now()
    whole = register_book(person.scope, reader, moment, edition, language, person.name, now)
    sheets = tuple(sheet for sheet in whole.sheets if sheet.key == SHEET)
    receipt = receipt_of((edition.digest, moment.known, moment.day.isoformat(), SHEET), sheets)
    stem = f"{whole.stem}-{'sources' if language == 'en' else 'bronnen'}"
    book = replace(whole, stem=stem, sheets=sheets, receipt=receipt)
    if format is Format.XLSX:
        write_workbook(book, out, now)
    else:
        csv_book(book, out)
    made = Exported(file_name(book, format), str(book.receipt))
    with register.writer(person.email, ACT) as writer:
        note(writer, ACT, made.file_name, f"done {made.receipt}", origin)
    return made
