"""How sure an answer still is: grades, how they age, and how wide each leaves its points."""

from __future__ import annotations

from datetime import date

from busrisk.core.facts import Answer, Flag, Grade, Interval
from busrisk.rulebook.shape import Ageing, Scoring

WEAKEST_FIRST = (Grade.E1, Grade.E2, Grade.E3)
_MOST_POINTS = 4
Widths = dict[Grade, int]


def widths_of(scoring: Scoring) -> Widths:
    """How many points worse than stated an answer of each grade may turn out (scoring.md 2)."""
    return {Grade(width.grade): width.width for width in scoring.widths}


def points_at(points: int, grade: Grade, widths: Widths) -> Interval:
    """The interval of `points` at `grade`: [p, min(4, p + width)]."""
    return Interval(points, min(_MOST_POINTS, points + widths[grade]))


def is_expired(answer: Answer, on: date | None) -> bool:
    """Whether the evidence is past its validity on the reference date; it holds on its last day."""
    return on is not None and answer.valid_until is not None and answer.valid_until < on


def aged(answer: Answer, on: date | None, ageing: Ageing) -> tuple[Grade | None, tuple[Flag, ...]]:
    """The grade that is left and why it fell; None: no evidence is left (scoring.md 2, rule 2).

    A changed baseline and a test on another variant each cap the grade at E2, so both together cost one
    step; being past its validity costs one more.
    """
    if answer.grade is None:
        return None, ()
    flags: list[Flag] = []
    steps = 0
    if answer.grade is Grade.E3 and (answer.baseline_changed or answer.other_variant):
        steps += 1
        flags += [Flag.OTHER_BASELINE] if answer.baseline_changed else []
        flags += [Flag.OTHER_VARIANT] if answer.other_variant else []
    if is_expired(answer, on):
        steps += 1
        flags.append(Flag.EXPIRED)
    left = WEAKEST_FIRST.index(answer.grade) - min(steps, ageing.most_steps)
    return (WEAKEST_FIRST[left] if left >= 0 else None), tuple(flags)
