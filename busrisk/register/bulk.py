"""Many rows of one table in one statement: what is done a row elsewhere is done once a column here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

_Write = Callable[[Any], Any] | None  # how a value of a column is written; None: as it is
_Columns = Mapping[str, _Write]


def insert_many(
    connection: Connection, into: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Inserts the rows, whose values stand in the order of `names`; no row, no statement."""
    if not rows:
        return
    statement, columns = _written(into, tuple(names), connection.dialect)
    if columns is None:
        connection.execute(insert(into), [dict(zip(names, row, strict=True)) for row in rows])
        return
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    written = (
        given[name] if write is None else map(cache(write), given[name])  # few values of a column differ
        for name, write in columns.items()
    )
    connection.exec_driver_sql(statement, list(zip(*written, strict=True)))


@lru_cache(1_024)
def _written(into: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, _Columns | None]:
    """The statement, and its columns in the order of their places.

    No columns where the driver wants its values by name, or a column is filled that no row speaks of.
    """
    statement = insert(into).compile(dialect=dialect, column_keys=names)
    places = statement.positiontup or ()
    types = {name: into.c[name].type.dialect_impl(dialect) for name in places}
    columns = {name: each.bind_processor(dialect) for name, each in types.items()}
    return str(statement), columns if columns.keys() == set(names) else None
