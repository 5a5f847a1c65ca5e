"""S12: numbers and dates as people write them, kept as they were meant."""

from __future__ import annotations

import io

import pytest

from busrisk.access.scope import national
from busrisk.core.facts import Count
from busrisk.core.faults import StartListRefused
from busrisk.core.sheets import concessions_table
from busrisk.exports.comma import write_csv
from busrisk.register.concessions import one_concession
from busrisk.register.fleet import batches
from busrisk.register.pictures import concession_pictures
from busrisk.register.session import Register
from tests.start_lists import DAY, Row, batch, take

NL = national("nl")


def _stored(register: Register, row: Row) -> Count:
    take(register, row)
    with register.reader() as reader:
        (one,) = batches(NL, reader, reader.moment(DAY))
    return one.count


@pytest.mark.parametrize(
    ("typed", "count"),
    [("319", Count(319)), ("1.234", Count(1234)), ("ca. 319", Count(319, circa=True)), ("", Count(None))],
)
def test_s12_a_count_is_stored_as_it_was_meant(empty: Register, typed: str, count: Count) -> None:
    assert _stored(empty, batch("ijv-01", "BYD", typed)) == count


@pytest.mark.parametrize("typed", ["1,234", "12,5", "-1", "één"])
def test_s12_a_count_that_can_be_misread_is_refused(empty: Register, typed: str) -> None:
    with pytest.raises(StartListRefused) as refused:
        take(empty, batch("ijv-01", "BYD", typed))
    assert [(fault.row, fault.field, fault.value) for fault in refused.value.faults] == [(2, "count", typed)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1-1-2026", "2026-01-01"),
        ("01-01-2026", "2026-01-01"),
        ("2026-01-01", "2026-01-01"),
        ("2034-12", "2034-12"),
        ("2030", "2030"),
    ],
)
def test_s12_a_date_keeps_the_precision_it_was_given(empty: Register, typed: str, kept: str) -> None:
    take(empty, batch("ijv-01", "BYD", "1", concession_start="", concession_end=typed))
    with empty.reader() as reader:
        end = one_concession(NL, reader, reader.moment(DAY), "ijv").end
    assert str(end) == kept


def test_s12_a_date_that_does_not_exist_is_refused(empty: Register) -> None:
    with pytest.raises(StartListRefused) as refused:
        take(empty, batch("ijv-01", "BYD", "1", concession_end="13/14/2026"))
    assert [(fault.field, fault.value) for fault in refused.value.faults] == [
        ("concession_end", "13/14/2026")
    ]


@pytest.mark.parametrize("name", ["-Test", "+31 Fryslân", "één"])
def test_s12_a_name_stays_the_text_it_is_and_opens_in_dutch_excel(empty: Register, name: str) -> None:
    take(empty, batch("ijv-01", "BYD", "1234", concession=name), separator=";")
    with empty.reader() as reader:
        views, _ = concession_pictures(NL, reader, reader.moment(DAY))
    assert [view.concession.name for view in views] == [name]
    out = io.BytesIO()
    write_csv(concessions_table(views, True, "nl"), out, "nl")
    text = out.getvalue()
    assert text.startswith(b"\xef\xbb\xbf")
    first = text.decode("utf-8-sig").splitlines()[1].split(";")
    assert first[0].strip("\"'") == name
    assert "1234" in first
