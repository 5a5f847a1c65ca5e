"""Grantors, operators and manufacturers: names, roles, owners and where they build, each dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, false, func, insert, select

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.core.facts import PartyRef
from busrisk.core.findings import Topic
from busrisk.core.makers import Maker
from busrisk.core.names import fold
from busrisk.core.national.definitions import NOWHERE
from busrisk.register.claims import Identities, Ledger, Stated, Step, held, known
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    MakerFact,
    MakerFinding,
    Ownership,
    Party,
    PartyAlias,
    PartyFact,
    PartyRole,
    RegionRow,
    SourceRow,
    table,
)

if TYPE_CHECKING:
    from busrisk.core.files.companions import AliasRow, MakerRow, OrganisationRow

party, party_fact = table(Party), table(PartyFact)
maker_fact, ownership, alias = table(MakerFact), table(Ownership), table(PartyAlias)
region, source = table(RegionRow), table(SourceRow)

MAKER = "manufacturer"
SUPPLIER = "supplier"  # of updates, telematics, SIMs or cloud
ORGANISATION_ROLES = (Role.GRANTOR, Role.OPERATOR)


def makers(scope: Scope, reader: Reader, moment: Moment) -> tuple[Maker, ...]:
    """All manufacturers by name. Public facts: of the scope only the region decides, so that the invented
    makers of an exercise and real ones never stand in one list."""
    found = (_maker(tuple(row)) for row in _described(scope, reader, moment))
    return tuple(sorted(found, key=lambda each: fold(each.name)))


@lru_cache(4_096)
def _maker(said: tuple[Any, ...]) -> Maker:
    *values, citations = said
    return replace(Maker(*values), sources=tuple((citations or "").splitlines()))


@prepared
def _described(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    """What a Maker takes, in its order, then its sources."""
    invented = select(region.c.fictional).where(region.c.code == scope.region).scalar_subquery()
    return (
        select(
            party.c.key,
            party_fact.c.name,
            party_fact.c.legal_name,
            maker_fact.c.hq_country,
            ownership.c.owner,
            ownership.c.owner_country,
            maker_fact.c.assembly,
            maker_fact.c.support_state,
            maker_fact.c.statement,
            maker_fact.c.note,
            ownership.c.holds_from,
            ownership.c.note.label("ownership_note"),
            source.c.citation,
        )
        .join(maker_fact, (maker_fact.c.party_id == party.c.id) & held(maker_fact, moment))
        .join(party_fact, (party_fact.c.party_id == party.c.id) & held(party_fact, moment))
        .join(ownership, (ownership.c.party_id == party.c.id) & held(ownership, moment), isouter=True)
        .join(source, source.c.id == party_fact.c.source_id, isouter=True)
        .where((func.coalesce(maker_fact.c.hq_country, "") == NOWHERE) == func.coalesce(invented, false()))
        .order_by(party_fact.c.name)
    )


def names(scope: Scope, reader: Reader, moment: Moment) -> dict[int, PartyRef]:
    """Every party by number, with its name of that day; a day before its first name gives the first.

    For the other files of this room: a name is no secret, the rows that lead to it are scoped. A reader
    asks once per moment; a writer may have changed a name since, and asks each time.
    """
    if isinstance(reader, Writer):
        return _names(scope, reader, moment)
    kept: dict[Moment, dict[int, PartyRef]] = reader.__dict__.setdefault("names", {})
    if moment not in kept:
        kept[moment] = _names(scope, reader, moment)
    return kept[moment]


def _names(scope: Scope, reader: Reader, moment: Moment) -> dict[int, PartyRef]:
    found: dict[int, PartyRef] = {}
    for number, key, name, holds_from in _named(scope, reader, moment):
        if number not in found or holds_from <= moment.day:
            found[number] = PartyRef(key, name or key)
    return found


@prepared
def _named(_scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    return (
        select(party.c.id, party.c.key, party_fact.c.name, party_fact.c.holds_from)
        .join(party_fact, (party_fact.c.party_id == party.c.id) & known(party_fact, moment), isouter=True)
        .order_by(party.c.id, party_fact.c.holds_from)
    )


def ensure_party(writer: Writer, key: str) -> None:
    """Makes the identity of a party unless it is there; what it is called is stated later."""
    Identities(writer, Party).number(key)


class PartyBook:
    """Writes parties of the companions of a start list; `flush` stores them."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.numbers = Identities(writer, Party)
        self.sources = Identities(writer, SourceRow, "citation")
        self._facts = Ledger(writer, PartyFact, "party_id")
        self._roles = Ledger(writer, PartyRole, "party_id", "role")
        self._owners = Ledger(writer, Ownership, "party_id")
        self._makers = Ledger(writer, MakerFact, "party_id")
        self._findings = Ledger(writer, MakerFinding, "party_id", "topic")

    def organisation(self, row: OrganisationRow, day: date) -> Stated:
        number = {"party_id": self.numbers.number(row.key)}
        source = self.sources.number(row.source) if row.source else None
        facts = {
            "name": row.name,
            "legal_name": row.legal_name,
            "type": row.type,
            "country": row.country,
            "group_key": row.group,
            "source_id": source,
            "note": row.note,
        }
        done = [self._facts.state(number, facts, day)]
        for role in ORGANISATION_ROLES:
            has_it = role.value in row.roles
            done.append(self._roles.say({**number, "role": role.value}, {} if has_it else None, day))
        owner = {"owner": row.ultimate_owner, "owner_country": row.ultimate_owner_country}
        is_owned = row.ultimate_owner or row.ultimate_owner_country
        done.append(self._owners.say(number, {**owner, "source_id": source} if is_owned else None, day))
        return _worst(done)

    def maker(self, row: MakerRow, day: date) -> Stated:
        number = {"party_id": self.numbers.number(row.key)}
        sources = "\n".join(row.sources)
        source_id = self.sources.number(sources) if sources else None
        named = {"name": row.brand, "legal_name": row.legal_name, "country": row.hq_country}
        facts = {
            "hq_country": row.hq_country,
            "assembly": row.assembly,
            "support_state": row.support_state,
            "statement": row.statement,
            "note": row.note,
        }
        owner = {
            "owner": row.ultimate_parent,
            "owner_country": row.ultimate_parent_country,
            "note": row.ownership_note,
            "source_id": source_id,
        }
        done = [
            self._facts.state(number, {**named, "source_id": source_id}, day),
            self._roles.state({**number, "role": MAKER}, {}, day),
            self._makers.state(number, facts, day),
        ]
        is_owned = row.ultimate_parent or row.ultimate_parent_country
        done.append(self._owners.say(number, owner if is_owned else None, day))
        for topic in Topic:
            text = getattr(row, topic)
            said = {"text": text, "sources": sources} if text else None
            done.append(self._findings.say({**number, "topic": topic.value}, said, day))
        return _worst(done)

    def aliases(self, rows: Sequence[AliasRow]) -> list[str]:
        """Names that stand for parties are identities: added when new, never changed. Returns the new ones.

        They decide which control total is about whom, so adding one is a change of the register.
        """
        query = select(alias.c.kind, alias.c.name, alias.c.party_id)
        standing = {tuple(row) for row in self.writer.connection.execute(query)}
        entries = [(row.kind, row.name, self.numbers.number(key)) for row in rows for key in row.keys]
        new = [entry for entry in entries if entry not in standing]
        if new and self.writer.change:
            columns = ("kind", "name", "party_id")
            rows_of = [dict(zip(columns, each, strict=True)) for each in new]
            self.writer.connection.execute(insert(alias), rows_of)
        return sorted({name for _, name, _ in new})

    def flush(self) -> None:
        for ledger in (self._facts, self._roles, self._owners, self._makers, self._findings):
            ledger.flush()


def _worst(done: Sequence[Stated]) -> Stated:
    """What happened to the row as a whole: new when its first fact is, else changed when any did."""
    if done[0].step is Step.NEW:
        return done[0]
    changed = [stated for stated in done if stated.step is not Step.SAME]
    return Stated(Step.CHANGED, changed[0].before) if changed else done[0]
