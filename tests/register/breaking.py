"""Breaking a database as time and accidents do: really, and not by pretending."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from busrisk.register.session import Register


def damage(register: Register) -> None:
    """Writes noise over the last half of an SQLite file."""
    file = Path(str(register.engine.url.database))
    data = file.read_bytes()
    whole = len(data) // 2
    file.write_bytes(data[:whole] + b"\xa5" * (len(data) - whole))


def cut_off(register: Register) -> None:
    """Ends every other connection to a PostgreSQL database, as its server does when it stops."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with register.reader() as reader:
        reader.connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process may grow: what a full disk is to whoever writes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
