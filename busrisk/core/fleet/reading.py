"""Typed lines become statements about fleet batches: every fault at its place, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from busrisk.core.dutch import read_date, write_date
from busrisk.core.facts import RUNNING, Count, CountQuality, FleetStatus, Source
from busrisk.core.faults import MOST_FAULTS
from busrisk.core.fleet.fields import FleetFault, FleetField, FleetWarning, TypedLine
from busrisk.core.fleet.line import LineReader
from busrisk.core.fleet.statement import BatchStatement, FleetTerms, became, statement_of
from busrisk.core.fleet.values import (
    read_count_or_unknown,
    read_makers,
    read_propulsion,
    read_quality,
    read_status,
    read_text,
    read_year,
    read_yes,
)
from busrisk.core.names import fold, meant, nearest
from busrisk.core.saying import Written, say, written

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
        reader = LineReader(line, terms)
        said = _read(reader)
        _refuse_twice(reader, said.record_id, seen)
        statements.append(said)
        faults += reader.faults
        warnings += reader.warnings
        if len(faults) > MOST_FAULTS:
            remedy = say("Herstel eerst de %(count)s fouten hierboven.", count=MOST_FAULTS)
            faults.append(FleetFault(line.place(None), line.row, None, None, _STOPPED, remedy))
            break
    return FleetRead(tuple(statements), tuple(faults), tuple(warnings))


_STOPPED = say("Het lezen is hier gestopt.")


def _read(reader: LineReader) -> BatchStatement:
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


def _record(reader: LineReader) -> str:
    record = reader.text(FleetField.RECORD) or ""
    if record and record not in reader.terms.records:
        reason = say("Dit kenmerk hoort niet bij %(name)s.", name=reader.terms.concession_name)
        remedy = say("Laat het leeg voor een nieuw wagenparkdeel.")
        reader.fault(FleetField.RECORD, reason, meant(nearest(record, reader.terms.records), remedy))
    return record


def _concession(reader: LineReader) -> str:
    terms, typed = reader.terms, reader.text(FleetField.CONCESSION)
    if typed and fold(typed) not in {fold(terms.concession), fold(terms.concession_name)}:
        reason = say("Deze regel noemt een andere concessie dan %(name)s.", name=terms.concession_name)
        remedy = say("Verwijder de regel, of kies eerst de concessie waar zij bij hoort.")
        reader.fault(FleetField.CONCESSION, reason, remedy)
    return terms.concession


def _refuse_twice(reader: LineReader, record: str, seen: dict[str, TypedLine]) -> None:
    if not record:
        return
    before = seen.setdefault(record, reader.line)
    if before is not reader.line:
        reason = say("Dit kenmerk staat ook op %(place)s.", place=before.place(FleetField.RECORD))
        reader.fault(FleetField.RECORD, reason, say("Geef elk wagenparkdeel één regel."))


# --- Count, certainty and source: what several fields say together ------------------------------------


def _count(reader: LineReader, stood: BatchStatement) -> Count:
    count = reader.take(FleetField.COUNT, read_count_or_unknown, stood.count, Count())
    if not reader.text(FleetField.COUNT) and not reader.is_as_stood(FleetField.COUNT):
        text = say(
            "Het aantal is leeg: het telt als onbekend, nooit als nul. Vul onbekend in als u dat bedoelt."
        )
        reader.warn(FleetField.COUNT, text)
    return count


def _quality(reader: LineReader, count: Count, status: FleetStatus, stood: BatchStatement) -> CountQuality:
    """As stated; else as the count and the state have it. Unknown goes with an unknown count, and only so."""
    stated = reader.take(FleetField.QUALITY, read_quality, None, None)
    if count.value is None:
        return CountQuality.UNKNOWN
    if stated is CountQuality.UNKNOWN:
        remedy = say("Kies een andere waarde, of vul bij het aantal onbekend in.")
        reader.fault(
            FleetField.QUALITY, say("Er staat wel een aantal: %(count)s.", count=count.value), remedy
        )
    if stated is None and reader.is_as_stood(FleetField.QUALITY) and stood.count.value is not None:
        return stood.quality
    return stated or (CountQuality.ORDERED if status is FleetStatus.ON_ORDER else CountQuality.REPORTED)


def _source(reader: LineReader, stood: BatchStatement, said: BatchStatement) -> Source:
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
        remedy = say("Vul het webadres of de vindplaats in, op de regel of voor de hele opgave.")
        reader.fault(FleetField.SOURCE, say("Een opgave heeft altijd een bron."), remedy)
    elif unasked and changes and reader.standing is not None:
        text = say("De opgave verandert en de bron niet. Staat het nieuwe in deze bron?")
        reader.warn(FleetField.SOURCE, text)
    return Source(citation, dated)


def _check(reader: LineReader, said: BatchStatement) -> None:
    day, changed = reader.terms.day, reader.standing is None or bool(became(reader.standing, said))
    if said.status in RUNNING and said.first_year is not None and said.first_year > day.year and changed:
        reason = say(
            "Een bus die op %(day)s rijdt, is niet pas in %(year)s ingestroomd.",
            day=_written(day),
            year=said.first_year,
        )
        remedy = say("Verbeter het jaar, of kies de status besteld.")
        reader.fault(FleetField.FIRST_YEAR, reason, remedy)
    _check_expected(reader, said, changed)
    if said.status in RUNNING and changed and said.source.dated and said.source.dated.first > day:
        text = say("De bron is van na de peildatum %(day)s.", day=_written(day))
        reader.warn(FleetField.DATED, text)


def _check_expected(reader: LineReader, said: BatchStatement, changed: bool) -> None:
    day = reader.terms.day
    if said.status is FleetStatus.ON_ORDER and said.expected and said.expected.last < day:
        text = say(
            "De verwachte levering ligt vóór de peildatum %(day)s. Is er al geleverd?", day=_written(day)
        )
        reader.warn(FleetField.EXPECTED, text)
    if said.status is not FleetStatus.ON_ORDER and said.expected and changed:
        text = say("Er is een verwachte levering bij iets anders dan een bestelling.")
        reader.warn(FleetField.EXPECTED, text)


def _written(day: date) -> Written:
    return written(partial(write_date, day))
