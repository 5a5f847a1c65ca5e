"""Switches of a concession from one holder to the next, and how what passes on stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, and_, func, select

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import AnswerState, PartyRef
from busrisk.core.fleet.handover import HandoverItem, HandoverLine, HandoverStatus, Switch, checklist
from busrisk.core.fleet.history import ConcessionRef
from busrisk.register.claims import Identities, Ledger, Stated, held, known
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, among, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    AnswerClaim,
    Concession,
    ConcessionClaim,
    Deployment,
    HandoverClaim,
    Holder,
    Party,
    Subject,
    table,
)

holder, concession, fact = table(Holder), table(Concession), table(ConcessionClaim)
handover, answer, subject = table(HandoverClaim), table(AnswerClaim), table(Subject)
deployment, party = table(Deployment), table(Party)


def switches(scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None) -> tuple[Switch, ...]:
    """Every switch of the concessions in reach, also one to come, the newest first.

    Answers are counted, not shown: they were another operator's.
    """
    people = names(scope, reader, moment)
    terms: dict[ConcessionRef, list[tuple[date, date | None, PartyRef]]] = defaultdict(list)
    for row in _terms(scope, reader, moment, concession_key):
        about = ConcessionRef(row.key, row.name)
        terms[about].append((row.holds_from, row.holds_to, people[row.party_id]))
    found = [each for about, of in terms.items() for each in _switches_of(about, of)]
    answered = _answered(scope, reader, moment, {each.concession.key for each in found})
    counted = [replace(each, reconfirm=_to_reconfirm(answered, moment.day, each)) for each in found]
    return tuple(sorted(counted, key=lambda each: (-each.day.toordinal(), each.concession.name)))


@prepared
def _terms(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(holder, concession.c.key, func.coalesce(fact.c.name, concession.c.key).label("name"))
        .join(concession, concession.c.id == holder.c.concession_id)
        .join(fact, and_(fact.c.concession_id == concession.c.id, held(fact, moment)), isouter=True)
        .where(known(holder, moment), reached(scope, moment), of_keys(concession_key))
        .order_by(concession.c.key, holder.c.holds_from)
    )


def _switches_of(about: ConcessionRef, terms: list[tuple[date, date | None, PartyRef]]) -> list[Switch]:
    """A term that is stated anew for the same holder is no switch."""
    return [
        Switch(about, later[0], earlier[2], later[2])
        for earlier, later in pairwise(terms)
        if earlier[2] != later[2]
    ]


@dataclass(frozen=True)
class _Given:
    """For which days an operator's answer to a question about one software baseline was claimed."""

    about: tuple[int, str]
    holds_from: date
    holds_to: date | None

    def covers(self, day: date) -> bool:
        return self.holds_from <= day and (self.holds_to is None or day < self.holds_to)


_Answered = Mapping[tuple[str, str], list[_Given]]  # by concession and operator


def _to_reconfirm(answered: _Answered, day: date, switch: Switch) -> int:
    """Answers about the earlier operator's deployments on its last day that the new one has not given."""
    if switch.before is None or switch.day > day:
        return 0
    last_day, key = switch.day - timedelta(days=1), switch.concession.key
    then = _on(answered.get((key, switch.before.key), []), last_day)
    now = _on(answered.get((key, switch.after.key), []), day) if switch.after else frozenset()
    return len(then - now)


def _on(given: list[_Given], day: date) -> frozenset[tuple[int, str]]:
    return frozenset(each.about for each in given if each.covers(day))


def _answered(scope: Scope, reader: Reader, moment: Moment, concession_keys: set[str]) -> _Answered:
    """The operators' own answers, of any day; those on a baseline stay valid whoever drives."""
    query = (
        select(
            concession.c.key,
            party.c.key.label("operator"),
            deployment.c.baseline_id,
            answer.c.question,
            answer.c.holds_from,
            answer.c.holds_to,
        )
        .distinct()
        .join(subject, subject.c.deployment_id == deployment.c.id)
        .join(answer, and_(answer.c.subject_id == subject.c.id, known(answer, moment)))
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(party, party.c.id == deployment.c.operator_id)
        .where(
            among(concession.c.key, concession_keys),
            answer.c.state == AnswerState.ANSWERED.value,
            reached(scope, moment),
        )
    )
    found: dict[tuple[str, str], list[_Given]] = defaultdict(list)
    for row in reader.connection.execute(query) if concession_keys else ():
        about = (row.baseline_id, row.question)
        found[row.key, row.operator].append(_Given(about, row.holds_from, row.holds_to))
    return found


def handovers(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> dict[tuple[str, date], tuple[HandoverLine, ...]]:
    """The checklists somebody spoke of, by concession key and first day of the new holder.

    What was written beside a line, about accounts and keys, is for who may state the hand-over.
    """
    reads_notes = scope.may(Action.STATE_HANDOVER)
    stated: dict[tuple[str, date], dict[HandoverItem, HandoverLine]] = defaultdict(dict)
    for row in _said(scope, reader, moment, concession_key):
        item = HandoverItem(row.item)
        line = HandoverLine(
            item, HandoverStatus(row.status), row.note if reads_notes else None, row.holds_from
        )
        stated[row.key, date.fromisoformat(row.switched_on)][item] = line
    return {switch: checklist(lines) for switch, lines in stated.items()}


@prepared
def _said(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(handover, concession.c.key)
        .join(concession, concession.c.id == handover.c.concession_id)
        .where(held(handover, moment), reached(scope, moment), of_keys(concession_key))
    )


def handover_of(
    scope: Scope, reader: Reader, moment: Moment, concession_key: str, switched_on: date
) -> tuple[HandoverLine, ...]:
    """The checklist of one switch as it stands on the moment's day; every item, open where nobody spoke."""
    found = handovers(scope, reader, moment, concession_key)
    return found.get((concession_key, switched_on), checklist({}))


class HandoverBook:
    """Writes the checklist of one switch; `flush` stores it."""

    def __init__(self, writer: Writer, concession_key: str, switched_on: date) -> None:
        self._number = Identities(writer, Concession).number(concession_key)
        self._switched_on = switched_on.isoformat()
        where = handover.c.concession_id == self._number
        self._ledger = Ledger(writer, HandoverClaim, "concession_id", "switched_on", "item", where=where)

    def state(
        self, said: Mapping[HandoverItem, tuple[HandoverStatus, str | None]], day: date
    ) -> list[Stated]:
        about = {"concession_id": self._number, "switched_on": self._switched_on}
        return [
            self._ledger.state({**about, "item": item.value}, {"status": status.value, "note": remark}, day)
            for item, (status, remark) in said.items()
        ]

    def flush(self) -> None:
        self._ledger.flush()
