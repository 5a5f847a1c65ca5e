"""Whether anything was committed since the last look: cheaper than a transaction, and exact."""

from __future__ import annotations

import sqlite3
from threading import Lock

from sqlalchemy import PoolProxiedConnection

from busrisk.register.session import Register


class Stamp:
    """Two equal stamps: nothing was committed between them, by this process or another.

    SQLite keeps such a number per connection (PRAGMA data_version), so this holds one that never writes.
    PostgreSQL offers none: there the stamp is None, which equals no stamp.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lock = Lock()
        self._connection: PoolProxiedConnection | None = None

    def now(self) -> int | None:
        if not self._register.settings.embedded:
            return None
        with self._lock:
            try:
                return self._look()
            except sqlite3.Error:  # whoever then opens a Reader is told in words
                self._connection = None
                return None

    def _look(self) -> int | None:
        if self._connection is None:
            self._connection = self._register.engine.raw_connection()
            self._connection.detach()  # it is kept for good, so the pool need not wait for it
        cursor = self._connection.cursor()
        cursor.execute("PRAGMA data_version")
        row = cursor.fetchone()
        return int(row[0]) if row else None
