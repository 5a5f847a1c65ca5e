"""What was typed in the forms of one's own fleet: read strictly, and given back as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused
from busrisk.core.facts import Source
from busrisk.core.faults import shown
from busrisk.core.fleet.fields import FleetFault, FleetField
from busrisk.core.fleet.values import LONGEST, clean
from busrisk.web.language import gettext, spoken
from busrisk.web.moment import Fault

DAY, STEP, REASON = "peildatum", "stap", "reden"
SHOW, STORE, BACK = "bekijken", "bewaren", "terug"  # what a button asks for
SOURCE, DATED = FleetField.SOURCE.value, FleetField.DATED.value
MOST_SHOWN = 50  # faults at the head of a form

Fields = Mapping[str, str]


@dataclass
class Refusals:
    """What is wrong with a form: by the name of the field, as a sentence."""

    found: list[Fault] = field(default_factory=list)

    def note(self, name: str, sentence: str) -> None:
        self.found.append((name, sentence))

    def take(self, faults: Iterable[FleetFault], otherwise: str) -> None:
        """Faults of core; what is not about one field goes to the field `otherwise`."""
        for fault in faults:
            self.note(fault.field.value if fault.field else otherwise, spoken(fault.sentence))

    @property
    def listed(self) -> tuple[Fault, ...]:
        return tuple(self.found[:MOST_SHOWN])

    @property
    def by_field(self) -> dict[str, str]:
        """The first fault of each field."""
        return dict(reversed(self.found))

    def __bool__(self) -> bool:
        return bool(self.found)


def read_day(fields: Fields, refusals: Refusals, name: str = DAY) -> date | None:
    """A whole day; what cannot be read is told."""
    typed = fields.get(name, "").strip()
    try:
        read = dutch.read_date(typed[:40])
    except ValueRefused:
        read = None
    if read is None or not read.is_whole_day:
        refusals.note(name, _no_day(typed))
        return None
    return read.first


def _no_day(typed: str) -> str:
    filled = gettext("U vulde in: %(value)s.", value=shown(typed)) if typed else ""
    remedy = gettext("Vul een hele dag in als 1-1-2026.")
    return " ".join(filter(None, (gettext("Peildatum: dit is geen hele dag."), filled, remedy)))


def read_source(fields: Fields, refusals: Refusals) -> Source | None:
    """The source of a whole act, None where none was named; its date may be partial."""
    citation = clean(fields.get(SOURCE, ""))
    if len(citation) > LONGEST[FleetField.SOURCE]:
        most = LONGEST[FleetField.SOURCE]
        refusals.note(SOURCE, gettext("Bron: de tekst is te lang; %(most)s tekens is het meeste.", most=most))
    return Source(citation, _read_dated(fields, refusals)) if citation else None


def _read_dated(fields: Fields, refusals: Refusals) -> PartialDate | None:
    typed = fields.get(DATED, "").strip()
    try:
        return dutch.read_date(typed[:40])
    except ValueRefused as refused:
        refusals.note(DATED, f"{gettext('Datum van de bron')}: {spoken(refused.saying)}")
        return None


def no_source(refusals: Refusals) -> None:
    refusals.note(
        SOURCE, gettext("Bron: een opgave heeft altijd een bron. Vul een webadres of een vindplaats in.")
    )
