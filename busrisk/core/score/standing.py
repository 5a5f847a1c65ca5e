"""What all that was said on one question comes down to: one state, one interval, and its flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.facts import ANYTHING, Answer, AnswerState, Flag, Grade, Interval
from busrisk.core.score.evidence import WEAKEST_FIRST, Widths, aged, points_at
from busrisk.rulebook.shape import Ageing

WORST = Interval(4, 4)

# Where several states stand beside each other, the most telling one is shown; none of them scores.
_MOST_TELLING_FIRST = (
    AnswerState.REFUSED,
    AnswerState.NOT_DISCLOSED,
    AnswerState.CANNOT_EXCLUDE,
    AnswerState.NOT_ANSWERED,
    AnswerState.UNKNOWN,
    AnswerState.NOT_ASKED,
)


@dataclass(frozen=True)
class Terms:
    """What decides how answers count: reference date, evidence rules, and whether the round is closed."""

    on: date | None
    ageing: Ageing
    widths: Widths
    closed: bool = False


@dataclass(frozen=True)
class Standing:
    """One question's part in the score.

    `interval` None: left out as not applicable. `points` None: no single option scores. `grade` None:
    no evidence scores; with state ANSWERED its evidence has lapsed.
    """

    state: AnswerState
    interval: Interval | None
    points: int | None = None
    grade: Grade | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def is_established(self) -> bool:
        """Whether points with evidence were given, rather than a state that says nothing."""
        return self.grade is not None


@dataclass(frozen=True)
class _Item:
    """An answered option with the grade that is left of its evidence."""

    points: int
    grade: Grade
    flags: tuple[Flag, ...]


def standing(answers: Sequence[Answer], may_be_left_out: bool, terms: Terms) -> Standing:
    """What the answers to one question come down to (scoring.md 1 and 2), in whatever order they stand.

    The deployment's own answer beats the variant's, then the highest grade left scores. A state is no
    answer: beside an answer it weighs nothing. `may_be_left_out`: 'not applicable' is allowed here.
    """
    own = [answer for answer in answers if not answer.of_variant]
    inherited = [answer for answer in answers if answer.of_variant]
    differs = _said(own) and _said(inherited) and _said(own) != _said(inherited)
    flags = (Flag.VARIANT_DIFFERS,) if differs else ()
    for group in (own, inherited):
        if items := _items(group, terms):
            return _scored(items, flags, terms)
        if may_be_left_out and any(answer.state is AnswerState.NOT_APPLICABLE for answer in group):
            return Standing(AnswerState.NOT_APPLICABLE, None)
    return _open(own or inherited, flags, terms)


def _said(answers: Sequence[Answer]) -> set[int]:
    return {answer.points for answer in answers if answer.points is not None}


def _items(answers: Sequence[Answer], terms: Terms) -> list[_Item]:
    """The answers that still have evidence."""
    items: list[_Item] = []
    for answer in answers:
        if answer.state is AnswerState.ANSWERED and answer.points is not None:
            grade, flags = aged(answer, terms.on, terms.ageing)
            items += [_Item(answer.points, grade, flags)] if grade else []
    return items


def _scored(items: list[_Item], flags: tuple[Flag, ...], terms: Terms) -> Standing:
    grade = max((item.grade for item in items), key=WEAKEST_FIRST.index)
    top = [item for item in items if item.grade is grade]
    points = {item.points for item in top}
    intervals = [points_at(each, grade, terms.widths) for each in points]
    found = {*flags, *(flag for item in top for flag in item.flags)}
    found |= {Flag.DISAGREEMENT} if len(points) > 1 else set()
    found |= {Flag.CONTRADICTION} if _contradicts(items, grade, points, terms) else set()
    return Standing(
        state=AnswerState.ANSWERED,
        interval=Interval(min(one.low for one in intervals), max(one.high for one in intervals)),
        points=next(iter(points)) if len(points) == 1 else None,
        grade=grade,
        flags=_in_order(found),
    )


def _contradicts(items: list[_Item], grade: Grade, points: set[int], terms: Terms) -> bool:
    """Whether the highest grade shows points outside what a lower grade left possible (rule 4)."""
    lower = [points_at(item.points, item.grade, terms.widths) for item in items if item.grade is not grade]
    return any(not one.low <= shown <= one.high for one in lower for shown in points)


def _open(answers: Sequence[Answer], flags: tuple[Flag, ...], terms: Terms) -> Standing:
    """No evidence at all: anything is possible, and once the round is closed the worst counts."""
    interval = WORST if terms.closed else ANYTHING
    said = _said(answers)
    if said:
        lapsed = {*flags, *(flag for answer in answers for flag in aged(answer, terms.on, terms.ageing)[1])}
        points = next(iter(said)) if len(said) == 1 else None
        return Standing(AnswerState.ANSWERED, interval, points, None, _in_order(lapsed))
    states = {
        # Not allowed here (else it would have been left out): it says no more than unknown.
        AnswerState.UNKNOWN if answer.state is AnswerState.NOT_APPLICABLE else answer.state
        for answer in answers
    }
    shown = next((each for each in _MOST_TELLING_FIRST if each in states), AnswerState.NOT_ASKED)
    return Standing(shown, interval)


def _in_order(flags: set[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags) if flags else ()
