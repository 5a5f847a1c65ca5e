"""G5: the fleet as a workbook, against the spreadsheet library's bare write-only loop over the same cells."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    BatchFact,
    Count,
    CountQuality,
    FleetStatus,
    PartyRef,
    Propulsion,
    Source,
)
from busrisk.core.sheets import fleet_table
from busrisk.core.tabular import Book, Cell, Table
from busrisk.exports.receipt import receipt_of
from busrisk.exports.workbook import write_workbook
from tests.bench.measure import SEED, OutputsDiffer, Result, in_turn, median

ROWS, FEW, MANY = 50_000, 1_000, 500_000
PAIRS = 7  # each takes many seconds
MARKING = "VERTROUWELIJK · TLP:AMBER+STRICT"
HOSTILE = ("=1+1", "+31 20 123", "@SUM(1)", "-Test")
TITLES = 5  # the row of column titles: under marking, title, stamp and a low empty row
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Streamed:
    """The rows of a fleet of `count` batches, made as they are asked for."""

    count: int

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        chance = random.Random(SEED)
        for first in range(0, self.count, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, self.count))
            yield from _table([_batch(chance, number) for number in numbers]).rows


def fleet_of(count: int, streamed: bool = False) -> Table:
    """The product's own fleet table over `count` batches, some with text that a spreadsheet could run."""
    rows = Streamed(count)
    return replace(_table([]), rows=rows if streamed else tuple(rows))


def _table(batches: list[BatchFact]) -> Table:
    return fleet_table(batches, (), False, "nl")


def _batch(chance: random.Random, number: int) -> BatchFact:
    area, maker = number // 10, chance.randrange(40)
    return BatchFact(
        record_id=f"b{number:06d}",
        concession=f"c{area:05d}",
        concession_name=f"Gebied {area:05d}",
        holder=PartyRef("operator", f"Vervoerder {area % 60:03d}"),
        makers=(PartyRef(f"maker-{maker:03d}", f"Fabrikant {maker:03d}"),),
        maker_label=f"Fabrikant {maker:03d}",
        model=f"Type {chance.randrange(200)}" if number % 20 else None,
        propulsion=Propulsion.BEV,
        status=chance.choice(tuple(FleetStatus)),
        count=Count(chance.randint(1, 120) if number % 25 else None, chance.random() < 0.1),
        quality=chance.choice(tuple(CountQuality)),
        first_year=chance.randint(2016, 2026),
        source=Source(f"https://voorbeeld.example/bron/{number % 500}", PartialDate("2025-12-31")),
        note=HOSTILE[number // 100 % len(HOSTILE)] if number % 100 == 0 else f"Opmerking bij regel {number}",
        deployment=None,
    )


def ours(table: Table, out: Path) -> None:
    """As the product hands a table out: with its receipt, typed, styled, and safe from formulas."""
    receipt = receipt_of((MARKING,), (table,))
    book = Book(
        stem="busregister",
        title="Busregister",
        cover_name="Leesmij",
        cover=(),
        sheets=(table,),
        marking=MARKING,
        on=date(2026, 1, 1),
        receipt=receipt,
    )
    write_workbook(book, out)


def bare(titles: list[str], rows: list[tuple[Cell, ...]], out: Path) -> None:
    """The floor: the library's own loop, without style, guard or receipt."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Wagenpark")
    sheet.append(titles)
    for row in rows:
        sheet.append(row)
    workbook.save(out)


def as_shown(table: Table) -> list[tuple[Cell, ...]]:
    """The cells as both files hold them: unknown is a word."""
    return [tuple(table.unknown if cell is None else cell for cell in row) for row in table.rows]


def same_cells(made: Path, floor: Path) -> None:
    """Reads both files back. Raises OutputsDiffer when a value differs, or when ours holds a formula."""
    here, there = _values(made, TITLES), _values(floor, 1)
    for number, (one, other) in enumerate(zip(here, there, strict=True)):
        if one != other:
            raise OutputsDiffer(f"row {number}: {one} against {other}")
    no_formula(made, "xl/worksheets/sheet2.xml")


def no_formula(path: Path, sheet: str) -> None:
    """Raises OutputsDiffer when a cell of the sheet is a formula."""
    with zipfile.ZipFile(path) as archive:
        if re.search(rb"<f[ >/]", archive.read(sheet)):
            raise OutputsDiffer(f"a cell of {path.name} is a formula")


def _values(path: Path, first: int) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True)
    yield from workbook["Wagenpark"].iter_rows(min_row=first, values_only=True)
    workbook.close()


def g5(
    folder: Path, rows: int = ROWS, few: int = FEW, many: int = MANY, pairs: int = PAIRS
) -> tuple[Result, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    return _time(folder, rows, pairs), _memory(folder, few, many)


def _time(folder: Path, rows: int, pairs: int) -> Result:
    table = fleet_of(rows)
    titles, shown = [column.title for column in table.columns], as_shown(table)
    made, floor = folder / "ours.xlsx", folder / "bare.xlsx"
    times = in_turn(lambda: ours(table, made), lambda: bare(titles, shown, floor), pairs)
    same_cells(made, floor)
    ratios = [one / other for one, other in times]
    return Result(
        "G5",
        f"{rows:,} rows as a workbook: typed, styled, guarded, with receipt",
        f"{median([each for each, _ in times]):.2f} s",
        f"bare loop {median([each for _, each in times]):.2f} s",
        median(ratios),
        max(ratios),
        1.2,
        at_most=True,
        note=f"{rows * len(titles):,} equal cells read back from both files",
    )


def _memory(folder: Path, few: int, many: int) -> Result:
    least, most = _peak(folder, few), _peak(folder, many)
    growth = (most - least) / 1024
    return Result(
        "G5",
        f"peak memory of a workbook of {many:,} rows over one of {few:,}",
        f"{most / 1024:.1f} MB",
        f"{least / 1024:.1f} MB",
        growth,
        growth,
        16.0,
        at_most=True,
        unit="MB",
        note="rows streamed into the file; reading them from the register is not part of it",
    )


def _peak(folder: Path, rows: int) -> int:
    """Kibibytes that a process of its own needs at most."""
    command = [sys.executable, "-m", "tests.bench.export", str(folder / "peak.xlsx"), str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def main() -> None:
    out, rows = Path(sys.argv[1]), int(sys.argv[2])
    ours(fleet_of(rows, streamed=True), out)
    status = Path("/proc/self/status").read_text()  # of this program alone; ru_maxrss inherits
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))


if __name__ == "__main__":
    main()
