"""Which open question to ask first: whose answer could narrow the class of most buses (scoring.md 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from busrisk.core.exposure.running import RunningBuses
from busrisk.core.facts import CoverageCode, Grade, Interval, Reason
from busrisk.core.score.evidence import points_at, widths_of
from busrisk.core.score.reasons import COVERAGE_QUESTION, NO_NUMBER, NUMBERS_QUESTION
from busrisk.core.score.scoring import class_of, dimensions_of
from busrisk.rulebook.shape import Edition

Reasons = tuple[Reason, ...]
Narrowings = Mapping[str, int]  # per question: the points of class that an answer could take off at most


@dataclass(frozen=True)
class QuestionedFleet:
    """One deployment: its running buses and the reasons stored with its assessment."""

    deployment: str
    buses: RunningBuses
    reasons: Reasons


@dataclass(frozen=True)
class OpenQuestion:
    """A question that is open for `buses` that run or may run.

    Of `unsized` fleets nobody knows how many more there are: never zero.

    `width`: the points of class that its answer could take off at most, summed over the deployments.
    """

    question: str
    buses: int
    circa: bool
    unsized: int
    width: int = 0


def ask_first(fleets: Sequence[QuestionedFleet], edition: Edition) -> tuple[OpenQuestion, ...]:
    """The open questions that could narrow a class if answered at E2: most buses first.

    Ties go by the width removed, then by the order of the questions. A question that alone narrows nothing
    is not named; `gates_open` names those. `edition` is the one the reasons were made with.
    """
    narrowings = _per_fleet(fleets, edition)
    found: dict[str, list[tuple[RunningBuses, int]]] = {}
    for fleet in fleets:
        for question, width in narrowings[fleet.reasons].items():
            found.setdefault(question, []).append((fleet.buses, width))
    order = [question.id for question in edition.questions]
    lines = [
        _line(question, [count for count, _ in gained], sum(width for _, width in gained))
        for question, gained in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.buses, -line.width, order.index(line.question))))


def gates_open(fleets: Sequence[QuestionedFleet], edition: Edition) -> tuple[OpenQuestion, ...]:
    """The open gate questions of the deployments whose class no single answer can narrow: most buses first.

    There only several answers together narrow it. A class that is settled is left out.
    """
    narrowings = _per_fleet(fleets, edition)
    found: dict[str, list[RunningBuses]] = {}
    for fleet in fleets:
        overall = _class(_intervals(fleet.reasons), edition)
        if narrowings[fleet.reasons] or overall.low == overall.high:
            continue
        for reason in _open(fleet.reasons):
            if reason.gate:
                found.setdefault(reason.question, []).append(fleet.buses)
    order = [question.id for question in edition.questions]
    lines = [_line(question, counts) for question, counts in found.items()]
    return tuple(sorted(lines, key=lambda line: (-line.buses, -line.unsized, order.index(line.question))))


def class_if_answered(reasons: Reasons, question: str, points: int, edition: Edition) -> Interval:
    """The class if an open question were answered with `points` at E2, all else as it stands."""
    return _class(_if_answered(reasons, question, points, edition), edition)


def _line(question: str, counts: Sequence[RunningBuses], width: int = 0) -> OpenQuestion:
    return OpenQuestion(
        question=question,
        buses=sum(count.known_at_most for count in counts),
        circa=any(count.circa for count in counts),
        unsized=sum(1 for count in counts if count.high is None),
        width=width,
    )


def _per_fleet(fleets: Iterable[QuestionedFleet], edition: Edition) -> dict[Reasons, Narrowings]:
    """Worked out once for fleets that stand alike, as most do on the first day."""
    alike = {fleet.reasons for fleet in fleets}
    return {reasons: _narrowings(reasons, edition) for reasons in alike}


def _narrowings(reasons: Reasons, edition: Edition) -> Narrowings:
    """Only the questions that decide a dimension can narrow the class; the others are not tried."""
    before = _class(_intervals(reasons), edition)
    decisive = {id for rule in edition.scoring.dimensions for id in rule.questions}
    found: dict[str, int] = {}
    for reason in _open(reasons):
        if reason.question not in decisive:
            continue
        options = edition.question(reason.question).options
        after = [class_if_answered(reasons, reason.question, each.points, edition) for each in options]
        if gained := max((_narrowed(before, each) for each in after), default=0):
            found[reason.question] = gained
    return found


def _narrowed(before: Interval, after: Interval) -> int:
    """The points taken off; 0 where the new interval does not lie within the old one."""
    if not (before.low <= after.low and after.high <= before.high):
        return 0
    return (before.high - before.low) - (after.high - after.low)


def _open(reasons: Reasons) -> list[Reason]:
    """What somebody could still answer: no evidence scores, it is not left out, and it is not computed."""
    return [
        each
        for each in reasons
        if each.interval is not None and each.grade is None and each.question != COVERAGE_QUESTION
    ]


def _intervals(reasons: Reasons) -> dict[str, Interval | None]:
    return {reason.question: reason.interval for reason in reasons}


def _class(intervals: Mapping[str, Interval | None], edition: Edition) -> Interval:
    return class_of(dimensions_of(intervals, edition))


def _if_answered(
    reasons: Reasons, question: str, points: int, edition: Edition
) -> dict[str, Interval | None]:
    """The intervals with one answer at E2 in place of silence, and what follows from it for 3.1."""
    intervals, codes = _intervals(reasons), _codes(reasons)
    answer = points_at(points, Grade.E2, widths_of(edition.scoring))
    if question in edition.scoring.may_not_apply and CoverageCode.OUT_OF_SCOPE in codes:
        answer = Interval(0, answer.high)  # the vehicle may be outside the duty altogether
    intervals[question] = answer
    if question == NUMBERS_QUESTION:
        intervals[COVERAGE_QUESTION] = _coverage(intervals, codes, answer.low == NO_NUMBER, edition)
    return intervals


def _coverage(
    intervals: Mapping[str, Interval | None],
    codes: Sequence[CoverageCode],
    none_shown: bool,
    edition: Edition,
) -> Interval | None:
    """3.1 once 3.2 is answered: only 'geen nummer' makes the lower bound of its rows hold (scoring.md 4).

    In an open round D3 is then 4 by 3.2 itself; after a closed one, where silence already counted as 'geen
    nummer', an answer with fewer points lets the lower bound of 3.1 fall back.
    """
    stands = intervals[COVERAGE_QUESTION]
    rows = [row for row in edition.scoring.coverage if row.code in codes]
    if stands is None or not rows or any(row.low == 0 for row in rows):
        return stands  # answered directly, or its lower bound is 0 whatever 3.2 says
    lows = [row.low if none_shown or not row.low_needs_no_number else 0 for row in rows]
    return Interval(min(lows), stands.high)


def _codes(reasons: Reasons) -> tuple[CoverageCode, ...]:
    return next((each.coverage for each in reasons if each.question == COVERAGE_QUESTION), ())
