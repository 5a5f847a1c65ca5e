"""What counts as a bus and as a maker from outside the EU: chosen by the reader, printed with every figure.

Origin is a dimension to report by, never one to score by. What the register does not say is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from busrisk.core.facts import BatchFact, PartyRef
from busrisk.core.wording import pick

EU_COUNTRIES = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    ]
)
"""The member states since 1 February 2020; source: EU_SOURCE."""
EU_SOURCE = "VEU art. 52; akkoord over de terugtrekking van het Verenigd Koninkrijk, PB 2020, L 29/7"
EU_SOURCE_EN = "TEU art. 52; agreement on the withdrawal of the United Kingdom, OJ 2020, L 29/7"
NOWHERE = "XX"  # the invented country of the exercise: on no list of countries
BUS_SOURCE = "Stcrt. 2021, 44576, art. 1"
_CODE = re.compile(r"[A-Z]{2}")


class BusDefinition(StrEnum):
    """Whether minibuses (eight passengers or more) count as buses."""

    ALL = "alle"
    WITHOUT_MINIBUSES = "zonder-minibussen"


class OriginDefinition(StrEnum):
    """By which country a maker counts as from outside the EU."""

    HEADQUARTERS = "hoofdkantoor"
    PARENT = "moeder"
    ASSEMBLY = "assemblage"


class Origin(StrEnum):
    """Three parts, none of which is ever left out."""

    NON_EU = "non_eu"
    EU = "eu"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Definitions:
    """The two choices behind a national figure."""

    bus: BusDefinition = BusDefinition.ALL
    origin: OriginDefinition = OriginDefinition.HEADQUARTERS

    @property
    def as_published(self) -> bool:
        """Whether the figures can be laid beside those of the published answer."""
        return self == PUBLISHED


PUBLISHED = Definitions()


@dataclass(frozen=True)
class MakerCountries:
    """The countries publicly stated of one maker; None and an empty set are unknown.

    `assembly` holds every country in which a plant of the maker is named, '' for a plant of which it is not;
    it does not say where one bus was made.
    """

    headquarters: str | None = None
    parent: str | None = None
    assembly: frozenset[str] = frozenset()


def country_code(text: str | None) -> str | None:
    """The country where the text is nothing but its code; prose and invented countries are unknown."""
    return text if text and _CODE.fullmatch(text) and text != NOWHERE else None


def counted(batches: Iterable[BatchFact], bus: BusDefinition) -> tuple[BatchFact, ...]:
    """The batches that are buses by the definition."""
    return tuple(each for each in batches if bus is BusDefinition.ALL or not each.minibus)


def origin_of(
    batch: BatchFact, countries: Mapping[str, MakerCountries], definition: OriginDefinition
) -> Origin:
    """By the countries of its makers: unknown as soon as these leave more than one answer."""
    return origin_of_makers(batch.makers, countries, definition)


def origin_of_makers(
    makers: Iterable[PartyRef], countries: Mapping[str, MakerCountries], definition: OriginDefinition
) -> Origin:
    """What all of several makers have in common; unknown for nobody."""
    found = {_maker_origin(countries.get(maker.key, MakerCountries()), definition) for maker in makers}
    return found.pop() if len(found) == 1 else Origin.UNKNOWN


def _maker_origin(maker: MakerCountries, definition: OriginDefinition) -> Origin:
    if definition is OriginDefinition.ASSEMBLY:
        named = maker.assembly
    else:
        code = maker.headquarters if definition is OriginDefinition.HEADQUARTERS else maker.parent
        named = frozenset([code] if code else [])
    inside = {country in EU_COUNTRIES for country in named}
    if len(inside) != 1 or "" in named:
        return Origin.UNKNOWN
    return Origin.EU if inside.pop() else Origin.NON_EU


def bus_words(bus: BusDefinition, language: str) -> str:
    if bus is BusDefinition.ALL:
        return pick(
            language,
            f"alle bussen, minibussen vanaf 8 passagiers inbegrepen ({BUS_SOURCE})",
            f"all buses, including minibuses for 8 passengers or more ({BUS_SOURCE})",
        )
    return pick(
        language,
        "zonder wat de bron een minibus noemt",
        "without what the source calls a minibus",
    )


_ORIGIN_WORDS = {
    OriginDefinition.HEADQUARTERS: (
        "hoofdkantoor van de fabrikant buiten de EU",
        "headquarters of the manufacturer outside the EU",
    ),
    OriginDefinition.PARENT: (
        "uiteindelijke moeder van de fabrikant buiten de EU",
        "ultimate parent of the manufacturer outside the EU",
    ),
    OriginDefinition.ASSEMBLY: ("assemblage van de bus buiten de EU", "assembly of the bus outside the EU"),
}


def origin_words(origin: OriginDefinition, language: str) -> str:
    return pick(language, *_ORIGIN_WORDS[origin])


def countries_words(language: str) -> str:
    """Which list of countries decides."""
    return pick(
        language,
        "de 27 lidstaten van de EU; IJsland, Liechtenstein en Noorwegen (EER) en Zwitserland tellen als "
        f"niet-EU ({EU_SOURCE})",
        "the 27 member states of the EU; Iceland, Liechtenstein and Norway (EEA) and Switzerland count as "
        f"non-EU ({EU_SOURCE_EN})",
    )


def definitions_rows(chosen: Definitions, language: str) -> tuple[tuple[str, str], ...]:
    """Label and words of what was chosen, for a page, a cover sheet and every line of a CSV file."""
    return (
        (pick(language, "Definitie van een bus", "Definition of a bus"), bus_words(chosen.bus, language)),
        (
            pick(language, "Definitie van niet-EU", "Definition of non-EU"),
            origin_words(chosen.origin, language),
        ),
        (pick(language, "Landenlijst", "List of countries"), countries_words(language)),
    )


def published_words(chosen: Definitions, language: str) -> str:
    """That published figures do not follow another choice; empty where the choice is theirs."""
    if chosen.as_published:
        return ""
    return pick(
        language,
        "De gepubliceerde cijfers gaan niet over deze definitie en veranderen er niet door; "
        "alleen wat het register telt, verandert.",
        "The published figures are not about this definition and do not change with it; "
        "only what the register counts changes.",
    )
