"""Answers on questions, about a deployment or its software baseline: rows, never a blob."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from sqlalchemy import insert, or_, select

from busrisk.access.scope import Scope
from busrisk.core.facts import Answer, AnswerState, Grade
from busrisk.register.claims import Ledger, Stated, held, held_as_known_now
from busrisk.register.reach import among, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import AnswerClaim, Concession, Deployment, Subject, table

answer, subject = table(AnswerClaim), table(Subject)
deployment, concession = table(Deployment), table(Concession)
_ABOUT = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
_AT_ONCE = 200  # rows fetched together; of more, the collector of garbage takes what that saves
_SAID = ("question", "state", "points", "grade", "valid_until", "baseline_changed", "other_variant")


class NoSuchDeployment(LookupError):
    """The register holds no deployment with this key."""


def answers(
    scope: Scope, reader: Reader, moment: Moment, deployment_keys: Collection[str] | None = None
) -> dict[str, tuple[Answer, ...]]:
    """The answers that hold, by deployment key: a deployment's own and those inherited from its baseline.

    By question, then as they were stated. Equal answers are one object: a score works each out once.
    """
    found: dict[str, list[Answer]] = defaultdict(list)
    told = _subjects(scope, reader, moment, deployment_keys, found)
    columns = (answer.c.subject_id, *(answer.c[name] for name in _SAID))
    # Of what is known now only open claims count, and those alone have an index by subject.
    holding = (
        held_as_known_now(answer, moment.day) if moment.known >= reader.version else held(answer, moment)
    )
    query = select(*columns).where(holding, among(answer.c.subject_id, told))
    rows = reader.connection.execute(query.order_by(answer.c.id)).partitions(_AT_ONCE)
    for row in chain.from_iterable(rows):
        if (about := told.get(row[0])) is None:
            continue
        of_variant, deployed = about
        each = _answer(of_variant, row[1:])
        for whose in deployed:
            whose.append(each)
    by_question = attrgetter("question")
    return {key: tuple(sorted(given, key=by_question)) for key, given in found.items() if given}


def _subjects(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    deployment_keys: Collection[str] | None,
    found: dict[str, list[Answer]],
) -> dict[int, tuple[bool, list[list[Answer]]]]:
    """What answers are about: whether a variant, and the lists in `found` of the deployments it reaches."""
    query = (
        select(subject.c.id, subject.c.baseline_id, deployment.c.key)
        .join(deployment, _ABOUT)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(reached(scope, moment), among(deployment.c.key, deployment_keys))
    )
    told: dict[int, tuple[bool, list[list[Answer]]]] = {}
    for number, baseline, key in reader.connection.execute(query).all():
        if deployment_keys is None or key in deployment_keys:
            told.setdefault(number, (baseline is not None, []))[1].append(found[key])
    return told


@lru_cache(100_000)
def _answer(of_variant: bool, said: tuple[Any, ...]) -> Answer:
    question, state, points, grade, valid_until, baseline_changed, other_variant = said
    return Answer(
        question=question,
        state=AnswerState(state),
        points=points,
        grade=Grade(grade) if grade else None,
        valid_until=valid_until,
        baseline_changed=baseline_changed,
        other_variant=other_variant,
        of_variant=of_variant,
    )


def days_of_change(
    scope: Scope, reader: Reader, after: date, deployment_keys: Collection[str] | None
) -> dict[date, set[str]]:
    """The later days on which an answer begins, ends or outlives its evidence, and of which deployments."""
    bounds = (answer.c.holds_from, answer.c.holds_to, answer.c.valid_until)
    query = (
        select(deployment.c.key, *bounds)
        .distinct()
        .select_from(answer)
        .join(subject, subject.c.id == answer.c.subject_id)
        .join(deployment, _ABOUT)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(
            answer.c.ended_in.is_(None),
            or_(*(bound >= after for bound in bounds)),
            reached(scope, Moment(after, reader.version)),
            among(deployment.c.key, deployment_keys),
        )
    )
    found: dict[date, set[str]] = defaultdict(set)
    for key, *periods, valid_until in reader.connection.execute(query):
        if deployment_keys is None or key in deployment_keys:
            expires = valid_until + timedelta(days=1) if valid_until and valid_until < date.max else None
            for day in (*periods, expires):
                if day is not None and day > after:
                    found[day].add(key)
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

    def withdraw(self, question: str, day: date, item: str = "own") -> Stated:
        """From `day` on `item` says nothing on the question any more."""
        return self._ledger.withdraw({"subject_id": self._subject, "question": question, "item": item}, day)

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
