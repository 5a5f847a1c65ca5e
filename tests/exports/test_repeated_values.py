"""What a column says again is written as the first time: same value, same type, same guard."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busrisk.core.tabular import Book, Cell, Column, Kind, Table
from busrisk.exports import cells as columns
from busrisk.exports.workbook import write_workbook

FIRST = 6


def read_back(book: Book, kind: Kind, values: Iterable[Cell]) -> list[Any]:
    table = Table("t", "Blad", (Column("a", "Kop", kind, 20),), tuple((value,) for value in values))
    stream = io.BytesIO()
    write_workbook(replace(book, sheets=(table,)), stream)
    sheet = openpyxl.load_workbook(stream)["Blad"]
    rows = [(row[0], sheet.row_dimensions[row[0].row].height) for row in sheet.iter_rows(min_row=FIRST)]
    return [(cell.value, cell.data_type, cell.number_format, cell.quotePrefix, tall) for cell, tall in rows]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.COUNT, Kind.DATE, Kind.IDENTIFIER])
@settings(max_examples=15, deadline=None)
@given(
    values=st.lists(
        st.none()
        | st.sampled_from(["=1+1", "a\nb", "lang " * 30, "<&>", " x ", "007"])
        | st.integers(-5, 5)
        | st.dates(date(1899, 1, 1), date(1901, 1, 1)),
        min_size=1,
        max_size=8,
    )
)
def test_a_value_is_written_alike_however_often_and_after_whatever(
    book: Book, kind: Kind, values: list[Cell]
) -> None:
    alone = [read_back(book, kind, [value, "einde"])[0] for value in values]
    assert read_back(book, kind, [*values, *values, "einde"])[:-1] == alone + alone


def test_equal_values_of_different_types_stay_apart(book: Book) -> None:
    zones = [UTC, timezone(timedelta(hours=1))]
    moments = [datetime(2026, 2, 3, 14 + hours, 5, tzinfo=zone) for hours, zone in enumerate(zones)]
    assert moments[0] == moments[1]
    assert [row[0].hour for row in read_back(book, Kind.DATE, moments)] == [14, 15]
    assert [row[0] for row in read_back(book, Kind.IDENTIFIER, [1, 1.0, 1])] == ["1", "1.0", "1"]
    with pytest.raises(TypeError, match="'a'"):
        read_back(book, Kind.COUNT, [1, True])


def test_a_column_of_ever_other_values_forgets_and_stays_right(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_MOST_SEEN", 3)
    values = [f"=regel {number % 7}" for number in range(40)]
    written = read_back(book, Kind.TEXT, values)
    assert [row[0] for row in written] == values
    assert all(row[3] for row in written)


def test_reserved_signs_and_outer_spaces_are_text_like_any_other(book: Book) -> None:
    texts = ["<b>&amp;</b>", "]]>", "  voor en na  ", " ", "a & b < c > d"]
    assert [row[0] for row in read_back(book, Kind.TEXT, texts)] == texts
