"""Engine, Reader and Writer: the only way in and out of the database, with one commit point."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property

from sqlalchemy import Connection, func, insert, inspect, select, text

from busrisk.register.engine import BUSY_AFTER, address_of, engine_of
from busrisk.register.tables import Change, RegionRow, table
from busrisk.register.unavailable import (
    RegisterBusy,
    RegisterFull,
    RegisterNewer,
    RegisterUnavailable,
)
from busrisk.settings import FEWEST_CONTRIBUTORS, Settings

HEAD = "0002"  # the newest migration; a test holds it in step
change, region = table(Change), table(RegionRow)  # plain tables: mapping classes costs time at start
_NEWEST = select(func.coalesce(func.max(change.c.id), 0))
_FICTIONAL = select(region.c.code).where(region.c.fictional).limit(1)
WRITE_LOCK = 7_155_156  # PostgreSQL's: one writer at a time, as in SQLite


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

    def __init__(
        self, connection: Connection, zone: tzinfo | None = UTC, fewest: int = FEWEST_CONTRIBUTORS
    ) -> None:
        self.connection = connection
        self.zone = zone  # on whose clock it says when something was told
        self.fewest = fewest  # contributors behind a figure for who sees no scores

    @cached_property
    def version(self) -> int:
        """The data version: the id of the newest change, 0 for an empty register."""
        return int(self.connection.scalar(_NEWEST) or 0)

    @cached_property
    def exercise(self) -> bool:
        """Whether the register holds a fictional region: then everything that leaves it is marked."""
        return self.connection.scalar(_FICTIONAL) is not None

    def told_at(self, known: int) -> datetime | None:
        """When the register was told its change `known`; None for the empty register before any."""
        text_ = self.connection.scalar(select(change.c.at).where(change.c.id == known))
        return self.at(text_) if text_ else None

    def at(self, stored: str) -> datetime:
        """A stored instant on the clock of the deployment."""
        return datetime.fromisoformat(stored).astimezone(self.zone)

    def moment(self, day: date, known_at: datetime | None = None) -> Moment:
        """The moment `day`, as known at an instant (None: now)."""
        if known_at is None:
            return Moment(day, self.version)
        before = _NEWEST.where(change.c.at <= as_utc_text(known_at))
        return Moment(day, int(self.connection.scalar(before) or 0))


class Writer(Reader):
    """A Reader that may write. All of it becomes visible at once, or nothing."""

    def __init__(self, connection: Connection, actor: str, act: str, now: datetime) -> None:
        super().__init__(connection, now.tzinfo)
        self.actor = actor
        self.act = act
        self.now = now

    @cached_property
    def change(self) -> int:
        """The id of this act's change, made when first needed: an act that changes nothing has none."""
        number = int(self.connection.scalar(_NEWEST) or 0) + 1
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


class Register:
    """The register of one deployment, on SQLite or PostgreSQL."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = engine_of(settings)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """One snapshot: several statements see the same register; it is undone at the end."""
        options = {} if self.settings.embedded else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect() as connection:
            connection.execution_options(**options).begin()
            try:
                yield Reader(connection, self.settings.zone, self.settings.fewest)
            finally:
                with suppress(RegisterUnavailable):  # what was read was read
                    connection.rollback()

    @contextmanager
    def writer(self, actor: str, act: str, waits: int = BUSY_AFTER) -> Iterator[Writer]:
        """The one commit point: leaving the block commits, an exception undoes everything.

        `waits`: milliseconds for another writer to end, then RegisterBusy.
        """
        writes = {"writes": True, "waits": waits}
        with self.engine.connect() as connection, connection.execution_options(**writes).begin():
            if not self.settings.embedded:
                connection.execute(text(f"SET LOCAL lock_timeout = {waits:d}"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
            yield Writer(connection, actor, act, self.settings.now())

    @property
    def where(self) -> str:
        """The address of the database, without its password."""
        return address_of(self.engine)

    def schema(self) -> str | None:
        """The migration the database stands at, None for an empty one."""
        with self.engine.connect() as connection:
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
