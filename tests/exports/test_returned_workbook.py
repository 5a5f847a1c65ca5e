"""A workbook that comes back is looked over before it is opened, and opened in a process with limits."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from busrisk.core.fleet.paste import MOST_COLUMNS, MOST_ROWS
from busrisk.exports.returned_file import refused_file
from busrisk.exports.returned_sheet import workbook_cells

SHEET, TYPES, BOOK = "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/workbook.xml"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    book.worksheets[0].title = "Wagenpark"
    for row in rows or (("Fabrikant", "Aantal"), ("BYD", 12)):
        book.worksheets[0].append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, *parts: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with these parts beside its own, or in their place."""
    out, named = io.BytesIO(), {name for name, _ in parts}
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", packing) as target:
        for name in source.namelist():
            if name not in named:
                target.writestr(name, source.read(name))
        for name, part in parts:
            target.writestr(name, part)
    return out.getvalue()


def sheet(markup: str, before: str = "") -> tuple[str, bytes]:
    begin = f'<worksheet xmlns="{_SPREADSHEET}">{before}<sheetData>'
    return SHEET, f"{begin}{markup}</sheetData></worksheet>".encode()


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        part = source.read(name)
    assert old in part
    return with_parts(data, (name, part.replace(old, new)))


def refusal(data: bytes) -> str:
    """What is said before anything is opened."""
    fault = refused_file(data)
    assert fault is not None
    assert workbook_cells(data).faults == (fault,)
    return fault.sentence


PLAIN = saved(workbook())
DECLARED = "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"
FULL = f"meer dan {MOST_ROWS} rijen of {MOST_COLUMNS} kolommen"


def test_a_plain_workbook_is_opened_and_read() -> None:
    assert refused_file(PLAIN) is None
    read = workbook_cells(PLAIN)
    assert (read.sheet, read.faults) == ("Wagenpark", ())
    assert read.rows == ((1, ("Fabrikant", "Aantal")), (2, ("BYD", "12")))


def test_a_fleet_sheet_filled_to_its_limits_is_read() -> None:
    row = ("ca. 319",) * MOST_COLUMNS
    read = workbook_cells(saved(workbook(*[row] * (MOST_ROWS + 1))))
    assert (len(read.rows), read.faults) == (MOST_ROWS + 1, ())


@pytest.mark.parametrize(
    "markup",
    [
        "<row>" + "<c/>" * 1_900_000 + "</row>",
        "<row>" + "<x:c />" * 90_000 + "</row>",
        "<row/>" * (MOST_ROWS + 2),
        '<row><c s="1" r="A2002"/></row>',
        "<row><c r='AO1'/></row>",
    ],
)
def test_more_cells_than_a_fleet_has_are_counted_unopened(markup: str) -> None:
    noise = ("xl/media/noise.png", os.urandom(60_000))  # so that it is not refused as packed too tightly
    said = refusal(with_parts(PLAIN, noise, sheet(markup)))
    assert said.startswith("Werkblad Wagenpark: ")
    assert FULL in said
    assert "voorbij cel AN2001" in said


def test_a_stated_size_past_the_limits_is_refused() -> None:
    assert FULL in refusal(with_parts(PLAIN, sheet("", '<dimension ref="A1:XFD1048576"/>')))


@pytest.mark.parametrize("name", ["xl/a.xml", "xl/media/image1.png", "xl/printerSettings1.bin", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_document_type_is_found_whatever_the_part_is_called(name: str, encoding: str) -> None:
    assert "definitie" in refusal(with_parts(PLAIN, (name, DECLARED.encode(encoding))))


def test_markup_in_an_encoding_that_hides_what_it_declares_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="cp037"?>' + DECLARED.encode("cp037")
    assert "definitie" in refusal(with_parts(PLAIN, ("xl/a.xml", hidden)))


def test_pictures_and_printer_settings_are_let_in() -> None:
    parts = (
        ("xl/media/image1.png", b"\x89PNG\r\n\x00\x00"),
        ("xl/printerSettings1.bin", "A4".encode("utf-16")),
    )
    assert refused_file(with_parts(PLAIN, *parts)) is None


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "xl/../../a.xml", "xl\\a.xml", "c:a.xml"])
def test_a_part_named_to_end_up_elsewhere_is_refused(name: str) -> None:
    assert "beschadigd" in refusal(with_parts(PLAIN, (name, b"x")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    assert "beschadigd" in refusal(with_parts(PLAIN, ("xl/a.xml", b"<a/>"), ("xl/A.xml", b"<b/>")))
    assert "beschadigd" in refusal(with_parts(PLAIN, ("a", b"<a/>"), ("a", b"<b/>")))


def test_a_packing_no_spreadsheet_program_uses_is_refused() -> None:
    assert "beschadigd" in refusal(with_parts(PLAIN, packing=zipfile.ZIP_LZMA))


@pytest.mark.parametrize(
    "parts",
    [
        [("xl/a.bin", os.urandom(500) + b"\0" * (8 * 1024 * 1024))],
        [("xl/a.bin", b"\0" * 2_000_000)],
        [(f"xl/{number}.xml", b"<a/>") for number in range(200)],
    ],
    ids=["too large", "too tightly packed", "too many parts"],
)
def test_what_would_unpack_to_much_is_refused(parts: list[tuple[str, bytes]]) -> None:
    assert "uitgepakt te groot" in refusal(with_parts(PLAIN, *parts))


def test_a_macro_workbook_is_refused_also_when_its_macros_go_by_another_name() -> None:
    old, new = b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
    assert "macro's" in refusal(replaced(PLAIN, TYPES, old, new))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused_by_name(state: str) -> None:
    book = workbook()
    book.create_sheet("Oud & nieuw").sheet_state = state
    assert refusal(saved(book)) == (
        "Werkblad Oud & nieuw: Dit werkblad is verborgen. Maak het zichtbaar of verwijder het."
    )


def test_merged_cells_are_refused_with_their_sheet_and_place() -> None:
    book = workbook()
    book.worksheets[0].merge_cells("A2:B2")
    assert refusal(saved(book)) == (
        "Werkblad Wagenpark: De cellen A2:B2 zijn samengevoegd. Hef de samenvoeging op."
    )


def test_a_part_larger_than_it_states_is_never_unpacked_further() -> None:
    data = bytearray(with_parts(PLAIN, ("xl/a.xml", b"<a>" + b" " * 1_000_000 + b"</a>")))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (3).to_bytes(4, "little")  # the unpacked size in the list of parts
    assert "geen leesbare werkmap" in refusal(bytes(data))


@given(st.lists(st.tuples(st.integers(4, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_looking_over_a_damaged_file_never_fails(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PLAIN)
    for at, byte in changes:
        data[at] = byte
    fault = refused_file(bytes(data))
    assert fault is None or fault.sentence


def test_one_long_text_in_every_cell_is_refused_without_filling_the_memory() -> None:
    cells = "<row>" + "<c t='s'><v>0</v></c>" * MOST_COLUMNS + "</row>"
    shared = f'<sst xmlns="{_SPREADSHEET}"><si><t>{"a" * 1_000_000}</t></si></sst>'.encode()
    noise = ("xl/media/noise.png", os.urandom(60_000))
    data = with_parts(PLAIN, noise, sheet(cells * MOST_ROWS), ("xl/sharedStrings.xml", shared))
    assert refused_file(data) is None
    read = workbook_cells(data)
    assert read.rows == ()
    assert "kan niet worden gelezen" in read.faults[0].sentence


def test_reading_that_takes_too_long_is_broken_off() -> None:
    read = workbook_cells(PLAIN, seconds=0.001)
    assert read.rows == ()
    assert "duurt te lang" in read.faults[0].sentence


@pytest.mark.office
def test_a_workbook_saved_by_an_office_program_is_let_in(
    tmp_path: Path, convert: Callable[..., Path]
) -> None:
    path = tmp_path / "wagenpark.xlsx"
    path.write_bytes(PLAIN)
    read = workbook_cells(convert(path, "xlsx").read_bytes())
    assert (read.faults, len(read.rows)) == ((), 2)
