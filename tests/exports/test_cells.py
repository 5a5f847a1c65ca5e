"""Cells of the workbook: typed, and never a formula that nobody wrote as one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busrisk.core.tabular import Book, Cell, Column, Kind, Table
from busrisk.exports.legible import legible
from busrisk.exports.workbook import write_workbook

FIRST = 6  # the first row of data, under marking, title, stamp, an empty row and the column titles
ReadBack = Callable[[Book], openpyxl.Workbook]


def _cells_of(workbook: openpyxl.Workbook) -> Iterable[openpyxl.cell.cell.Cell]:
    return chain.from_iterable(row for sheet in workbook.worksheets for row in sheet.iter_rows())


def _one_column(book: Book, kind: Kind, values: Iterable[Cell], **changes: object) -> Book:
    table = Table("t", "Blad", (Column("a", "Kop", kind, 20),), tuple((value,) for value in values))
    return replace(book, sheets=(table,), **changes)  # type: ignore[arg-type]


def _escaped(text: str) -> str:
    """As a workbook must hold it, so that it reads _x003D_ and not '='."""
    return re.sub("_x(?=[0-9A-Fa-f]{4}_)", "_x005F_x", text)


def _column(
    book: Book, kind: Kind, values: Iterable[Cell], **changes: object
) -> list[openpyxl.cell.cell.Cell]:
    stream = io.BytesIO()
    write_workbook(_one_column(book, kind, values, **changes), stream)
    return [row[0] for row in openpyxl.load_workbook(stream)["Blad"].iter_rows(min_row=FIRST)]


def test_figures_and_dates_come_back_as_figures_and_dates(workbook: openpyxl.Workbook) -> None:
    row = workbook["Wagenpark"][FIRST]
    assert [cell.value for cell in row] == [
        "0012",
        "Fryslân",
        1234,
        4.5,
        0.21,
        datetime(2026, 1, 31),
        "https://voorbeeld.example/één",
    ]
    formats = ["@", "General", "#,##0", "#,##0.0", "0.0%", "dd-mm-yyyy", "General"]
    assert [cell.number_format for cell in row] == formats
    assert [cell.data_type for cell in row] == ["s", "s", "n", "n", "n", "d", "s"]


def test_unknown_stays_the_word_in_every_kind_of_column(workbook: openpyxl.Workbook) -> None:
    row = workbook["Wagenpark"][FIRST + 1]
    assert [cell.value for cell in row] == ["onbekend"] * 7
    assert all(cell.font.italic for cell in row)


def test_a_partial_date_stays_the_text_it_is(workbook: openpyxl.Workbook) -> None:
    cell = workbook["Wagenpark"].cell(FIRST + 2, 6)
    assert (cell.value, cell.data_type, cell.alignment.horizontal) == ("2025-09", "s", "right")


def test_hostile_text_is_unchanged_and_no_cell_is_a_formula_or_an_error(
    workbook: openpyxl.Workbook, hostile: tuple[str, ...]
) -> None:
    assert {cell.data_type for cell in _cells_of(workbook)} <= {"s", "n", "d"}
    sheet = workbook["Wagenpark"]
    for offset, text in enumerate(hostile):
        for column in (1, 2, 7):
            assert sheet.cell(FIRST + 3 + offset, column).value == _escaped(text)


def test_text_that_could_run_stays_text_when_somebody_edits_the_cell(workbook: openpyxl.Workbook) -> None:
    texts = {cell.value: cell.quotePrefix for cell in _cells_of(workbook) if cell.data_type == "s"}
    for text in ("+31 20 123", "-Test", "@SUM(1)", "=1+1", " =2+2", "\tcmd", "=cmd|' /C calc'!A0"):
        assert texts[text], text
    assert not texts["Fryslân"]


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=20))
def test_any_text_comes_back_legible_and_never_as_a_formula(book: Book, texts: list[str]) -> None:
    cells = _column(book, Kind.TEXT, [*texts, "einde"])
    assert all(cell.data_type in "sn" for cell in cells)
    assert [cell.value for cell in cells[:-1]] == [_escaped(legible(text)) or None for text in texts]


@pytest.mark.parametrize("text", ["=1+1", "_x003D_5+5", "@SUM(1)"])
def test_titles_and_bands_are_held_as_cells_are(book: Book, read_back: ReadBack, text: str) -> None:
    table = Table("t", "Blad", (Column("a", text),), ((1,),))
    written = read_back(replace(book, marking=text, watermark=text, sheets=(table,), title=text))
    kept = {cell.value: cell for cell in _cells_of(written) if cell.data_type == "s"}[_escaped(text)]
    assert kept.quotePrefix is not text.startswith("_")
    for cell in _cells_of(written):
        assert cell.value != text or cell.quotePrefix, cell.coordinate
        assert "_x003D_" not in str(cell.value) or "_x005F_x003D_" in str(cell.value), cell.coordinate


def test_what_a_file_cannot_hold_is_replaced_in_sight(book: Book) -> None:
    cells = _column(book, Kind.TEXT, ["a\x00b\x0bc", "half \ud800 paar", "regel\r\neinde", "\ufffe"])
    assert [cell.value for cell in cells] == ["a\ufffdb\ufffdc", "half \ufffd paar", "regel\neinde", "\ufffd"]


@pytest.mark.parametrize("letter", ["x", "\U0001f68c"])
def test_a_text_past_the_limit_of_a_cell_is_cut_with_a_mark(book: Book, letter: str) -> None:
    most = 32_767 // (len(letter.encode("utf-16-le")) // 2)
    whole, cut = _column(book, Kind.TEXT, [letter * most, letter * (most + 1)])
    assert whole.value == letter * most
    assert cut.value.endswith(" … [ingekort]")
    assert len(cut.value.encode("utf-16-le")) // 2 <= 32_767


def test_an_identifier_is_text_also_when_it_is_a_number(book: Book) -> None:
    cells = _column(book, Kind.IDENTIFIER, [12, "007", 10**20])
    assert [(cell.value, cell.data_type) for cell in cells] == [("12", "s"), ("007", "s"), (str(10**20), "s")]


def test_a_moment_keeps_its_clock_time_and_says_its_zone(book: Book) -> None:
    moments = [
        datetime(2026, 2, 3, 14, 5),
        datetime(2026, 2, 3, 14, 5, tzinfo=UTC),
        datetime(2026, 2, 3, 14, 5, tzinfo=timezone(timedelta(hours=1))),
    ]
    cells = _column(book, Kind.DATE, moments)
    assert [cell.value for cell in cells] == [datetime(2026, 2, 3, 14, 5)] * 3
    formats = ["dd-mm-yyyy hh:mm", 'dd-mm-yyyy hh:mm "UTC"', 'dd-mm-yyyy hh:mm "UTC+01:00"']
    assert [cell.number_format for cell in cells] == formats


def test_a_date_before_the_calendar_of_a_workbook_is_text(book: Book) -> None:
    before, first = _column(book, Kind.DATE, [date(1900, 2, 28), date(1900, 3, 1)])
    assert (before.value, before.data_type) == ("28-02-1900", "s")
    assert first.value == datetime(1900, 3, 1)


def test_english_dates_are_written_year_first(book: Book) -> None:
    (cell,) = _column(book, Kind.DATE, [date(2026, 1, 31)], language="en")
    assert cell.number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_figure_that_is_none_stops_the_export_and_names_its_column(book: Book, value: float) -> None:
    with pytest.raises(ValueError, match="'a'"):
        _column(book, Kind.NUMBER, [value])


def test_a_truth_value_is_no_figure(book: Book) -> None:
    with pytest.raises(TypeError, match="'a'"):
        _column(book, Kind.COUNT, [True])


@given(percent=st.floats(min_value=0, max_value=100).map(lambda figure: round(figure, 4)))
@settings(max_examples=40, deadline=None)
def test_a_percentage_is_the_nearest_real_one(book: Book, percent: float) -> None:
    (cell,) = _column(book, Kind.PERCENT, [percent])
    assert abs(cell.value * 100 - percent) <= 1e-12 * max(percent, 1)
