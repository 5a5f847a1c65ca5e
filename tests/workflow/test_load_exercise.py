"""Voorbeeldland shows a register with answers; none of them is about a real organisation or maker."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from busrisk.access.scope import national
from busrisk.core.facts import KnockOutStatus
from busrisk.register.answers import answers
from busrisk.register.assessments import scored
from busrisk.register.fleet import batches
from busrisk.register.session import Register
from busrisk.register.tables import Concession, Deployment, Party, Subject, VariantMaker, table
from busrisk.workflow.load_exercise import load_exercise
from tests.core.start_files import shipped
from tests.databases import NOW, on_both
from tests.register.stored import rows

DAY = date(2026, 1, 1)
VB = national("voorbeeldland")


@on_both
def test_loading_the_exercise_again_changes_nothing(exercise: Register) -> None:
    before = rows(exercise)
    load_exercise(exercise, NOW, tell=lambda _: None)
    assert rows(exercise) == before


def test_answers_are_found_in_the_fictional_region_only(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        fictional, real = answers(VB, reader, moment), answers(national("nl"), reader, moment)
        unanswered = {each.answered for each in scored(national("nl"), reader, moment)}
    assert len(fictional) == 6  # one of them under the holder before the hand-over
    assert real == {}
    assert unanswered == {0}


def test_no_answer_is_stored_about_a_deployment_or_a_type_of_a_real_concession(exercise: Register) -> None:
    """By the rows themselves: whatever a read would leave out is looked at too."""
    subject, deployment, concession = table(Subject), table(Deployment), table(Concession)
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    query = (
        select(concession.c.region, deployment.c.id)
        .join(subject, about)
        .join(concession, concession.c.id == deployment.c.concession_id)
    )
    with exercise.reader() as reader:
        found = reader.connection.execute(query).all()
    assert {row.region for row in found} == {"voorbeeldland"}


def test_the_fictional_region_names_no_real_maker_or_organisation(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        fictional, real = batches(VB, reader, moment), batches(national("nl"), reader, moment)
        keys = set(reader.connection.scalars(select(table(Party).c.key)))
    assert _parties(fictional).isdisjoint(_parties(real))
    assert _parties(fictional) <= {key for key in keys if key.startswith("vb-")}
    real_files = b"".join(shipped(name) for name in ("organisations.csv", "manufacturers.csv")).decode()
    assert not [key for key in keys if key.startswith("vb-") and f"\n{key}," in real_files]


def _parties(fleet: Any) -> set[str]:
    holders = {each.holder.key for each in fleet if each.holder}
    return holders | {maker.key for each in fleet for maker in each.makers}


def test_no_type_belongs_to_a_real_and_a_fictional_maker(exercise: Register) -> None:
    link, party = table(VariantMaker), table(Party)
    with exercise.reader() as reader:
        rows_ = reader.connection.execute(
            select(link.c.variant_id, party.c.key).join(party, party.c.id == link.c.party_id)
        ).all()
    fictional = {row.variant_id for row in rows_ if row.key.startswith("vb-")}
    real = {row.variant_id for row in rows_ if not row.key.startswith("vb-")}
    assert fictional
    assert fictional.isdisjoint(real)


def test_the_exercise_shows_every_kind_of_class(exercise: Register) -> None:
    with exercise.reader() as reader:
        found = scored(VB, reader, reader.moment(DAY))
    classes = {"..".join(each.assessment.letters) for each in found if each.assessment}
    assert {"A..E", "B..C", "C..C", "C..E", "E..E"} == classes
    knock_outs = {
        (one.id, one.status) for each in found if each.assessment for one in each.assessment.knock_outs
    }
    assert {("K1", KnockOutStatus.CONFIRMED), ("K1", KnockOutStatus.POSSIBLE)} <= knock_outs
