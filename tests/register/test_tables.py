"""What the database itself refuses, whoever writes: the last line behind the checks of the rooms above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from busrisk.register.session import Register, Writer
from busrisk.register.tables import (
    AnswerClaim,
    AssessmentRow,
    Baseline,
    BatchClaim,
    Change,
    Deployment,
    Subject,
    table,
)
from tests.databases import on_both

pytestmark = on_both

ANSWER = {
    "edition": "2026-12",
    "question": "1.1",
    "item": "own",
    "baseline_changed": False,
    "other_variant": False,
}


def an_id(writer: Writer, model: Any) -> int:
    return int(writer.connection.execute(select(table(model).c.id).limit(1)).scalar_one())


def add(register: Register, model: Any, values: Mapping[str, Any]) -> None:
    with register.writer("tester", "add") as writer:
        columns = table(model).c
        period = {"holds_from": date(2026, 1, 1), "made_in": writer.change} if "holds_from" in columns else {}
        links = {
            name: an_id(writer, target)
            for name, target in (("subject_id", Subject), ("baseline_id", Baseline))
            if name in columns and model is AnswerClaim
        }
        writer.connection.execute(insert(table(model)).values({**period, **links, **values}))


@pytest.mark.parametrize(
    "given",
    [
        {"state": "answered", "points": 5, "grade": "E1"},
        {"state": "answered", "points": -1, "grade": "E1"},
        {"state": "answered", "points": None},
        {"state": "unknown", "points": 0},
        {"state": "refused", "points": 4},
    ],
)
def test_points_are_0_to_4_and_only_an_answered_question_has_them(
    exercise: Register, given: Mapping[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="ck_answer_points"):
        add(exercise, AnswerClaim, {**ANSWER, "item": "other", **given})


@pytest.mark.parametrize("given", [{"state": "answered", "points": 4, "grade": "E1"}, {"state": "refused"}])
def test_an_answer_that_keeps_the_rules_is_accepted(exercise: Register, given: Mapping[str, Any]) -> None:
    add(exercise, AnswerClaim, {**ANSWER, "item": "other", **given})


@pytest.mark.parametrize("both", [True, False])
def test_an_answer_is_about_a_deployment_or_a_baseline_never_both_nor_neither(
    exercise: Register, both: bool
) -> None:
    with exercise.reader() as reader:
        about = {
            "deployment_id": reader.connection.scalar(select(table(Deployment).c.id).limit(1)),
            "baseline_id": reader.connection.scalar(select(table(Baseline).c.id).limit(1)),
        }
    with pytest.raises(IntegrityError, match="ck_subject_one_of_two"):
        add(exercise, Subject, about if both else {})


def test_a_count_is_never_negative(exercise: Register) -> None:
    with exercise.reader() as reader:
        claim = table(BatchClaim)
        row = dict(reader.connection.execute(select(claim).limit(1)).mappings().one())
    values = {**row, "id": None, "count": -1, "holds_from": date(2030, 1, 1)}
    del values["id"]
    with pytest.raises(IntegrityError, match="ck_batch_claim_count"):
        add(exercise, BatchClaim, values)


def test_a_deployment_has_one_score_per_reference_date_and_change(exercise: Register) -> None:
    with exercise.reader() as reader:
        row = dict(reader.connection.execute(select(table(AssessmentRow)).limit(1)).mappings().one())
    del row["id"]
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        add(exercise, AssessmentRow, row)


def test_a_change_that_something_was_made_in_cannot_be_removed(exercise: Register) -> None:
    with (
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        exercise.writer("tester", "remove") as writer,
    ):
        writer.connection.execute(delete(table(Change)).where(table(Change).c.id == 1))
