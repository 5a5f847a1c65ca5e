"""Engine, Reader and Writer: the only way in and out of the database, with one commit point."""

from __future__ import annotations

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
from sqlalchemy.exc import OperationalError

from busrisk.register.tables import Change, RegionRow, table
from busrisk.settings import Refusal, Settings

HEAD = "0001"  # the newest migration; a test holds it in step
change, region = table(Change), table(RegionRow)  # plain tables: mapping classes costs time at start
_WRITE_LOCK = 7_155_156


class RegisterUnavailable(Refusal):
    """The database cannot be opened; the message says where and what to do."""


class RegisterNewer(Refusal):
    """The database was made by a newer version of busrisk than this one."""


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


def _open_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")

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
            self.engine = create_engine(settings.database_url, pool_pre_ping=True)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """One snapshot: several statements see the same register."""
        options = {} if self.settings.embedded else {"isolation_level": "REPEATABLE READ"}
        with self._connect() as connection:
            connection = connection.execution_options(**options)
            with connection.begin():
                yield Reader(connection)

    @contextmanager
    def writer(self, actor: str, act: str) -> Iterator[Writer]:
        """The one commit point: leaving the block commits, an exception undoes everything."""
        with self._connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                if not self.settings.embedded:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"),
                        {"lock": _WRITE_LOCK},
                    )
                yield Writer(connection, actor, act, self.settings.now())

    def _connect(self) -> Connection:
        try:
            return self.engine.connect()
        except OperationalError as refusal:
            where = self.engine.url.render_as_string(hide_password=True)
            raise RegisterUnavailable(
                f"De database {where} kan niet worden geopend. Controleer of de map bestaat en schrijfbaar is, "
                "of de server draait en BUSRISK_DATABASE_URL klopt."
            ) from refusal

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
                f"Deze database is gemaakt door een nieuwere versie van busrisk (schema {stands_at}, deze versie "
                f"kent {HEAD}). Werk busrisk bij, of gebruik een andere gegevensmap."
            )
        upgrade(self.engine)
        return True

    def close(self) -> None:
        self.engine.dispose()


__all__ = [
    "HEAD",
    "Moment",
    "Reader",
    "Register",
    "RegisterNewer",
    "RegisterUnavailable",
    "Writer",
    "as_utc_text",
]
