"""The start list: concessions and their fleets out of one file, all of it right or none of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from busrisk.core.faults import MOST_FAULTS, Fault, StartListRefused, shown
from busrisk.core.files.companions import Companions
from busrisk.core.files.csv_lines import Lines, read_lines
from busrisk.core.files.rows import RowReader
from busrisk.core.files.start_rows import ConcessionRow, StartRow, read_start_row

COLUMNS = (
    *("record_id", "concession_id", "concession", "grantor", "operator", "provinces"),
    *("concession_start", "concession_end", "concession_status"),
    *("manufacturer", "manufacturer_hq_country", "model", "propulsion"),
    *("count", "count_quality", "fleet_status", "first_year", "as_of", "source", "note"),
)


@dataclass(frozen=True)
class StartList:
    """Every row of the file, in its order."""

    rows: tuple[StartRow, ...]

    @property
    def concessions(self) -> tuple[ConcessionRow, ...]:
        """Each concession once, in the order of the file."""
        return tuple({row.concession.key: row.concession for row in self.rows}.values())


def read_start_list(data: bytes, file: str, companions: Companions) -> StartList:
    """All rows of the file; `file` is its name in the faults. Raises StartListRefused with every fault."""
    lines = read_lines(data, file, COLUMNS)
    faults = list(lines.faults)
    rows = []
    for row, found in _read_rows(lines, companions):
        rows.append(row)
        faults.extend(found)
        if len(faults) > MOST_FAULTS:
            remedy = f"Herstel eerst de {MOST_FAULTS} fouten hierboven."
            faults.append(Fault(file, row.line, None, None, "Het lezen is hier gestopt.", remedy))
            break
    if not rows and not faults:
        remedy = "Voeg ten minste één rij toe."
        faults.append(Fault(file, None, None, None, "Het bestand heeft geen rijen.", remedy))
    if faults:
        raise StartListRefused(faults)
    return StartList(tuple(rows))


def _read_rows(lines: Lines, companions: Companions) -> Iterator[tuple[StartRow, list[Fault]]]:
    spoiled: dict[int | None, set[str | None]] = defaultdict(set)
    for fault in lines.faults:
        spoiled[fault.row].add(fault.field)
    said_before = _SaidBefore()
    read: dict[tuple[object, ...], object] = {}
    for line in lines.rows:
        reader = RowReader(lines.file, line, read=read)
        row = read_start_row(reader, companions)
        at_fault = {fault.field for fault in reader.faults} if reader.faults else set()
        at_fault |= spoiled.get(line.row, at_fault)
        said_before.compare(reader, row, line.values.keys() - at_fault if at_fault else line.values.keys())
        yield row, reader.faults


@dataclass
class _SaidBefore:
    """What earlier rows stated: a record once, a concession always the same."""

    records: dict[str, int] = field(default_factory=dict)
    concessions: dict[tuple[str, str], tuple[object, int, str]] = field(default_factory=dict)
    agreed: dict[str, ConcessionRow] = field(default_factory=dict)  # by key, as its first sound row has it

    def compare(self, reader: RowReader, row: StartRow, sound: Collection[str]) -> None:
        """Note where this row repeats or contradicts an earlier one; only `sound` columns are compared."""
        if "record_id" in sound:
            before = self.records.setdefault(row.record_id, row.line)
            if before != row.line:
                reason = f"Deze record_id staat ook op rij {before}."
                reader.fault("record_id", reason, "Geef elke rij een eigen record_id.")
        if "concession_id" in sound and self.agreed.get(row.concession.key) is not row.concession:
            for column, value in _stated(row.concession).items():
                if column in sound:
                    self._compare(reader, row, column, value)
            if not reader.faults and len(sound) == len(reader.line.values):
                self.agreed.setdefault(row.concession.key, row.concession)

    def _compare(self, reader: RowReader, row: StartRow, column: str, value: object) -> None:
        printed = reader.line.values[column]
        stated = (row.concession.key, column)
        before, line, text = self.concessions.setdefault(stated, (value, row.line, printed))
        if before != value:
            reason = f"Rij {line} zegt voor concessie {row.concession.key}: {shown(text) or 'leeg'}."
            reader.fault(column, reason, "Laat alle rijen van een concessie hetzelfde zeggen.")


def _stated(concession: ConcessionRow) -> dict[str, object]:
    return {
        "concession": concession.name,
        "grantor": concession.grantors,
        "operator": concession.operator,
        "provinces": concession.provinces,
        "concession_start": concession.start,
        "concession_end": concession.end,
        "concession_status": concession.status,
    }
