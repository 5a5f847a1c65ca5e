"""Exposure in words, in both languages: roles, certainty, fleets of unknown size, what is left of a term."""

from __future__ import annotations

from enum import StrEnum

from busrisk.core.dutch import write_number
from busrisk.core.exposure.actor_reach import ProviderRole
from busrisk.core.exposure.concentration import Majority
from busrisk.core.exposure.priority import StateLink
from busrisk.core.exposure.remaining import RemainingTerm, Stretch
from busrisk.core.facts import ConcessionStatus

UNKNOWN_PARTY = {"nl": "onbekende partij", "en": "unknown party"}
NOT_COMPUTABLE = {"nl": "niet te berekenen", "en": "cannot be computed"}

# Pairs, not a dict: members of two StrEnums with the same text are equal and would overwrite each other.
_WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (ProviderRole.MAKER, ("fabrikant", "manufacturer")),
    (ProviderRole.UPDATE, ("updatepartij", "update party")),
    (ProviderRole.TELEMATICS, ("telematicapartij", "telematics party")),
    (ProviderRole.SIM, ("SIM-aanbieder", "SIM provider")),
    (ProviderRole.CLOUD, ("cloudpartij", "cloud party")),
    (StateLink.ESTABLISHED, ("statelijk, vastgesteld", "state-linked, established")),
    (StateLink.POSSIBLE, ("statelijk, niet uit te sluiten", "state-linked, cannot be excluded")),
    (Majority.ESTABLISHED, ("grootste leverancier > 50%", "largest supplier > 50%")),
    (
        Majority.POSSIBLE,
        ("grootste leverancier > 50%, niet uit te sluiten", "largest supplier > 50%, cannot be excluded"),
    ),
    (Majority.NO, ("geen leverancier > 50%", "no supplier > 50%")),
    (Majority.NOT_COMPUTABLE, (NOT_COMPUTABLE["nl"], NOT_COMPUTABLE["en"])),
)
WORDS = {(type(value), value): words for value, words in _WORDS}


def exposure_word(value: ProviderRole | StateLink | Majority, language: str) -> str:
    """The word for a value, in Dutch unless the language is 'en'."""
    return WORDS[type(value), value][1 if language == "en" else 0]


def unsized_in_words(fleets: int, language: str) -> str:
    """'2 vloten van onbekende omvang'; English '2 fleets of unknown size'."""
    number = write_number(fleets, 0, language)
    if language == "en":
        return f"{number} {'fleet' if fleets == 1 else 'fleets'} of unknown size"
    return f"{number} {'vloot' if fleets == 1 else 'vloten'} van onbekende omvang"


_SAID = {
    "nl": {
        "no_end": "einddatum onbekend",
        "ended": "beëindigd",
        "range": "ten minste {0}, ten hoogste {1}",
        "days": "{0} ({1} tot {2} dagen)",
        "awarded": "nog niet begonnen, op de eerste dag nog {0}",
        "and": " en ",
    },
    "en": {
        "no_end": "end date unknown",
        "ended": "ended",
        "range": "at least {0}, at most {1}",
        "days": "{0} ({1} to {2} days)",
        "awarded": "not yet started, on the first day {0} to go",
        "and": " and ",
    },
}
_UNITS = {
    "nl": {"day": ("dag", "dagen"), "year": ("jaar", "jaar"), "month": ("maand", "maanden")},
    "en": {"day": ("day", "days"), "year": ("year", "years"), "month": ("month", "months")},
}


def remaining_in_words(term: RemainingTerm | None, language: str) -> str:
    """'3.628 dagen (9 jaar en 11 maanden)'; both ends where a date is known to the month or year only."""
    spoken = "en" if language == "en" else "nl"
    said = _SAID[spoken]
    if term is None:
        return said["no_end"]
    if term.status is ConcessionStatus.ENDED:
        return said["ended"]
    shortest, longest = (_stretch(each, spoken) for each in (term.shortest, term.longest))
    left = shortest if shortest == longest else said["range"].format(shortest, longest)
    if shortest != longest and _whole(term.shortest, spoken) == _whole(term.longest, spoken) != "":
        days = (write_number(each.days, 0, spoken) for each in (term.shortest, term.longest))
        left = said["days"].format(_whole(term.shortest, spoken), *days)
    return said["awarded"].format(left) if term.status is ConcessionStatus.AWARDED else left


def _stretch(stretch: Stretch, language: str) -> str:
    days, whole = _counted(stretch.days, "day", language), _whole(stretch, language)
    return f"{days} ({whole})" if whole else days


def _whole(stretch: Stretch, language: str) -> str:
    """'9 jaar en 11 maanden'; empty within the first month."""
    parts = ((stretch.years, "year"), (stretch.months, "month"))
    return _SAID[language]["and"].join(_counted(number, unit, language) for number, unit in parts if number)


def _counted(number: int, unit: str, language: str) -> str:
    one, more = _UNITS[language][unit]
    return f"{write_number(number, 0, language)} {one if number == 1 else more}"
