"""Stating who stands behind the buses of a concession: one act, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.providers import (
    ProviderBook,
    ProviderSaid,
    StatedProvider,
    deployments_to_state,
    stated_providers,
)
from busrisk.register.session import Moment, Register, Writer
from busrisk.register.stated_fleet import concession_to_state
from busrisk.workflow.stale import refuse_stale

ACT = "state_providers"


def state_providers(
    register: Register,
    person: Person,
    concession_key: str,
    said: Mapping[str, Sequence[ProviderSaid]],
    citation: str,
    day: date,
    origin: str,
    seen: int | None = None,
) -> int:
    """From `day` on these parties stand behind these deployments (by key). Returns how many roles changed.
    What stands so on that day is left as it was stated.

    Raises NotInRegister for a concession or deployment that is absent or not the person's to state, and
    FleetRefused for a day on which it was not, and ChangedSince where another
    stated it after the version `seen`.
    """
    with register.writer(person.email, ACT) as writer:
        concession_to_state(person.scope, writer, day, writer.now.date(), concession_key)
        there = deployments_to_state(person.scope, writer, Moment(day, writer.version), concession_key)
        if seen is not None:
            _refuse_stale(writer, person, concession_key, {day, writer.now.date()}, seen)
        stood = stated_providers(person.scope, writer, Moment(day, writer.version), concession_key)
        book, changed = ProviderBook(writer), 0
        for key, roles in said.items():
            if key not in there:
                raise NotInRegister(key)
            stated = [book.state(key, role, citation, day) for role in differing(stood.get(key, ()), roles)]
            changed += sum(1 for each in stated if each.step is not Step.SAME)
        book.flush()
        if changed:
            note(writer, ACT, concession_key, f"{changed} roles", origin)
    return changed


def differing(stood: Sequence[StatedProvider], said: Sequence[ProviderSaid]) -> tuple[ProviderSaid, ...]:
    """What of `said` is something else than what stood for one deployment."""
    before = {each.provider.role: _as_said(each) for each in stood}
    return tuple(each for each in said if each != before.get(each.role, ProviderSaid(each.role)))


def _as_said(stood: StatedProvider) -> ProviderSaid:
    actor = stood.provider.actor
    return ProviderSaid(stood.provider.role, actor.name if actor else None, stood.provider.none)


def _refuse_stale(writer: Writer, person: Person, concession_key: str, days: set[date], seen: int) -> None:
    for day in sorted(days):
        then, now = (
            stated_providers(person.scope, writer, Moment(day, version), concession_key)
            for version in (seen, writer.version)
        )
        refuse_stale(then, now)
