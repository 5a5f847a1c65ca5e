"""The shipped files, and a way to write the start list again with something changed."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files.companion_files import COMPANIONS, read_companions
from busrisk.core.files.companions import Companions
from busrisk.core.files.start_list import StartList, read_start_list

DATA = Path(__file__).resolve().parents[2] / "data"
FILE = "data/concessions.csv"

Changes = dict[str, dict[str, str]]  # record_id -> column -> value


@cache
def shipped(name: str) -> bytes:
    return (DATA / name).read_bytes()


def shipped_companions() -> dict[str, bytes]:
    return {f"data/{name}": shipped(name) for name in COMPANIONS}


@cache
def companions() -> Companions:
    return read_companions(shipped_companions())


def changed(changes: Changes, separator: str = ",", name: str = "concessions.csv") -> bytes:
    """A shipped file with other values in the rows named by the value of their first column."""
    rows = list(csv.reader(io.StringIO(shipped(name).decode(), newline="")))
    for key, values in changes.items():
        (row,) = [row for row in rows if row[0] == key]
        for column, value in values.items():
            row[rows[0].index(column)] = value
    return written(rows, separator)


def written(rows: list[list[str]], separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def read(data: bytes) -> StartList:
    return read_start_list(data, FILE, companions())


def refused(data: bytes) -> tuple[Fault, ...]:
    """The faults for which the start list is refused; none is a failure of the test."""
    try:
        read(data)
    except StartListRefused as refusal:
        return refusal.faults
    raise AssertionError("the file was accepted")


def row_of(record_id: str) -> int:
    (found,) = [row.line for row in read(shipped("concessions.csv")).rows if row.record_id == record_id]
    return found
