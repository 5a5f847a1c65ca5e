"""What is left of a term: counted after the day itself, up to and including the last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.exposure.remaining import Stretch, remaining_term, stretch
from busrisk.core.exposure.words import remaining_in_words
from busrisk.core.facts import ConcessionStatus

RUNNING, AWARDED, ENDED = ConcessionStatus.RUNNING, ConcessionStatus.AWARDED, ConcessionStatus.ENDED


@pytest.mark.parametrize(
    ("day", "until", "expected"),
    [
        (date(2026, 1, 1), date(2035, 12, 8), Stretch(3628, 9, 11)),
        (date(2026, 1, 1), date(2026, 1, 1), Stretch(0, 0, 0)),
        (date(2026, 1, 1), date(2025, 12, 31), Stretch(0, 0, 0)),
        (date(2026, 1, 1), date(2026, 1, 2), Stretch(1, 0, 0)),
        (date(2026, 1, 15), date(2026, 2, 14), Stretch(30, 0, 0)),
        (date(2026, 1, 15), date(2026, 2, 15), Stretch(31, 0, 1)),
        (date(2026, 1, 31), date(2026, 2, 27), Stretch(27, 0, 0)),
        (date(2026, 1, 31), date(2026, 2, 28), Stretch(28, 0, 1)),
        (date(2024, 2, 29), date(2025, 2, 28), Stretch(365, 1, 0)),
        (date(2026, 1, 1), date(2026, 12, 31), Stretch(364, 0, 11)),
        (date(2026, 1, 1), date(2027, 1, 1), Stretch(365, 1, 0)),
    ],
)
def test_days_years_and_months_between_two_days(day: date, until: date, expected: Stretch) -> None:
    assert stretch(day, until) == expected


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 9000))
def test_a_later_end_never_leaves_less(day: date, days: int) -> None:
    nearer, further = stretch(day, day + timedelta(days)), stretch(day, day + timedelta(days + 1))
    assert further.days == nearer.days + 1
    assert (further.years, further.months) >= (nearer.years, nearer.months)


@pytest.mark.parametrize(
    ("day", "stated", "start", "end", "nl", "en"),
    [
        (
            date(2026, 1, 1), RUNNING, "2022-12-11", "2035-12-08",
            "3.628 dagen (9 jaar en 11 maanden)", "3,628 days (9 years and 11 months)",
        ),
        (date(2035, 12, 7), RUNNING, "2022-12-11", "2035-12-08", "1 dag", "1 day"),
        (date(2035, 12, 8), RUNNING, "2022-12-11", "2035-12-08", "0 dagen", "0 days"),
        (date(2035, 12, 9), RUNNING, "2022-12-11", "2035-12-08", "beëindigd", "ended"),
        (date(2034, 11, 30), RUNNING, None, "2034-12", "ten minste 1 dag, ten hoogste 31 dagen (1 maand)",
         "at least 1 day, at most 31 days (1 month)"),
        (date(2034, 12, 10), RUNNING, None, "2034-12", "ten minste 0 dagen, ten hoogste 21 dagen",
         "at least 0 days, at most 21 days"),
        (
            date(2026, 1, 1), AWARDED, "2026-12-13", "2039-07-14",
            "nog niet begonnen, op de eerste dag nog 4.596 dagen (12 jaar en 7 maanden)",
            "not yet started, on the first day 4,596 days (12 years and 7 months) to go",
        ),
        (
            date(2026, 1, 1), AWARDED, "2026-12", "2027-12-31",
            "nog niet begonnen, op de eerste dag nog 1 jaar (365 tot 395 dagen)",
            "not yet started, on the first day 1 year (365 to 395 days) to go",
        ),
        (date(2026, 1, 1), ENDED, None, None, "beëindigd", "ended"),
        (date(2026, 1, 1), RUNNING, None, None, "einddatum onbekend", "end date unknown"),
    ],
)  # fmt: skip
def test_what_is_left_is_said_in_both_languages(
    day: date, stated: ConcessionStatus, start: str | None, end: str | None, nl: str, en: str
) -> None:
    from_, until = (PartialDate(text) if text else None for text in (start, end))
    term = remaining_term(day, stated, from_, until)
    assert [remaining_in_words(term, language) for language in ("nl", "en")] == [nl, en]


def test_where_the_start_is_unknown_the_term_of_an_award_may_be_anything_up_to_its_end() -> None:
    term = remaining_term(date(2026, 1, 1), AWARDED, None, PartialDate("2026-12-31"))
    assert term is not None
    assert (term.shortest, term.longest) == (Stretch(0, 0, 0), Stretch(364, 0, 11))
