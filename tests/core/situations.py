"""Situations of every kind, for properties that must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    Admission,
    Answer,
    AnswerState,
    ApprovalKind,
    CoverageCode,
    Grade,
    Interval,
    Situation,
)

GATES = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3a", "3.3b", "4.1", "4.2")
ON = date(2026, 12, 1)
SILENT = [state for state in AnswerState if state not in (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)]
DATES = (
    *("2020", "2021-03", "2022-07-05", "2022-07-06", "2022", "2022-07", "2024-07-06", "2024-07-07", "2024"),
    *("2025", "2026-01-06", "2026-01-07", "2026-01", "2026", "2027-05-05"),
)

points = st.integers(0, 4)
grades = st.sampled_from(list(Grade))
validity = st.sampled_from([None, date(2026, 11, 30), ON])


@st.composite
def answered(draw: st.DrawFn, question: str) -> Answer:
    return Answer(
        question,
        AnswerState.ANSWERED,
        draw(points),
        draw(grades),
        draw(validity),
        baseline_changed=draw(st.booleans()),
        other_variant=draw(st.booleans()),
    )


def silent(question: str) -> st.SearchStrategy[Answer]:
    return st.builds(Answer, st.just(question), st.sampled_from(SILENT))


def said(question: str) -> st.SearchStrategy[Answer]:
    """Anything that can be said on a question, 'not applicable' included."""
    not_applicable = st.just(Answer(question, AnswerState.NOT_APPLICABLE))
    return st.one_of(answered(question), silent(question), not_applicable)


admissions = st.builds(
    Admission,
    first_admission=st.none() | st.sampled_from(DATES).map(PartialDate),
    derived=st.booleans(),
    category=st.sampled_from(["M2", "M3", "M3", "M3", "N3", None]),
    approval_kind=st.sampled_from(list(ApprovalKind)),
    r155_grade=st.none() | grades,
    code=st.none() | st.sampled_from(list(CoverageCode)),
)


@st.composite
def situations(
    draw: st.DrawFn,
    closed: bool | None = False,
    direct_coverage: bool = True,
    admission: st.SearchStrategy[Admission] = admissions,
) -> Situation:
    """At most one answer per gate. `closed` None: either; `direct_coverage` False: 3.1 is always computed."""
    asked = [gate for gate in GATES if direct_coverage or gate != "3.1"]
    chosen = draw(st.lists(st.sampled_from(asked), unique=True))
    return Situation(
        answers=tuple(draw(said(gate)) for gate in chosen),
        admission=draw(admission),
        on=ON,
        closed=draw(st.booleans()) if closed is None else closed,
    )


def without(situation: Situation, question: str) -> Situation:
    kept = tuple(answer for answer in situation.answers if answer.question != question)
    return replace(situation, answers=kept)


def also(situation: Situation, *answers: Answer) -> Situation:
    return replace(situation, answers=(*situation.answers, *answers))


def lies_within(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high
