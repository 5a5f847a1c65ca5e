"""How a scope becomes a condition: which concessions a reader reaches at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeGuard

from sqlalchemy import ColumnElement, and_, false, select, true

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.register.claims import held_as_known_now
from busrisk.register.session import Moment
from busrisk.register.tables import Concession, ConcessionGrantor, Holder, Party, table

concession, party = table(Concession), table(Party)
_FEW = 500  # a database takes only so many parameters in one statement
_NAMED_BY = {Role.GRANTOR: table(ConcessionGrantor), Role.OPERATOR: table(Holder)}


def reached(scope: Scope, moment: Moment) -> ColumnElement[bool]:
    """True for concessions in scope: a grantor's own, those an operator holds, or all of a region.

    Who grants or holds on the moment's day is asked as known now, whatever the moment knew: somebody once
    recorded by mistake does not keep a way in through the past.
    """
    in_region = concession.c.region == scope.region
    if scope.everything:
        return in_region
    claims = _NAMED_BY.get(scope.role) if scope.role else None
    if claims is None:
        return false()
    named = (
        select(claims.c.concession_id)
        .join(party, party.c.id == claims.c.party_id)
        .where(party.c.key.in_(scope.parties), held_as_known_now(claims, moment.day))
    )
    return and_(in_region, concession.c.id.in_(named))


Keys = str | Collection[str] | None  # one concession, a few of them, or all in scope


def of_keys(keys: Keys) -> ColumnElement[bool]:
    """True for the concessions with these keys; None: for every one."""
    if keys is None:
        return true()
    return concession.c.key == keys if isinstance(keys, str) else concession.c.key.in_(keys)


def among(column: Any, keys: Collection[Any] | None) -> ColumnElement[bool]:
    """True where a column names one of a few keys; for None or many keys always: then the caller sifts."""
    return column.in_(keys) if few_enough(keys) else true()


def batched(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The keys, no more at a time than may stand in one statement."""
    return (keys[at : at + _FEW] for at in range(0, len(keys), _FEW))


def few_enough(keys: Collection[Any] | None) -> TypeGuard[Collection[Any]]:
    """Whether these may stand in one statement; None stands for all of them."""
    return keys is not None and len(keys) <= _FEW
