"""How many buses of a deployment run, as far as they are counted: unknown is no zero."""

from __future__ import annotations

from collections.abc import Iterable

from busrisk.core.facts import BatchFact, Count, FleetStatus


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


def running_buses(batches: Iterable[BatchFact]) -> Count:
    """The running buses as one count; unknown where the two ends of `running_range` differ."""
    found = tuple(batches)
    low, high = running_range(found)
    circa = any(batch.count.circa for batch in found if batch.runs)
    return Count(low, circa) if low == high else Count()
