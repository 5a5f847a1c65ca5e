"""A database that ran every migration is the database that the tables describe."""

from __future__ import annotations

from busrisk.register.migration import differences
from busrisk.register.session import Register
from tests.databases import on_both


@on_both
def test_the_migrations_and_the_tables_are_in_step(empty: Register) -> None:
    found = differences(empty.engine)
    assert not found, f"Write the next migration in busrisk/migrations/versions: {found}"
