"""Stating how many buses a concession cannot do without."""

from __future__ import annotations

from datetime import date

from busrisk.core.fleet.need import NeedStatement
from busrisk.register.claims import Step
from busrisk.register.journal import note
from busrisk.register.needs import NeedBook, needs
from busrisk.register.people import Person
from busrisk.register.session import Moment, Register, Writer
from busrisk.register.stated_fleet import concession_to_state
from busrisk.workflow.stale import refuse_stale

ACT = "state_need"


def state_need(
    register: Register,
    person: Person,
    concession_key: str,
    said: NeedStatement,
    day: date,
    origin: str,
    seen: int | None = None,
) -> Step:
    """From `day` on the concession needs this, on the word of its source.

    Raises NotInRegister, FleetRefused for the day, and ChangedSince where another stated it after the
    version that was `seen`. Service loss is computed on reading, so nothing is
    scored anew.
    """
    with register.writer(person.email, ACT) as writer:
        concession_to_state(person.scope, writer, day, writer.now.date(), concession_key)
        if seen is not None:
            _refuse_stale(writer, person, concession_key, {day, writer.now.date()}, seen)
        book = NeedBook(writer)
        stated = book.state(concession_key, said, day)
        book.flush()
        if writer.has_changed:
            pvr, spares = said.need.pvr, said.need.spares
            note(writer, ACT, concession_key, f"{stated.step}: pvr {pvr}, spares {spares}", origin)
    return stated.step


def _refuse_stale(writer: Writer, person: Person, concession_key: str, days: set[date], seen: int) -> None:
    for day in sorted(days):
        then, now = (
            needs(person.scope, writer, Moment(day, version), concession_key)
            for version in (seen, writer.version)
        )
        refuse_stale(then, now)
