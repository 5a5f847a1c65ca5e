"""CSV: opens right in a Dutch spreadsheet, stays machine readable, and runs nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.tabular import Book, Cell, Column, Kind, Table
from busrisk.exports.comma import csv_book, write_csv


def _bytes(table: Table, language: str = "nl") -> bytes:
    stream = io.BytesIO()
    write_csv(table, stream, language)
    return stream.getvalue()


def _rows(content: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def _one(kind: Kind, value: Cell, language: str = "nl") -> str:
    table = Table("t", "T", (Column("a", "Kop", kind), Column("b", "Kop 2")), ((value, "x"),))
    return _rows(_bytes(table, language), "," if language == "en" else ";")[1][0]


def test_dutch_csv_has_a_byte_order_mark_semicolons_decimal_commas_and_crlf(fleet: Table) -> None:
    content = _bytes(fleet)
    assert content.startswith(b"\xef\xbb\xbfRegel;Concessie;Aantal bussen;")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[1] == "0012;Fryslân;1234;4,5;21,0%;31-01-2026;https://voorbeeld.example/één"
    assert lines[2] == ";".join(["onbekend"] * 7)
    assert lines[3] == "hgl-01;Haaglanden;43;2,0;56,1%;2025-09;Kamerstuk, vraag 4"


def test_english_csv_has_commas_decimal_points_and_dates_year_first(fleet: Table) -> None:
    lines = _bytes(replace(fleet, unknown="unknown"), "en").decode("utf-8-sig").split("\r\n")
    assert lines[1] == "0012,Fryslân,1234,4.5,21.0%,2026-01-31,https://voorbeeld.example/één"
    assert lines[2] == ",".join(["unknown"] * 7)


def test_every_line_below_the_titles_is_a_row_and_the_total_is_none(fleet: Table) -> None:
    rows = _rows(_bytes(fleet))
    assert len(rows) == 1 + len(list(fleet.rows))
    assert not any("Totaal" in row for row in rows)


def test_an_empty_table_gives_its_titles_alone(fleet: Table) -> None:
    assert len(_rows(_bytes(replace(fleet, rows=())))) == 1


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Kind.COUNT, 1234567, "1234567"),
        (Kind.COUNT, -5, "-5"),
        (Kind.NUMBER, 0.1 + 0.2, "0,3"),
        (Kind.NUMBER, 0.25, "0,25"),
        (Kind.NUMBER, -1e-20, "0,0"),
        (Kind.COUNT, 10**25, "1" + "0" * 25),
        (Kind.NUMBER, 1e30, "1" + "0" * 30 + ",0"),
        (Kind.PERCENT, 0, "0,0%"),
        (Kind.PERCENT, 100, "100,0%"),
        (Kind.TEXT, 2025, "2025"),
        (Kind.DATE, datetime(2026, 2, 3, 14, 5, tzinfo=UTC), "03-02-2026 14:05 UTC"),
        (Kind.DATE, datetime(2026, 2, 3, 14, 5), "03-02-2026 14:05"),
        (Kind.DATE, date(2026, 2, 3), "03-02-2026"),
        (Kind.TEXT, "", ""),
        (Kind.TEXT, "a\x00b", "a\ufffdb"),
        (Kind.TEXT, "half \ud800", "half \ufffd"),
    ],
)
def test_a_value_is_written_as_a_dutch_spreadsheet_reads_it(kind: Kind, value: Cell, written: str) -> None:
    assert _one(kind, value) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+31 20 123", "'+31 20 123"),
        ("-Test", "'-Test"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tcmd", "'\tcmd"),
        ("\r=1", "'\n'=1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("a,=1+1,", "a,'=1+1,"),
        ("a;-2+3;", "a;'-2+3;"),
        ("a\n@SUM(1)", "a\n'@SUM(1)"),
        ("€ 5,-", "€ 5,-"),
        ("Goeree-Overflakkee", "Goeree-Overflakkee"),
        ("a = b", "a = b"),
    ],
)
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert _one(Kind.TEXT, text) == written
    assert _one(Kind.IDENTIFIER, text) == written
    assert _one(Kind.TEXT, text, "en") == written


@given(text=st.text(max_size=40), separator=st.sampled_from(";,"))
def test_no_cell_of_text_starts_a_formula_whichever_separator_is_used_to_read_it(
    text: str, separator: str
) -> None:
    table = Table("t", "T", (Column("a", "Kop"), Column("b", "Kop")), ((text, text),))
    cells = [cell for row in _rows(_bytes(table), separator) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(' \t"').startswith(("=", "@"))]


def test_a_title_that_could_run_is_guarded_too() -> None:
    table = Table("t", "T", (Column("a", "=1+1"),), ())
    assert _rows(_bytes(table)) == [["'=1+1"]]


def test_every_row_of_a_book_carries_marking_date_edition_and_receipt(book: Book) -> None:
    stream = io.BytesIO()
    csv_book(book, stream)
    titles, *rows = _rows(stream.getvalue())
    assert titles[0] == "Regel"
    assert titles[-4:] == ["Markering", "Peildatum", "Editie", "Kwitantie"]
    assert {tuple(row[-4:]) for row in rows} == {
        ("VERTROUWELIJK · TLP:AMBER+STRICT", "01-01-2026", "2026-12", "9f86d081")
    }
    assert len(rows) == len(list(book.sheets[1].rows))


def test_an_exercise_says_so_on_every_row(exercise: Book) -> None:
    stream = io.BytesIO()
    csv_book(exercise, stream)
    assert {row[-1] for row in _rows(stream.getvalue())[1:]} == {exercise.watermark}


def test_without_a_fleet_table_the_first_table_is_written(book: Book) -> None:
    stream = io.BytesIO()
    csv_book(replace(book, sheets=book.sheets[:1]), stream)
    assert _rows(stream.getvalue())[1][0] == "Bron één"


def test_a_book_without_tables_has_no_csv(book: Book) -> None:
    with pytest.raises(ValueError, match="busregister"):
        csv_book(replace(book, sheets=()), io.BytesIO())


def test_a_text_stream_gets_the_same_characters_and_stays_open(fleet: Table) -> None:
    text = io.StringIO(newline="")
    write_csv(fleet, text, "nl")
    assert text.getvalue().encode() == _bytes(fleet)


def test_a_figure_that_is_none_stops_the_export_and_names_its_column() -> None:
    with pytest.raises(ValueError, match="'a'"):
        _one(Kind.NUMBER, float("nan"))
    with pytest.raises(TypeError, match="'a'"):
        _one(Kind.COUNT, True)
