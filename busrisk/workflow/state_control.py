"""Stating, correcting and withdrawing a published total: an act somebody answers for."""

from __future__ import annotations

from busrisk.core.facts import ControlFact
from busrisk.core.files.companions import ControlRow
from busrisk.core.national.control_entry import identity_of
from busrisk.register.claims import Step
from busrisk.register.controls import ControlBook, control_totals
from busrisk.register.journal import note
from busrisk.register.parties import PartyBook
from busrisk.register.people import Person
from busrisk.register.session import Register, Writer

ACT, UNDO = "state_control", "withdraw_control"


class ControlChangedSince(Exception):
    """Somebody else changed or withdrew the total after the page was opened; nothing was stored."""

    def __init__(self, now: ControlFact | None) -> None:
        self.now = now
        super().__init__("no longer there" if now is None else f"now {now.value:g}")


def state_control(
    register: Register, person: Person, row: ControlRow, before: ControlFact | None, origin: str
) -> Step:
    """Stores a total of the person's region; `before` is what it corrects, as the person saw it, None
    for a new one.

    Raises ControlChangedSince.
    """
    with register.writer(person.email, ACT) as writer:
        _check(writer, person, row, before)
        book = _book(writer, person)
        stated = book.state(row)
        book.flush()
        about = f"{row.as_of} {row.dimension} {row.key} {row.metric}, {row.source}"
        if writer.has_changed:
            note(writer, ACT, about, f"{stated.step}: {row.value:g}", origin)
    return stated.step


def withdraw_control(
    register: Register, person: Person, before: ControlFact, reason: str, origin: str
) -> Step:
    """From now on the total is not known; what was known before stays so. Raises ControlChangedSince."""
    with register.writer(person.email, UNDO) as writer:
        _check(writer, person, before, before)
        book = _book(writer, person)
        done = book.withdraw(before)
        book.flush()
        about = f"{before.as_of} {before.dimension} {before.key} {before.metric}, {before.source}"
        note(writer, UNDO, about, f"{done.step}: {before.value:g}; {reason}", origin)
    return done.step


def _book(writer: Writer, person: Person) -> ControlBook:
    return ControlBook(writer, PartyBook(writer).sources, person.scope.region)


def _check(
    writer: Writer, person: Person, about: ControlFact | ControlRow, before: ControlFact | None
) -> None:
    """A new total (`before` None) may not stand yet; another stands as it was seen."""
    moment = writer.moment(about.as_of.first)
    same = [
        each
        for each in control_totals(person.scope, writer, moment)
        if identity_of(each) == identity_of(about)
    ]
    now = same[0] if same else None
    if before is None and now and (now.value, now.is_estimate, now.note) == _figure(about):
        return
    if now != before:
        raise ControlChangedSince(now)


def _figure(about: ControlFact | ControlRow) -> tuple[float, bool, str | None]:
    return about.value, about.is_estimate, about.note
