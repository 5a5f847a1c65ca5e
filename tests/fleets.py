"""A fleet as an operator states it: typed, read and stored on a real register."""

from __future__ import annotations

from datetime import date
from typing import Any

from busrisk.access.policy import Role
from busrisk.access.scope import Scope, scope_of
from busrisk.core.facts import Source
from busrisk.core.fleet.fields import FleetField, TypedLine
from busrisk.core.fleet.paste import pasted_cells, typed_lines
from busrisk.core.fleet.reading import FleetRead, read_statements
from busrisk.core.fleet.statement import FleetTerms, typed_of
from busrisk.register.session import Register
from busrisk.register.stated_fleet import fleet_terms
from busrisk.workflow.fleet_report import FleetReport
from busrisk.workflow.state_fleet import state_fleet
from tests.databases import NOW

TODAY = NOW.date()
EBS, QBUZZ = scope_of(Role.OPERATOR, "nl", "ebs"), scope_of(Role.OPERATOR, "nl", "qbuzz")
OWN = Source("Opgave van EBS")


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
    scope = options.pop("scope", EBS)
    return state_fleet(register, scope, "tester", about.concession, read.statements, about.day, **options)
