"""Claims on two time axes: the one predicate that reads them, and the ledger that states them."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select, update

from busrisk.register.bulk import insert_many
from busrisk.register.session import Moment, Writer
from busrisk.register.tables import Claim, table

_TIME = ("id", "holds_from", "holds_to", "made_in", "ended_in")


def known(claims: Any, moment: Moment) -> ColumnElement[bool]:
    """What was claimed as far as known at the moment, of any day. `claims` is a claim table or an alias."""
    columns = claims.c
    return and_(
        columns.made_in <= moment.known,
        or_(columns.ended_in.is_(None), columns.ended_in > moment.known),
    )


def held(claims: Any, moment: Moment) -> ColumnElement[bool]:
    """What held on the moment's day, as far as known then."""
    return and_(known(claims, moment), _covers(claims, moment.day))


def held_as_known_now(claims: Any, day: date) -> ColumnElement[bool]:
    """What held on a day, by the claims that nobody has ended."""
    return and_(claims.c.ended_in.is_(None), _covers(claims, day))


def _covers(claims: Any, day: date) -> ColumnElement[bool]:
    columns = claims.c
    return and_(columns.holds_from <= day, or_(columns.holds_to.is_(None), columns.holds_to > day))


class Step(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Stated:
    """What stating a claim did; `before` holds the values it replaced."""

    step: Step
    before: Mapping[str, Any]


class Ledger:
    """States claims of one table: compares with what is open, keeps periods from overlapping.

    Everything is stored at `flush`, ended claims first, so that an act costs three statements per table.
    """

    def __init__(self, writer: Writer, model: type[Claim], *identity: str, where: Any = None) -> None:
        self.writer = writer
        self.table = table(model)
        self.identity = identity
        self._known: dict[tuple[Any, ...], list[dict[str, Any]]] | None = None
        self._blank = {
            column.name: None
            for column in self.table.c
            if column.nullable and column.name not in (*_TIME, *identity)
        }
        self._ended: list[int] = []
        self._made: list[dict[str, Any]] = []
        query = select(self.table).where(self.table.c.ended_in.is_(None)).order_by(self.table.c.holds_from)
        self._query = query if where is None else query.where(where)

    @property
    def _open(self) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
        """The open claims by identity; read again after a flush, which gave the new ones their numbers."""
        if self._known is None:
            self._known = defaultdict(list)
            for row in self.writer.connection.execute(self._query).mappings():
                self._known[tuple(row[name] for name in self.identity)].append(dict(row))
        return self._known

    def open_on(self, day: date) -> dict[tuple[Any, ...], dict[str, Any]]:
        """The claims that hold on a day, by identity."""
        found = {key: self._covering(rows, day) for key, rows in self._open.items()}
        return {key: row for key, row in found.items() if row is not None}

    def state(self, identity: Mapping[str, Any], values: Mapping[str, Any], day: date) -> Stated:
        """From `day` on the claim about `identity` is `values`, until a later claim takes over."""
        rows = self._about(identity)
        current = self._covering(rows, day)
        before = self._values(current)
        if current is not None and all(before.get(name) == value for name, value in values.items()):
            return Stated(Step.SAME, before)
        later = [row["holds_from"] for row in rows if row["holds_from"] > day]
        until = current["holds_to"] if current else min(later, default=None)
        self._cut(rows, current, day)
        self._make(rows, {**self._blank, **identity, **values}, day, until)
        return Stated(Step.CHANGED if current else Step.NEW, before)

    def withdraw(self, identity: Mapping[str, Any], day: date) -> Stated:
        """From `day` on nothing is claimed about `identity`, until a later claim takes over."""
        rows = self._about(identity)
        current = self._covering(rows, day)
        self._cut(rows, current, day)
        return Stated(Step.WITHDRAWN if current else Step.SAME, self._values(current))

    def say(self, identity: Mapping[str, Any], values: Mapping[str, Any] | None, day: date) -> Stated:
        """From `day` on the claim is `values`; None: the source states nothing any more."""
        return self.withdraw(identity, day) if values is None else self.state(identity, values, day)

    def flush(self) -> None:
        connection = self.writer.connection
        if self._ended:
            ending = update(self.table).where(self.table.c.id == bindparam("claim"))
            connection.execute(
                ending.values(ended_in=self.writer.change), [{"claim": claim} for claim in self._ended]
            )
        if self._made:
            columns = tuple(self._made[0])
            insert_many(connection, self.table, columns, list(map(itemgetter(*columns), self._made)))
        self._ended, self._made, self._known = [], [], None

    def _about(self, identity: Mapping[str, Any]) -> list[dict[str, Any]]:
        return self._open[tuple(map(identity.__getitem__, self.identity))]

    @staticmethod
    def _covering(rows: list[dict[str, Any]], day: date) -> dict[str, Any] | None:
        for row in rows:
            if row["holds_from"] <= day and (row["holds_to"] is None or row["holds_to"] > day):
                return row
        return None

    def _values(self, row: Mapping[str, Any] | None) -> dict[str, Any]:
        if row is None:
            return {}
        return {name: value for name, value in row.items() if name not in (*_TIME, *self.identity)}

    def _cut(self, rows: list[dict[str, Any]], current: dict[str, Any] | None, day: date) -> None:
        """Ends the claim in force; what it said of the days before `day` is stated again."""
        if current is None:
            return
        rows.remove(current)
        if current.get("id") is not None:
            self._ended.append(current["id"])
        else:
            self._made.remove(current)
        if current["holds_from"] < day:
            kept = {name: value for name, value in current.items() if name not in _TIME}
            self._make(rows, kept, current["holds_from"], day)

    def _make(
        self, rows: list[dict[str, Any]], said: Mapping[str, Any], holds_from: date, holds_to: date | None
    ) -> None:
        times = {"holds_from": holds_from, "holds_to": holds_to, "made_in": self.writer.change}
        claim = {**said, **times}
        insort(rows, claim, key=itemgetter("holds_from"))
        self._made.append(claim)


class Identities:
    """Finds the number of a thing by its key, and gives it one when it is new."""

    def __init__(self, writer: Writer, model: Any, key: str = "key") -> None:
        self.writer = writer
        self.table = table(model)
        self.key = key
        rows = writer.connection.execute(select(self.table.c[key], self.table.c.id))
        self._numbers: dict[str, int] = dict(rows.all())

    def __contains__(self, key: str) -> bool:
        return key in self._numbers

    def number(self, key: str, **columns: Any) -> int:
        """The number of `key`; made with `columns` when there was none."""
        if key not in self._numbers:
            made = insert(self.table).values({self.key: key, **columns}).returning(self.table.c.id)
            self._numbers[key] = self.writer.connection.execute(made).scalar_one()
        return self._numbers[key]

    def make(self, wanted: Mapping[str, tuple[Any, ...]], *columns: str) -> None:
        """Makes those of `wanted` that are new, with their values of `columns`: two statements in all."""
        new = [(key, *values) for key, values in wanted.items() if key not in self._numbers]
        if new:
            highest = max(self._numbers.values(), default=0)
            insert_many(self.writer.connection, self.table, (self.key, *columns), new)
            query = select(self.table.c[self.key], self.table.c.id).where(self.table.c.id > highest)
            self._numbers |= dict(self.writer.connection.execute(query).all())
