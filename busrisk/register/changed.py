"""What changed in the register since a date or a data version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Action, Role
from busrisk.access.scope import Scope
from busrisk.core.facts import AnswerState, Grade
from busrisk.core.fleet.changes import AnswerChange, AnswerSaid, Change, FleetChange, HolderChange
from busrisk.register.changed_beside import of_controls, of_providers, of_what_is_public_within_reach
from busrisk.register.history import batch_facts, claims_on_batches
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    AnswerClaim,
    BatchClaim,
    Holder,
    Party,
    Subject,
    table,
)
from busrisk.register.window import (
    NAMED,
    OF_DEPLOYMENT,
    Window,
    about,
    baseline,
    concession,
    deployment,
    fact,
    named,
    touched,
)

claim, holder, answer = table(BatchClaim), table(Holder), table(AnswerClaim)
subject, party = table(Subject), table(Party)


def changes_since(
    scope: Scope, reader: Reader, moment: Moment, since: datetime | int, concession_key: Keys = None
) -> tuple[Change, ...]:
    """What was told after `since` (an instant, or a data version) up to the moment, the newest first.

    Of the concessions in reach on the moment's day. Answers and the parties behind a fleet only for who may
    see scores; published totals, which belong to no concession, for who sees the national picture.
    """
    after = since if isinstance(since, int) else reader.moment(moment.day, since).known
    window = Window(scope, reader, moment, after, concession_key)
    found: list[Change] = [*_of_fleet(window), *_of_holders(window), *of_what_is_public_within_reach(window)]
    if scope.may(Action.SEE_SCORES):
        found += [*_of_answers(window), *of_providers(window)]
    if scope.may(Action.SEE_NATIONAL) and concession_key is None:
        found += of_controls(window)
    return tuple(sorted(found, key=_newest_first))


def _newest_first(each: Change) -> tuple[int, bool, str, date]:
    """By telling; within one what is said of concessions, by name and day, then what is said of the whole."""
    return -each.told.change, not each.concession.key, each.concession.name, each.day


def _of_fleet(window: Window) -> Iterator[FleetChange]:
    rows = window.ask(_stated_of_batches)
    facts = batch_facts(window.scope, window.reader, window.moment, rows)
    for told, row, move in window.moves(rows, ("record_id",), lambda row: facts[row["id"]]):
        yield FleetChange(told, about(row), row["record_id"], move.day, move.before, move.after)


@prepared
def _stated_of_batches(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    query = claims_on_batches(scope, moment).where(touched(claim, moment), of_keys(keys))
    return query.order_by(claim.c.id)


def _of_holders(window: Window) -> Iterator[HolderChange]:
    people = names(window.scope, window.reader, window.moment)
    rows = window.ask(_stated_of_holders)
    for told, row, move in window.moves(rows, ("concession_id",), lambda row: people[row["party_id"]]):
        yield HolderChange(told, about(row), move.day, move.before, move.after)


@prepared
def _stated_of_holders(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        select(holder, *NAMED)
        .join(concession, concession.c.id == holder.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(holder, moment), reached(scope, moment), of_keys(keys))
        .order_by(holder.c.id)
    )


def _of_answers(window: Window) -> Iterator[AnswerChange]:
    rows = window.ask(_stated_of_answers)
    identity = ("deployment_key", "subject_id", "question", "item")
    for told, row, move in window.moves(rows, identity, _answer):
        of, vehicle = row["deployment_key"], window.vehicles[row["variant_id"]]
        said = (of, vehicle, row["question"], row["item"])
        yield AnswerChange(told, about(row), *said, move.day, move.before, move.after)


@prepared
def _stated_of_answers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    query = (
        select(answer, *OF_DEPLOYMENT, *NAMED)
        .join(subject, subject.c.id == answer.c.subject_id)
        .join(deployment, about)
        .join(baseline, baseline.c.id == deployment.c.baseline_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(answer, moment), reached(scope, moment), of_keys(keys))
        .order_by(answer.c.id)
    )
    if scope.role is Role.OPERATOR:  # answers do not pass on with the concession
        own = select(party.c.id).where(party.c.key.in_(scope.parties))
        query = query.where(deployment.c.operator_id.in_(own))
    return query


def _answer(row: Any) -> AnswerSaid:
    grade = Grade(row["grade"]) if row["grade"] else None
    return AnswerSaid(AnswerState(row["state"]), row["points"], grade)
