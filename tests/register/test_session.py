"""The only way in and out of the database: snapshots, one commit point, changes without gaps."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from busrisk.register import session
from busrisk.register.claims import Identities, Ledger
from busrisk.register.journal import journal, note
from busrisk.register.session import (
    Register,
    RegisterBusy,
    RegisterFull,
    RegisterUnavailable,
    Writer,
    as_utc_text,
)
from busrisk.register.tables import Change, Party, PartyFact, table
from busrisk.settings import Settings
from tests.databases import NOW, POSTGRESQL, SQLITE, Database, State, on_both
from tests.register.stored import counts, rows

DAY = date(2026, 1, 1)
change, fact, party = table(Change), table(PartyFact), table(Party)


def state_name(writer: Writer, key: str, name: str, day: date = DAY) -> None:
    number = Identities(writer, Party).number(key)
    ledger = Ledger(writer, PartyFact, "party_id")
    ledger.state({"party_id": number}, {"name": name}, day)
    ledger.flush()


def changes(register: Register) -> list[int]:
    with register.reader() as reader:
        return list(reader.connection.scalars(select(change.c.id).order_by(change.c.id)))


# --- Changes ----------------------------------------------------------------------------------------


@on_both
def test_an_act_that_writes_makes_one_change_by_its_actor(empty: Register) -> None:
    with empty.writer("iemand@example.org", "state_name") as writer:
        state_name(writer, "one", "Eén")
        state_name(writer, "two", "Twee")
        assert (writer.has_changed, writer.change, writer.here) == (True, 1, 1)
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
        with pytest.raises(ZeroDivisionError), empty.writer("tester", "fail") as writer:
            state_name(writer, f"party-{number}", "Half")
            _ = 1 / 0
    with empty.writer("tester", "state_name") as writer:
        state_name(writer, "one", "Eén")
    assert changes(empty) == [1]
    assert counts(empty)["party"] == 1


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


# --- Moments and snapshots --------------------------------------------------------------------------


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


# --- What the database may refuse -------------------------------------------------------------------


def _hold_the_pen(register: Register, until: threading.Event) -> threading.Thread:
    """Writes in another thread, and goes on until told."""
    writing = threading.Event()

    def hold() -> None:
        with register.writer("other", "long_act") as writer:
            state_name(writer, "other", "Een ander")
            writing.set()
            assert until.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert writing.wait(20)
    return thread


def _state_one(register: Register) -> None:
    with register.writer("tester", "state_name") as writer:
        state_name(writer, "one", "Eén")


@on_both
def test_a_writer_waits_for_another_and_then_writes(empty: Register) -> None:
    until = threading.Event()
    holding = _hold_the_pen(empty, until)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_state_one, empty)
        assert not waiting.done()
        with empty.reader() as reader:
            assert reader.version == 0
        until.set()
        waiting.result(20)
    holding.join()
    assert changes(empty) == [1, 2]


@on_both
def test_a_writer_that_waits_too_long_is_told_so_and_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "BUSY_AFTER", 100)
    register = database.open(State.EMPTY)
    until = threading.Event()
    holding = _hold_the_pen(register, until)
    with pytest.raises(RegisterBusy, match="iemand anders.*Er is niets gewijzigd.*opnieuw") as refusal:
        _state_one(register)
    until.set()
    holding.join()
    assert isinstance(refusal.value, RegisterUnavailable)
    assert changes(register) == [1]


def test_a_full_disk_stores_nothing_says_so_and_reading_goes_on(database: Database) -> None:
    register = database.open(State.EMPTY)
    _state_one(register)
    before = rows(register)
    with pytest.raises(RegisterFull, match="vol.*niets gewijzigd.*Maak ruimte"), register.writer(
        "tester", "too_much"
    ) as writer:
        pages = writer.connection.scalar(text("PRAGMA page_count"))
        writer.connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(10_000):
            state_name(writer, f"party-{number}", "Naam" * 100)
    register.close()
    assert rows(register) == before
    _state_one(register)
    assert register.schema() == session.HEAD


def test_other_faults_of_a_statement_are_not_called_unavailable(empty: Register) -> None:
    with pytest.raises(OperationalError, match="no such table"), empty.reader() as reader:
        reader.connection.execute(text("SELECT * FROM nowhere"))


def _under_a_file(folder: Path) -> Settings:
    (folder / "file").write_text("no folder")
    return _embedded(folder / "file" / "data")


def _database_is_a_folder(folder: Path) -> Settings:
    (folder / "register.sqlite3").mkdir()
    return _embedded(folder)


def _database_is_a_letter(folder: Path) -> Settings:
    (folder / "register.sqlite3").write_text("Geachte heer, mevrouw, " * 100)
    return _embedded(folder)


def _no_server(folder: Path) -> Settings:
    return replace(_embedded(folder), database_url="postgresql+psycopg://u:geheim@127.0.0.1:1/register")


def _no_address(folder: Path) -> Settings:
    return replace(_embedded(folder), database_url="postgresql+psycopg//u:geheim@127.0.0.1")


def _another_make(folder: Path) -> Settings:
    return replace(_embedded(folder), database_url="mysql://u:geheim@127.0.0.1/register")


def _embedded(folder: Path) -> Settings:
    return Settings(folder, f"sqlite:///{folder / 'register.sqlite3'}", clock=NOW)


@pytest.mark.parametrize(
    "broken",
    [
        _under_a_file,
        _database_is_a_folder,
        _database_is_a_letter,
        _no_server,
        _no_address,
        _another_make,
    ],
)
def test_a_database_that_cannot_be_opened_is_named_with_a_remedy_and_without_password(
    tmp_path: Path, broken: Callable[[Path], Settings]
) -> None:
    with pytest.raises(RegisterUnavailable) as refusal:
        Register(broken(tmp_path)).migrate()
    said = str(refusal.value)
    assert any(remedy in said for remedy in ("Kies een map", "Controleer of", "Gebruik postgresql://"))
    assert "geheim" not in said


# --- How each database is kept safe -----------------------------------------------------------------


def test_sqlite_waits_for_the_disk_and_keeps_to_foreign_keys(empty: Register) -> None:
    with empty.reader() as reader:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [reader.connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
    assert found == ["wal", 2, 1, 5000]
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        _orphan(empty)


def _orphan(register: Register) -> None:
    from sqlalchemy.exc import IntegrityError

    try:
        with register.writer("tester", "orphan") as writer:
            values = {"party_id": 99, "name": "Wees", "holds_from": DAY, "made_in": writer.change}
            writer.connection.execute(fact.insert().values(values))
    except IntegrityError as refusal:
        assert refusal.orig is not None
        raise refusal.orig from None


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_postgresql_reads_repeat_and_foreign_keys_hold(empty: Register) -> None:
    import psycopg

    with empty.reader() as reader:
        assert reader.connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        _orphan(empty)


@pytest.mark.parametrize("database", [SQLITE], indirect=True)
def test_a_register_on_sqlite_is_one_file_once_closed(database: Database) -> None:
    register = database.open(State.EMPTY)
    _state_one(register)
    register.close()
    left = sorted(path.name for path in register.settings.data_dir.iterdir())
    assert left == ["register.sqlite3"]
