"""Giving answers about a deployment the way an act does: stated, then scored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from busrisk.access.scope import national
from busrisk.core.facts import Answer, AnswerState, Grade, ScoredDeployment
from busrisk.register.answers import AnswerBook
from busrisk.register.assessments import scored
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.rescore import rescore

DAY = date(2026, 1, 1)


def said(question: str, points: int, grade: Grade = Grade.E2, **more: Any) -> Answer:
    return Answer(question, AnswerState.ANSWERED, points, grade, **more)


def answer(
    register: Register,
    deployment: str,
    *given: Answer,
    day: date = DAY,
    of_variant: bool = False,
    region: str = "nl",
    actor: str = "tester",
) -> int:
    """How many scores were stored for it."""
    with register.writer(actor, "answer") as writer:
        book = AnswerBook(writer, deployment, of_variant)
        for each in given:
            book.state(each, edition_in_force(max(day, DAY)).id, day)
        book.flush()
        return rescore(national(region), writer, day, {deployment})


def scores(
    register: Register, day: date = DAY, known_at: datetime | None = None, region: str = "nl"
) -> dict[str, ScoredDeployment]:
    """Every deployment of the region with its score at a moment, by key."""
    with register.reader() as reader:
        moment = reader.moment(day, known_at)
        return {each.deployment.key: each for each in scored(national(region), reader, moment)}


def letters(scored: ScoredDeployment) -> str:
    """'C..E'; 'never' where nothing was scored."""
    return "..".join(scored.assessment.letters) if scored.assessment else "never"


def only(found: Iterable[str]) -> str:
    (one,) = found
    return one
