"""Stating how many buses a concession cannot do without."""

from __future__ import annotations

from datetime import date

from busrisk.core.fleet.need import NeedStatement
from busrisk.register.claims import Step
from busrisk.register.journal import note
from busrisk.register.needs import NeedBook
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.register.stated_fleet import concession_to_state

ACT = "state_need"


def state_need(
    register: Register, person: Person, concession_key: str, said: NeedStatement, day: date, origin: str
) -> Step:
    """From `day` on the concession needs this, on the word of its source.

    Raises NotInRegister, and FleetRefused for the day. Service loss is computed on reading, so nothing is
    scored anew.
    """
    with register.writer(person.email, ACT) as writer:
        concession_to_state(person.scope, writer, day, writer.now.date(), concession_key)
        book = NeedBook(writer)
        stated = book.state(concession_key, said, day)
        book.flush()
        if writer.has_changed:
            pvr, spares = said.need.pvr, said.need.spares
            note(writer, ACT, concession_key, f"{stated.step}: pvr {pvr}, spares {spares}", origin)
    return stated.step
