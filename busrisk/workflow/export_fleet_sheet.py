"""Handing out a concession's fleet as a workbook to fill in: journalled as every file that leaves."""

from __future__ import annotations

from typing import BinaryIO

from busrisk.core.facts import BatchFact, ConcessionFact
from busrisk.core.wording import EXERCISE, EXERCISE_EN, MARKING, MARKING_EN, pick
from busrisk.exports.fleet_sheet import FleetSheet, write_fleet_sheet
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Moment, Register

ACT = "export_fleet_sheet"


def export_fleet_sheet(
    register: Register,
    person: Person,
    about: ConcessionFact,
    batches: tuple[BatchFact, ...],
    moment: Moment,
    language: str,
    out: BinaryIO,
    origin: str,
) -> str:
    """Writes the workbook to `out` and returns its name; what cannot be journalled stays here."""
    sheet = FleetSheet(
        concession=about,
        batches=batches,
        day=moment.day,
        marking=pick(language, MARKING, MARKING_EN),
        watermark=pick(language, EXERCISE, EXERCISE_EN) if person.exercise else None,
        language=language,
    )
    write_fleet_sheet(sheet, out)
    with register.writer(person.email, ACT) as writer:
        note(writer, ACT, sheet.file_name, f"done, data version {moment.known}", origin)
    return sheet.file_name
