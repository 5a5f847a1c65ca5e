"""Tests of facts, rules and rights cannot reach a database: the guard works and is on in their rooms."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

from busrisk.register.session import Register
from busrisk.settings import Settings
from tests.conftest import WITHOUT_DATABASE
from tests.databases import keep_out_of_databases

WAYS_IN: dict[str, Callable[[Path], object]] = {
    "sqlite3": lambda folder: sqlite3.connect(folder / "a.sqlite3"),
    "an engine": lambda folder: sqlalchemy.create_engine(f"sqlite:///{folder / 'a.sqlite3'}"),
    "a register": lambda folder: Register(Settings(folder, f"sqlite:///{folder / 'a.sqlite3'}")),
}


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_no_way_into_a_database_is_left_open(tmp_path: Path, way_in: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        keep_out_of_databases(patch)
        with pytest.raises(pytest.fail.Exception, match="a room without a database"):
            WAYS_IN[way_in](tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_guard_is_on_in_rooms_that_exist() -> None:
    package = Path(__file__).resolve().parents[2] / "busrisk"
    missing = [room for room in WITHOUT_DATABASE if not (package / room).is_dir()]
    assert not missing, f"tests/conftest.py guards rooms that are not there: {missing}"
