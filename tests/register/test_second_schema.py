"""A register that was filled under the first schema stands whole under the second."""

from __future__ import annotations

from alembic import command
from sqlalchemy import text

from busrisk.register.migration import _config
from busrisk.register.session import Register
from tests.databases import on_both
from tests.register.stored import rows


def back_to_the_first(register: Register) -> None:
    config = _config()
    with register.engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")


@on_both
def test_no_row_is_lost_and_the_new_columns_are_filled(exercise: Register) -> None:
    before = rows(exercise) | {"handover": {}}  # the second schema brings the table: going back drops it
    back_to_the_first(exercise)
    assert exercise.schema() == "0001"
    assert exercise.migrate()
    assert rows(exercise) == before  # also what the migration itself works out: order of names, minibuses


@on_both
def test_what_the_migration_works_out_is_not_empty(ready: Register) -> None:
    back_to_the_first(ready)
    ready.migrate()
    with ready.reader() as reader:
        named = "SELECT count(*) FROM concession_fact WHERE sort_name = ''"
        assert reader.connection.scalar(text(named)) == 0
        small = "SELECT sum(count) FROM batch_claim WHERE minibus"
        assert reader.connection.scalar(text(small)) == 32  # the Sprinter minibuses on order for Oost-Brabant
