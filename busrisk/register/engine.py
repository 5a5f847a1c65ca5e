"""The way to the database: how a connection is opened, begins, and says in words what it cannot do."""

from __future__ import annotations

import sqlite3
import time

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError

from busrisk.register.unavailable import RegisterUnavailable, no_address, no_folder, refused_by, unopened
from busrisk.settings import Settings

BUSY_AFTER = 5_000  # milliseconds a writer waits for another, unless it says how long


def engine_of(settings: Settings) -> Engine:
    """An engine whose failures are RegisterUnavailable where they are the database's own.

    What was asked of it stays out of every message and log: it may be somebody's name.
    """
    if settings.embedded:
        engine = _beside_us(settings)
    else:
        try:
            engine = create_engine(settings.database_url, pool_pre_ping=True, hide_parameters=True)
        except (ArgumentError, ImportError) as refusal:
            raise no_address() from refusal
    _say_in_words(engine)
    return engine


def address_of(engine: Engine) -> str:
    """The address of the database, without its password."""
    return engine.url.render_as_string(hide_password=True)


def _beside_us(settings: Settings) -> Engine:
    try:
        settings.make_data_dir()
    except OSError as refusal:
        raise no_folder(settings.data_dir, refusal) from refusal
    engine = create_engine(settings.database_url, hide_parameters=True)
    _open_sqlite(engine)
    return engine


def _say_in_words(engine: Engine) -> None:
    """Wherever a statement, a fetch or a commit fails, the refusal passes here: one place for all of them."""
    where = address_of(engine)

    @event.listens_for(engine, "handle_error")
    def _failed(failed: ExceptionContext) -> RegisterUnavailable | None:
        if failed.is_pre_ping:
            return None  # the pool opens another connection by itself
        if failed.connection is None:
            return unopened(failed.original_exception, where)
        return refused_by(failed.original_exception, where, lost=failed.is_disconnect)


def _open_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_AFTER}", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("writes"):
            _begin_writing(connection, options.get("waits", BUSY_AFTER))
        else:  # cannot be refused, so it is spared the way of a statement: a third of opening a Reader
            connection.connection.cursor().execute("BEGIN")


def _begin_writing(connection: Connection, waits: int) -> None:
    """A writer waits here and nowhere later, so a shorter wait does not outlive the beginning."""
    if waits == BUSY_AFTER:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={waits:d}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_AFTER}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches a new file to write-ahead logging. SQLite does not wait for another that does the same."""
    until = time.monotonic() + BUSY_AFTER / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
