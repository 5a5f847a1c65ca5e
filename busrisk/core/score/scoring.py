"""From answers to class: intervals in, intervals out; nothing is added, multiplied or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from busrisk.core.facts import ANYTHING, Assessment, Interval, Situation
from busrisk.core.score.knock_outs import knock_outs
from busrisk.core.score.reasons import COVERAGE_QUESTION, Reasoning
from busrisk.core.score.receipt import answers_digest
from busrisk.rulebook.shape import DimensionRule, Edition

ASSURANCE = "D3"  # paper about the vehicle: it lifts the class by one step at most
REACH_AND_CONTROL = "reach_and_control"


def score(situation: Situation, edition: Edition, reasoning: Reasoning | None = None) -> Assessment:
    """The class of one deployment as an interval, with dimensions, knock-outs and a reason per question.

    Pure: the same situation and edition give the same assessment. Source: scoring.md 2 to 6.
    `reasoning`, by the same edition: whoever scores many situations shares what they have in common.
    """
    found = (reasoning or Reasoning(edition)).reasons(situation)
    intervals = {reason.question: reason.interval for reason in found}
    codes = next(reason.coverage for reason in found if reason.question == COVERAGE_QUESTION)
    dimensions = dimensions_of(intervals, edition)
    return Assessment(
        edition=edition.id,
        rules_digest=edition.digest,
        answers_digest=answers_digest(situation),
        on=situation.on,
        overall=class_of(dimensions),
        dimensions=tuple(dimensions.items()),
        knock_outs=knock_outs(edition.scoring.knock_outs, intervals, codes),
        reasons=found,
    )


def dimensions_of(intervals: Mapping[str, Interval | None], edition: Edition) -> dict[str, Interval]:
    """D1 to D4 from the interval of each question; None is left out as not applicable (scoring.md 5.1)."""
    return {rule.id: _dimension(rule, intervals) for rule in edition.scoring.dimensions}


def residual(reach: Interval, control: Interval) -> Interval:
    """What is left of a reach under a control: nothing without reach, at least 1 with it (scoring.md 5.1)."""
    return Interval(_residual(reach.low, control.low), _residual(reach.high, control.high))


def _residual(reach: int, control: int) -> int:
    return 0 if reach == 0 else min(reach, max(1, control))


def worst(intervals: Iterable[Interval | None]) -> Interval:
    """The maximum on both ends, leaving out what does not apply; of nothing at all, nothing is known."""
    counted = [interval for interval in intervals if interval is not None]
    if not counted:
        return ANYTHING
    return Interval(max([one.low for one in counted]), max([one.high for one in counted]))


def _dimension(rule: DimensionRule, intervals: Mapping[str, Interval | None]) -> Interval:
    found = [intervals[question] for question in rule.questions]
    if rule.combine != REACH_AND_CONTROL:
        return worst(found)
    reach, control = (ANYTHING if one is None else one for one in found)
    return residual(reach, control)


def class_of(dimensions: Mapping[str, Interval]) -> Interval:
    """L = max(K, min(D3, K + 1)) on both ends; K is the worst of the other dimensions (scoring.md 5.2)."""
    capability = worst(interval for id, interval in dimensions.items() if id != ASSURANCE)
    assurance = dimensions[ASSURANCE]
    return Interval(
        max(capability.low, min(assurance.low, capability.low + 1)),
        max(capability.high, min(assurance.high, capability.high + 1)),
    )
