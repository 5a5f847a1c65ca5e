"""The receipt of a file: the digest that anybody can recompute, taken row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.score.receipt import digest_of
from busrisk.core.tabular import Cell, Column, Table
from busrisk.exports.receipt import receipt_of

CELLS = st.none() | st.text() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.datetimes()
SHEETS = st.lists(st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=4), max_size=4)
ABOUT = st.lists(st.text() | st.integers(), max_size=3)


def table_of(rows: list[tuple[Cell, ...]]) -> Table:
    return Table("t", "Blad", (Column("a", "Kop"),), rows)


@given(about=ABOUT, sheets=SHEETS)
def test_a_receipt_is_the_digest_of_all_cells_as_text(
    about: list[str | int], sheets: list[list[tuple[Cell, ...]]]
) -> None:
    if any("\ud800" <= letter <= "\udfff" for text in _texts(about, sheets) for letter in text):
        return  # no digest is taken of half a character
    plain = [[[str(cell) for cell in row] for row in rows] for rows in sheets]
    assert receipt_of(about, map(table_of, sheets)) == digest_of([*about, plain])


def _texts(about: list[str | int], sheets: list[list[tuple[Cell, ...]]]) -> Iterator[str]:
    yield from map(str, about)
    yield from (str(cell) for rows in sheets for row in rows for cell in row)


@pytest.mark.parametrize("cell", ["x", None, 1, date(2026, 1, 2), datetime(2026, 1, 1, tzinfo=UTC), ""])
def test_another_cell_or_another_place_gives_another_receipt(cell: Cell) -> None:
    made = {
        receipt_of((), (table_of(rows),))
        for rows in ([(cell,)], [(cell, cell)], [(cell,), (cell,)], [(f"{cell} ",)], [])
    }
    assert len(made) == 5
