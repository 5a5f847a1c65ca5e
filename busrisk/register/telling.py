"""Who told the register what, when: by role and organisation, never by the address of a person."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.scope import Scope
from busrisk.core.fleet.history import Told
from busrisk.register.parties import names
from busrisk.register.prepared import place
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import Account, Change, table

account, change = table(Account), table(Change)


def tellings(scope: Scope, reader: Reader, moment: Moment, changes: Collection[int]) -> dict[int, Told]:
    """The changes with these numbers. The scope decides nothing here: they are found by what it reaches."""
    if not changes:
        return {}
    people = names(scope, reader, moment)
    return {
        row.id: Told(
            change=row.id,
            at=reader.at(row.at),
            act=row.act,
            role=row.role,
            organisation=people.get(row.party_id),
        )
        for row in reader.connection.execute(_told(), {"first": min(changes), "last": max(changes)})
        if row.id in changes
    }


@cache
def _told() -> Select[Any]:
    return (
        select(change, account.c.role, account.c.party_id)
        .join(account, account.c.email == change.c.actor, isouter=True)
        .where(change.c.id.between(place("first"), place("last")))
    )
