from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select, select

from busrisk.access.policy import Role
from busrisk.access.regions import NETHERLANDS
from busrisk.access.scope import Scope, national, scope_of
from busrisk.register.prepared import place, prepared
from busrisk.register.reach import Keys, concession, of_keys, reached
from busrisk.register.session import Moment, Register

DAY = date(2026, 1, 1)
NL = NETHERLANDS.code


def test_a_statement_is_written_once_for_each_kind_of_question(ready: Register) -> None:
    written = []

    @prepared
    def keys_of(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
        written.append((scope.role, keys is None))
        return select(concession.c.key).where(reached(scope, moment), of_keys(keys))

    with ready.reader() as reader:
        moment = reader.moment(DAY)
        for party in ("prov-zh", "prov-fl", "prov-zh"):
            scope = scope_of(Role.GRANTOR, NL, party)
            every = set(keys_of(scope, reader, moment).scalars())
            assert set(keys_of(scope, reader, moment, "zhn").scalars()) == every & {"zhn"}
            assert set(keys_of(scope, reader, moment, {"hwgo", "ijv"}).scalars()) == every & {"hwgo", "ijv"}
            assert keys_of(scope, reader, moment, ()).all() == []
    assert written == [(Role.GRANTOR, True), (Role.GRANTOR, False)]


def test_no_value_of_a_reader_stands_in_a_kept_statement(ready: Register) -> None:
    kept = []

    @prepared
    def keys_of(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
        kept.append(select(concession.c.key).where(reached(scope, moment), of_keys(keys)))
        return kept[0]

    with ready.reader() as reader:
        keys_of(scope_of(Role.OPERATOR, NL, "qbuzz"), reader, reader.moment(DAY), "zhn").all()
    held = kept[0].compile().params
    assert set(held) == {"region", "parties", "day", "keys"}
    assert all(value in (None, []) for value in held.values())


def test_a_statement_cannot_be_decided_by_who_asks(ready: Register) -> None:
    @prepared
    def keys_of(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
        query = select(concession.c.key)
        return query if scope.parties or moment.day > DAY else query.where(of_keys(keys))

    with ready.reader() as reader, pytest.raises(TypeError, match="Boolean value of this clause"):
        keys_of(national(NL), reader, reader.moment(DAY))


def test_a_statement_may_have_places_of_its_own(ready: Register) -> None:
    @prepared
    def named(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
        return select(concession.c.key).where(
            reached(scope, moment), concession.c.key.in_(place("own", True))
        )

    with ready.reader() as reader:
        found = named(national(NL), reader, reader.moment(DAY), own=["zhn", "gd"])
        assert set(found.scalars()) == {"zhn", "gd"}
