"""A country for each scenario, with nothing in it yet; and LibreOffice for what is taken from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import SQLITE, Database, SqliteFiles, State
from tests.exports.conftest import convert
from tests.scenarios.people import Country

__all__ = ["convert"]


@pytest.fixture(scope="module")
def country(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """One for all tests of a file: the file tells its story once, and its tests look."""
    database = Database(SQLITE, sqlite_files, tmp_path_factory.mktemp("country"))
    country = Country(database.open(State.EMPTY), database)
    yield country
    country.close()
