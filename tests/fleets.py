"""A fleet as an operator states it: typed, read and stored on a real register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from busrisk.access.policy import Role
from busrisk.access.scope import Scope, scope_of
from busrisk.core.facts import PartyRef, Source
from busrisk.core.fleet.fields import FleetField, TypedLine
from busrisk.core.fleet.paste import pasted_cells, typed_lines
from busrisk.core.fleet.promise import PromiseSaid
from busrisk.core.fleet.reading import FleetRead, read_statements
from busrisk.core.fleet.statement import FleetTerms, typed_of
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.register.stated_fleet import fleet_terms
from busrisk.workflow.fleet_report import FleetReport
from busrisk.workflow.state_fleet import state_fleet
from busrisk.workflow.state_promise import PromiseReport, state_promise
from tests.databases import NOW

TODAY = NOW.date()
EBS, QBUZZ = scope_of(Role.OPERATOR, "nl", "ebs"), scope_of(Role.OPERATOR, "nl", "qbuzz")
OWN = Source("Opgave van EBS")


def speaker(scope: Scope, email: str = "tester") -> Person:
    """Somebody who reaches exactly this scope."""
    organisation = next((PartyRef(key, key) for key in scope.parties), None)
    assert scope.role is not None
    return Person(1, email, email, scope.role, scope.region, "", "", organisation, False, 0, False)


def stored_promise(
    register: Register, who: Person, concession: str, said: Sequence[PromiseSaid], day: date
) -> PromiseReport:
    """Looked at first, then stored as it was looked at."""
    seal = state_promise(register, who, concession, said, day, "", "").seal
    return state_promise(register, who, concession, said, day, seal, "")


def terms(
    register: Register,
    scope: Scope = EBS,
    concession: str = "ijv",
    day: date = TODAY,
    source: Source | None = OWN,
) -> FleetTerms:
    with register.reader() as reader:
        return fleet_terms(scope, reader, day, TODAY, concession, source)


def form(terms: FleetTerms, record: str = "", /, **fields: str) -> TypedLine:
    """One form: filled in as the register shows the record, with other text in these fields."""
    shown = dict(typed_of(terms.standing[record])) if record else {}
    return TypedLine(shown | {FleetField(name): text for name, text in fields.items()})


def read_paste(text: str, terms: FleetTerms) -> FleetRead:
    """What is read of pasted text, its faults before those of its fields."""
    lines = typed_lines(pasted_cells(text))
    read = read_statements(lines.lines, terms)
    return FleetRead(read.statements, lines.faults + read.faults, read.warnings)


def state(register: Register, *lines: TypedLine, about: FleetTerms, **options: Any) -> FleetReport:
    """Reads the lines and stores them; a fault fails the test."""
    read = read_statements(lines, about)
    assert not read.faults, [fault.sentence for fault in read.faults]
    who = speaker(options.pop("scope", EBS))
    return state_fleet(register, who, about.concession, read.statements, about.day, "", **options)
