"""Typed lines become statements about fleet batches: every fault at its place, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from busrisk.core.dutch import ValueRefused, read_date, write_date
from busrisk.core.facts import RUNNING, BatchFact, Count, CountQuality, FleetStatus, Source
from busrisk.core.faults import MOST_FAULTS
from busrisk.core.fleet_fields import FleetFault, FleetField, FleetWarning, TypedLine
from busrisk.core.fleet_statement import BatchStatement, FleetTerms, became, statement_of, typed_of
from busrisk.core.fleet_values import (
    clean,
    read_count_or_unknown,
    read_makers,
    read_propulsion,
    read_quality,
    read_status,
    read_text,
    read_year,
    read_yes,
    refuse_text,
)
from busrisk.core.names import fold, nearest

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

_SOURCE_FIELDS = {FleetField.SOURCE, FleetField.DATED}


@dataclass(frozen=True)
class FleetRead:
    """What was read; with faults the statements hold stand-ins and may not be stored."""

    statements: tuple[BatchStatement, ...]
    faults: tuple[FleetFault, ...]
    warnings: tuple[FleetWarning, ...]


def read_statements(lines: Iterable[TypedLine], terms: FleetTerms) -> FleetRead:
    """Every line read to its end. Raises nothing: what is wrong is returned, at its place."""
    statements, faults, warnings = [], [], []
    seen: dict[str, TypedLine] = {}
    for line in lines:
        reader = _LineReader(line, terms)
        said = _read(reader)
        _refuse_twice(reader, said.record_id, seen)
        statements.append(said)
        faults += reader.faults
        warnings += reader.warnings
        if len(faults) > MOST_FAULTS:
            remedy = f"Herstel eerst de {MOST_FAULTS} fouten hierboven."
            faults.append(FleetFault(line.place(None), line.row, None, None, _STOPPED, remedy))
            break
    return FleetRead(tuple(statements), tuple(faults), tuple(warnings))


_STOPPED = "Het lezen is hier gestopt."


@dataclass
class _LineReader:
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


def _read(reader: _LineReader) -> BatchStatement:
    stood = statement_of(reader.standing) if reader.standing else _blank(reader.terms)
    makers, label = reader.take(
        FleetField.MAKER,
        lambda text: read_makers(text, reader.terms.makers),
        (stood.makers, stood.maker_label),
        ((), None),
    )
    count = _count(reader, stood)
    status = reader.take(FleetField.STATUS, read_status, stood.status, FleetStatus.UNKNOWN)
    said = BatchStatement(
        record_id=_record(reader),
        concession=_concession(reader),
        makers=makers,
        maker_label=label,
        model=reader.take(FleetField.MODEL, read_text, stood.model, None),
        propulsion=reader.take(FleetField.PROPULSION, read_propulsion, stood.propulsion, None),
        count=count,
        quality=_quality(reader, count, status, stood),
        status=status,
        first_year=reader.take(FleetField.FIRST_YEAR, read_year, stood.first_year, None),
        expected=reader.take(FleetField.EXPECTED, read_date, stood.expected, None),
        minibus=reader.take(FleetField.MINIBUS, read_yes, stood.minibus, False),
        source=stood.source,
        note=reader.take(FleetField.NOTE, read_text, stood.note, None),
        line=reader.line,
    )
    said = replace(said, source=_source(reader, stood, said))
    _check(reader, said)
    return said


def _blank(terms: FleetTerms) -> BatchStatement:
    """What stands before a new batch is stated."""
    return BatchStatement(
        record_id="",
        concession=terms.concession,
        makers=(),
        maker_label=None,
        model=None,
        propulsion=None,
        count=Count(),
        quality=CountQuality.UNKNOWN,
        status=FleetStatus.UNKNOWN,
        first_year=None,
        expected=None,
        minibus=False,
        source=terms.source or Source(""),
        note=None,
    )


# --- Which batch -----------------------------------------------------------------------------------


def _record(reader: _LineReader) -> str:
    record = reader.text(FleetField.RECORD) or ""
    if record and record not in reader.terms.records:
        like = nearest(record, reader.terms.records)
        meant = f"Bedoelt u {like}? " if like else ""
        reason = f"Dit kenmerk hoort niet bij {reader.terms.concession_name}."
        reader.fault(FleetField.RECORD, reason, f"{meant}Laat het leeg voor een nieuw wagenparkdeel.")
    return record


def _concession(reader: _LineReader) -> str:
    terms, typed = reader.terms, reader.text(FleetField.CONCESSION)
    if typed and fold(typed) not in {fold(terms.concession), fold(terms.concession_name)}:
        reason = f"Deze regel noemt een andere concessie dan {terms.concession_name}."
        remedy = "Verwijder de regel, of kies eerst de concessie waar zij bij hoort."
        reader.fault(FleetField.CONCESSION, reason, remedy)
    return terms.concession


def _refuse_twice(reader: _LineReader, record: str, seen: dict[str, TypedLine]) -> None:
    if not record:
        return
    before = seen.setdefault(record, reader.line)
    if before is not reader.line:
        reason = f"Dit kenmerk staat ook op {before.place(FleetField.RECORD)}."
        reader.fault(FleetField.RECORD, reason, "Geef elk wagenparkdeel één regel.")


# --- Count, certainty and source: what several fields say together ------------------------------------


def _count(reader: _LineReader, stood: BatchStatement) -> Count:
    count = reader.take(FleetField.COUNT, read_count_or_unknown, stood.count, Count())
    if not reader.text(FleetField.COUNT) and not reader.is_as_stood(FleetField.COUNT):
        text = "Het aantal is leeg: het telt als onbekend, nooit als nul. Vul onbekend in als u dat bedoelt."
        reader.warn(FleetField.COUNT, text)
    return count


def _quality(reader: _LineReader, count: Count, status: FleetStatus, stood: BatchStatement) -> CountQuality:
    """As stated; else as the count and the state have it. Unknown goes with an unknown count, and only so."""
    stated = reader.take(FleetField.QUALITY, read_quality, None, None)
    if count.value is None:
        return CountQuality.UNKNOWN
    if stated is CountQuality.UNKNOWN:
        remedy = "Kies een andere waarde, of vul bij het aantal onbekend in."
        reader.fault(FleetField.QUALITY, f"Er staat wel een aantal: {count.value}.", remedy)
    if stated is None and reader.is_as_stood(FleetField.QUALITY) and stood.count.value is not None:
        return stood.quality
    return stated or (CountQuality.ORDERED if status is FleetStatus.ON_ORDER else CountQuality.REPORTED)


def _source(reader: _LineReader, stood: BatchStatement, said: BatchStatement) -> Source:
    """A line that changes something rests on its own source, else on that of the whole act."""
    whole = reader.terms.source
    unasked = all(reader.is_as_stood(each) or not reader.text(each) for each in _SOURCE_FIELDS)
    changes = bool(became(stood, said))
    if unasked and whole and whole.citation and (changes or reader.standing is None):
        return whole
    citation = reader.take(FleetField.SOURCE, str, stood.source.citation, "")
    dated = reader.take(FleetField.DATED, read_date, stood.source.dated, None)
    at_fault = any(fault.field in _SOURCE_FIELDS for fault in reader.faults)
    if not citation and not at_fault:
        remedy = "Vul het webadres of de vindplaats in, op de regel of voor de hele opgave."
        reader.fault(FleetField.SOURCE, "Een opgave heeft altijd een bron.", remedy)
    elif unasked and changes and reader.standing is not None:
        reader.warn(FleetField.SOURCE, "De opgave verandert en de bron niet. Staat het nieuwe in deze bron?")
    return Source(citation, dated)


def _check(reader: _LineReader, said: BatchStatement) -> None:
    day, changed = reader.terms.day, reader.standing is None or bool(became(reader.standing, said))
    if said.status in RUNNING and said.first_year is not None and said.first_year > day.year and changed:
        reason = (
            f"Een bus die op {write_date(day, 'nl')} rijdt, is niet pas in {said.first_year} ingestroomd."
        )
        reader.fault(FleetField.FIRST_YEAR, reason, "Verbeter het jaar, of kies de status besteld.")
    if said.status is FleetStatus.ON_ORDER and said.expected and said.expected.last < day:
        text = f"De verwachte levering ligt vóór de peildatum {write_date(day, 'nl')}. Is er al geleverd?"
        reader.warn(FleetField.EXPECTED, text)
    if said.status is not FleetStatus.ON_ORDER and said.expected and changed:
        reader.warn(FleetField.EXPECTED, "Er is een verwachte levering bij iets anders dan een bestelling.")
    if said.status in RUNNING and changed and said.source.dated and said.source.dated.first > day:
        text = f"De bron is van na de peildatum {write_date(day, 'nl')}."
        reader.warn(FleetField.DATED, text)
