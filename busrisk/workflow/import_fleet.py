"""Importing a start list with its companions: checked whole, shown as differences, stored all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from busrisk.access.regions import NETHERLANDS, Region
from busrisk.access.scope import national
from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files.companion_files import COMPANIONS, read_companions
from busrisk.core.files.companions import Companions
from busrisk.core.files.csv_bytes import MOST_BYTES
from busrisk.core.files.start_list import StartList, read_start_list
from busrisk.register.claims import Step
from busrisk.register.concessions import ConcessionBook, ensure_region
from busrisk.register.controls import ControlBook
from busrisk.register.deployed import fill_deployments
from busrisk.register.fleet_book import FleetBook
from busrisk.register.journal import note
from busrisk.register.parties import PartyBook
from busrisk.register.session import Register, Writer
from busrisk.workflow.differences import Difference, ImportReport, batch_difference, batch_values
from busrisk.workflow.rescore import rescore
from busrisk.workflow.variants import variant_of

__all__ = ["COMPANIONS", "DEFAULT_PEILDATUM", "StartFiles", "import_fleet", "read_files"]

DEFAULT_PEILDATUM = date(2026, 1, 1)


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
        data = _most_of(path)
        beside = {name: path.parent / name for name in COMPANIONS}
        files = {name: _most_of(own if own.is_file() else shipped / name) for name, own in beside.items()}
    except OSError as refusal:
        reason = f"Het bestand kan niet worden gelezen ({refusal.strerror})."
        remedy = "Controleer de naam en of u het bestand mag lezen."
        raise StartListRefused([Fault(str(path), None, None, None, reason, remedy)]) from refusal
    return StartFiles(data, str(path), files)


def _most_of(path: Path) -> bytes:
    """As much as is ever taken in, and one byte more by which a larger file is refused."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


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
            differences, absent, touched = state_list(
                writer, files.name, companions, start_list, region, peildatum, whole_list
            )
            rescored = rescore(national(region.code), writer, peildatum, touched)
            if writer.has_changed:
                note(writer, "import_fleet", Path(files.name).name, f"{len(differences)} changes")
            stored = writer.has_changed and not dry_run
            report = ImportReport(len(start_list.rows), differences, absent, rescored, stored)
            if dry_run:
                raise _Rehearsed(report)
    except _Rehearsed as rehearsed:
        return rehearsed.report
    return report


def state_list(
    writer: Writer,
    file: str,
    companions: Companions,
    start_list: StartList,
    region: Region,
    day: date,
    whole_list: bool = False,
) -> tuple[tuple[Difference, ...], tuple[str, ...], frozenset[str]]:
    """Writes what was read, unscored: what changed, the records left out, the deployments to score again.

    For an act that has more to write before it scores. Raises StartListRefused.
    """
    ensure_region(writer, region)
    parties = PartyBook(writer)
    concessions = ConcessionBook(writer, parties.numbers)
    fleet = FleetBook(writer, parties.numbers, parties.sources, concessions.numbers)
    controls = ControlBook(writer, parties.sources, region.code)
    before = fleet.standing(region.code, day)
    _refuse_moved(file, start_list, region, fleet, concessions)
    _refuse_invented(companions, region)
    differences = [
        *_state_parties(parties, companions, day),
        *_state_concessions(concessions, start_list, region.code, day),
        *_state_batches(fleet, start_list, day),
        *_state_controls(controls, companions),
    ]
    absent = tuple(sorted(before - {row.record_id for row in start_list.rows}))
    if whole_list:
        differences += [_withdrawn(fleet, record_id, day) for record_id in absent]
    for book in (parties, concessions, fleet, controls):
        book.flush()
    named = {row.concession.key for row in start_list.rows}
    concession_of = fleet.concession_by_record() if whole_list else {}
    emptied = {concession_of[record_id] for record_id in absent if whole_list}
    return tuple(differences), absent, fill_deployments(writer, named | emptied)


def _refuse_moved(
    file: str, start_list: StartList, region: Region, fleet: FleetBook, concessions: ConcessionBook
) -> None:
    """A record belongs to one concession for good, a concession to one region: what moves gets a new key."""
    faults = []
    concession_of, region_of = fleet.concession_by_record(), concessions.region_by_key()
    for row in start_list.rows:
        known = concession_of.get(row.record_id)
        if known not in (None, row.concession.key):
            reason = f"Deze record_id hoort in het register bij concessie {known}."
            remedy = "Geef de regel een nieuwe record_id; de oude blijft als geschiedenis bestaan."
            faults.append(Fault(file, row.line, "record_id", row.record_id, reason, remedy))
        elif region_of.get(row.concession.key, region.code) != region.code:
            reason = f"Deze concessie hoort in het register bij regio {region_of[row.concession.key]}."
            remedy = "Geef de concessie een eigen concession_id."
            faults.append(Fault(file, row.line, "concession_id", row.concession.key, reason, remedy))
    if faults:
        raise StartListRefused(faults)


def _refuse_invented(companions: Companions, region: Region) -> None:
    """Organisations and makers of the exercise (country XX, which no country has) stay in the exercise."""
    if region.fictional:
        return
    named = [
        ("organisations.csv", row.line, row.key) for row in companions.organisations if row.country == "XX"
    ]
    named += [("manufacturers.csv", row.line, row.key) for row in companions.makers if row.hq_country == "XX"]
    reason = "Dit is een verzonnen partij (land XX) uit een oefening."
    remedy = "Lees oefengegevens niet in een echt register in; start de oefening met --exercise."
    if named:
        raise StartListRefused(
            [Fault(file, line, "country", key, reason, remedy) for file, line, key in named]
        )


def _state_parties(parties: PartyBook, companions: Companions, day: date) -> list[Difference]:
    said = [(row.name, parties.organisation(row, day)) for row in companions.organisations]
    said += [(row.brand, parties.maker(row, day)) for row in companions.makers]
    named = [Difference(Step.NEW, f"naam {name}") for name in parties.aliases(companions.aliases)]
    return [Difference(stated.step, f"partij {name}") for name, stated in said if _moves(stated.step)] + named


def _state_concessions(
    concessions: ConcessionBook, start_list: StartList, region: str, day: date
) -> list[Difference]:
    concessions.numbers.make({row.key: (region,) for row in start_list.concessions}, "region")
    said = [(row.name, concessions.state(row, region, day)) for row in start_list.concessions]
    return [Difference(stated.step, f"concessie {name}") for name, stated in said if _moves(stated.step)]


def _state_batches(fleet: FleetBook, start_list: StartList, day: date) -> list[Difference]:
    differences = []
    rows = [(row, variant_of(row)) for row in start_list.rows]
    fleet.introduce((row.record_id, row.concession.key, said, row.source.citation) for row, said in rows)
    for row, said in rows:
        stated = fleet.state(row.record_id, row.concession.key, said, batch_values(row), day)
        if _moves(stated.step):
            differences.append(batch_difference(stated, row))
    return differences


def _state_controls(controls: ControlBook, companions: Companions) -> list[Difference]:
    differences = []
    for row in companions.control_totals:
        stated = controls.state(row)
        if _moves(stated.step):
            about = f"controletotaal {row.key} {row.metric} {row.as_of}"
            differences.append(Difference(stated.step, about, f"{row.value:g}"))
    return differences


def _withdrawn(fleet: FleetBook, record_id: str, day: date) -> Difference:
    fleet.withdraw(record_id, day)
    return Difference(Step.WITHDRAWN, f"wagenparkdeel {record_id}", "staat niet meer in de lijst")


def _moves(step: Step) -> bool:
    return step is not Step.SAME
