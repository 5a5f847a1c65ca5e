"""The only way in and out of the database: snapshots, one commit point, changes without gaps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from busrisk.register.journal import journal, note
from busrisk.register.session import (
    Register,
    as_utc_text,
)
from busrisk.register.tables import Change, Party, PartyFact, table
from tests.databases import NOW, POSTGRESQL, SQLITE, Database, State, on_both
from tests.register.stored import counts, rows
from tests.register.writing import changes, state_name

DAY = date(2026, 1, 1)
change, fact, party = table(Change), table(PartyFact), table(Party)


# --- Changes --------------------------------------------------------------------------------------


@on_both
def test_an_act_that_writes_makes_one_change_by_its_actor(empty: Register) -> None:
    with empty.writer("iemand@example.org", "state_name") as writer:
        state_name(writer, "one", "Eén")
        state_name(writer, "two", "Twee")
        assert (writer.has_changed, writer.change, writer.version) == (True, 1, 1)
    (made,) = rows(empty)["change"].values()
    assert made == {"id": 1, "at": as_utc_text(NOW), "actor": "iemand@example.org", "act": "state_name"}


def test_an_act_that_changes_nothing_makes_no_change(empty: Register) -> None:
    with empty.writer("tester", "look") as writer:
        assert writer.version == 0
    with empty.writer("tester", "state_name") as writer:
        state_name(writer, "one", "Eén")
    with empty.writer("tester", "state_name_again") as writer:
        state_name(writer, "one", "Eén")
        assert not writer.has_changed
    assert changes(empty) == [1]


@on_both
def test_an_act_that_fails_gives_its_number_back(empty: Register) -> None:
    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            _state_and_fail(empty, f"party-{number}")
    with empty.writer("tester", "state_name") as writer:
        state_name(writer, "one", "Eén")
    assert changes(empty) == [1]
    assert counts(empty)["party"] == 1


def _state_and_fail(register: Register, key: str) -> None:
    with register.writer("tester", "fail") as writer:
        state_name(writer, key, "Half")
        raise ZeroDivisionError


@on_both
def test_changes_of_many_writers_at_once_have_no_gaps_and_lose_nothing(empty: Register) -> None:
    """Four threads of twenty writers each: every one reads a name, adds a letter, and writes it back."""
    with empty.writer("tester", "begin") as writer:
        state_name(writer, "shared", "")

    def add_a_letter(_: int) -> None:
        with empty.writer("tester", "add") as writer:
            current = writer.connection.scalar(select(fact.c.name).where(fact.c.ended_in.is_(None)))
            state_name(writer, "shared", f"{current}x")
            note(writer, "add", "shared", "done")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_a_letter, range(80)))
    assert changes(empty) == list(range(1, 82))
    with empty.reader() as reader:
        names = list(reader.connection.scalars(select(fact.c.name).where(fact.c.ended_in.is_(None))))
        entries = list(reader.connection.scalars(select(journal.c.id).order_by(journal.c.id)))
    assert names == ["x" * 80]
    assert entries == list(range(1, 81))


# --- Moments and snapshots ------------------------------------------------------------------------


@on_both
def test_a_moment_knows_what_was_recorded_up_to_an_instant(database: Database) -> None:
    register = database.open(State.EMPTY)
    for days, name in ((0, "Eén"), (1, "Twee")):
        later = database.at(register, NOW + timedelta(days=days))
        with later.writer("tester", "state_name") as writer:
            state_name(writer, "one", name)
    with register.reader() as reader:
        known = {
            "before": reader.moment(DAY, NOW - timedelta(microseconds=1)).known,
            "at the instant": reader.moment(DAY, NOW).known,
            "in another zone": reader.moment(DAY, datetime.fromisoformat("2026-11-22T11:00:00+01:00")).known,
            "the next day": reader.moment(DAY, NOW + timedelta(days=1)).known,
            "now": reader.moment(DAY).known,
        }
    assert known == {"before": 0, "at the instant": 1, "in another zone": 1, "the next day": 2, "now": 2}


@on_both
def test_a_reader_sees_one_register_while_another_writes(empty: Register) -> None:
    with empty.reader() as reader:
        assert reader.version == 0
        with empty.writer("tester", "state_name") as writer:
            state_name(writer, "one", "Eén")
        assert reader.connection.scalar(select(fact.c.name)) is None
    with empty.reader() as reader:
        assert (reader.version, reader.connection.scalar(select(fact.c.name))) == (1, "Eén")


def test_instants_as_text_sort_as_they_passed() -> None:
    instants = [NOW, NOW + timedelta(microseconds=1), NOW.replace(microsecond=0) + timedelta(seconds=1)]
    texts = [as_utc_text(each) for each in instants]
    assert texts == sorted(texts)
    assert as_utc_text(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000+00:00"


# --- How each database is kept safe ---------------------------------------------------------------


def test_sqlite_waits_for_the_disk_and_keeps_to_foreign_keys(empty: Register) -> None:
    with empty.reader() as reader:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [reader.connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
    assert found == ["wal", 2, 1, 5000]
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        _orphan(empty)


def _orphan(register: Register) -> None:
    with register.writer("tester", "orphan") as writer:
        values = {"party_id": 99, "name": "Wees", "holds_from": DAY, "made_in": writer.change}
        writer.connection.execute(fact.insert().values(values))


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_postgresql_reads_repeat_and_foreign_keys_hold(empty: Register) -> None:
    with empty.reader() as reader:
        assert reader.connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
    with pytest.raises(IntegrityError, match="foreign key"):
        _orphan(empty)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
def test_a_register_on_sqlite_is_one_file_once_closed(database: Database) -> None:
    register = database.open(State.EMPTY)
    with register.writer("tester", "state_name") as writer:
        state_name(writer, "one", "Eén")
    register.close()
    left = sorted(path.name for path in register.settings.data_dir.iterdir())
    assert left == ["register.sqlite3"]
