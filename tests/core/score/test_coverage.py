"""Coverage by first admission: dates known to the day, to the month, to the year, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, ApprovalKind, CoverageCode, Grade, Interval
from busrisk.core.score.coverage import Coverage, coverage
from busrisk.rulebook.shelf import edition

SCORING = edition("2026-12").scoring


def on_day(day: date, kind: ApprovalKind, no_number: bool) -> Coverage:
    admission = Admission(PartialDate(day.isoformat()), approval_kind=kind)
    return coverage(admission, no_number, SCORING)


@pytest.mark.parametrize("text", ["2021", "2022", "2022-07", "2024", "2024-07", "2024-08", "2026", "2026-01"])
@pytest.mark.parametrize("kind", list(ApprovalKind))
@pytest.mark.parametrize("no_number", [False, True])
def test_a_partial_date_gives_exactly_the_hull_over_all_its_days(
    text: str, kind: ApprovalKind, no_number: bool
) -> None:
    partial = PartialDate(text)
    length = (partial.last - partial.first).days + 1
    days = [on_day(partial.first + timedelta(days=n), kind, no_number) for n in range(length)]
    codes = {code for day in days for code in day.codes}
    assert coverage(Admission(partial, approval_kind=kind), no_number, SCORING) == Coverage(
        codes=tuple(CoverageCode(row.code) for row in SCORING.coverage if row.code in codes),
        interval=Interval(min(day.interval.low for day in days), max(day.interval.high for day in days)),
    )


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.sampled_from(ApprovalKind), st.booleans())
def test_a_whole_day_always_has_one_code(day: date, kind: ApprovalKind, no_number: bool) -> None:
    assert len(on_day(day, kind, no_number).codes) == 1


def test_a_hint_is_told_only_where_the_date_decides() -> None:
    hint = Admission(PartialDate("2021"), derived=True)
    assert coverage(hint, False, SCORING).derived
    assert not coverage(Admission(PartialDate("2021"), derived=True, category="N3"), False, SCORING).derived
    assert not coverage(Admission(hint.first_admission, True, r155_grade=Grade.E2), False, SCORING).derived
    assert not coverage(Admission(derived=True), False, SCORING).derived
    stated = Admission(hint.first_admission, True, code=CoverageCode.NOT_REQUIRED)
    assert not coverage(stated, False, SCORING).derived


def test_a_limit_on_the_last_day_of_a_month_counts_for_that_month() -> None:
    rows = [
        row.model_copy(update={"before": date(2022, 6, 30)}) if row.code == CoverageCode.NOT_REQUIRED else row
        for row in SCORING.coverage
    ]
    june = coverage(
        Admission(PartialDate("2022-06")), True, SCORING.model_copy(update={"coverage": tuple(rows)})
    )
    assert june.codes == (CoverageCode.NOT_REQUIRED, CoverageCode.DEPENDS_ON_TYPE_DATE)


def test_a_code_given_directly_goes_before_date_and_number() -> None:
    given = Admission(PartialDate("2027"), r155_grade=Grade.E3, code=CoverageCode.NOT_REQUIRED)
    assert coverage(given, False, SCORING) == Coverage((CoverageCode.NOT_REQUIRED,), Interval(3, 3))


def test_a_number_said_to_be_on_file_without_evidence_is_a_statement() -> None:
    assert coverage(Admission(code=CoverageCode.COVERED), False, SCORING).interval == Interval(0, 2)
