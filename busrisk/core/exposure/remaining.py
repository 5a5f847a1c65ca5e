"""What is left of a concession's term at a day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.exposure.terms import status_on
from busrisk.core.facts import ConcessionStatus


@dataclass(frozen=True)
class Stretch:
    """The days after one day up to and including another; `years` and `months` are the whole ones in it."""

    days: int
    years: int
    months: int


@dataclass(frozen=True)
class RemainingTerm:
    """`shortest` and `longest` differ where a date is known to the month or year only."""

    status: ConcessionStatus
    shortest: Stretch
    longest: Stretch


def stretch(day: date, until: date) -> Stretch:
    """The days after `day`, the last one included: from 1 January 2026 to 8 December 2035 are 3.628.

    The day itself is not counted, so a concession has 0 days left on its last day. A month is whole on the
    same day of a later month, or on the last day of a month that is too short for it.
    """
    if until <= day:
        return Stretch(0, 0, 0)
    months = (until.year - day.year) * 12 + until.month - day.month
    is_last = until.day == calendar.monthrange(until.year, until.month)[1]
    whole = months if until.day >= day.day or is_last else months - 1
    return Stretch((until - day).days, *divmod(whole, 12))


def remaining_term(
    day: date, stated: ConcessionStatus, start: PartialDate | None, end: PartialDate | None
) -> RemainingTerm | None:
    """What is left at `day`; None where the last day (`end`, included) is not known.

    Before the start it is what will be left on the first day; after the end it is nothing.
    """
    status = status_on(day, stated, start, end)
    if status is ConcessionStatus.ENDED:
        return RemainingTerm(status, Stretch(0, 0, 0), Stretch(0, 0, 0))
    if end is None:
        return None
    earliest = latest = day
    if status is ConcessionStatus.AWARDED:
        earliest = max(day, start.first) if start else day
        latest = max(day, start.last) if start else end.last
    return RemainingTerm(status, stretch(latest, end.first), stretch(earliest, end.last))
