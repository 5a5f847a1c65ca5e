"""What changed in fleet, holders and answers since a date or a data version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select

from busrisk.access.policy import Action, Role
from busrisk.access.scope import Scope
from busrisk.core.facts import AnswerState, Grade
from busrisk.core.fleet.history import (
    AnswerChange,
    AnswerSaid,
    Change,
    ConcessionRef,
    FleetChange,
    HolderChange,
    Move,
    Spell,
    Told,
    moves,
)
from busrisk.register.claims import held
from busrisk.register.history import batch_facts, claims_on_batches
from busrisk.register.parties import names
from busrisk.register.prepared import Ask, place, prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    AnswerClaim,
    BatchClaim,
    Concession,
    ConcessionClaim,
    Deployment,
    Holder,
    Party,
    Subject,
    table,
)
from busrisk.register.telling import tellings

claim, holder, answer = table(BatchClaim), table(Holder), table(AnswerClaim)
concession, fact = table(Concession), table(ConcessionClaim)
subject, deployment, party = table(Subject), table(Deployment), table(Party)
T = TypeVar("T")


def changes_since(
    scope: Scope, reader: Reader, moment: Moment, since: datetime | int, concession_key: Keys = None
) -> tuple[Change, ...]:
    """What was told after `since` (an instant, or a data version) up to the moment, the newest first.

    Of the concessions in reach on the moment's day. Answers only for who may see scores: the ministry is told
    of fleets and holders alone.
    """
    after = since if isinstance(since, int) else reader.moment(moment.day, since).known
    window = _Window(scope, reader, moment, after, concession_key)
    found: list[Change] = [*_of_fleet(window), *_of_holders(window)]
    if scope.may(Action.SEE_SCORES):
        found += _of_answers(window)
    return tuple(sorted(found, key=lambda each: (-each.told.change, each.concession.name, each.day)))


class _Window:
    """What is asked: whose concessions, between which changes."""

    def __init__(
        self, scope: Scope, reader: Reader, moment: Moment, after: int, concession_key: Keys
    ) -> None:
        self.scope, self.reader, self.moment = scope, reader, moment
        self.after, self.keys = after, concession_key

    def __contains__(self, change: int | None) -> bool:
        return change is not None and self.after < change <= self.moment.known

    def ask(self, stated: Ask) -> Sequence[Any]:
        """The claims that were made or ended in this window."""
        found = stated(self.scope, self.reader, self.moment, self.keys, after=self.after)
        return found.mappings().all()

    def moves(
        self, rows: Iterable[Any], identity: tuple[str, ...], said: Callable[[Any], T]
    ) -> Iterator[tuple[Told, Any, Move[T]]]:
        """What each change did to each thing, with a row that names the thing."""
        of: dict[tuple[Any, ...], tuple[list[Spell[T]], list[Spell[T]]]] = {}
        named: dict[tuple[Any, ...], Any] = {}
        for row in rows:
            spell = Spell(row["holds_from"], row["holds_to"], said(row))
            for side, change in enumerate((row["ended_in"], row["made_in"])):
                if change in self:
                    key = (change, *(row[name] for name in identity))
                    of.setdefault(key, ([], []))[side].append(spell)
                    named.setdefault(key, row)
        told = tellings(self.scope, self.reader, self.moment, {key[0] for key in of})
        for key, (ended, made) in of.items():
            for move in moves(ended, made):
                yield told[key[0]], named[key], move


def _of_fleet(window: _Window) -> Iterator[FleetChange]:
    rows = window.ask(_stated_of_batches)
    facts = batch_facts(window.scope, window.reader, window.moment, rows)
    for told, row, move in window.moves(rows, ("record_id",), lambda row: facts[row["id"]]):
        yield FleetChange(told, _about(row), row["record_id"], move.day, move.before, move.after)


@prepared
def _stated_of_batches(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    query = claims_on_batches(scope, moment).where(_touched(claim, moment), of_keys(keys))
    return query.order_by(claim.c.id)


def _of_holders(window: _Window) -> Iterator[HolderChange]:
    people = names(window.scope, window.reader, window.moment)
    rows = window.ask(_stated_of_holders)
    for told, row, move in window.moves(rows, ("concession_id",), lambda row: people[row["party_id"]]):
        yield HolderChange(told, _about(row), move.day, move.before, move.after)


@prepared
def _stated_of_holders(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        select(holder, *_NAMED)
        .join(concession, concession.c.id == holder.c.concession_id)
        .join(fact, _named(moment), isouter=True)
        .where(_touched(holder, moment), reached(scope, moment), of_keys(keys))
        .order_by(holder.c.id)
    )


def _of_answers(window: _Window) -> Iterator[AnswerChange]:
    rows = window.ask(_stated_of_answers)
    identity = ("deployment_key", "subject_id", "question", "item")
    for told, row, move in window.moves(rows, identity, _answer):
        said = (row["deployment_key"], row["question"], row["item"])
        yield AnswerChange(told, _about(row), *said, move.day, move.before, move.after)


@prepared
def _stated_of_answers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    query = (
        select(answer, deployment.c.key.label("deployment_key"), *_NAMED)
        .join(subject, subject.c.id == answer.c.subject_id)
        .join(deployment, about)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(fact, _named(moment), isouter=True)
        .where(_touched(answer, moment), reached(scope, moment), of_keys(keys))
        .order_by(answer.c.id)
    )
    if scope.role is Role.OPERATOR:  # answers do not pass on with the concession
        own = select(party.c.id).where(party.c.key.in_(scope.parties))
        query = query.where(deployment.c.operator_id.in_(own))
    return query


_NAMED = (concession.c.key.label("concession_key"), fact.c.name.label("concession_name"))


def _named(moment: Moment) -> ColumnElement[bool]:
    return and_(fact.c.concession_id == concession.c.id, held(fact, moment))


def _touched(claims: Any, moment: Moment) -> ColumnElement[bool]:
    """The claims that were made or ended in the window asked about."""
    made, ended, after = claims.c.made_in, claims.c.ended_in, place("after")
    return or_(
        and_(made > after, made <= moment.known),
        and_(ended > after, ended <= moment.known),
    )


def _about(row: Any) -> ConcessionRef:
    return ConcessionRef(row["concession_key"], row["concession_name"] or row["concession_key"])


def _answer(row: Any) -> AnswerSaid:
    grade = Grade(row["grade"]) if row["grade"] else None
    return AnswerSaid(AnswerState(row["state"]), row["points"], grade)
