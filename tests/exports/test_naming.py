"""Names of files and sheets."""

from __future__ import annotations

import warnings
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.tabular import Book
from busrisk.exports.naming import file_name, sheet_names


def test_a_file_name_carries_date_edition_and_marking(book: Book) -> None:
    name = "busregister-2026-01-01-editie-2026-12-vertrouwelijk-tlp-amber-strict"
    assert file_name(book, "xlsx") == f"{name}.xlsx"
    assert file_name(book, ".CSV") == f"{name}.csv"


def test_a_date_already_in_the_stem_is_not_repeated(book: Book) -> None:
    named = replace(book, stem="busrisk-register-2026-01-01", edition=None)
    assert file_name(named, "xlsx") == "busrisk-register-2026-01-01-vertrouwelijk-tlp-amber-strict.xlsx"


def test_an_exercise_can_be_told_from_the_register_by_its_name(exercise: Book) -> None:
    assert "-oefening-vertrouwelijk-" in file_name(exercise, "csv")


@given(stem=st.text(), marking=st.text(max_size=300))
def test_any_file_name_is_plain_and_short(book: Book, stem: str, marking: str) -> None:
    name = file_name(replace(book, stem=stem, marking=marking), "xlsx")
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) <= 220
    assert not name.startswith(("-", "."))


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("Scores", "scores", "SCORES"), ("Scores", "scores (2)", "SCORES (3)")),
        (("Stand: [a]/b*?\\c",), ("Stand a b c",)),
        (("", "//"), ("Blad", "Blad (2)")),
        (("History",), ("History (2)",)),
        (("'Wagenpark'",), ("Wagenpark",)),
        (("x" * 40, "x" * 40), ("x" * 30 + "…", "x" * 27 + " (2)")),
    ],
)
def test_sheet_names_are_made_legal_and_unique(titles: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert sheet_names(titles, "nl") == names


@given(titles=st.lists(st.text(max_size=50), min_size=1, max_size=12))
def test_a_spreadsheet_takes_every_sheet_name_as_it_is(titles: list[str]) -> None:
    workbook = openpyxl.Workbook(write_only=True)
    names = sheet_names(titles, "nl")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in names:
            workbook.create_sheet(name)
    assert tuple(workbook.sheetnames) == names
    assert len({name.casefold() for name in names}) == len(titles)
