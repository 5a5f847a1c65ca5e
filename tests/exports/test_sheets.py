"""Sheets of the workbook: marked everywhere, filterable, printable, nothing hidden or merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl

from busrisk.core.tabular import Book, Column, Kind, Table

MARKING = "VERTROUWELIJK · TLP:AMBER+STRICT"
ReadBack = Callable[[Book], openpyxl.Workbook]


def test_the_cover_comes_first_and_every_table_has_a_legal_sheet(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == ["Leesmij", "Bronnen lijst", "Wagenpark"]
    assert all(sheet.sheet_state == "visible" for sheet in workbook.worksheets)


def test_the_marking_stands_in_first_row_header_footer_and_properties(workbook: openpyxl.Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet["A1"].value == MARKING
        assert MARKING in sheet.oddHeader.left.text
        assert MARKING in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text.endswith("Pagina &P van &N")
    assert workbook.properties.category == workbook.properties.keywords == MARKING
    assert workbook.properties.creator == workbook.properties.lastModifiedBy == "busrisk"
    assert workbook.properties.title == "Busregister"


def test_each_sheet_says_date_edition_and_receipt(workbook: openpyxl.Workbook) -> None:
    line = "Peildatum 01-01-2026 · Editie 2026-12 · Kwitantie 9f86d081"
    for sheet in workbook.worksheets:
        assert sheet["A3"].value == line
        assert line in sheet.oddFooter.center.text
    assert workbook.properties.subject == line


def test_what_a_book_does_not_say_of_itself_is_printed_as_unknown(book: Book, read_back: ReadBack) -> None:
    bare = read_back(replace(book, edition=None, on=None, receipt=None))
    assert bare["Wagenpark"]["A3"].value == "Peildatum onbekend · Editie onbekend · Kwitantie onbekend"


def test_a_watermark_stands_on_every_sheet_and_page(exercise: Book, read_back: ReadBack) -> None:
    workbook = read_back(exercise)
    for sheet in workbook.worksheets:
        assert sheet["A2"].value == exercise.watermark
        assert exercise.watermark in sheet.oddHeader.center.text
    assert workbook.properties.description == exercise.watermark
    assert workbook["Wagenpark"].freeze_panes == "A7"


def test_the_cover_adds_what_the_book_left_out_and_repeats_nothing(workbook: openpyxl.Workbook) -> None:
    rows = [[cell.value for cell in row[:2]] for row in workbook["Leesmij"].iter_rows(min_row=5)]
    assert rows == [
        ["Markering", MARKING],
        ["Editie", "2026-12"],
        ["Kwitantie", "9f86d081"],
        ["Peildatum", datetime(2026, 1, 1)],
        ["Gemaakt door", "=cmd|' /C calc'!A0"],
        ["Bussen", 569],
        ["Antwoorden", "onbekend"],
    ]


def test_titles_are_frozen_filtered_and_repeated_in_print(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Wagenpark"]
    assert sheet.freeze_panes == "A6"
    assert [cell.value for cell in sheet[5]][:3] == ["Regel", "Concessie", "Aantal bussen"]
    assert sheet.auto_filter.ref == "A5:G19"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet["A5"].font.bold
    assert sheet["A5"].fill.fgColor.rgb == "FF1C2A36"
    assert sheet["A5"].font.color.rgb == "FFFFFFFF"


def test_the_total_is_ruled_off_bold_and_outside_the_filter(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Wagenpark"]
    assert [cell.value for cell in sheet[20]] == [None] * 7
    assert [cell.value for cell in sheet[21]] == ["Totaal", None, 1288, "onbekend", 1, None, None]
    assert all(cell.border.top.style == "medium" for cell in sheet[21])
    assert sheet["C21"].font.bold
    assert sheet.max_row == 21


def test_no_sheet_has_merged_cells(workbook: openpyxl.Workbook) -> None:
    assert [sheet.merged_cells.ranges for sheet in workbook.worksheets] == [set(), set(), set()]


def test_sheets_print_on_landscape_a4_as_wide_as_the_page(workbook: openpyxl.Workbook) -> None:
    for sheet in workbook.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_table_wider_than_a_page_keeps_its_first_column_in_sight(book: Book, read_back: ReadBack) -> None:
    columns = tuple(Column(f"k{index}", f"Kop {index}", Kind.TEXT, 40) for index in range(12))
    wide = Table("wide", "Breed", columns, [("x",) * 12] * 3)
    sheet = read_back(replace(book, sheets=(wide,)))["Breed"]
    assert sheet.page_setup.fitToWidth == 3
    assert (sheet.freeze_panes, sheet.print_title_cols) == ("B6", "$A:$A")
    assert sheet.print_area == "'Breed'!$A$5:$L$8"


def test_a_column_holds_its_title_and_the_word_unknown(book: Book, read_back: ReadBack) -> None:
    columns = (Column("a", "Vervoersautoriteit", Kind.TEXT, 3), Column("b", "n", Kind.COUNT, 2))
    sheet = read_back(replace(book, sheets=(Table("t", "Smal", columns, ()),)))["Smal"]
    assert sheet.column_dimensions["A"].width >= len("Vervoersautoriteit") + 4
    assert sheet.column_dimensions["B"].width >= len("onbekend")


def test_an_empty_table_says_so_under_its_titles(book: Book, fleet: Table, read_back: ReadBack) -> None:
    sheet = read_back(replace(book, sheets=(replace(fleet, rows=(), total=None),)))["Wagenpark"]
    assert sheet["A6"].value == "Geen wagenpark."
    assert sheet.auto_filter.ref == "A5:G5"


def test_a_row_is_as_high_as_its_longest_text(book: Book, read_back: ReadBack) -> None:
    table = Table("t", "Hoog", (Column("a", "Kop", Kind.TEXT, 20),), (("kort",), ("woord " * 20,), ("a\nb",)))
    sheet = read_back(replace(book, sheets=(table,)))["Hoog"]
    assert sheet.row_dimensions[6].height is None
    assert sheet.row_dimensions[7].height >= 6 * 15
    assert sheet.row_dimensions[8].height == 30
    assert sheet["A7"].alignment.wrap_text


def test_a_marking_with_an_ampersand_prints_as_itself(book: Book, read_back: ReadBack) -> None:
    long = "R&D " * 60
    workbook = read_back(replace(book, marking=long, watermark=long, title=long, edition=long))
    sheet = workbook["Wagenpark"]
    assert "R&&D" in sheet.oddHeader.left.text
    for item in (sheet.oddHeader, sheet.oddFooter):
        assert len(str(item)) <= 255
