"""One typed line while it is read: each field against what stood, every fault at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from busrisk.core.dutch import ValueRefused
from busrisk.core.facts import BatchFact
from busrisk.core.fleet.fields import FleetFault, FleetField, FleetWarning, TypedLine
from busrisk.core.fleet.statement import FleetTerms, typed_of
from busrisk.core.fleet.values import clean, refuse_text

T = TypeVar("T")


@dataclass
class LineReader:
    line: TypedLine
    terms: FleetTerms
    faults: list[FleetFault] = field(default_factory=list)
    warnings: list[FleetWarning] = field(default_factory=list)
    standing: BatchFact | None = None

    def __post_init__(self) -> None:
        record = self.text(FleetField.RECORD)
        self.standing = self.terms.standing.get(record) if record else None
        stood = self.standing
        self._shown = (typed_of(stood), typed_of(stood, "en")) if stood else ()

    def fault(self, of: FleetField, reason: str, remedy: str) -> None:
        value = self.line.typed.get(of)
        self.faults.append(FleetFault(self.line.place(of), self.line.row, of, value, reason, remedy))

    def warn(self, of: FleetField, text: str) -> None:
        self.warnings.append(FleetWarning(text, self.line.place(of), self.line.row, of))

    def text(self, of: FleetField) -> str | None:
        """The field NFC and trimmed; lines are kept in a note alone. None where it was not asked."""
        typed = self.line.typed.get(of)
        return None if typed is None else clean(typed, keeps_lines=of is FleetField.NOTE)

    def is_as_stood(self, of: FleetField) -> bool:
        """Whether the field was not asked, or says what the register would show."""
        if self.standing is None:
            return False
        text = self.text(of)
        keeps = of is FleetField.NOTE
        return text is None or any(text == clean(shown[of], keeps) for shown in self._shown if of in shown)

    def take(self, of: FleetField, read: Callable[[str], T], stood: T, blank: T) -> T:
        """What `read` makes of the field; `stood` where that is what it says, `blank` at a fault."""
        if self.is_as_stood(of):
            return stood
        text = self.text(of) or ""
        try:
            refuse_text(of, text)
            return read(text)
        except ValueRefused as refused:
            self.fault(of, refused.reason, refused.remedy)
            return blank
