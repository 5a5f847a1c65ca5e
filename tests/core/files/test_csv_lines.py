"""The low-level reader: every fault of writing, at its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.faults import MOST_FAULTS, Fault
from busrisk.core.files.csv_bytes import LONGEST_LINE, MOST_BYTES, MOST_LINES
from busrisk.core.files.csv_lines import LONGEST_FIELD, MOST_ROWS, Lines, read_lines

COLUMNS = ("id", "name", "note")


def lines_of(data: bytes | str) -> Lines:
    return read_lines(data.encode() if isinstance(data, str) else data, "lijst.csv", COLUMNS)


def only_fault(data: bytes | str) -> Fault:
    (fault,) = lines_of(data).faults
    assert fault.file == "lijst.csv"
    assert fault.reason.endswith(".")
    assert fault.remedy.endswith((".", "?")) or "kop" in fault.remedy
    return fault


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_separator_line_end_and_mark_reads_the_same(separator: str, mark: str, end: str) -> None:
    rows = [["id", "name", "note"], ["a", "Fryslân", '"x, y; z"'], ["b", "Dré", ""]]
    lines = lines_of(mark + end.join(separator.join(row) for row in rows) + end)
    assert lines.faults == ()
    assert lines.header == COLUMNS
    assert [(line.row, dict(line.values)) for line in lines.rows] == [
        (2, {"id": "a", "name": "Fryslân", "note": "x, y; z"}),
        (3, {"id": "b", "name": "Dré", "note": ""}),
    ]


def test_columns_may_come_in_any_order_and_case() -> None:
    lines = lines_of("Note,ID, name \nn,i,m\n")
    assert lines.faults == ()
    assert dict(lines.rows[0].values) == {"id": "i", "name": "m", "note": "n"}


def test_values_are_trimmed_and_composed() -> None:
    assert lines_of("id,name,note\na, Frysla\u0302n\u00a0,\n").rows[0].values["name"] == "Fryslân"


def test_a_field_over_several_lines_counts_from_where_its_row_starts() -> None:
    lines = lines_of('id,name,note\na,x,"een\ntwee\r\ndrie"\n\nb,y,z\n')
    assert lines.faults == ()
    assert [line.row for line in lines.rows] == [2, 6]
    assert lines.rows[0].values["note"] == "een\ntwee\ndrie"


def test_blank_lines_and_rows_of_separators_are_no_rows() -> None:
    lines = lines_of("id,name,note\n\na,x,z\n,,\n,,,,\n   \n")
    assert lines.faults == ()
    assert [line.row for line in lines.rows] == [3]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf\n", "leeg"),
        ("id,name,note\na,b,c\n".encode("utf-16"), "UTF-16"),
        ("id,name,note\na,b,c\n".encode("utf-16-le"), "UTF-16"),
        ("id,name,note\na,b,c\n".encode("utf-32"), "UTF-16 of UTF-32"),
        (b"PK\x03\x04 a workbook", "werkmap"),
        (b"a" * (MOST_BYTES + 1), "groter dan 8 MB"),
        (b"\r\n" * MOST_LINES + b"x\n", "regels"),
    ],
)
def test_a_file_that_is_no_such_text_is_refused_as_a_whole(data: bytes, reason: str) -> None:
    fault = only_fault(data)
    assert (fault.row, fault.field, fault.value) == (None, None, None)
    assert reason in fault.reason
    assert fault.sentence.startswith("lijst.csv: ")


def test_a_byte_of_windows_1252_is_named_with_its_row_and_field() -> None:
    fault = only_fault("id,name,note\na,b,c\nd,Fryslân,e\n".encode("cp1252"))
    assert (fault.row, fault.field, fault.value) == (3, "name", "Fryslân")
    assert "0xE2" in fault.reason
    assert "CSV UTF-8" in fault.remedy
    assert fault.sentence.encode()


def test_every_row_with_a_wrong_byte_is_named_and_the_rest_is_read() -> None:
    lines = lines_of(b"id,name,note\n1,\xeb,x\n2,b,\x81\n3,c,d\n")
    assert [(fault.row, fault.field) for fault in lines.faults] == [(2, "name"), (3, "note")]
    assert [line.values["id"] for line in lines.rows] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("\0", "NUL"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
        ("\u200b", "U+200B"),
        ("\u200d", "U+200D"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u2028", "U+2028"),
        ("\ufeff", "U+FEFF"),
        ("\u00ad", "U+00AD"),
        ("\ufffd", "U+FFFD"),
    ],
)
def test_a_character_that_hides_or_steers_is_refused_in_its_field(char: str, named: str) -> None:
    fault = only_fault(f"id,name,note\na,b,c\nd,E{char}BS,f\n")
    assert (fault.row, fault.field, fault.value) == (3, "name", f"E{char}BS")
    assert named in fault.reason
    assert char not in fault.sentence or char == "\ufffd"


def test_a_line_without_end_is_named_and_the_rest_is_read() -> None:
    lines = lines_of("id,name,note\na,b," + "x" * LONGEST_LINE + "\nc,d,e\nf,g\n")
    assert [fault.row for fault in lines.faults] == [2, 4]
    assert f"{LONGEST_LINE}" in lines.faults[0].reason
    assert [line.row for line in lines.rows] == [3]


def test_a_field_that_is_too_long_is_named() -> None:
    fault = only_fault("id,name,note\na,b," + "x" * (LONGEST_FIELD + 1) + "\n")
    assert (fault.row, fault.field) == (2, "note")


@pytest.mark.parametrize(("head", "row"), [(",", ";"), (";", ","), ("\t", ";"), (",", "\t")])
def test_a_row_with_another_separator_than_the_header_is_named_and_still_read(head: str, row: str) -> None:
    lines = lines_of(f"id{head}name{head}note\na{row}b{row}c\n")
    (fault,) = lines.faults
    assert fault.row == 2
    assert "gebruikt" in fault.reason
    assert "hetzelfde scheidingsteken" in fault.remedy
    assert lines.rows[0].values == {"id": "a", "name": "b", "note": "c"}


@pytest.mark.parametrize(("row", "fields"), [("a,b", "2 velden"), ("a", "1 veld"), ("a,b,c,d", "4 velden")])
def test_a_row_with_too_few_or_too_many_fields_is_named(row: str, fields: str) -> None:
    fault = only_fault(f"id,name,note\n{row}\n")
    assert (fault.row, fault.field, fault.value) == (2, None, row)
    assert fields in fault.reason


def test_a_quote_that_is_never_closed_is_named_and_the_rest_is_read() -> None:
    lines = lines_of('id,name,note\na,"b,c\nd,e,f\ng,h\n')
    assert [(fault.row, fault.field) for fault in lines.faults] == [(2, None), (4, None)]
    assert "niet gesloten" in lines.faults[0].reason
    assert [line.row for line in lines.rows] == [3]


def test_two_rows_with_an_open_quote_are_two_faults() -> None:
    lines = lines_of('id,name,note\na,"b,c\nd,e,f\n"g,h,i\nj,k,l\n')
    assert [fault.row for fault in lines.faults] == [2, 4]
    assert [line.row for line in lines.rows] == [3, 5]


def test_text_after_a_closing_quote_is_named() -> None:
    fault = only_fault('id,name,note\na,"b"c,d\n')
    assert fault.row == 2
    assert "aanhalingsteken" in fault.reason


def test_each_fault_of_the_header_names_its_column() -> None:
    lines = lines_of("id,nmae,id,\na,b,c,d\n")
    assert [(fault.row, fault.field) for fault in lines.faults] == [
        (1, "nmae"), (1, "id"), (1, None), (1, "name"), (1, "note"),
    ]  # fmt: skip
    assert lines.faults[0].remedy == "Bedoelt u name?"
    assert dict(lines.rows[0].values) == {"id": "a"}


@pytest.mark.parametrize("head", ["a|b|c", "<html>", "1,2,3", "id," + "x," * 200])
def test_a_header_that_is_another_one_is_one_fault(head: str) -> None:
    fault = only_fault(f"{head}\na,b,c\n")
    assert fault.row == 1
    assert "id,name,note" in fault.remedy


def test_too_many_rows_stop_the_reading() -> None:
    lines = lines_of("id,name,note\n" + "a,b,c\n" * (MOST_ROWS + 5))
    assert len(lines.rows) == MOST_ROWS
    assert [fault.row for fault in lines.faults] == [MOST_ROWS + 2]


def test_too_many_faults_stop_the_reading() -> None:
    lines = lines_of("id,name,note\n" + "a\n" * (MOST_FAULTS + 50))
    assert len(lines.faults) == MOST_FAULTS + 1
    assert "gestopt" in lines.faults[-1].reason


@pytest.mark.parametrize(
    "data",
    [
        b"id,name,note\n" + b'"\n' * (MOST_LINES - 2),
        b"id,name,note\n" + b'"a\n\n' * (MOST_LINES // 3),
        b"id,name,note\n" + (b'"' * 60_000 + b"\n") * 100,
        b"id,name,note\n" + b"\xff" * (MOST_BYTES - 100),
        b"id,name,note\n" + (b"\xff," * 30_000 + b"\n") * 100,
        b"id,name,note\n" + (b"," * 60_000 + b"\n") * 100,
        b"id,name,note\n" + (b"a,b," + b"\xc2\xa0" * 1_990 + b"x\n") * 2_000,
        ("id,name,note\n" + ("a,b," + "x" * 3_990 + "\u200b\n") * 2_000).encode(),
        b"id," + b"name," * 12_000,
        b"\0" * 1_000_000,
    ],
)
def test_a_hostile_file_is_answered_within_seconds(data: bytes) -> None:
    start = time.monotonic()
    lines = lines_of(data)
    assert time.monotonic() - start < 8
    assert len(lines.faults) <= MOST_FAULTS + 200


@given(st.binary())
def test_any_bytes_are_lines_or_faults(data: bytes) -> None:
    for fault in lines_of(data).faults:
        assert fault.sentence.encode()


@given(st.lists(st.sampled_from([b"id", b"a", b",", b";", b"\t", b'"', b"\n", b"\r", b"\xff", b"\0"])))
def test_any_mixture_of_marks_under_a_header_is_lines_or_faults(parts: list[bytes]) -> None:
    lines = lines_of(b"id,name,note\n" + b"".join(parts))
    assert all(set(line.values) == set(COLUMNS) for line in lines.rows)
    for fault in lines.faults:
        assert fault.sentence.encode()
