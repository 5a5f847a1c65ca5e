"""Knock-outs: combinations that no good paper buys off; they stand beside the class and never move it."""

from __future__ import annotations

from collections.abc import Mapping

from busrisk.core.facts import CoverageCode, Interval, KnockOut, KnockOutStatus
from busrisk.core.score.reasons import COVERAGE_QUESTION, NO_NUMBER, NUMBERS_QUESTION
from busrisk.rulebook.shape import KnockOutRule

APPROVAL_NOT_SHOWN = "K4"
NO_DUTY = frozenset({CoverageCode.NOT_REQUIRED, CoverageCode.OUT_OF_SCOPE})

Intervals = Mapping[str, Interval | None]  # per question; None: left out as not applicable


def knock_outs(
    rules: tuple[KnockOutRule, ...], intervals: Intervals, codes: tuple[CoverageCode, ...]
) -> tuple[KnockOut, ...]:
    """The knock-outs that are confirmed or possible, in the order of the rulebook (scoring.md 6)."""
    found: list[KnockOut] = []
    for rule in (each for each in rules if each.computed):
        if rule.id == APPROVAL_NOT_SHOWN:
            status = _approval_not_shown(intervals, codes)
        else:
            status = _thresholds_met(rule.thresholds, intervals)
        found += [KnockOut(rule.id, status)] if status else []
    return tuple(found)


def _thresholds_met(thresholds: Mapping[str, int], intervals: Intervals) -> KnockOutStatus | None:
    """Confirmed if all lower bounds meet it, possible if only all upper bounds do."""
    certain = True
    for question, least in thresholds.items():
        one = intervals.get(question)
        if one is None or one.high < least:
            return None
        certain = certain and one.low >= least
    if not thresholds:
        return None
    return KnockOutStatus.CONFIRMED if certain else KnockOutStatus.POSSIBLE


def _approval_not_shown(intervals: Intervals, codes: tuple[CoverageCode, ...]) -> KnockOutStatus | None:
    """K4: approval required but not shown.

    Never where there is no duty; confirmed only where a number is expected and 3.2 is answered with none.
    `codes` is empty where 3.1 is answered directly: then it is possible at most.
    """
    coverage, numbers = intervals[COVERAGE_QUESTION], intervals[NUMBERS_QUESTION]
    if codes and set(codes) <= NO_DUTY:
        return None
    if codes == (CoverageCode.EXPECTED_BUT_NOT_SHOWN,) and numbers and numbers.low == NO_NUMBER:
        return KnockOutStatus.CONFIRMED
    either_can_be_none = any(one and one.high == NO_NUMBER for one in (coverage, numbers))
    return KnockOutStatus.POSSIBLE if either_can_be_none else None
