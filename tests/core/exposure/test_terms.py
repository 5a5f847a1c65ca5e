"""A concession begins and ends on its dates, whatever the list said when it was made."""

from __future__ import annotations

from datetime import date

import pytest

from busrisk.core.dates import PartialDate
from busrisk.core.exposure.terms import status_on
from busrisk.core.facts import ConcessionStatus

RUNNING, AWARDED, ENDED = ConcessionStatus.RUNNING, ConcessionStatus.AWARDED, ConcessionStatus.ENDED


@pytest.mark.parametrize(
    ("day", "stated", "start", "end", "expected"),
    [
        (date(2026, 6, 27), RUNNING, "2012-12-09", "2026-06-27", RUNNING),
        (date(2026, 6, 28), RUNNING, "2012-12-09", "2026-06-27", ENDED),
        (date(2026, 12, 12), AWARDED, "2026-12-13", "2039-07-14", AWARDED),
        (date(2026, 12, 13), AWARDED, "2026-12-13", "2039-07-14", RUNNING),
        (date(2034, 12, 31), RUNNING, None, "2034-12", RUNNING),
        (date(2035, 1, 1), RUNNING, None, "2034-12", ENDED),
        (date(2026, 12, 31), AWARDED, "2026", None, RUNNING),
        (date(2026, 6, 1), AWARDED, "2026", None, AWARDED),
        (date(2026, 6, 1), RUNNING, None, None, RUNNING),
    ],
)
def test_the_dates_decide_where_they_can(
    day: date,
    stated: ConcessionStatus,
    start: str | None,
    end: str | None,
    expected: ConcessionStatus,
) -> None:
    from_, until = (PartialDate(text) if text else None for text in (start, end))
    assert status_on(day, stated, from_, until) is expected
