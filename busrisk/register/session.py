"""Engine, Reader and Writer: the only way in and out of the database, with one commit point."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError

from busrisk.register.tables import Change, RegionRow, table
from busrisk.register.unavailable import (
    RegisterBusy,
    RegisterFull,
    RegisterNewer,
    RegisterUnavailable,
    no_address,
    refused_by,
    unopened,
)
from busrisk.settings import Settings

HEAD = "0001"  # the newest migration; a test holds it in step
change, region = table(Change), table(RegionRow)  # plain tables: mapping classes costs time at start
WRITE_LOCK = 7_155_156  # PostgreSQL's: one writer at a time, as in SQLite
BUSY_AFTER = 5_000  # milliseconds a writer waits for another


def as_utc_text(instant: datetime) -> str:
    """An instant as text that sorts: 2026-11-22T10:00:00.000000+00:00."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Moment:
    """A place on both time axes: what held on `day`, as far as known after change `known`."""

    day: date
    known: int


class Reader:
    """One consistent view of the register."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def version(self) -> int:
        """The data version: the id of the newest change, 0 for an empty register."""
        return int(self.connection.scalar(select(func.coalesce(func.max(change.c.id), 0))) or 0)

    @cached_property
    def exercise(self) -> bool:
        """Whether the register holds a fictional region: then everything that leaves it is marked."""
        fictional = select(region.c.code).where(region.c.fictional).limit(1)
        return self.connection.scalar(fictional) is not None

    def moment(self, day: date, known_at: datetime | None = None) -> Moment:
        """The moment `day`, as known at an instant (None: now)."""
        if known_at is None:
            return Moment(day, self.version)
        before = select(func.coalesce(func.max(change.c.id), 0)).where(change.c.at <= as_utc_text(known_at))
        return Moment(day, int(self.connection.scalar(before) or 0))


class Writer(Reader):
    """A Reader that may write. All of it becomes visible at once, or nothing."""

    def __init__(self, connection: Connection, actor: str, act: str, now: datetime) -> None:
        super().__init__(connection)
        self.actor = actor
        self.act = act
        self.now = now

    @cached_property
    def change(self) -> int:
        """The id of this act's change, made when first needed: an act that changes nothing has none."""
        number = int(self.connection.scalar(select(func.coalesce(func.max(change.c.id), 0))) or 0) + 1
        row = {
            "id": number,
            "at": as_utc_text(self.now),
            "actor": self.actor,
            "act": self.act,
        }
        self.connection.execute(insert(change), row)
        self.__dict__["version"] = number
        return number

    @property
    def has_changed(self) -> bool:
        return "change" in self.__dict__

    @property
    def here(self) -> int:
        """The newest change this writer sees, its own included: for reading back what it wrote."""
        return self.version


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


def _open_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_AFTER}", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # cannot be refused, so it is spared the way of a statement: a third of opening a Reader
            connection.connection.cursor().execute("BEGIN")


class Register:
    """The register of one deployment, on SQLite or PostgreSQL."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        if settings.embedded:
            try:
                settings.data_dir.mkdir(parents=True, exist_ok=True)
            except OSError as refusal:
                raise RegisterUnavailable(
                    f"De gegevensmap {settings.data_dir} kan niet worden gemaakt ({refusal.strerror}). "
                    "Kies een map waarin u mag schrijven met --data-dir of BUSRISK_DATA_DIR."
                ) from refusal
            self.engine = create_engine(settings.database_url)
            _open_sqlite(self.engine)
        else:
            try:
                self.engine = create_engine(settings.database_url, pool_pre_ping=True)
            except (ArgumentError, ImportError) as refusal:
                raise no_address() from refusal

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """One snapshot: several statements see the same register."""
        options = {} if self.settings.embedded else {"isolation_level": "REPEATABLE READ"}
        with self._in_words(), self._connect() as connection:
            connection = connection.execution_options(**options)
            with connection.begin():
                yield Reader(connection)

    @contextmanager
    def writer(self, actor: str, act: str) -> Iterator[Writer]:
        """The one commit point: leaving the block commits, an exception undoes everything."""
        with self._in_words(), self._connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.settings.embedded:
                    connection.execute(text(f"SET LOCAL lock_timeout = {BUSY_AFTER}"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
                yield Writer(connection, actor, act, self.settings.now())

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except DatabaseError as refusal:
            raise unopened(self.where) from refusal

    @property
    def where(self) -> str:
        """The address of the database, without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Busy, full, read-only and gone become refusals that say what to do; other failures stay such."""
        try:
            yield
        except DBAPIError as refusal:
            said = refused_by(refusal, self.where)
            if said is None:
                raise
            raise said from refusal

    def schema(self) -> str | None:
        """The migration the database stands at, None for an empty one."""
        with self._connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.scalar(text("SELECT version_num FROM alembic_version"))

    def migrate(self) -> bool:
        """Brings the schema up to HEAD; False when it stood there already. Alembic loads only when needed."""
        stands_at = self.schema()
        if stands_at == HEAD:
            return False
        from busrisk.register.migration import is_known, upgrade

        if stands_at is not None and not is_known(stands_at):
            raise RegisterNewer(
                f"Deze database is gemaakt door een nieuwere versie van busrisk (schema {stands_at}, "
                f"deze versie kent {HEAD}). Werk busrisk bij, of gebruik een andere gegevensmap."
            )
        with self._in_words():
            upgrade(self.engine)
        return True

    def close(self) -> None:
        self.engine.dispose()


__all__ = [
    "HEAD",
    "Moment",
    "Reader",
    "Register",
    "RegisterBusy",
    "RegisterFull",
    "RegisterNewer",
    "RegisterUnavailable",
    "Writer",
    "as_utc_text",
]
