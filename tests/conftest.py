"""What tests of every room may ask for: a register of their own, on SQLite or on both databases.

`empty`, `ready` and `exercise` are registers on SQLite; a test marked `@on_both` runs on PostgreSQL as well.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from busrisk.register.session import Register
from tests.databases import (
    POSTGRESQL,
    SQLITE,
    Database,
    SqliteFiles,
    State,
    keep_out_of_databases,
)
from tests.postgres_databases import PostgresDatabases

TESTS = Path(__file__).parent
WITHOUT_DATABASE = ("core", "rulebook", "access")
_ran: Counter[str] = Counter()

# A shared machine is slow at times, and that is no fault. Under CI the same examples each time: a new find
# belongs to whoever runs the tests at a desk.
settings.register_profile("busrisk", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("busrisk")


@pytest.fixture(autouse=True)
def _rooms_without_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts, rules and rights are tested on facts alone."""
    if request.path.relative_to(TESTS).parts[0] in WITHOUT_DATABASE:
        keep_out_of_databases(monkeypatch)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    databases = PostgresDatabases.reached(tmp_path_factory.mktemp("prepared"))
    yield databases
    databases.drop_all()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The kind of database a test runs on: SQLite, and PostgreSQL for tests marked `@on_both`."""
    kind = getattr(request, "param", SQLITE)
    prepared = request.getfixturevalue("postgres_databases" if kind == POSTGRESQL else "sqlite_files")
    request.node.user_properties.append(("database", kind))
    database = Database(kind, prepared, tmp_path)
    yield database
    database.close()


@pytest.fixture
def empty(database: Database) -> Register:
    """A register with a schema and nothing in it."""
    return database.open(State.EMPTY)


@pytest.fixture
def ready(database: Database) -> Register:
    """A register with the start list of data/ and the demonstration accounts."""
    return database.open(State.READY)


@pytest.fixture
def exercise(database: Database) -> Register:
    """A register with the start list and Voorbeeldland."""
    return database.open(State.EXERCISE)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and not report.skipped:
        _ran.update({str(kind) for name, kind in report.user_properties if name == "database"})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(
        f"Tests on a database: {_ran[SQLITE]} on SQLite, {_ran[POSTGRESQL]} on PostgreSQL."
    )
