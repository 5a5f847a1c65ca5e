"""Two things measured in turn, pair by pair: the median ratio counts, the worst stands beside it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

PAIRS = 9
SEED = 155_156  # of everything that is drawn by chance


class OutputsDiffer(AssertionError):
    """Ours and the floor did not do the same work, so their times say nothing."""


@dataclass(frozen=True)
class Result:
    """One goal: what was measured, against what, and whether the ratio meets its target.

    `at_most` says the direction: a ratio of times should be small, one of requests per second large.
    """

    goal: str
    what: str
    ours: str
    against: str
    ratio: float
    worst: float
    target: float
    at_most: bool
    unit: str = "×"  # of the ratio, where it is none
    note: str = ""

    @property
    def met(self) -> bool:
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target

    def as_json(self) -> dict[str, object]:
        return {
            "goal": self.goal,
            "what": self.what,
            "ours": self.ours,
            "against": self.against,
            "ratio": round(self.ratio, 3),
            "worst": round(self.worst, 3),
            "unit": self.unit,
            "target": self.target,
            "at_most": self.at_most,
            "met": self.met,
            "note": self.note,
        }


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turn(
    ours: Callable[[], object], floor: Callable[[], object], pairs: int = PAIRS
) -> list[tuple[float, float]]:
    """Seconds of ours and of the floor, one after the other, after one warm-up each."""
    ours(), floor()
    return [(seconds(ours), seconds(floor)) for _ in range(pairs)]


def median(values: list[float]) -> float:
    return statistics.median(values)
