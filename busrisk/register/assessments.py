"""Stored scores: a row per deployment, reference date and change; never changed, never recomputed on read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from busrisk.access.scope import Scope
from busrisk.core.facts import (
    AnswerState,
    Assessment,
    BatchFact,
    CoverageCode,
    Flag,
    Grade,
    Interval,
    KnockOut,
    KnockOutStatus,
    Reason,
    Receipt,
    ScoredDeployment,
)
from busrisk.core.score.rollup import R155_AUTHORITY, R156_AUTHORITY
from busrisk.register.fleet import batches, deployments_of
from busrisk.register.prepared import place, prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    AssessmentKnockOut,
    AssessmentReason,
    AssessmentRow,
    Concession,
    Deployment,
    table,
)

assessment, reason, knock_out = table(AssessmentRow), table(AssessmentReason), table(AssessmentKnockOut)
deployment, concession = table(Deployment), table(Concession)
_DIMENSIONS = ("D1", "D2", "D3", "D4")


def scored(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    concession_key: Keys = None,
    reasons: bool = True,
    fleet: Sequence[BatchFact] | None = None,
) -> tuple[ScoredDeployment, ...]:
    """Each deployment in scope with its newest assessment at the moment: a few statements, however many.

    `reasons` False fetches of the reasons only those on the R155 and R156 authority, enough for a list.
    `fleet` are the batches of the same scope and moment, where the caller has read them already.
    """
    facts = deployments_of(batches(scope, reader, moment, concession_key) if fleet is None else fleet)
    newest = _newest(scope, reader, moment, concession_key)
    numbers = [row["id"] for row in newest.values()]
    why = _reasons(reader, numbers, None if reasons else (R155_AUTHORITY, R156_AUTHORITY))
    against = _knock_outs(reader, numbers)
    found = []
    for fact in facts:
        row = newest.get(fact.key)
        if row is None:
            found.append(ScoredDeployment(fact, None, None))
            continue
        made = _assessment(row, why[row["id"]], against[row["id"]])
        found.append(ScoredDeployment(fact, made, _receipt(row), row["answered"], row["asked"]))
    return tuple(found)


def _newest(scope: Scope, reader: Reader, moment: Moment, concession_key: Keys) -> dict[str, Any]:
    """Per deployment the assessment of the latest reference date, and of that the latest known."""
    return {row["key"]: row for row in _first(scope, reader, moment, concession_key).mappings()}


@prepared
def _first(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    inner = ranked(scope, moment, concession_key).subquery()
    return select(inner).where(inner.c.rank == 1).order_by(inner.c.key)


def ranked(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    """Every assessment in scope at the moment, with its deployment's key; the newest has rank 1."""
    rank = func.row_number().over(
        partition_by=assessment.c.deployment_id,
        order_by=(assessment.c.peildatum.desc(), assessment.c.made_in.desc()),
    )
    return (
        select(assessment, deployment.c.key, rank.label("rank"))
        .join(deployment, deployment.c.id == assessment.c.deployment_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(
            assessment.c.made_in <= moment.known,
            assessment.c.peildatum <= moment.day,
            reached(scope, moment),
            of_keys(concession_key),
        )
    )


def _reasons(
    reader: Reader, numbers: list[int], questions: Sequence[str] | None
) -> dict[int, tuple[Reason, ...]]:
    found: dict[int, tuple[Reason, ...]] = defaultdict(tuple)
    asked = {"numbers": numbers, "questions": questions}
    for row in reader.connection.execute(_why(questions is not None), asked).mappings():
        found[row["assessment_id"]] = (*found[row["assessment_id"]], _reason(row))
    return found


@cache
def _why(of_questions: bool) -> Select[Any]:
    query = select(reason).where(reason.c.assessment_id.in_(place("numbers", several=True)))
    if of_questions:
        query = query.where(reason.c.question.in_(place("questions", several=True)))
    return query.order_by(reason.c.assessment_id, reason.c.position)


def _reason(row: Any) -> Reason:
    return Reason(
        question=row["question"],
        dimension=row["dimension"],
        gate=row["gate"],
        state=AnswerState(row["state"]),
        interval=None if row["low"] is None else Interval(row["low"], row["high"]),
        points=row["points"],
        grade=Grade(row["grade"]) if row["grade"] else None,
        flags=tuple(Flag(word) for word in row["flags"].split()),
        coverage=tuple(CoverageCode(word) for word in row["coverage"].split()),
    )


def _knock_outs(reader: Reader, numbers: list[int]) -> dict[int, tuple[KnockOut, ...]]:
    found: dict[int, tuple[KnockOut, ...]] = defaultdict(tuple)
    for row in reader.connection.execute(_against(), {"numbers": numbers}):
        each = KnockOut(row.id, KnockOutStatus(row.status))
        found[row.assessment_id] = (*found[row.assessment_id], each)
    return found


@cache
def _against() -> Select[Any]:
    scored = knock_out.c.assessment_id.in_(place("numbers", several=True))
    return select(knock_out).where(scored).order_by(knock_out.c.id)


def _assessment(row: Any, reasons: tuple[Reason, ...], knock_outs: tuple[KnockOut, ...]) -> Assessment:
    bounds = tuple(
        (key, Interval(row[f"{key.lower()}_low"], row[f"{key.lower()}_high"])) for key in _DIMENSIONS
    )
    return Assessment(
        edition=row["edition"],
        rules_digest=row["rules_digest"],
        answers_digest=row["answers_digest"],
        on=row["peildatum"],
        overall=Interval(row["class_low"], row["class_high"]),
        dimensions=bounds,
        knock_outs=knock_outs,
        reasons=reasons,
    )


def _receipt(row: Any) -> Receipt:
    return Receipt(
        app_version=row["app_version"],
        edition=row["edition"],
        rules_digest=row["rules_digest"],
        answers_digest=row["answers_digest"],
        on=row["peildatum"],
        hash=row["receipt"],
    )


def answered_reasons(
    scope: Scope, reader: Reader, moment: Moment, questions: Sequence[str]
) -> dict[str, tuple[Reason, ...]]:
    """Per deployment key the reasons of its newest assessment that rest on an answer to these questions.

    One statement that fetches what was answered only: with nothing answered it fetches nothing.
    """
    found: dict[str, tuple[Reason, ...]] = defaultdict(tuple)
    for row in _answered(scope, reader, moment, questions=sorted(questions)).mappings():
        found[row["key"]] = (*found[row["key"]], _reason(row))
    return found


@prepared
def _answered(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    newest = ranked(scope, moment, concession_key).subquery()
    return (
        select(newest.c.key, reason)
        .join(newest, newest.c.id == reason.c.assessment_id)
        .where(
            newest.c.rank == 1,
            reason.c.question.in_(place("questions", several=True)),
            reason.c.state == AnswerState.ANSWERED.value,
        )
        .order_by(newest.c.key, reason.c.position)
    )
