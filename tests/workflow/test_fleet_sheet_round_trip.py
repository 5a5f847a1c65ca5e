"""A fleet goes out as a workbook and comes back: unchanged it changes nothing; nothing active is let in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from busrisk.access.scope import national
from busrisk.core.fleet.paste import TypedLines, typed_lines
from busrisk.core.fleet.reading import read_statements
from busrisk.core.fleet.statement import FleetTerms
from busrisk.exports.fleet_sheet import FleetSheet, write_fleet_sheet
from busrisk.register.concessions import concessions, one_concession
from busrisk.register.session import Register
from busrisk.workflow import read_sheet as reading
from busrisk.workflow.state_fleet import state_fleet
from tests.databases import NOW
from tests.fleets import OWN, TODAY, speaker, terms
from tests.register.stored import rows

NL = national("nl")


def handed_out(register: Register, about: FleetTerms, language: str = "nl") -> bytes:
    with register.reader() as reader:
        concession = one_concession(NL, reader, reader.moment(TODAY), about.concession)
    out = io.BytesIO()
    fleet = tuple(about.standing.values())
    write_fleet_sheet(FleetSheet(concession, fleet, TODAY, "VERTROUWELIJK", None, language), out)
    return out.getvalue()


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_sheet(data: bytes, name: str) -> TypedLines:
    return typed_lines(reading.read_sheet(data, name))


def sentences(read: TypedLines) -> list[str]:
    return [fault.sentence for fault in read.faults]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_unchanged_workbook_of_any_concession_changes_nothing(ready: Register, language: str) -> None:
    with ready.reader() as reader:
        every = [each.key for each in concessions(NL, reader, reader.moment(TODAY))]
    assert len(every) > 20
    before = rows(ready)
    for key in every:
        about = terms(ready, NL, key)
        if not about.standing:
            continue
        lines = read_sheet(handed_out(ready, about, language), "wagenpark.xlsx")
        read = read_statements(lines.lines, about)
        assert (lines.faults, read.faults, read.warnings) == ((), (), ())
        assert len(read.statements) == len(about.standing)
        report = state_fleet(
            ready, speaker(NL), key, read.statements, TODAY, "", whole=True, source=OWN, seen=None
        )
        assert report.changes_nothing
    assert rows(ready) == before


def test_one_changed_cell_is_one_change(ready: Register) -> None:
    about = terms(ready)

    def correct(sheet: Any) -> None:
        sheet["E2"] = 240

    lines = read_sheet(edited(handed_out(ready, about), correct), "x.xlsx")
    read = read_statements(lines.lines, about)
    report = state_fleet(ready, speaker(NL), "ijv", read.statements, TODAY, "")
    count = next(each for each in report.lines[0].became if each.title == "Aantal")
    assert (count.before, count.after) == ("246", "240")


def test_the_columns_that_are_read_are_where_the_sheet_has_them(ready: Register) -> None:
    sheet = load_workbook(io.BytesIO(handed_out(ready, terms(ready)))).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    assert head[:6] == ["Kenmerk", "Fabrikant", "Type", "Aandrijving", "Aantal", "Hoe zeker"]
    assert isinstance(sheet["E2"].value, int)


def test_a_formula_is_refused_at_its_cell(ready: Register) -> None:
    def formula(sheet: Any) -> None:
        sheet["E2"] = "=1+1"

    lines = read_sheet(edited(handed_out(ready, terms(ready)), formula), "x.xlsx")
    assert sentences(lines) == [
        "Werkblad Wagenpark, cel E2: Deze cel bevat een formule. U vulde in: =1+1. "
        "Plak de waarde in plaats van de formule."
    ]


def test_a_text_that_begins_as_a_formula_stays_a_text(ready: Register) -> None:
    def note(sheet: Any) -> None:
        cell = sheet.cell(2, 13)
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    about = terms(ready)
    lines = read_sheet(edited(handed_out(ready, about), note), "x.xlsx")
    read = read_statements(lines.lines, about)
    state_fleet(ready, speaker(NL), "ijv", read.statements, TODAY, "")
    about = terms(ready)
    assert about.standing["ijv-01"].note == "=HYPERLINK(1)"
    again = load_workbook(io.BytesIO(handed_out(ready, about))).worksheets[0].cell(2, 13)
    assert (again.value, again.data_type) == ("=HYPERLINK(1)", "s")


def test_a_fraction_is_never_taken_for_thousands(ready: Register) -> None:
    def fraction(sheet: Any) -> None:
        sheet["E2"] = 1.234

    about = terms(ready)
    read = read_statements(read_sheet(edited(handed_out(ready, about), fraction), "x.xlsx").lines, about)
    assert "Bedoelt u 1.234? Vul dan 1234 of 1.234 in." in read.faults[0].sentence


def _archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


_PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "oude .xls-werkmap"),
        (b"PK\x03\x04 broken", "geen leesbare werkmap"),
        (_archive(**{"readme.txt": b"x"}), "zip-bestand"),
        (_archive(**_PARTS, **{"xl/vbaProject.bin": b"x"}), "macro's"),
        (_archive(**_PARTS, **{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "andere bestanden"),
        (_archive(**_PARTS, **{"xl/a.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "definitie"),
        (_archive(**_PARTS, **{"xl/big.bin": b"\0" * (65 * 1024 * 1024)}), "te groot"),
        (_archive(**_PARTS), "kan niet worden gelezen"),
        (b"", "leeg"),
        (b"x" * (8 * 1024 * 1024 + 1), "groter dan 8 MB"),
    ],
)
def test_a_file_that_should_not_be_opened_is_not_opened(data: bytes, said: str) -> None:
    read = read_sheet(data, "wagenpark.xlsx")
    assert read.lines == ()
    assert said in sentences(read)[0]


def test_more_rows_than_a_fleet_has_are_refused() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Fabrikant", "Aantal"])
    for _ in range(2_001):
        sheet.append(["BYD", 1])
    out = io.BytesIO()
    book.save(out)
    assert "meer dan 2000 rijen" in sentences(read_sheet(out.getvalue(), "x.xlsx"))[0]


def test_the_file_is_named_after_concession_and_day(ready: Register) -> None:
    with ready.reader() as reader:
        concession = one_concession(NL, reader, reader.moment(TODAY), "ijv")
    assert FleetSheet(concession, (), TODAY, "m").file_name == f"wagenpark_ijv_{NOW:%Y-%m-%d}.xlsx"
    assert FleetSheet(concession, (), TODAY, "m", "OEFENING").file_name.startswith("oefening_")
