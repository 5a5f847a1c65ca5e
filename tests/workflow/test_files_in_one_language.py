"""A file speaks the language it was asked in: names of sheets, cover, columns, words, marks and file name.

What a source says is left as it says it: columns that are `given`, and citations.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import openpyxl
import pytest

from busrisk.access.policy import Role
from busrisk.access.scope import national
from busrisk.core.national.definitions import Definitions
from busrisk.core.national.selection import Selection
from busrisk.core.national.view import Chosen
from busrisk.core.sheets.national_set import breakdown_tables, national_tables
from busrisk.core.tabular import Book, Kind, Table
from busrisk.exports.comma import csv_book
from busrisk.exports.fleet_sheet import FleetSheet, write_fleet_sheet
from busrisk.exports.naming import file_name
from busrisk.exports.national_book import Making, national_book
from busrisk.exports.register_book import register_book
from busrisk.exports.workbook import write_workbook
from busrisk.register.concessions import one_concession
from busrisk.register.fleet import batches
from busrisk.register.national_views import chosen_view, fleet_breakdown
from busrisk.register.people import Person, named
from busrisk.register.session import Moment, Reader, Register
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.export_fleet_sheet import export_fleet_sheet
from tests.databases import NOW
from tests.start_lists import DAY
from tests.web.test_every_page import DUTCH, ENGLISH

# Words of a file that no page has, and that are no name in the register.
MORE_DUTCH = frozenset(
    {
        *("peildatum", "bron", "bronnen", "aantal", "reden", "leesmij", "editie", "oefening"),
        *("vertrouwelijk", "kwitantie", "gemaakt", "versie", "concessies", "fabrikant", "fabrikanten"),
        *("klasse", "toezegging", "herkomst", "aandeel", "gepubliceerd", "markering", "ja", "nee"),
        *("dienst", "besteld", "uitgestroomd", "voor", "landelijk", "mogelijkheden", "prognose"),
        *("keuzes", "totaal"),
    }
)
MORE_ENGLISH = frozenset(
    {
        *("reference", "source", "sources", "count", "reason", "edition", "exercise", "confidential"),
        *("receipt", "made", "version", "manufacturer", "class", "concession", "concessions"),
        *("promise", "origin", "published", "marking", "yes", "service", "order", "withdrawn"),
        *("national", "choices"),
    }
)
_QUOTED = re.compile("‘[^’]*’")  # what something is called in another language
_WORD = re.compile(r"[a-zà-ÿ]+")


def foreign_words(text: object, language: str) -> set[str]:
    others = DUTCH | MORE_DUTCH if language == "en" else ENGLISH | MORE_ENGLISH
    return others & set(_WORD.findall(_QUOTED.sub("", text).casefold())) if isinstance(text, str) else set()


def whole_register(reader: Reader, person: Person, moment: Moment, language: str) -> Book:
    edition = edition_in_force(moment.day)
    return register_book(person.scope, reader, moment, edition, language, "N. N.", NOW)


def national_picture(reader: Reader, person: Person, moment: Moment, language: str) -> Book:
    edition, chosen = edition_in_force(moment.day), Chosen()
    view = chosen_view(person.scope, reader, moment, edition, chosen)
    split, _ = fleet_breakdown(person.scope, reader, moment, edition, Definitions(), Selection())
    tables = {
        **national_tables(view, edition, language),
        **breakdown_tables(split, edition, Definitions(), language),
    }
    making = Making(person.region, moment, edition, chosen.definitions, language, "N. N.", NOW)
    return national_book(reader, making, tuple(tables.values()))


NAMES = {"concession", "deployment"}  # as they are called in any language
BOOKS = {"register": whole_register, "national": national_picture}


def wrong_in_tables(book: Book, language: str) -> Iterator[str]:
    heads = (book.title, book.cover_name, book.marking, book.watermark, file_name(book, "xlsx"))
    yield from (f"book: {text}" for text in heads if foreign_words(text, language))
    for label, value in book.cover:
        if foreign_words(label, language) or foreign_words(value, language):
            yield f"cover: {label} | {value}"
    for table in book.sheets:
        yield from wrong_in_table(table, language)


def wrong_in_table(table: Table, language: str) -> Iterator[str]:
    for text in (table.title, table.empty, table.unknown, *(each.title for each in table.columns)):
        if foreign_words(text, language):
            yield f"{table.key}: {text}"
    rows = [*table.rows, *([table.total] if table.total else [])]
    for place, column in enumerate(table.columns):
        if column.given or column.kind in (Kind.LINK, Kind.IDENTIFIER) or column.key in NAMES:
            continue
        found = {row[place] for row in rows if foreign_words(row[place], language)}
        yield from (f"{table.key}.{column.key}: {text}" for text in sorted(map(str, found))[:3])


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("register", Role.MINISTRY),
        ("register", Role.GRANTOR),
        ("register", Role.OPERATOR),
        ("national", Role.MINISTRY),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("region", ["nl", "voorbeeldland"])
def test_a_file_speaks_one_language(
    exercise: Register, kind: str, language: str, role: Role, region: str
) -> None:
    with exercise.reader() as reader:
        book = BOOKS[kind](reader, named(reader, role, region), reader.moment(DAY), language)
        wrong = list(wrong_in_tables(book, language))
    assert not wrong, "\n".join(wrong)


def test_an_empty_register_says_so_in_the_language_of_the_file(empty: Register) -> None:
    """Words that stand only where nothing is known are looked at too."""
    for language in ("nl", "en"):
        with empty.reader() as reader:
            edition = edition_in_force(DAY)
            moment = reader.moment(DAY)
            book = register_book(national("nl"), reader, moment, edition, language, "N. N.", NOW)
            assert not list(wrong_in_tables(book, language))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_workbook_and_a_csv_add_of_their_own_is_in_that_language(
    exercise: Register, language: str
) -> None:
    with exercise.reader() as reader:
        person = named(reader, Role.MINISTRY, "voorbeeldland")
        book = whole_register(reader, person, reader.moment(DAY), language)
        written, lines = io.BytesIO(), io.BytesIO()
        write_workbook(book, written, NOW)
        csv_book(book, lines)
    workbook = openpyxl.load_workbook(written)
    assert not [name for name in workbook.sheetnames if foreign_words(name, language)]
    for sheet in workbook:
        marks = [sheet.oddHeader.center.text, sheet.oddFooter.center.text, sheet.oddFooter.left.text]
        above = [cell.value for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
        wrong = [text for text in (*marks, *above) if foreign_words(text, language)]
        assert not wrong, f"{sheet.title}: {wrong}"
    header = lines.getvalue().decode("utf-8-sig").splitlines()[0]
    assert not foreign_words(header, language), header


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_fleet_to_fill_in_speaks_one_language(exercise: Register, language: str) -> None:
    with exercise.reader() as reader:
        person = named(reader, Role.OPERATOR, "voorbeeldland")
        moment = reader.moment(NOW.date())
        fleet = batches(person.scope, reader, moment)
        about = one_concession(person.scope, reader, moment, fleet[0].concession)
    out = io.BytesIO()
    mine = tuple(each for each in fleet if each.concession == about.key)
    name = export_fleet_sheet(exercise, person, about, mine, moment, language, out, "test")
    assert not foreign_words(name.replace("_", " "), language), name
    assert not list(_wrong_in_sheet(out, language))


def test_a_fleet_of_every_word_speaks_english(exercise: Register) -> None:
    """The choices offered are found on their sheet under its English name."""
    with exercise.reader() as reader:
        person = named(reader, Role.OPERATOR, "voorbeeldland")
        moment = reader.moment(NOW.date())
        fleet = batches(person.scope, reader, moment)
        about = one_concession(person.scope, reader, moment, fleet[0].concession)
    out = io.BytesIO()
    write_fleet_sheet(FleetSheet(about, fleet, NOW.date(), "CONFIDENTIAL", language="en"), out)
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == ["Fleet", "Choices", "Read me"]
    offered = {each.formula1 for each in workbook["Fleet"].data_validations.dataValidation}
    assert offered
    assert all(formula.startswith("Choices!") for formula in offered)


def _wrong_in_sheet(file: io.BytesIO, language: str) -> Iterator[str]:
    """Cells of a fleet sheet, but for what operators and sources say themselves."""
    said = {"Bron", "Source", "Toelichting", "Note", "Type", "Model"}
    for sheet in openpyxl.load_workbook(file):
        if foreign_words(sheet.title, language):
            yield sheet.title
        head = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(values_only=True):
            cells = zip(head, row, strict=True)
            wrong = [text for title, text in cells if title not in said and foreign_words(text, language)]
            yield from (f"{sheet.title}: {text}" for text in wrong)
        yield from (
            f"header: {sheet.oddHeader.center.text}"
            for _ in foreign_words(sheet.oddHeader.center.text, language)
        )
