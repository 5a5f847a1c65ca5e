"""Statements written once and asked often: writing one costs more than the database needs to answer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Select, bindparam

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader

Rows = CursorResult[*tuple[Any, ...]]
Write = Callable[[Scope, Moment, Keys], Select[Any]]
Ask = Callable[..., Rows]


def place(name: str, several: bool = False) -> Any:
    """A place in a statement for a value that comes with each question; `several`: for a list of them."""
    return bindparam(name, expanding=several)


_REGION, _PARTIES = cast(str, place("region")), cast("frozenset[str]", place("parties", several=True))
_MOMENT = Moment(place("day"), place("known"))
_KEYS: Keys = place("keys", several=True)


def prepared(write: Write) -> Ask:
    """Turns a function that writes a statement into one that asks it: `ask(scope, reader, moment, keys)`.

    The function is run once per kind of scope (its role, and whether it is everything) with and without
    keys. It is given places where the region, the parties, the day, what was known and the keys belong,
    never the values of a reader; those are parameters of each question. So no statement that is kept can
    hold what somebody reaches. `others` fill the places that the statement has of its own.
    """

    @cache
    def written(role: Role | None, everything: bool, with_keys: bool) -> Select[Any]:
        scope = Scope(_REGION, role, _PARTIES, everything)
        return write(scope, _MOMENT, _KEYS if with_keys else None)

    def ask(scope: Scope, reader: Reader, moment: Moment, keys: Keys = None, **others: Any) -> Rows:
        values = {
            "region": scope.region,
            "parties": sorted(scope.parties),
            "day": moment.day,
            "known": moment.known,
            "keys": [keys] if isinstance(keys, str) else sorted(keys or ()),
        }
        statement = written(scope.role, scope.everything, keys is not None)
        return reader.connection.execute(statement, {**values, **others})

    return ask
