"""What an operator states of one fleet batch, and how it is typed: for one form and many lines alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from busrisk.core.dates import PartialDate
from busrisk.core.dutch import write_date
from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, Propulsion, Source
from busrisk.core.fleet.fields import FleetField, TypedLine, title
from busrisk.core.names import Names
from busrisk.core.wording import pick, word

UNKNOWN = ("onbekend", "unknown")
YES_NO = {True: ("ja", "yes"), False: ("nee", "no")}
_FORM = TypedLine(MappingProxyType({}))


class BatchSaid(Protocol):
    """What is said of a batch, by a start list, a form or the register."""

    @property
    def record_id(self) -> str: ...
    @property
    def maker_label(self) -> str | None: ...
    @property
    def model(self) -> str | None: ...
    @property
    def propulsion(self) -> Propulsion | None: ...
    @property
    def count(self) -> Count: ...
    @property
    def quality(self) -> CountQuality: ...
    @property
    def status(self) -> FleetStatus: ...
    @property
    def first_year(self) -> int | None: ...
    @property
    def expected(self) -> PartialDate | None: ...
    @property
    def minibus(self) -> bool: ...
    @property
    def source(self) -> Source: ...
    @property
    def note(self) -> str | None: ...


class BatchStated(BatchSaid, Protocol):
    """The same, of makers by key."""

    @property
    def makers(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class BatchStatement:
    """One batch as stated. `record_id` is '' for a new one, until it is stored. `makers` are keys: none where
    the maker is unknown, several where their split is not known; `maker_label` is as typed.
    """

    record_id: str
    concession: str
    makers: tuple[str, ...]
    maker_label: str | None
    model: str | None
    propulsion: Propulsion | None
    count: Count
    quality: CountQuality
    status: FleetStatus
    first_year: int | None
    expected: PartialDate | None
    minibus: bool
    source: Source
    note: str | None
    line: TypedLine = field(default=_FORM, compare=False)

    @property
    def is_new(self) -> bool:
        return not self.record_id


@dataclass(frozen=True)
class FleetTerms:
    """What a statement about one concession's fleet is read against.

    `standing`: the batches that hold on the day, by record. `records`: every record the concession ever had.
    `source`: of the act as a whole; it stands behind each line that changes something and names no other.
    """

    concession: str
    concession_name: str
    day: date
    makers: Names
    standing: Mapping[str, BatchFact]
    records: frozenset[str]
    source: Source | None = None


@dataclass(frozen=True)
class Became:
    """One field that changes, in words: 'aantal', '246', '240'."""

    field: FleetField
    title: str
    before: str
    after: str


def statement_of(fact: BatchFact) -> BatchStatement:
    """What the register says of a batch, as a statement that would change nothing."""
    return BatchStatement(
        record_id=fact.record_id,
        concession=fact.concession,
        makers=tuple(maker.key for maker in fact.makers),
        maker_label=fact.maker_label,
        model=fact.model,
        propulsion=fact.propulsion,
        count=fact.count,
        quality=fact.quality,
        status=fact.status,
        first_year=fact.first_year,
        expected=fact.expected,
        minibus=fact.minibus,
        source=fact.source,
        note=fact.note,
    )


def left_service(fact: BatchFact, source: Source, note: str | None = None) -> BatchStatement:
    """The batch has left service ('uitgestroomd'): what is known of it stays, and so does its history."""
    return replace(
        statement_of(fact), status=FleetStatus.WITHDRAWN, source=source, note=note if note else fact.note
    )


def confirmed(fact: BatchFact, source: Source) -> BatchStatement | None:
    """The batch as its operator confirms it on the day of the source; None where there is nothing to confirm:
    a count or a state that nobody knows stays unknown.
    """
    if fact.count.value is None or fact.status in (FleetStatus.UNKNOWN, FleetStatus.WITHDRAWN):
        return None
    ordered = fact.status is FleetStatus.ON_ORDER
    return replace(
        statement_of(fact),
        status=FleetStatus.ON_ORDER if ordered else FleetStatus.IN_SERVICE,
        quality=CountQuality.ORDERED if ordered else CountQuality.REPORTED,
        source=source,
    )


def typed_of(said: BatchSaid, language: str = "nl") -> Mapping[FleetField, str]:
    """The fields of a form or a sheet as they would be typed to say the same; blank where nothing is said."""
    return {
        FleetField.RECORD: said.record_id,
        FleetField.MAKER: maker_text(said, language),
        FleetField.MODEL: said.model or "",
        FleetField.PROPULSION: _word(said.propulsion, language),
        FleetField.COUNT: count_text(said.count, language),
        FleetField.QUALITY: _word(said.quality, language),
        FleetField.STATUS: _word(said.status, language),
        FleetField.FIRST_YEAR: "" if said.first_year is None else str(said.first_year),
        FleetField.EXPECTED: date_text(said.expected, language),
        FleetField.MINIBUS: pick(language, *YES_NO[said.minibus]),
        FleetField.SOURCE: said.source.citation,
        FleetField.DATED: date_text(said.source.dated, language),
        FleetField.NOTE: said.note or "",
    }


def became(before: BatchSaid, after: BatchSaid, language: str = "nl") -> tuple[Became, ...]:
    """The fields that differ, before and after in words; an unknown is written out."""
    was, now = typed_of(before, language), typed_of(after, language)
    return tuple(
        Became(each, title(each, language), was[each] or "–", now[each] or "–")
        for each in was
        if each is not FleetField.RECORD and was[each] != now[each]
    )


def maker_text(said: BatchSaid, language: str) -> str:
    if said.maker_label:
        return said.maker_label
    makers: tuple[object, ...] = getattr(said, "makers", ())
    names = (maker if isinstance(maker, str) else getattr(maker, "name", "") for maker in makers)
    return " + ".join(names) or pick(language, *UNKNOWN)


def count_text(count: Count, language: str) -> str:
    """'319', 'ca. 319' or 'onbekend': as it is typed, without thousands separators."""
    if count.value is None:
        return pick(language, *UNKNOWN)
    return f"{'ca. ' if count.circa else ''}{count.value}"


def date_text(day: PartialDate | None, language: str) -> str:
    """'13-12-2020', '2020-12' or '2020'; English '2020-12-13'."""
    if day is None:
        return ""
    return write_date(day, language) if day.is_whole_day else day.text


def _word(value: StrEnum | None, language: str) -> str:
    return word(value, language) if value is not None else ""
