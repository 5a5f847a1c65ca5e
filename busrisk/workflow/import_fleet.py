"""Importing a start list with its companions: validated whole, shown as differences, stored all or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from busrisk.access.regions import NETHERLANDS, Region
from busrisk.access.scope import national
from busrisk.core.companion_files import read_companions
from busrisk.core.companions import Companions
from busrisk.core.dutch import write_count
from busrisk.core.facts import Count, FleetStatus
from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.start_list import StartList, StartRow, read_start_list
from busrisk.core.wording import word
from busrisk.register.claims import Step
from busrisk.register.concessions import ConcessionBook, ensure_region
from busrisk.register.controls import ControlBook
from busrisk.register.fleet import FleetBook, VariantSaid
from busrisk.register.journal import note
from busrisk.register.parties import PartyBook
from busrisk.register.session import Register, Writer
from busrisk.workflow.rescore import rescore

COMPANIONS = ("organisations.csv", "manufacturers.csv", "aliases.csv", "control_totals.csv")
DEFAULT_PEILDATUM = date(2026, 1, 1)
_MIXED = re.compile(r"\b(and|not stated|unknown|other)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """One thing an import changes: what it is about, and in Dutch what becomes of it."""

    step: Step
    about: str
    said: str


@dataclass(frozen=True)
class ImportReport:
    """What an import did or, on a dry run, would do."""

    rows: int
    differences: tuple[Difference, ...]
    absent: tuple[str, ...]  # in the register, not in this file: left as they are unless the list is whole
    rescored: int
    stored: bool

    @property
    def changes_nothing(self) -> bool:
        return not self.differences and not self.rescored

    def count(self, step: Step) -> int:
        return sum(1 for each in self.differences if each.step is step)


@dataclass(frozen=True)
class StartFiles:
    """The files of one import, as bytes, and what to call them in an error."""

    start_list: bytes
    name: str
    companions: Mapping[str, bytes]


class _Rehearsed(Exception):
    """Ends a dry run: everything it wrote is undone."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report


def read_files(path: Path, shipped: Path) -> StartFiles:
    """The start list and its companions: those beside it, else the ones that are shipped.

    Raises StartListRefused when the file cannot be read.
    """
    try:
        data = path.read_bytes()
        beside = {name: path.parent / name for name in COMPANIONS}
        files = {
            name: (own if own.is_file() else shipped / name).read_bytes() for name, own in beside.items()
        }
    except OSError as refusal:
        reason = f"Het bestand kan niet worden gelezen ({refusal.strerror})."
        remedy = "Controleer de naam en of u het bestand mag lezen."
        raise StartListRefused([Fault(str(path), None, None, None, reason, remedy)]) from refusal
    return StartFiles(data, str(path), files)


def import_fleet(
    register: Register,
    files: StartFiles,
    actor: str,
    region: Region = NETHERLANDS,
    peildatum: date = DEFAULT_PEILDATUM,
    dry_run: bool = False,
    whole_list: bool = False,
) -> ImportReport:
    """Stores what the files state as of `peildatum`, scores what it touched, and tells what changed.

    `whole_list`: the file is the region's whole fleet, so records it leaves out are withdrawn.
    Raises StartListRefused with every fault found; nothing is stored then.
    """
    companions = read_companions(files.companions)
    start_list = read_start_list(files.start_list, files.name, companions)
    try:
        with register.writer(actor, "import_fleet") as writer:
            report = _state(writer, files.name, companions, start_list, region, peildatum, whole_list)
            if dry_run:
                raise _Rehearsed(report)
            if writer.has_changed:
                note(writer, "import_fleet", Path(files.name).name, f"{len(report.differences)} changes")
    except _Rehearsed as rehearsed:
        return rehearsed.report
    return report


def _state(
    writer: Writer,
    file: str,
    companions: Companions,
    start_list: StartList,
    region: Region,
    day: date,
    whole_list: bool,
) -> ImportReport:
    ensure_region(writer, region)
    parties = PartyBook(writer)
    concessions = ConcessionBook(writer, parties.numbers)
    fleet = FleetBook(writer, parties.numbers, parties.sources, concessions.numbers)
    controls = ControlBook(writer, parties.sources, region.code)
    before = fleet.standing(region.code, day)
    _refuse_moved_records(file, start_list, fleet)
    differences = [
        *_state_parties(parties, companions, day),
        *_state_concessions(concessions, start_list, region.code, day),
        *_state_batches(fleet, start_list, day),
        *_state_controls(controls, companions, day),
    ]
    absent = tuple(sorted(before - {row.record_id for row in start_list.rows}))
    if whole_list:
        differences += [_withdrawn(fleet, record_id, day) for record_id in absent]
    for book in (parties, concessions, fleet, controls):
        book.flush()
    touched = {deployment_key(row) for row in start_list.rows if row.concession.operator}
    rescored = rescore(national(region.code), writer, day, touched)
    return ImportReport(len(start_list.rows), tuple(differences), absent, rescored, writer.has_changed)


def _refuse_moved_records(file: str, start_list: StartList, fleet: FleetBook) -> None:
    """A record belongs to one concession for good: a fleet that moves gets a new record."""
    faults = []
    belongs = fleet.concession_by_record()
    for row in start_list.rows:
        known = belongs.get(row.record_id)
        if known not in (None, row.concession.key):
            reason = f"Deze record_id hoort in het register bij concessie {known}."
            remedy = "Geef de regel een nieuwe record_id; de oude blijft als geschiedenis bestaan."
            faults.append(Fault(file, row.line, "record_id", row.record_id, reason, remedy))
    if faults:
        raise StartListRefused(faults)


def _state_parties(parties: PartyBook, companions: Companions, day: date) -> list[Difference]:
    said = [(row.name, parties.organisation(row, day)) for row in companions.organisations]
    said += [(row.brand, parties.maker(row, day)) for row in companions.makers]
    parties.aliases(companions.aliases)
    return [Difference(stated.step, f"partij {name}", "") for name, stated in said if _moves(stated.step)]


def _state_concessions(
    concessions: ConcessionBook, start_list: StartList, region: str, day: date
) -> list[Difference]:
    said = [(row.name, concessions.state(row, region, day)) for row in start_list.concessions]
    return [Difference(stated.step, f"concessie {name}", "") for name, stated in said if _moves(stated.step)]


def _state_batches(fleet: FleetBook, start_list: StartList, day: date) -> list[Difference]:
    differences = []
    for row in start_list.rows:
        said = variant_of(row)
        stated = fleet.state(row.record_id, row.concession.key, said, _batch_values(row), day)
        if row.concession.operator:
            fleet.deploy(deployment_key(row), row.concession.key, said, row.concession.operator)
        if _moves(stated.step):
            became = _became(stated.before, row) if stated.step is Step.CHANGED else _buses(row)
            differences.append(Difference(stated.step, f"wagenparkdeel {row.record_id}", became))
    return differences


def _state_controls(controls: ControlBook, companions: Companions, day: date) -> list[Difference]:
    differences = []
    for row in companions.control_totals:
        stated = controls.state(row, day)
        if _moves(stated.step):
            about = f"controletotaal {row.key} {row.metric} {row.as_of}"
            differences.append(Difference(stated.step, about, f"{row.value:g}"))
    return differences


def _withdrawn(fleet: FleetBook, record_id: str, day: date) -> Difference:
    fleet.withdraw(record_id, day)
    return Difference(Step.WITHDRAWN, f"wagenparkdeel {record_id}", "staat niet meer in de lijst")


def _moves(step: Step) -> bool:
    return step is not Step.SAME


def _batch_values(row: StartRow) -> dict[str, Any]:
    return {
        "status": row.status.value,
        "count": row.count.value,
        "circa": row.count.circa,
        "quality": row.quality.value,
        "propulsion": row.propulsion.value if row.propulsion else None,
        "first_year": row.first_year,
        "maker_label": row.maker_label,
        "source": row.source.citation,
        "dated": str(row.source.dated) if row.source.dated else None,
        "note": row.note,
    }


def _buses(row: StartRow) -> str:
    return f"{write_count(row.count, 'nl')} ({word(row.status, 'nl')})"


def _became(before: Mapping[str, Any], row: StartRow) -> str:
    """'aantal 246 wordt 240', for each field that changed."""
    then = Count(before["count"], before["circa"])
    parts = []
    if then != row.count:
        parts.append(f"aantal {write_count(then, 'nl')} wordt {write_count(row.count, 'nl')}")
    if before["status"] != row.status.value:
        parts.append(f"status {word(FleetStatus(before['status']), 'nl')} wordt {word(row.status, 'nl')}")
    now = _batch_values(row)
    watched = {"quality": "hoe zeker", "propulsion": "aandrijving", "first_year": "jaar", "note": "toelichting"}
    parts += [label for name, label in watched.items() if before[name] != now[name]]
    return ", ".join(parts) or "type, fabrikant of bron"


def variant_of(row: StartRow) -> VariantSaid:
    """The vehicle type of a row. A blank, mixed or unnamed model is a type of this record alone:
    one shared 'unknown' type would carry answers from one concession to another."""
    if row.makers and row.model and not _MIXED.search(row.model):
        return VariantSaid(_slug(f"{'-'.join(row.makers)} {row.model}"), row.model, row.makers, shared=True)
    return VariantSaid(row.record_id, row.model, row.makers, shared=False)


def deployment_key(row: StartRow) -> str:
    """Concession, variant and operator, readable: 'zhn.yutong-u15-first-batch.qbuzz'."""
    return f"{row.concession.key}.{variant_of(row).key}.{row.concession.operator}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
