"""Registers to test on: an SQLite file or a PostgreSQL database, prepared once and copied for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest

from busrisk.register.session import Register
from busrisk.settings import Settings
from busrisk.workflow.make_ready import make_ready

PREPARED = datetime(2026, 11, 20, 9, tzinfo=UTC)  # when the copied registers were filled
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)  # what the clock of a test says

SQLITE, POSTGRESQL = "sqlite", "postgresql"
on_both = pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)


class State(StrEnum):
    """What a copied register holds."""

    NOTHING = "nothing"  # no schema yet
    EMPTY = "empty"  # migrated
    READY = "ready"  # the start list of data/ and the demonstration accounts
    EXERCISE = "exercise"  # the same, and Voorbeeldland


class Prepared(Protocol):
    """Registers of one kind, filled once."""

    def copy(self, state: State, folder: Path) -> str:
        """The address of a database of its own in this state."""

    def let_go(self, url: str) -> None:
        """Removes a copy that no test needs any more."""


def _fill(settings: Settings, state: State) -> None:
    register = Register(settings)
    if state is State.EMPTY:
        register.migrate()
    elif state is not State.NOTHING:
        make_ready(register, settings, tell=lambda _: None)
    register.close()


def _settings(folder: Path, url: str, state: State) -> Settings:
    return Settings(folder, url, exercise=state is State.EXERCISE, secret_key="x" * 32, clock=PREPARED)


@dataclass
class SqliteFiles:
    """Copies are files; SQLite leaves nothing beside a file that was closed."""

    folder: Path
    filled: dict[State, Path] = field(default_factory=dict)

    def copy(self, state: State, folder: Path) -> str:
        if state not in self.filled:
            self.filled[state] = self.folder / f"{state}.sqlite3"
            _fill(_settings(self.folder, f"sqlite:///{self.filled[state]}", state), state)
        name = "exercise.sqlite3" if state is State.EXERCISE else "register.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)
        if self.filled[state].exists():
            shutil.copyfile(self.filled[state], folder / name)
        return f"sqlite:///{folder / name}"

    def let_go(self, url: str) -> None:
        """The folder of the test goes with the test."""


@dataclass
class PostgresDatabases:
    """Copies are databases made from a template; whoever runs the tests may make and drop them."""

    server: str  # the address of a database to give the orders from
    folder: Path
    filled: dict[State, str] = field(default_factory=dict)
    numbers: Any = field(default_factory=count)

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
            self.filled[state] = self._named(state)
            self._order(f'CREATE DATABASE "{self.filled[state]}"')
            _fill(_settings(self.folder, self._url(self.filled[state]), state), state)
        name = self._named(str(next(self.numbers)))
        self._order(f'CREATE DATABASE "{name}" TEMPLATE "{self.filled[state]}"')
        return self._url(name)

    def let_go(self, url: str) -> None:
        self._drop(url.rsplit("/", 1)[1])

    def drop_all(self) -> None:
        for name in self.filled.values():
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @staticmethod
    def _named(part: str) -> str:
        return f"busrisk_test_{os.getpid()}_{part}"

    def _url(self, name: str) -> str:
        return self.server.replace("postgresql://", "postgresql+psycopg://", 1).rsplit("/", 1)[0] + f"/{name}"

    def _order(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@dataclass
class Database:
    """One kind of database, as one test sees it: registers to open, closed and removed afterwards."""

    kind: str
    prepared: Prepared
    folder: Path
    opened: list[Register] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)

    def settings(self, state: State, **changes: object) -> Settings:
        """Settings of a fresh copy, its clock at NOW."""
        folder = self.folder / f"register-{len(self.copies)}"
        url = self.prepared.copy(state, folder)
        self.copies.append(url)
        return replace(_settings(folder, url, state), **{"clock": NOW, **changes})  # type: ignore[arg-type]

    def open(self, state: State, **changes: object) -> Register:
        """A register on a fresh copy."""
        return self.opening(self.settings(state, **changes))

    def at(self, register: Register, clock: datetime) -> Register:
        """The same register at another time of the clock."""
        return self.opening(replace(register.settings, clock=clock))

    def opening(self, settings: Settings) -> Register:
        """A register of these settings, closed when the test ends."""
        self.opened.append(Register(settings))
        return self.opened[-1]

    def close(self) -> None:
        for register in self.opened:
            register.close()
        for url in self.copies:
            self.prepared.let_go(url)


Refusing = Callable[..., Any]


def keep_out_of_databases(patch: pytest.MonkeyPatch) -> None:
    """Makes every way into a database fail: for tests of rooms that know none."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("This test belongs to a room without a database. Move it, or hand it facts.")

    for way_in in ("sqlite3.connect", "sqlite3.dbapi2.connect", "sqlalchemy.engine.base.Engine.__init__"):
        patch.setattr(way_in, refuse)
