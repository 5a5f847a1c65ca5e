"""Whatever is pasted is read or refused at its place: nothing that can be typed breaks the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.fleet.paste import LONGEST_CELL, csv_cells, pasted_cells, typed_lines

HEADER = "Fabrikant{0}Aantal{0}Toelichting\n"
ODD = st.sampled_from(
    [
        '"',
        '""',
        "\0",
        "\r",
        "\n",
        "\r\n",
        "\t",
        ";",
        ",",
        "\ud800",
        "\udc80",
        "\udfff",
        "\ufeff",
        "\x0b",
        "\u2028",
    ]
)
LONG = st.sampled_from(["x" * 8_001, "y" * 131_073, '"' + "z\n" * 70_000, '"' + "a;b\t" * 40_000])
PIECES = st.lists(st.one_of(ODD, LONG, st.text(max_size=8)), max_size=12).map("".join)


@given(st.sampled_from(["", *map(HEADER.format, "\t;,")]), PIECES)
def test_whatever_is_pasted_is_read_or_refused_in_words(header: str, body: str) -> None:
    read = typed_lines(pasted_cells(header + body))
    assert read.lines or read.faults
    for fault in read.faults:
        assert fault.sentence.encode()
        assert fault.reason
        assert fault.remedy
    for line in read.lines:
        assert "".join(line.typed.values()).encode() is not None


@given(st.sampled_from(["", *map(HEADER.format, "\t;,")]), PIECES)
def test_whatever_is_uploaded_is_read_or_refused_in_words(header: str, body: str) -> None:
    read = typed_lines(csv_cells((header + body).encode("utf-8", "surrogatepass"), "x.csv"))
    assert read.lines or read.faults
    assert all(fault.sentence.encode() for fault in read.faults)


@pytest.mark.parametrize("separator", ["\t", ";", ","])
@pytest.mark.parametrize("length", [LONGEST_CELL + 1, 131_073])
def test_a_cell_that_is_too_long_is_refused_at_its_place(separator: str, length: int) -> None:
    text = HEADER.format(separator) + separator.join(("BYD", "12", "x" * length))
    (fault,) = typed_lines(pasted_cells(text)).faults
    assert fault.sentence.startswith(f"Regel 2, kolom 3: De cel telt {length} tekens; 8000 is het meeste.")
    assert fault.sentence.endswith("Kort de tekst in.")


def test_a_quote_that_never_closes_is_refused_at_the_line_it_begins_on() -> None:
    text = HEADER.format(";") + 'BYD;12;goed\nBYD;12;"open\n' + "vervolg\n" * 20_000
    (fault,) = typed_lines(pasted_cells(text)).faults
    assert fault.sentence.startswith("Regel 3: Een aanhalingsteken staat verkeerd.")
