"""Whether the first admission brings a duty of R155 approval, and what that says of question 3.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, ApprovalKind, CoverageCode, Grade, Interval
from busrisk.core.score.evidence import WEAKEST_FIRST, points_at, widths_of
from busrisk.rulebook.shape import CoverageRule, Scoring

BUS_CATEGORIES = frozenset({"M2", "M3"})
EXEMPTIBLE = frozenset({ApprovalKind.NATIONAL_SMALL_SERIES, ApprovalKind.INDIVIDUAL})
DATED = frozenset(CoverageCode) - {CoverageCode.COVERED, CoverageCode.OUT_OF_SCOPE, CoverageCode.UNKNOWN}
_OUTSIDE = "no bus category"


@dataclass(frozen=True)
class Coverage:
    """The codes that the dates allow, in the order of the table, and the hull of their intervals.

    `derived`: the codes rest on a hint (a year of entry), not on a date of first admission.
    """

    codes: tuple[CoverageCode, ...]
    interval: Interval
    derived: bool = False


def coverage(admission: Admission, no_number_answered: bool, scoring: Scoring) -> Coverage:
    """Coverage by R155 at first admission (scoring.md 4); the first row that matches decides.

    A partial date or an unknown category gives the hull over all it can mean. `no_number_answered`:
    3.2 is answered 'geen nummer'; until then the lower bound of a row without number is 0.
    """
    rows = _matching(admission, scoring)
    intervals = [_interval(row, admission, no_number_answered, scoring) for row in rows]
    return Coverage(
        codes=tuple(CoverageCode(row.code) for row in rows),
        interval=Interval(min(one.low for one in intervals), max(one.high for one in intervals)),
        derived=admission.derived and admission.code is None and any(row.code in DATED for row in rows),
    )


def number_grade(admission: Admission) -> Grade:
    """The grade of the R155 number; a number said to be on file without one is a statement, no more."""
    return admission.r155_grade or WEAKEST_FIRST[0]


def _matching(admission: Admission, scoring: Scoring) -> tuple[CoverageRule, ...]:
    if admission.code is not None:
        return tuple(row for row in scoring.coverage if row.code == admission.code)
    categories = ("M3", _OUTSIDE) if admission.category is None else (admission.category,)
    found = {
        next(row.code for row in scoring.coverage if _holds(row, admission, category, day))
        for category in categories
        for day in _days_that_differ(admission.first_admission, scoring)
    }
    return tuple(row for row in scoring.coverage if row.code in found)


def _days_that_differ(admitted: PartialDate | None, scoring: Scoring) -> tuple[date | None, ...]:
    """The first day the date can mean and every limit after it: between limits nothing changes."""
    if admitted is None:
        return (None,)
    limits = {row.before for row in scoring.coverage if row.before is not None}
    return (admitted.first, *(limit for limit in sorted(limits) if admitted.first < limit <= admitted.last))


def _holds(row: CoverageRule, admission: Admission, category: str, day: date | None) -> bool:
    match row.code:
        case CoverageCode.COVERED:
            return admission.r155_grade is not None
        case CoverageCode.OUT_OF_SCOPE:
            return category not in BUS_CATEGORIES
        case CoverageCode.UNKNOWN:
            return day is None
        case CoverageCode.POSSIBLY_EXEMPT:
            return admission.approval_kind in EXEMPTIBLE
        case _:
            return row.before is None or (day is not None and day < row.before)


def _interval(row: CoverageRule, admission: Admission, no_number: bool, scoring: Scoring) -> Interval:
    if row.code == CoverageCode.COVERED:
        return points_at(row.low, number_grade(admission), widths_of(scoring))
    low_is_certain = no_number or not row.low_needs_no_number
    return Interval(row.low if low_is_certain else 0, row.high)
