"""The national picture as a file: its tables, and on every sheet by which definitions they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from busrisk import __version__
from busrisk.core.national.definitions import Definitions, definitions_rows, published_words
from busrisk.core.tabular import Book, Cell, Table
from busrisk.core.wording import MARKING, MARKING_EN, pick
from busrisk.exports.receipt import receipt_of
from busrisk.exports.register_book import watermark
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition


@dataclass(frozen=True)
class Making:
    """By whom, when and of what a file is made."""

    region: str
    moment: Moment
    edition: Edition
    definitions: Definitions
    language: str
    made_by: str
    now: datetime


def national_book(reader: Reader, making: Making, sheets: Sequence[Table], stem: str = "") -> Book:
    """A book of national tables; `stem` names a file of fewer than all of them."""
    language, moment, edition = making.language, making.moment, making.edition
    chosen = making.definitions
    key = (edition.digest, moment.known, moment.day.isoformat(), chosen.bus.value, chosen.origin.value)
    receipt = receipt_of(key, sheets)
    name = stem or pick(language, "landelijk-beeld", "national-picture")
    return Book(
        stem=f"{name}-{making.region}",
        title=pick(language, "Landelijk beeld", "National picture"),
        cover_name=pick(language, "Leesmij", "Read me"),
        cover=_cover(making, receipt),
        sheets=tuple(sheets),
        marking=pick(language, MARKING, MARKING_EN),
        watermark=watermark(reader, moment, language),
        language=language,
        edition=edition.id,
        on=moment.day,
        receipt=receipt,
    )


def _cover(making: Making, receipt: str) -> tuple[tuple[str, Cell], ...]:
    language, day = making.language, making.moment.day

    def told(nl: str, en: str) -> str:
        return pick(language, nl, en)

    published = published_words(making.definitions, language)
    rows: tuple[tuple[str, str | date | int], ...] = (
        (told("Peildatum", "Reference date"), day),
        *definitions_rows(making.definitions, language),
        *(((told("Let op", "Note"), published),) if published else ()),
        (told("Editie van de methode", "Edition of the method"), making.edition.id),
        (told("Kwitantie van dit bestand", "Receipt of this file"), receipt),
        (told("Gegevensversie", "Data version"), making.moment.known),
        (told("Gemaakt door", "Made by"), making.made_by),
        (told("Gemaakt op", "Made on"), f"{making.now:%d-%m-%Y %H:%M %Z}"),
        (told("Versie van het programma", "Version of the program"), __version__),
        (
            told("Onbekend", "Unknown"),
            told(
                "Een leeg aantal is onbekend, nooit nul. Onbekend telt in geen enkele som mee.",
                "A blank count is unknown, never zero. Unknown is part of no sum.",
            ),
        ),
    )
    return rows
