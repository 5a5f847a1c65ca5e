"""Stating who stands behind the buses of a concession: one act, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.providers import ProviderBook, ProviderSaid, deployments_to_state
from busrisk.register.session import Moment, Register
from busrisk.register.stated_fleet import concession_to_state

ACT = "state_providers"


def state_providers(
    register: Register,
    person: Person,
    concession_key: str,
    said: Mapping[str, Sequence[ProviderSaid]],
    citation: str,
    day: date,
    origin: str,
) -> int:
    """From `day` on these parties stand behind these deployments (by key). Returns how many roles changed.

    Raises NotInRegister for a concession or deployment that is absent or not the person's to state, and
    FleetRefused for a day on which it was not.
    """
    with register.writer(person.email, ACT) as writer:
        concession_to_state(person.scope, writer, day, writer.now.date(), concession_key)
        there = deployments_to_state(person.scope, writer, Moment(day, writer.version), concession_key)
        book, changed = ProviderBook(writer), 0
        for key, roles in said.items():
            if key not in there:
                raise NotInRegister(key)
            stated = [book.state(key, role, citation, day) for role in roles]
            changed += sum(1 for each in stated if each.step is not Step.SAME)
        book.flush()
        if changed:
            note(writer, ACT, concession_key, f"{changed} roles", origin)
    return changed
