"""Concession periods: their names, terms, grantors and holders at a moment."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, insert, or_, select

from busrisk.access.regions import Region
from busrisk.access.scope import Scope
from busrisk.core.concession_list import folded
from busrisk.core.dates import PartialDate
from busrisk.core.exposure.terms import status_on
from busrisk.core.facts import ConcessionFact, ConcessionStatus, PartyRef
from busrisk.core.names import fold
from busrisk.register.claims import Identities, Ledger, Stated, Step, held
from busrisk.register.parties import names
from busrisk.register.prepared import place, prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    Concession,
    ConcessionClaim,
    ConcessionGrantor,
    Holder,
    RegionRow,
    table,
)

if TYPE_CHECKING:
    from busrisk.core.files.start_rows import ConcessionRow

concession, fact = table(Concession), table(ConcessionClaim)
grantor, holder, region = table(ConcessionGrantor), table(Holder), table(RegionRow)


class NotInRegister(LookupError):
    """There is no such thing for this reader: absent and out of reach answer alike."""


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text else None


def concessions(scope: Scope, reader: Reader, moment: Moment, key: Keys = None) -> tuple[ConcessionFact, ...]:
    """The concessions in scope that the register knows at the moment, by name; or those with `key`.

    Names are put in order here: two databases may each have an alphabet of their own.
    """
    rows = _stated(scope, reader, moment, key).all()
    people = names(scope, reader, moment)
    granted, held_by = _parties_of(scope, reader, moment, key, people)
    facts = (_fact(row, granted[row.id], held_by.get(row.id), moment.day) for row in rows)
    return tuple(sorted(facts, key=lambda each: (fold(each.name), each.key)))


def one_concession(scope: Scope, reader: Reader, moment: Moment, key: str) -> ConcessionFact:
    """The concession with this key. Raises NotInRegister when it is absent or out of scope."""
    found = concessions(scope, reader, moment, key)
    if not found:
        raise NotInRegister(key)
    return found[0]


def keys_by_name(scope: Scope, reader: Reader, moment: Moment, after: str, most: int) -> tuple[str, ...]:
    """The keys of at most so many concessions in scope, by name, from the one behind the key `after` on.

    A key that is blank, unknown or out of reach leads to the first ones.
    """
    before = _place_of(scope, reader, moment, after).first() if after else None
    name, number = (before.sort_name, before.id) if before else ("", 0)
    rows = _named_after(scope, reader, moment, sort_name=name, number=number, most=most)
    return tuple(row.key for row in rows)


@prepared
def _place_of(scope: Scope, moment: Moment, key: Keys) -> Select[Any]:
    return (
        select(fact.c.sort_name, concession.c.id)
        .join(fact, (fact.c.concession_id == concession.c.id) & held(fact, moment))
        .where(reached(scope, moment), of_keys(key))
    )


@prepared
def _named_after(scope: Scope, moment: Moment, _key: Keys) -> Select[Any]:
    name, number = place("sort_name"), place("number")
    behind = or_(fact.c.sort_name > name, and_(fact.c.sort_name == name, concession.c.id > number))
    return (
        select(concession.c.key)
        .join(fact, (fact.c.concession_id == concession.c.id) & held(fact, moment))
        .where(reached(scope, moment), behind)
        .order_by(fact.c.sort_name, concession.c.id)
        .limit(place("most"))
    )


@prepared
def _stated(scope: Scope, moment: Moment, key: Keys) -> Select[Any]:
    return (
        select(concession.c.id, concession.c.key, concession.c.region, fact)
        .join(fact, (fact.c.concession_id == concession.c.id) & held(fact, moment))
        .where(reached(scope, moment), of_keys(key))
        .order_by(concession.c.key)
    )


def _parties_of(
    scope: Scope, reader: Reader, moment: Moment, key: Keys, people: dict[int, PartyRef]
) -> tuple[dict[int, list[PartyRef]], dict[int, PartyRef]]:
    granted: dict[int, list[PartyRef]] = defaultdict(list)
    for number, party_id in _grants(scope, reader, moment, key):
        granted[number].append(people[party_id])
    return granted, {number: people[party] for number, party in _holds(scope, reader, moment, key)}


@prepared
def _grants(_scope: Scope, moment: Moment, key: Keys) -> Select[Any]:
    wanted = select(concession.c.id).where(of_keys(key))
    granting = select(grantor.c.concession_id, grantor.c.party_id).where(held(grantor, moment))
    return granting.where(grantor.c.concession_id.in_(wanted)).order_by(grantor.c.id)


@prepared
def _holds(_scope: Scope, moment: Moment, key: Keys) -> Select[Any]:
    wanted = select(concession.c.id).where(of_keys(key))
    holding = select(holder.c.concession_id, holder.c.party_id).where(held(holder, moment))
    return holding.where(holder.c.concession_id.in_(wanted))


def _fact(row: Any, grantors: list[PartyRef], holding: PartyRef | None, day: date) -> ConcessionFact:
    start, end = _partial(row.start), _partial(row.end)
    return ConcessionFact(
        key=row.key,
        name=row.name,
        region=row.region,
        grantors=tuple(sorted(grantors, key=lambda each: each.name)),
        holder=holding,
        provinces=tuple(filter(None, row.provinces.split(";"))),
        start=start,
        end=end,
        status=status_on(day, ConcessionStatus(row.status), start, end),
    )


def is_filled(scope: Scope, reader: Reader) -> bool:
    """Whether the register ever spoke of a concession in the scope's region."""
    known = select(concession.c.id).where(concession.c.region == scope.region).limit(1)
    return reader.connection.scalar(known) is not None


def ensure_region(writer: Writer, said: Region) -> None:
    """Makes the region unless it is there."""
    if writer.connection.scalar(select(region.c.code).where(region.c.code == said.code)) is None:
        values = {"name_nl": said.name_nl, "name_en": said.name_en, "fictional": said.fictional}
        writer.connection.execute(insert(region).values(code=said.code, **values))


class ConcessionBook:
    """Writes concessions of a start list; `flush` stores them."""

    def __init__(self, writer: Writer, parties: Identities) -> None:
        self.writer = writer
        self.parties = parties
        self.numbers = Identities(writer, Concession)
        self._facts = Ledger(writer, ConcessionClaim, "concession_id")
        self._grantors = Ledger(writer, ConcessionGrantor, "concession_id", "party_id")
        self._holders = Ledger(writer, Holder, "concession_id")
        self._granted: dict[date, dict[int, set[int]]] = {}

    def state(self, said: ConcessionRow, region_code: str, day: date) -> Stated:
        number = self.numbers.number(said.key, region=region_code)
        identity = {"concession_id": number}
        stated = self._facts.state(
            identity,
            {
                "name": said.name,
                "sort_name": folded(said.name),
                "provinces": ";".join(said.provinces),
                "start": str(said.start) if said.start else None,
                "end": str(said.end) if said.end else None,
                "start_on": said.start.first if said.start else None,
                "end_before": said.end.after if said.end else None,
                "status": said.status.value,
            },
            day,
        )
        steps = [stated, *self._state_grantors(number, said.grantors, day)]
        holder = {"party_id": self.parties.number(said.operator)} if said.operator else None
        steps.append(self._holders.say(identity, holder, day))
        changed = [step for step in steps if step.step is not Step.SAME]
        return Stated(Step.CHANGED, stated.before) if stated.step is Step.SAME and changed else stated

    def region_by_key(self) -> dict[str, str]:
        """The region every concession belongs to already."""
        rows = self.writer.connection.execute(select(concession.c.key, concession.c.region))
        return {row.key: row.region for row in rows}

    def _state_grantors(self, number: int, keys: tuple[str, ...], day: date) -> list[Stated]:
        wanted = {self.parties.number(key) for key in keys}
        standing = self._granted_on(day)[number]
        gone = [
            self._grantors.withdraw({"concession_id": number, "party_id": each}, day)
            for each in sorted(standing - wanted)
        ]
        return gone + [
            self._grantors.state({"concession_id": number, "party_id": each}, {}, day)
            for each in sorted(wanted)
        ]

    def _granted_on(self, day: date) -> dict[int, set[int]]:
        """Who grants what on a day, as the register stood before this book wrote."""
        if day not in self._granted:
            self._granted[day] = defaultdict(set)
            for number, party in self._grantors.open_on(day):
                self._granted[day][number].add(party)
        return self._granted[day]

    def flush(self) -> None:
        for ledger in (self._facts, self._grantors, self._holders):
            ledger.flush()
