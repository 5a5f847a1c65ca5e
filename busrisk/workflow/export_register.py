"""Handing the register out as a file: what is in reach of one person, at one moment, and journalled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from busrisk.exports.comma import csv_book
from busrisk.exports.naming import file_name
from busrisk.exports.register_book import register_book
from busrisk.exports.workbook import write_workbook
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Moment, Reader, Register
from busrisk.rulebook.shape import Edition

ACT = "export_register"


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class Exported:
    """What was handed out: the file's name, with its marking, and the receipt it can be checked by."""

    file_name: str
    receipt: str


def export_register(
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
    """Writes the register within the person's scope to `out`, and notes who took it, from where.

    The note is committed before the file leaves: what cannot be journalled is not handed out.
    """
    now = register.settings.now()
    book = register_book(person.scope, reader, moment, edition, language, person.name, now)
    if format is Format.XLSX:
        write_workbook(book, out, now)
    else:
        csv_book(book, out)
    made = Exported(file_name(book, format), str(book.receipt))
    with register.writer(person.email, ACT) as writer:
        note(writer, ACT, made.file_name, f"done {made.receipt}", origin)
    return made
