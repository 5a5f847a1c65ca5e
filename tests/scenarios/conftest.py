"""A country for each scenario, with nothing in it yet; and LibreOffice for what is taken from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.databases import SQLITE, Database, SqliteFiles, State
from tests.exports.conftest import convert
from tests.scenarios.people import Country
from tests.start_lists import LETTER, batch

__all__ = ["convert"]


@pytest.fixture(scope="module")
def country(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """One for all tests of a file: the file tells its story once, and its tests look."""
    database = Database(SQLITE, sqlite_files, tmp_path_factory.mktemp("country"))
    country = Country(database.open(State.EMPTY), database)
    yield country
    country.close()


@pytest.fixture(scope="module")
def odd_names(country: Country) -> Country:
    """S12: concessions with names that a spreadsheet would run or misread; EBS holds all three."""
    known = {"fleet_status": "in_service", "as_of": "2025-12-31", "first_year": "2020"}
    country.listed(
        date(2026, 1, 1),
        batch("ijv-01", "BYD", "5", concession="-Test", model="-Test", **known),
        batch("hgl-str-01", "BYD", "43", concession="+31", model="+31", **known),
        batch("zhn-01", "Yutong", "1234", operator="EBS", concession="Fryslân", note="één", **known),
        controls=LETTER,
    )
    return country
