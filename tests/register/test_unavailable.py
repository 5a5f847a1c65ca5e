"""What a database may refuse is said in words, with what to do; nothing is changed then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from busrisk.register import session
from busrisk.register.session import Register, RegisterBusy, RegisterFull, RegisterUnavailable
from busrisk.register.unavailable import refused_by
from busrisk.settings import Settings
from tests.databases import NOW, POSTGRESQL, Database, State, on_both
from tests.register.breaking import cut_off, damage
from tests.register.stored import rows
from tests.register.writing import changes, state_name


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
def test_a_writer_that_waits_too_long_is_told_so_and_changes_nothing(empty: Register) -> None:
    until = threading.Event()
    holding = _hold_the_pen(empty, until)
    begun = time.monotonic()
    with (
        pytest.raises(RegisterBusy, match=r"iemand anders.*Er is niets gewijzigd.*opnieuw") as refusal,
        empty.writer("tester", "state_name", 100) as writer,
    ):
        state_name(writer, "one", "Eén")
    assert 0.05 < time.monotonic() - begun < 3
    until.set()
    holding.join()
    assert isinstance(refusal.value, RegisterUnavailable)
    assert changes(empty) == [1]


@on_both
def test_a_writer_in_a_hurry_leaves_the_next_its_full_wait(empty: Register) -> None:
    until = threading.Event()
    holding = _hold_the_pen(empty, until)
    with pytest.raises(RegisterBusy), empty.writer("tester", "state_name", 1):
        pytest.fail("two write at once")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_state_one, empty)
        time.sleep(0.3)
        until.set()
        waiting.result(20)
    holding.join()
    assert changes(empty) == [1, 2]


def test_a_full_disk_stores_nothing_says_so_and_reading_goes_on(database: Database) -> None:
    register = database.open(State.EMPTY)
    _state_one(register)
    before = rows(register)
    with pytest.raises(RegisterFull, match=r"vol.*niets gewijzigd.*Maak ruimte"):
        _write_until_it_is_full(register)
    register.close()
    assert rows(register) == before
    _state_one(register)
    assert register.schema() == session.HEAD


def _write_until_it_is_full(register: Register) -> None:
    with register.writer("tester", "too_much") as writer:
        pages = writer.connection.scalar(text("PRAGMA page_count"))
        writer.connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        for number in range(10_000):
            state_name(writer, f"party-{number}", "Naam" * 100)


def test_other_faults_of_a_statement_are_not_called_unavailable(empty: Register) -> None:
    with empty.reader() as reader, pytest.raises(OperationalError, match="no such table"):
        reader.connection.execute(text("SELECT * FROM nowhere"))


@pytest.mark.parametrize(
    ("failure", "kind", "words"),
    [
        (psycopg.errors.LockNotAvailable, RegisterBusy, "iemand anders"),
        (psycopg.errors.DiskFull, RegisterFull, "is vol"),
        (psycopg.errors.ReadOnlySqlTransaction, RegisterUnavailable, "mag niet worden gewijzigd"),
        (psycopg.errors.AdminShutdown, RegisterUnavailable, "antwoordt niet meer"),
        (psycopg.errors.ConnectionFailure, RegisterUnavailable, "antwoordt niet meer"),
        (psycopg.errors.DataCorrupted, RegisterUnavailable, "is beschadigd"),
    ],
)
def test_what_postgresql_refuses_is_known_by_its_number_in_whatever_language_it_is_said(
    failure: type[psycopg.Error], kind: type[RegisterUnavailable], words: str
) -> None:
    refusal = refused_by(failure("kan vergrendeling niet verkrijgen"), "hier")
    assert type(refusal) is kind
    assert words in str(refusal)


def test_a_refused_name_or_number_is_no_failure_of_the_database() -> None:
    assert refused_by(psycopg.errors.UniqueViolation("dubbel"), "hier") is None
    assert refused_by(psycopg.errors.UniqueViolation("dubbel"), "hier", lost=True) is not None


@on_both
def test_what_was_asked_of_the_database_is_in_no_message(empty: Register) -> None:
    with pytest.raises(DBAPIError) as failed, empty.writer("tester", "wrong") as writer:
        writer.connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "geheim"})
    assert "geheim" not in str(failed.value)


@on_both
def test_a_view_of_the_register_is_undone_at_its_end(empty: Register) -> None:
    _state_one(empty)
    before = rows(empty)
    with suppress(DBAPIError), empty.reader() as reader:
        reader.connection.execute(text("DELETE FROM party_fact"))
    assert rows(empty) == before


@pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
def test_a_connection_lost_after_the_last_look_takes_nothing_away(empty: Register) -> None:
    with empty.reader() as reader:
        assert reader.version == 0
        cut_off(empty)
    with empty.reader() as reader:
        assert reader.version == 0


def test_a_damaged_file_is_said_to_be_damaged(database: Database) -> None:
    register = database.open(State.READY)
    damage(register)
    with pytest.raises(RegisterUnavailable, match=r"beschadigd.*reservekopie"):
        rows(register)


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
