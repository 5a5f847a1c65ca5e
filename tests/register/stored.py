"""The rows of a register as they lie in the database, to compare before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, select

from busrisk.register.session import Register
from busrisk.register.tables import Claim, metadata, table

Rows = Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]]

CLAIMS = frozenset(table(model).name for model in Claim.__subclasses__())
# Links and visits are operational: they are spent, touched and ended, outside the two time axes.
OPERATIONAL = frozenset({"sign_in_link", "visit"})


def rows(register: Register, *names: str) -> Rows:
    """Every row of these tables, or of all, by table and primary key."""
    found = {}
    with register.reader() as reader:
        for each in [metadata.tables[name] for name in names] or metadata.sorted_tables:
            keys = [column.name for column in each.primary_key]
            all_rows = [dict(row) for row in reader.connection.execute(select(each)).mappings()]
            found[each.name] = {tuple(row[key] for key in keys): row for row in all_rows}
    return found


def counts(register: Register) -> dict[str, int]:
    return {name: len(each) for name, each in rows(register).items()}


def new_rows(before: Rows, after: Rows) -> dict[str, int]:
    """How many rows each table gained; tables that gained none are left out."""
    gained = {name: len(after[name]) - len(before[name]) for name in after}
    return {name: number for name, number in gained.items() if number}


def touched(before: Rows, after: Rows) -> list[str]:
    """What was done to rows that were there already, other than ending a claim: nothing, if all is well."""
    found = []
    for name, earlier in before.items():
        if name in OPERATIONAL:
            continue
        for key, row in earlier.items():
            now = after[name].get(key)
            if now is None:
                found.append(f"{name} {key} is gone")
            elif dict(now) != dict(row) and not _only_ended(name, row, now):
                found.append(f"{name} {key}: {row} became {now}")
    return found


def _only_ended(name: str, row: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    changed = {column for column in row if row[column] != now[column]}
    return name in CLAIMS and changed == {"ended_in"} and row["ended_in"] is None


@dataclass
class Statements:
    """The SQL that ran, in order."""

    said: list[str] = field(default_factory=list)

    @property
    def reads(self) -> int:
        return sum(1 for each in self.said if each.lstrip().upper().startswith(("SELECT", "WITH")))


@contextmanager
def statements(register: Register) -> Iterator[Statements]:
    """Listens to the register's engine."""
    heard = Statements()

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.said.append(statement)

    event.listen(register.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(register.engine, "before_cursor_execute", hear)
