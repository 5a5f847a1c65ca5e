"""PostgreSQL databases to test on: filled once, lent to one test at a time, and set back afterwards."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.databases import State, fill, settings_of

_ANOTHER = sql.SQL("CREATE DATABASE {name} TEMPLATE {template}")
_LOOK = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


@dataclass
class PostgresDatabases:
    """Setting a database back costs a tenth of making one. Whoever runs the tests may make and drop them.

    Each holds its rows twice: in `public`, where a test works, and in `kept`, from where they come back.
    """

    server: str  # the address of a database to give the orders from
    folder: Path
    filled: dict[State, str] = field(default_factory=dict)
    sequences: dict[State, list[tuple[str, int | None]]] = field(default_factory=dict)
    free: dict[State, list[str]] = field(default_factory=lambda: defaultdict(list))
    made: dict[str, State] = field(default_factory=dict)

    @classmethod
    def reached(cls, folder: Path) -> PostgresDatabases:
        """Skips the test, or under CI fails it, when no server answers."""
        server = os.environ.get("BUSRISK_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
        try:
            psycopg.connect(server, connect_timeout=3).close()
        except psycopg.OperationalError as refusal:
            reason = f"no PostgreSQL server answers at {server}: start one, or set BUSRISK_TEST_POSTGRES"
            if os.environ.get("CI") == "true":
                pytest.fail(f"{reason} ({refusal})")
            pytest.skip(f"NOT CHECKED ON POSTGRESQL: {reason}")
        return cls(server, folder)

    def copy(self, state: State, folder: Path) -> str:
        if state not in self.filled:
            self._fill(state)
        if not self.free[state]:
            name = f"{self._named(state)}_{len(self.made)}"
            template = sql.Identifier(self.filled[state])
            making = _ANOTHER.format(name=sql.Identifier(name), template=template)
            self._order(self.server, [self._dropping(name), making])
            self.made[name] = state
            self.free[state].append(name)
        return self._url(self.free[state].pop())

    def let_go(self, url: str) -> None:
        name = url.rsplit("/", 1)[1]
        state = self.made[name]
        orders = [] if state is State.NOTHING else self._from_kept(name, state)
        self._order(self._address(name), orders or ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"])
        self.free[state].append(name)

    def drop_all(self) -> None:
        for name in (*self.made, *self.filled.values()):
            self._order(self.server, [self._dropping(name)])

    def _fill(self, state: State) -> None:
        name = self._named(state)
        self.filled[state] = name
        making = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        self._order(self.server, [self._dropping(name), making])
        fill(settings_of(self.folder, self._url(name), state), state)
        keeping = sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}")
        orders = [keeping.format(sql.Identifier(table)) for table in self._tables(name)]
        self._order(self._address(name), ["CREATE SCHEMA kept", *orders])
        with psycopg.connect(self._address(name)) as connection:
            self.sequences[state] = [(row[0], row[1]) for row in connection.execute(_LOOK)]

    def _from_kept(self, name: str, state: State) -> list[Any]:
        """Every row away and the kept ones back; a test that changed the schema itself fails here."""
        back = sql.SQL("DELETE FROM public.{0}; INSERT INTO public.{0} SELECT * FROM kept.{0}")
        orders: list[Any] = ["SET lock_timeout = '10s'", "SET synchronous_commit = off"]
        orders += ["SET session_replication_role = replica"]  # foreign keys hold again once all is back
        orders += [back.format(sql.Identifier(table)) for table in self._tables(name)]
        for sequence, value in self.sequences[state]:
            setting = sql.SQL("SELECT setval({}, {}, {})")
            orders.append(setting.format(sequence, value or 1, value is not None))
        return orders

    def _tables(self, name: str) -> list[str]:
        with psycopg.connect(self._address(name)) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return sorted(row[0] for row in found)

    @staticmethod
    def _dropping(name: str) -> sql.Composed:
        """Also before making one: a run that was killed left its own behind."""
        return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))

    @staticmethod
    def _named(state: State) -> str:
        return f"busrisk_test_{os.getpid()}_{state}"

    def _address(self, name: str) -> str:
        return f"{self.server.rsplit('/', 1)[0]}/{name}"

    def _url(self, name: str) -> str:
        return self._address(name).replace("postgresql://", "postgresql+psycopg://", 1)

    @staticmethod
    def _order(address: str, orders: Iterable[Any]) -> None:
        """Each order by itself: making and dropping a database cannot be part of a transaction."""
        with psycopg.connect(address, autocommit=True) as connection:
            for order in orders:
                connection.execute(order)
