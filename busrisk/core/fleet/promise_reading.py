"""A promised fleet as it is typed: line by line, every fault at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from busrisk.core.dutch import ValueRefused, read_date
from busrisk.core.facts import Count, Source
from busrisk.core.faults import MOST_FAULTS
from busrisk.core.fleet.fields import FleetFault, FleetField, TypedLine
from busrisk.core.fleet.promise import PromiseSaid
from busrisk.core.fleet.values import clean, read_count_or_unknown, read_makers, read_text, refuse_text
from busrisk.core.names import Names
from busrisk.core.saying import say

T = TypeVar("T")


@dataclass(frozen=True)
class PromiseRead:
    said: tuple[PromiseSaid, ...]
    faults: tuple[FleetFault, ...]


def read_promise(lines: Iterable[TypedLine], makers: Names, source: Source | None) -> PromiseRead:
    """The lines of a promise: maker, model, count, source and its date. Raises nothing.

    `source` stands behind each line that names no other; with faults the lines hold stand-ins.
    """
    said: list[PromiseSaid] = []
    faults: list[FleetFault] = []
    for line in lines:
        reader = _PromiseReader(line)
        nobody: tuple[tuple[str, ...], str | None] = ((), None)
        keys, label = reader.take(FleetField.MAKER, lambda text: read_makers(text, makers), nobody)
        model = reader.take(FleetField.MODEL, read_text, None)
        count = reader.take(FleetField.COUNT, read_count_or_unknown, Count())
        said.append(PromiseSaid(keys, label, model, count, _source(reader, source)))
        faults += reader.faults
        if len(faults) > MOST_FAULTS:
            break
    return PromiseRead(tuple(said), tuple(faults))


@dataclass
class _PromiseReader:
    line: TypedLine
    faults: list[FleetFault] = field(default_factory=list)

    def take(self, of: FleetField, read: Callable[[str], T], stand_in: T) -> T:
        text = clean(self.line.typed.get(of, ""))
        try:
            refuse_text(of, text)
            return read(text)
        except ValueRefused as refused:
            self.fault(of, text, refused.reason, refused.remedy)
            return stand_in

    def fault(self, of: FleetField, text: str, reason: str, remedy: str) -> None:
        self.faults.append(FleetFault(self.line.place(of), self.line.row, of, text, reason, remedy))


def _source(reader: _PromiseReader, whole: Source | None) -> Source:
    citation = reader.take(FleetField.SOURCE, read_text, None)
    dated = reader.take(FleetField.DATED, read_date, None)
    if citation is None and whole is not None:
        return Source(whole.citation, dated or whole.dated)
    if citation is None:
        remedy = say("Vul de vindplaats in, op de regel of voor de hele opgave.")
        reader.fault(FleetField.SOURCE, "", say("Een toezegging heeft altijd een bron."), remedy)
    return Source(citation or "", dated)
