"""Answers on questions, about a deployment or its software baseline: rows, never a blob."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from busrisk.access.scope import Scope
from busrisk.core.facts import Answer, AnswerState, Grade
from busrisk.register.claims import Ledger, Stated, held
from busrisk.register.reach import among, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import AnswerClaim, Concession, Deployment, Subject, table

answer, subject = table(AnswerClaim), table(Subject)
deployment, concession = table(Deployment), table(Concession)


class NoSuchDeployment(LookupError):
    """The register holds no deployment with this key."""


def answers(
    scope: Scope, reader: Reader, moment: Moment, deployment_keys: Collection[str] | None = None
) -> dict[str, tuple[Answer, ...]]:
    """The answers that hold, by deployment key: a deployment's own and those inherited from its baseline."""
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    query = (
        select(deployment.c.key, subject.c.baseline_id.label("of_baseline"), answer)
        .join(subject, about)
        .join(answer, (answer.c.subject_id == subject.c.id) & held(answer, moment))
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(reached(scope, moment), among(deployment.c.key, deployment_keys))
        .order_by(deployment.c.key, answer.c.question, answer.c.item, answer.c.id)
    )
    found: dict[str, tuple[Answer, ...]] = defaultdict(tuple)
    for row in reader.connection.execute(query).mappings():
        if deployment_keys is None or row["key"] in deployment_keys:
            found[row["key"]] = (*found[row["key"]], _answer(row))
    return found


def _answer(row: Any) -> Answer:
    return Answer(
        question=row["question"],
        state=AnswerState(row["state"]),
        points=row["points"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        valid_until=row["valid_until"],
        baseline_changed=row["baseline_changed"],
        other_variant=row["other_variant"],
        of_variant=row["of_baseline"] is not None,
    )


def days_of_change(
    scope: Scope, reader: Reader, after: date, deployment_keys: Collection[str] | None
) -> dict[date, frozenset[str]]:
    """The later days on which an answer begins, ends or outlives its evidence, and of which deployments."""
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    query = (
        select(deployment.c.key, answer.c.holds_from, answer.c.holds_to, answer.c.valid_until)
        .join(subject, about)
        .join(answer, answer.c.subject_id == subject.c.id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(
            answer.c.ended_in.is_(None),
            reached(scope, Moment(after, reader.version)),
            among(deployment.c.key, deployment_keys),
        )
    )
    found: dict[date, frozenset[str]] = defaultdict(frozenset)
    for key, *bounds, valid_until in reader.connection.execute(query):
        if deployment_keys is None or key in deployment_keys:
            expires = valid_until + timedelta(days=1) if valid_until and valid_until < date.max else None
            for day in {day for day in (*bounds, expires) if day is not None and day > after}:
                found[day] |= {key}
    return found


class AnswerBook:
    """Writes answers about one deployment or about its baseline; `flush` stores them."""

    def __init__(self, writer: Writer, deployment_key: str, of_variant: bool) -> None:
        self.writer = writer
        self._subject = self._subject_of(deployment_key, of_variant)
        identity = ("subject_id", "question", "item")
        self._ledger = Ledger(writer, AnswerClaim, *identity, where=answer.c.subject_id == self._subject)

    def state(self, given: Answer, edition: str, day: date, item: str = "own") -> Stated:
        """`item` tells several statements on one question apart: 'own', or who tested."""
        identity = {"subject_id": self._subject, "question": given.question, "item": item}
        values = {
            "edition": edition,
            "state": given.state.value,
            "points": given.points,
            "grade": given.grade.value if given.grade else None,
            "valid_until": given.valid_until,
            "baseline_changed": given.baseline_changed,
            "other_variant": given.other_variant,
        }
        return self._ledger.state(identity, values, day)

    def flush(self) -> None:
        self._ledger.flush()

    def _subject_of(self, deployment_key: str, of_variant: bool) -> int:
        query = select(deployment.c.id, deployment.c.baseline_id).where(deployment.c.key == deployment_key)
        found = self.writer.connection.execute(query).first()
        if found is None:
            raise NoSuchDeployment(deployment_key)
        about = {"baseline_id": found.baseline_id} if of_variant else {"deployment_id": found.id}
        column, number = next(iter(about.items()))
        known = self.writer.connection.scalar(select(subject.c.id).where(subject.c[column] == number))
        if known is not None:
            return int(known)
        made = insert(subject).values(**about).returning(subject.c.id)
        return int(self.writer.connection.execute(made).scalar_one())
