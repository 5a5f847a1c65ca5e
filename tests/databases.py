"""Registers to test on: an SQLite file or a PostgreSQL database, prepared once and copied for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

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


def fill(settings: Settings, state: State) -> None:
    register = Register(settings)
    if state is State.EMPTY:
        register.migrate()
    elif state is not State.NOTHING:
        make_ready(register, settings, tell=lambda _: None)
    register.close()


def settings_of(folder: Path, url: str, state: State) -> Settings:
    return Settings(folder, url, exercise=state is State.EXERCISE, secret_key="x" * 32, clock=PREPARED)


@dataclass
class SqliteFiles:
    """Copies are files; SQLite leaves nothing beside a file that was closed."""

    folder: Path
    filled: dict[State, Path] = field(default_factory=dict)

    def copy(self, state: State, folder: Path) -> str:
        if state not in self.filled:
            self.filled[state] = self.folder / f"{state}.sqlite3"
            fill(settings_of(self.folder, f"sqlite:///{self.filled[state]}", state), state)
        name = "exercise.sqlite3" if state is State.EXERCISE else "register.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)
        if self.filled[state].exists():
            shutil.copyfile(self.filled[state], folder / name)
        return f"sqlite:///{folder / name}"

    def let_go(self, url: str) -> None:
        """The folder of the test goes with the test."""


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
        return replace(settings_of(folder, url, state), **{"clock": NOW, **changes})  # type: ignore[arg-type]

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


def keep_out_of_databases(patch: pytest.MonkeyPatch) -> None:
    """Makes every way into a database fail: for tests of rooms that know none."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("This test belongs to a room without a database. Move it, or hand it facts.")

    for way_in in (
        *("sqlite3.connect", "sqlite3.dbapi2.connect"),
        *("sqlalchemy.create_engine", "busrisk.register.engine.create_engine"),
    ):
        patch.setattr(way_in, refuse)
