"""The term of a concession against a day."""

from __future__ import annotations

from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.facts import ConcessionStatus


def status_on(
    day: date, stated: ConcessionStatus, start: PartialDate | None, end: PartialDate | None
) -> ConcessionStatus:
    """The state of a concession on a day: by its dates where they decide it, else as stated.

    A partial date decides only outside the days it can mean.
    """
    if end is not None and end.last < day:
        return ConcessionStatus.ENDED
    if start is not None and day < start.first:
        return ConcessionStatus.AWARDED
    if stated is ConcessionStatus.AWARDED and start is not None and start.last <= day:
        return ConcessionStatus.RUNNING
    return stated
