"""Which parties stand behind a deployment: who updates it, and whose telematics, SIM and cloud it uses."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.names import fold
from busrisk.register.claims import Identities, Ledger, Stated, held
from busrisk.register.parties import SUPPLIER, names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    Concession,
    Deployment,
    Party,
    PartyFact,
    PartyRole,
    ProviderClaim,
    SourceRow,
    table,
)

provider, deployment, concession = table(ProviderClaim), table(Deployment), table(Concession)
source, party, party_fact = table(SourceRow), table(Party), table(PartyFact)

STATED_ROLES = (ProviderRole.UPDATE, ProviderRole.TELEMATICS, ProviderRole.SIM, ProviderRole.CLOUD)


@dataclass(frozen=True)
class StatedProvider:
    """A provider with the word of whoever stated it."""

    provider: Provider
    source: str


def stated_providers(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> dict[str, tuple[StatedProvider, ...]]:
    """The parties stated per deployment in scope, by its key; a role nobody stated is left out."""
    people = names(scope, reader, moment)
    found: dict[str, tuple[StatedProvider, ...]] = defaultdict(tuple)
    for row in _behind(scope, reader, moment, concession_key):
        actor = people[row.party_id] if row.party_id is not None else None
        stated = Provider(ProviderRole(row.role), actor, none=actor is None)
        found[row.key] = (*found[row.key], StatedProvider(stated, row.citation))
    return dict(found)


@prepared
def _behind(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(deployment.c.key, provider.c.role, provider.c.party_id, source.c.citation)
        .join(provider, (provider.c.deployment_id == deployment.c.id) & held(provider, moment))
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(source, source.c.id == provider.c.source_id)
        .where(reached(scope, moment), of_keys(concession_key))
        .order_by(deployment.c.key, provider.c.role)
    )


def providers(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> dict[str, tuple[Provider, ...]]:
    """The same without the source of each."""
    stated = stated_providers(scope, reader, moment, concession_key)
    return {key: tuple(each.provider for each in found) for key, found in stated.items()}


def deployments_to_state(scope: Scope, reader: Reader, moment: Moment, concession_key: str) -> frozenset[str]:
    """The deployments of a concession whose providers this reader may state.

    An operator states its own deployments, not those of who held the concession before.
    """
    query = (
        select(deployment.c.key)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(party, party.c.id == deployment.c.operator_id)
        .where(concession.c.key == concession_key, reached(scope, moment))
    )
    if scope.role is Role.OPERATOR:
        query = query.where(party.c.key.in_(sorted(scope.parties)))
    return frozenset(reader.connection.scalars(query))


@dataclass(frozen=True)
class ProviderSaid:
    """A role as it is stated: a party by name, or `none`; neither is unknown again."""

    role: ProviderRole
    name: str | None = None
    none: bool = False


class ProviderBook:
    """Writes who stands behind deployments; `flush` stores it."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._deployments = Identities(writer, Deployment)
        self._parties = Identities(writer, Party)
        self._sources = Identities(writer, SourceRow, "citation")
        self._named = Ledger(writer, PartyFact, "party_id")
        self._roles = Ledger(writer, PartyRole, "party_id", "role")
        self._ledger = Ledger(writer, ProviderClaim, "deployment_id", "role")
        named = select(party_fact.c.name, party_fact.c.legal_name, party_fact.c.party_id)
        rows = writer.connection.execute(named.where(party_fact.c.ended_in.is_(None)))
        self._numbers = {
            fold(name): row.party_id for row in rows for name in (row.legal_name, row.name) if name
        }

    def state(self, deployment_key: str, said: ProviderSaid, citation: str, day: date) -> Stated:
        """From `day` on this party fills the role; a name nobody knows becomes a party of its own."""
        identity = {"deployment_id": self._deployments.number(deployment_key), "role": said.role.value}
        if said.name is None and not said.none:
            return self._ledger.withdraw(identity, day)
        number = None if said.name is None else self._party(said.name, day)
        values = {"party_id": number, "source_id": self._sources.number(citation)}
        return self._ledger.state(identity, values, day)

    def _party(self, name: str, day: date) -> int:
        known = self._numbers.get(fold(name))
        if known is not None:
            return known
        number = self._parties.number(f"{SUPPLIER}-{hashlib.sha256(fold(name).encode()).hexdigest()[:12]}")
        self._named.state({"party_id": number}, {"name": name}, day)
        self._roles.state({"party_id": number, "role": SUPPLIER}, {}, day)
        self._numbers[fold(name)] = number
        return number

    def flush(self) -> None:
        for ledger in (self._named, self._roles, self._ledger):
            ledger.flush()
