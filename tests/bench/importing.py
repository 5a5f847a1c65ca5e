"""G6: a start list checked, and stored, against `sqlite3 .import` of the same file and against add_all."""

from __future__ import annotations

import csv
import itertools
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine
from sqlmodel import Session

from busrisk.access.regions import NETHERLANDS
from busrisk.core.files.companion_files import read_companions
from busrisk.core.files.csv_lines import MOST_ROWS
from busrisk.core.files.start_list import StartList, read_start_list
from busrisk.register.session import Register
from busrisk.register.tables import BatchClaim, metadata
from busrisk.settings import read_settings
from busrisk.workflow.differences import batch_values
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM, StartFiles, import_fleet, state_list
from tests.bench.fleet import start_list_of
from tests.bench.measure import OutputsDiffer, Result, in_turn, median

PAIRS = 7
EACH = 10  # batches of a concession
ROWS = MOST_ROWS  # the largest file that is taken in
FILE = "bench.csv"


class _Undone(Exception):
    """Ends a writer without storing what it wrote."""


def g6(folder: Path, rows: int = ROWS) -> tuple[Result, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    data, companions = start_list_of(rows // EACH, EACH)
    files = StartFiles(data, FILE, companions)
    (folder / FILE).write_bytes(data)
    register = Register(read_settings({"BUSRISK_DATA_DIR": str(folder / "register")}))
    register.migrate()
    numbers = itertools.count()
    read = _read(files)
    if not len(read.rows) == _imported(folder, next(numbers)) == rows:
        raise OutputsDiffer("not every row of the file was read")
    floor = lambda: _imported(folder, next(numbers))  # noqa: E731
    checked = in_turn(lambda: _read(files), floor, PAIRS)
    stored = in_turn(lambda: _stored(register, files), floor, PAIRS)
    objects = in_turn(lambda: _stored(register, files), lambda: _added(folder, next(numbers), read), 3)
    scored = in_turn(lambda: import_fleet(register, files, "bench", dry_run=True), floor, 3)
    register.close()
    return (
        _at_most(f"{rows} rows read and checked, every fault placed", checked, 3.0),
        _at_most("the same, compared with the register and stored (then undone)", stored, 3.0),
        _at_most("the same, and every deployment scored", scored, 3.0),
        _faster("checked, compared and stored: times faster than SQLModel add_all", objects, 10.0),
    )


def _read(files: StartFiles) -> StartList:
    return read_start_list(files.start_list, files.name, read_companions(files.companions))


def _stored(register: Register, files: StartFiles) -> None:
    companions, day = read_companions(files.companions), DEFAULT_PEILDATUM
    try:
        with register.writer("bench", "import_fleet") as writer:
            state_list(writer, FILE, companions, _read(files), NETHERLANDS, day)
            raise _Undone
    except _Undone:
        pass


def _imported(folder: Path, number: int) -> int:
    """The file in a new database, every field a text: by the shell of SQLite, else by its module."""
    place = folder / f"floor-{number}.sqlite3"
    shell = shutil.which("sqlite3")
    if shell:
        subprocess.run([shell, str(place), f".import --csv {folder / FILE} list"], check=True)
    with closing(sqlite3.connect(place)) as bare:
        if not shell:
            _by_module(bare, folder / FILE)
        return int(bare.execute("SELECT count(*) FROM list").fetchone()[0])


def _by_module(bare: sqlite3.Connection, path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file, bare:
        rows = csv.reader(file)
        header = next(rows)
        bare.execute(f"CREATE TABLE list ({', '.join(header)})")
        bare.executemany(f"INSERT INTO list VALUES ({', '.join('?' * len(header))})", rows)


def _added(folder: Path, number: int, read: StartList) -> None:
    """The batches of the file as objects of the table they belong in: nothing read, checked or compared."""
    engine = create_engine(f"sqlite:///{folder / f'objects-{number}.sqlite3'}")
    metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(_claims(read, DEFAULT_PEILDATUM))
        session.commit()
    engine.dispose()


def _claims(read: StartList, day: date) -> Iterator[BatchClaim]:
    for batch, row in enumerate(read.rows, start=1):
        values = {**batch_values(row), "source_id": 1}
        del values["source"]
        yield BatchClaim(batch_id=batch, baseline_id=batch, holds_from=day, made_in=1, **values)


def _at_most(what: str, pairs: list[tuple[float, float]], target: float) -> Result:
    ratios = [ours / floor for ours, floor in pairs]
    return _result(what, ".import", pairs, median(ratios), max(ratios), target, at_most=True)


def _faster(what: str, pairs: list[tuple[float, float]], target: float) -> Result:
    ratios = [other / ours for ours, other in pairs]
    return _result(what, "add_all", pairs, median(ratios), min(ratios), target, at_most=False)


def _result(
    what: str,
    against: str,
    pairs: list[tuple[float, float]],
    ratio: float,
    worst: float,
    target: float,
    at_most: bool,
) -> Result:
    ours, floor = (1000 * median([pair[side] for pair in pairs]) for side in (0, 1))
    return Result(
        "G6", what, f"{ours:.0f} ms", f"{against}: {floor:.0f} ms", ratio, worst, target, at_most=at_most
    )
