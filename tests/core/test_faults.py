"""A fault says where, what and what to do, in one Dutch sentence after another."""

from __future__ import annotations

import pytest

from busrisk.core.faults import Fault, StartListRefused, shown


@pytest.mark.parametrize(
    ("row", "field", "value", "sentence"),
    [
        (12, "count", "1,234", "f.csv, rij 12, veld count: '1,234'. Fout. Doe zo."),
        (12, "source", "", "f.csv, rij 12, veld source: leeg. Fout. Doe zo."),
        (12, None, None, "f.csv, rij 12: Fout. Doe zo."),
        (None, None, None, "f.csv: Fout. Doe zo."),
    ],
)
def test_the_sentence_names_place_value_reason_and_remedy(
    row: int | None, field: str | None, value: str | None, sentence: str
) -> None:
    assert Fault("f.csv", row, field, value, "Fout.", "Doe zo.").sentence == sentence


def test_a_value_is_shown_short_and_with_nothing_hidden() -> None:
    assert shown("a\u202eb\0\n") == "a[U+202E]b[U+0000][U+000A]"
    assert shown("x" * 100) == "x" * 60 + "…"
    assert shown("é\u00a0ë") == "é\u00a0ë"


def test_a_refusal_orders_its_faults_by_place_and_keeps_the_first_of_a_field() -> None:
    later = Fault("f.csv", 9, "count", "x", "Later.", "Doe zo.")
    first = Fault("f.csv", 2, "count", "x", "Eerst.", "Doe zo.")
    again = Fault("f.csv", 2, "count", "x", "Gevolg.", "Doe zo.")
    whole = Fault("f.csv", None, None, None, "Alles.", "Doe zo.")
    assert StartListRefused([later, first, again, whole]).faults == (whole, first, later)
