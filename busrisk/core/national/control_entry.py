"""A control total as somebody types it: read strictly, each field with what is wrong and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused
from busrisk.core.facts import ControlFact
from busrisk.core.files.companions import MANUFACTURER, ControlRow
from busrisk.core.saying import say

WHAT, MAKER, AS_OF, VALUE, SOURCE, NOTE = "grootheid", "fabrikant", "stand", "waarde", "bron", "toelichting"
LONGEST = 500  # characters of a source or an explanation
PERCENT = "percent"
T = TypeVar("T")


class What(StrEnum):
    """What a total may be entered of."""

    ZERO_EMISSION = "ze"
    ALL_BUSES = "alle"
    OF_MAKER = "ze-fabrikant"


_METRICS = {What.ZERO_EMISSION: "ze_buses", What.ALL_BUSES: "total_buses", What.OF_MAKER: "ze_buses"}
_LABELS = {
    WHAT: say("Grootheid"),
    MAKER: say("Fabrikant"),
    AS_OF: say("Stand"),
    VALUE: say("Waarde"),
    SOURCE: say("Bron"),
    NOTE: say("Toelichting"),
}


def identity_of(control: ControlFact | ControlRow) -> tuple[str, ...]:
    """What makes two statements the same one: day, subject, quantity and source."""
    return control.as_of.text, control.dimension, control.key, control.metric, control.source


def mark_of(control: ControlFact) -> str:
    """What stands for a total, as it is stated now, in an address; another value gives another mark."""
    said = (*identity_of(control), repr(control.value), str(control.is_estimate), control.note or "")
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Entry:
    """What was typed, by field. `corrects` is the total it takes the place of; None: a new one."""

    typed: Mapping[str, str]
    today: date
    makers: frozenset[str]  # names of manufacturers
    corrects: ControlFact | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, name: str, reason: str, remedy: str, value: str = "") -> None:
        sentence = ValueRefused(reason, remedy, value).saying
        self.faults.append((name, say("%(field)s: %(sentence)s", field=_LABELS[name], sentence=sentence)))

    def text(self, name: str) -> str:
        return " ".join(self.typed.get(name, "").split())

    def take(self, name: str, read: Callable[[str], T]) -> T | None:
        """What `read` makes of a field; a refusal becomes its fault."""
        try:
            return read(self.text(name))
        except ValueRefused as refused:
            self.fault(name, refused.reason, refused.remedy, refused.value)
            return None


def read_entry(entry: Entry) -> ControlRow | None:
    """The total that was typed; None, and every fault in `entry.faults`, where a field cannot be read."""
    row = _new(entry) if entry.corrects is None else _correction(entry, entry.corrects)
    return None if entry.faults else row


def _new(entry: Entry) -> ControlRow | None:
    what, maker = _what(entry), None
    if what is What.OF_MAKER:
        maker = _maker(entry)
    as_of = _as_of(entry)
    read = _value(entry, "buses")
    remedy = say("Vul een webadres of vindplaats in.")
    source = _required(entry, SOURCE, say("Elke uitspraak heeft een bron."), remedy)
    if what is None or as_of is None or read is None:
        return None
    value, circa = read
    return ControlRow(
        as_of=as_of,
        dimension="all" if maker is None else MANUFACTURER,
        key=maker or "all",
        metric=_METRICS[what],
        value=value,
        unit="buses",
        is_estimate=circa,
        basis=_basis(circa),
        source=source,
        note=_short(entry, NOTE) or None,
        makers=(),
        line=0,
    )


def _correction(entry: Entry, before: ControlFact) -> ControlRow | None:
    read = _value(entry, before.unit)
    remedy = say("Vul een korte toelichting in.")
    note = _required(entry, NOTE, say("Zeg waarom het cijfer verandert."), remedy)
    if read is None:
        return None
    value, circa = read
    return ControlRow(
        as_of=before.as_of,
        dimension=before.dimension,
        key=before.key,
        metric=before.metric,
        value=value,
        unit=before.unit,
        is_estimate=circa,
        basis=before.basis if circa == before.is_estimate else _basis(circa),
        source=before.source,
        note=note,
        makers=(),
        line=0,
    )


def _basis(circa: bool) -> str:
    return 'reported "circa"' if circa else "reported"


def _what(entry: Entry) -> What | None:
    if entry.text(WHAT) in tuple(What):
        return What(entry.text(WHAT))
    remedy = say("Kies waarover het cijfer gaat.")
    entry.fault(WHAT, say("Deze keuze bestaat niet."), remedy, entry.text(WHAT))
    return None


def _maker(entry: Entry) -> str | None:
    name = entry.text(MAKER)
    if name in entry.makers:
        return name
    entry.fault(MAKER, say("Deze fabrikant is niet bekend."), say("Kies een fabrikant uit de lijst."), name)
    return None


def _as_of(entry: Entry) -> PartialDate | None:
    as_of = entry.take(AS_OF, dutch.read_date)
    if as_of is None:
        if not entry.text(AS_OF):
            remedy = say("Vul in over welke dag de bron spreekt, zoals 1-1-2026.")
            entry.fault(AS_OF, say("De dag ontbreekt."), remedy)
        return None
    if as_of.first > entry.today:
        remedy = say("Een controletotaal is een telling, geen prognose. Vul de dag van de telling in.")
        entry.fault(AS_OF, say("Deze dag is nog niet geweest."), remedy, entry.text(AS_OF))
    return as_of


def _value(entry: Entry, unit: str) -> tuple[float, bool] | None:
    """The figure and whether it was typed as 'about'; a percentage cannot be."""
    if not entry.text(VALUE):
        remedy = say("Vul het aantal in zoals het is gepubliceerd.")
        entry.fault(VALUE, say("Het getal ontbreekt."), remedy)
        return None
    if unit == PERCENT:
        read = entry.take(VALUE, _percentage)
        return None if read is None else (read, entry.corrects is not None and entry.corrects.is_estimate)
    count = entry.take(VALUE, dutch.read_count)
    if count is None or count.value is None:
        return None
    return float(count.value), count.circa


def _percentage(text: str) -> float:
    value = dutch.read_decimal(text)
    if value > 100:
        raise ValueRefused(say("Een percentage is ten hoogste 100."), say("Controleer het getal."), text)
    return value


def _required(entry: Entry, name: str, reason: str, remedy: str) -> str:
    text = _short(entry, name)
    if not text:
        entry.fault(name, reason, remedy)
    return text


def _short(entry: Entry, name: str) -> str:
    text = entry.text(name)
    if len(text) > LONGEST:
        reason = say("Dit is langer dan %(most)s tekens.", most=LONGEST)
        entry.fault(name, reason, say("Kort de tekst in."), text)
    return text
