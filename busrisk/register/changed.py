"""What changed in the register since a date or a data version, within somebody's reach."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import AnswerState, Grade
from busrisk.core.fleet.changes import AnswerChange, AnswerSaid, Change, FleetChange, HolderChange
from busrisk.register.changed_beside import READ_BESIDE
from busrisk.register.history import batch_facts, claims_on_batches
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import AnswerClaim, BatchClaim, Holder, Subject, table
from busrisk.register.telling import tellings
from busrisk.register.window import (
    NAMED,
    OF_DEPLOYMENT,
    Moved,
    Window,
    about,
    baseline,
    concession,
    deployment,
    fact,
    named,
    own,
    touched,
)

claim, holder = table(BatchClaim), table(Holder)
answer, subject = table(AnswerClaim), table(Subject)


def changes_since(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    since: datetime | int,
    concession_key: Keys = None,
    of: Collection[type] | None = None,
) -> tuple[Change, ...]:
    """What was told after `since` (an instant, or a data version) up to the moment, the newest first.

    Of the concessions in reach on the moment's day, and `of` these kinds alone. Answers, and the parties
    behind the buses, only for who may see scores; published totals only for who sees the national picture,
    where no concession was named.
    """
    after = since if isinstance(since, int) else reader.moment(moment.day, since).known
    window = Window(scope, reader, moment, after, concession_key)
    found = [each for kind, read in _READ.items() if of is None or kind in of for each in read(window)]
    told = tellings(scope, reader, moment, {number for number, _ in found})
    return tuple(sorted((made(told[number]) for number, made in found), key=_newest_first))


def _newest_first(change: Change) -> tuple[Any, ...]:
    """Within one telling by concession; what belongs to none comes last."""
    name = change.concession.name if change.concession else ""
    return -change.told.change, not change.concession, name, change.day


def _of_fleet(window: Window) -> Iterator[Moved]:
    rows = window.ask(_stated_of_batches)
    facts = batch_facts(window.scope, window.reader, window.moment, rows)
    for number, row, move in window.moves(rows, ("record_id",), lambda row: facts[row["id"]]):
        yield number, partial(FleetChange, concession=about(row), record_id=row["record_id"], **vars(move))


@prepared
def _stated_of_batches(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    query = claims_on_batches(scope, moment).where(touched(claim, moment), of_keys(keys))
    return query.order_by(claim.c.id)


def _of_holders(window: Window) -> Iterator[Moved]:
    rows, people = window.ask(_stated_of_holders), window.people
    for number, row, move in window.moves(rows, ("concession_id",), lambda row: people[row["party_id"]]):
        yield number, partial(HolderChange, concession=about(row), **vars(move))


@prepared
def _stated_of_holders(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        select(holder, *NAMED)
        .join(concession, concession.c.id == holder.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(holder, moment), reached(scope, moment), of_keys(keys))
        .order_by(holder.c.id)
    )


def _of_answers(window: Window) -> Iterator[Moved]:
    rows = window.ask(_stated_of_answers) if window.scope.may(Action.SEE_SCORES) else ()
    identity = ("deployment_key", "subject_id", "question", "item")
    for number, row, move in window.moves(rows, identity, _answer):
        yield (
            number,
            partial(
                AnswerChange,
                concession=about(row),
                deployment=row["deployment_key"],
                vehicle=window.vehicles[row["variant_id"]],
                question=row["question"],
                item=row["item"],
                **vars(move),
            ),
        )


@prepared
def _stated_of_answers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    behind = (subject.c.deployment_id == deployment.c.id) | (
        subject.c.baseline_id == deployment.c.baseline_id
    )
    query = (
        select(answer, *OF_DEPLOYMENT, *NAMED)
        .join(subject, subject.c.id == answer.c.subject_id)
        .join(deployment, behind)
        .join(baseline, baseline.c.id == deployment.c.baseline_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(answer, moment), reached(scope, moment), of_keys(keys), own(scope))
    )
    return query.order_by(answer.c.id)


def _answer(row: Any) -> AnswerSaid:
    grade = Grade(row["grade"]) if row["grade"] else None
    return AnswerSaid(AnswerState(row["state"]), row["points"], grade)


_READ: dict[type, Callable[[Window], Iterator[Moved]]] = {
    FleetChange: _of_fleet,
    HolderChange: _of_holders,
    AnswerChange: _of_answers,
    **READ_BESIDE,
}
