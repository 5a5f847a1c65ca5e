"""Migrations lead every register to the tables of this version, and lose nothing on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from busrisk.paths import MIGRATIONS
from busrisk.register.migration import differences, head, upgrade
from busrisk.register.session import HEAD, Register, RegisterNewer
from busrisk.register.tables import metadata
from tests.databases import Database, State, on_both
from tests.register.stored import rows


def test_the_constant_names_the_newest_migration() -> None:
    assert head() == HEAD, "Set HEAD in busrisk/register/session.py to the newest migration."


def test_the_migrations_are_one_line_without_branches() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    assert len(script.get_bases()) == 1


@on_both
def test_a_migrated_database_has_exactly_the_tables_of_this_version(empty: Register) -> None:
    assert differences(empty.engine) == []
    with empty.reader() as reader:
        assert set(inspect(reader.connection).get_table_names()) == {*metadata.tables, "alembic_version"}


@on_both
def test_each_rule_of_a_table_was_migrated(empty: Register) -> None:
    """What the comparison of Alembic leaves out: checks, and the condition of the index on open claims."""
    with empty.reader() as reader:
        found = inspect(reader.connection)
        for each in metadata.sorted_tables:
            checks = {str(one["name"]) for one in found.get_check_constraints(each.name)}
            declared = {str(one.name) for one in each.constraints if type(one).__name__ == "CheckConstraint"}
            assert declared <= checks, each.name
            partial = [
                str(one.name) for one in each.indexes if one.dialect_options["sqlite"]["where"] is not None
            ]
            conditions = {one["name"]: one["dialect_options"] for one in found.get_indexes(each.name)}
            for name in partial:
                condition = conditions[name][f"{reader.connection.dialect.name}_where"]
                assert "ended_in IS NULL" in str(condition), name


@on_both
def test_migrating_twice_does_nothing_the_second_time(database: Database) -> None:
    register = database.open(State.NOTHING)
    assert register.schema() is None
    assert register.migrate()
    assert register.schema() == HEAD
    assert not register.migrate()


@on_both
def test_two_starts_at_once_migrate_once(database: Database) -> None:
    register = database.open(State.NOTHING)
    others = [database.at(register, register.settings.now()) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(Register.migrate, others))
    assert differences(register.engine) == []


@on_both
def test_a_filled_register_survives_migrating(exercise: Register) -> None:
    before = rows(exercise)
    exercise.migrate()
    upgrade(exercise.engine)
    assert rows(exercise) == before
    assert len(before["assessment"]) > 66


@on_both
def test_a_register_of_a_newer_version_is_refused_and_left_alone(ready: Register) -> None:
    with ready.writer("tester", "newer") as writer:
        writer.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = rows(ready)
    with pytest.raises(RegisterNewer, match=f"schema 9999, deze versie kent {HEAD}.*Werk busrisk bij"):
        ready.migrate()
    assert rows(ready) == before
    assert ready.schema() == "9999"
