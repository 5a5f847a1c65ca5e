"""What a reader chooses on a national page: two definitions and a horizon, asked for in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from busrisk.core.faults import shown
from busrisk.core.national.definitions import (
    BusDefinition,
    Definitions,
    OriginDefinition,
    definitions_rows,
    published_words,
)
from busrisk.core.national.view import FARTHEST, Chosen
from busrisk.web.language import N_, gettext, language
from busrisk.web.moment import LONGEST, Asked, Fault

BUS, ORIGIN, UNTIL = "bus", "niet_eu", "tot"  # the names of the three fields
LABELS = {BUS: N_("Bus"), ORIGIN: N_("Niet-EU"), UNTIL: N_("Prognose tot en met")}
BUSES = {
    BusDefinition.ALL: N_("alle bussen, ook minibussen"),
    BusDefinition.WITHOUT_MINIBUSES: N_("zonder minibussen"),
}
ORIGINS = {
    OriginDefinition.HEADQUARTERS: N_("hoofdkantoor buiten de EU"),
    OriginDefinition.PARENT: N_("uiteindelijke moeder buiten de EU"),
    OriginDefinition.ASSEMBLY: N_("assemblage buiten de EU"),
}
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class ChoiceForm:
    """The three fields as a page shows them, and what the choice means in words."""

    bus: str
    buses: tuple[tuple[str, str], ...]
    origin: str
    origins: tuple[tuple[str, str], ...]
    until: str
    faults: tuple[Fault, ...]
    changed: bool  # whether this is another choice than the one a page opens with
    words: tuple[tuple[str, str], ...]  # label and words of each definition
    published: str  # that published figures do not follow; empty where they do


@dataclass(frozen=True)
class AskedChoice:
    """The choice asked for; what cannot be read gives way to the default, and `faults` say so."""

    chosen: Chosen
    until: str  # as typed, or the year shown
    faults: tuple[Fault, ...] = ()

    @property
    def address(self) -> dict[str, Any]:
        """What a link must carry to make the same choice; nothing for the default."""
        definitions, year = self.chosen.definitions, self.chosen.until
        said = {} if definitions.as_published else {BUS: definitions.bus, ORIGIN: definitions.origin}
        return said | ({UNTIL: str(year)} if year else {})

    def form(self) -> ChoiceForm:
        """The fields, filled in with the choice."""
        definitions, spoken = self.chosen.definitions, language()
        return ChoiceForm(
            bus=definitions.bus,
            buses=tuple((each.value, gettext(BUSES[each])) for each in BusDefinition),
            origin=definitions.origin,
            origins=tuple((each.value, gettext(ORIGINS[each])) for each in OriginDefinition),
            until=self.until,
            faults=self.faults,
            changed=bool(self.address),
            words=definitions_rows(definitions, spoken),
            published=published_words(definitions, spoken),
        )

    def files(self, asked: Asked, extra: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
        """What a request for a file must repeat: the moment, the choice and whatever else was asked."""
        moment = {name: str(value) for name, value in asked.address.items()}
        said = moment | {name: str(value) for name, value in self.address.items()} | dict(extra or {})
        return tuple(said.items())


def asked_choice(fields: Mapping[str, str], asked: Asked) -> AskedChoice:
    """Reads the three fields; a blank one is the published definition, and the year of the peildatum."""
    faults: list[Fault] = []
    bus = _one_of(BUS, fields, BusDefinition, BusDefinition.ALL, faults)
    origin = _one_of(ORIGIN, fields, OriginDefinition, OriginDefinition.HEADQUARTERS, faults)
    typed = fields.get(UNTIL, "").strip()
    until = _year(typed, asked.moment.day.year, faults)
    shown_year = typed or str(asked.moment.day.year)
    return AskedChoice(Chosen(Definitions(bus, origin), until), shown_year, tuple(faults))


def _one_of(
    name: str, fields: Mapping[str, str], choices: type[Choice], otherwise: Choice, faults: list[Fault]
) -> Choice:
    typed = fields.get(name, "").strip()
    if not typed:
        return otherwise
    if typed in tuple(choices):
        return choices(typed)
    sentence = gettext(
        "%(field)s: deze definitie bestaat niet. U koos: %(value)s. Kies een definitie uit de lijst.",
        field=gettext(LABELS[name]),
        value=shown(typed[:LONGEST]),
    )
    faults.append((name, sentence))
    return otherwise


def _year(typed: str, first: int, faults: list[Fault]) -> int | None:
    """None for a blank and for the year itself."""
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and first <= int(typed) <= first + FARTHEST:
        return int(typed) if int(typed) != first else None
    sentence = gettext(
        "%(field)s: dit is geen jaar van %(first)s tot en met %(last)s. U vulde in: %(value)s. "
        "Vul een jaar in vier cijfers in.",
        field=gettext(LABELS[UNTIL]),
        first=first,
        last=first + FARTHEST,
        value=shown(typed[:LONGEST]),
    )
    faults.append((UNTIL, sentence))
    return None
