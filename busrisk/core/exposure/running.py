"""How many buses of a deployment run, as far as they are counted: unknown is no zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from busrisk.core.facts import BatchFact, FleetStatus


@dataclass(frozen=True)
class RunningBuses:
    """At least `low` and at most `high` running buses; `high` None: a count is missing."""

    low: int = 0
    high: int | None = None
    circa: bool = False

    @property
    def value(self) -> int | None:
        """The one number that it is; None where the two ends differ."""
        return self.low if self.low == self.high else None

    @property
    def known_at_most(self) -> int:
        """All that run or may run, as far as they are counted."""
        return self.low if self.high is None else self.high


def running_range(batches: Iterable[BatchFact]) -> tuple[int, int | None]:
    """At least and at most this many running buses; at most None where a count is missing.

    A batch in an unknown state may run or not: it counts at the upper end only.
    """
    low = high = 0
    is_complete = True
    for batch in batches:
        if not batch.runs and batch.status is not FleetStatus.UNKNOWN:
            continue
        value = batch.count.value
        is_complete = is_complete and value is not None
        low += (value or 0) if batch.runs else 0
        high += value or 0
    return low, high if is_complete else None


def running_buses(batches: Iterable[BatchFact]) -> RunningBuses:
    """Both ends of `running_range`, and whether a count behind them was about."""
    found = tuple(batches)
    may_run = (batch for batch in found if batch.runs or batch.status is FleetStatus.UNKNOWN)
    return RunningBuses(*running_range(found), circa=any(batch.count.circa for batch in may_run))
