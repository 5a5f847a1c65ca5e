"""The field's words in both languages, for every screen and sheet: one word for one thing (glossary)."""

from __future__ import annotations

from enum import StrEnum

from busrisk.core.facts import (
    AnswerState,
    ConcessionStatus,
    CountQuality,
    CoverageCode,
    Flag,
    FleetStatus,
    Grade,
    KnockOutStatus,
    Propulsion,
)

MARKING = "VERTROUWELIJK · TLP:AMBER+STRICT"
MARKING_EN = "CONFIDENTIAL · TLP:AMBER+STRICT"
EXERCISE = "OEFENING · Voorbeeldland en alle antwoorden daarin zijn verzonnen"
EXERCISE_EN = "EXERCISE · Voorbeeldland and all answers in it are invented"
WITHHELD = ("niet getoond", "not shown")  # in place of a figure that would tell whose answer it is

# Pairs, not a dict: members of two StrEnums with the same text are equal and would overwrite each other.
_WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (FleetStatus.IN_SERVICE, ("in dienst", "in service")),
    (FleetStatus.IN_SERVICE_UNVERIFIED, ("in dienst, niet bevestigd", "in service, not confirmed")),
    (FleetStatus.ON_ORDER, ("besteld", "on order")),
    (FleetStatus.WITHDRAWN, ("uitgestroomd", "withdrawn from service")),
    (FleetStatus.UNKNOWN, ("onbekend", "unknown")),
    (CountQuality.REPORTED, ("opgegeven", "reported")),
    (CountQuality.REPORTED_OLD, ("eerder opgegeven", "reported earlier")),
    (CountQuality.ORDERED, ("volgens bestelling", "as ordered")),
    (CountQuality.DERIVED, ("afgeleid", "derived")),
    (CountQuality.UNKNOWN, ("onbekend", "unknown")),
    (ConcessionStatus.RUNNING, ("lopend", "running")),
    (ConcessionStatus.AWARDED, ("verleend, nog niet begonnen", "awarded, not yet started")),
    (ConcessionStatus.ENDED, ("beëindigd", "ended")),
    (Propulsion.BEV, ("batterij-elektrisch", "battery electric")),
    (Propulsion.FCEV, ("waterstof-elektrisch", "fuel-cell electric")),
    (Propulsion.TROLLEY, ("trolley", "trolley")),
    (Propulsion.HEV, ("hybride", "hybrid")),
    (Propulsion.CNG_HEV, ("aardgas-hybride", "CNG hybrid")),
    (Propulsion.DIESEL, ("diesel", "diesel")),
    (AnswerState.ANSWERED, ("beantwoord", "answered")),
    (AnswerState.UNKNOWN, ("onbekend", "unknown")),
    (AnswerState.NOT_ASKED, ("nog niet gevraagd", "not yet asked")),
    (AnswerState.NOT_ANSWERED, ("niet beantwoord", "not answered")),
    (AnswerState.REFUSED, ("geweigerd", "refused")),
    (AnswerState.NOT_DISCLOSED, ("niet gedeeld", "not disclosed")),
    (AnswerState.CANNOT_EXCLUDE, ("niet uit te sluiten", "cannot be excluded")),
    (AnswerState.NOT_APPLICABLE, ("niet van toepassing", "not applicable")),
    (Grade.E1, ("verklaard (E1)", "declared (E1)")),
    (Grade.E2, ("gedocumenteerd (E2)", "documented (E2)")),
    (Grade.E3, ("onafhankelijk getest (E3)", "independently tested (E3)")),
    (KnockOutStatus.CONFIRMED, ("vastgesteld", "established")),
    (KnockOutStatus.POSSIBLE, ("mogelijk", "possible")),
    (CoverageCode.COVERED, ("R155-nummer geregistreerd", "R155 number on file")),
    (CoverageCode.OUT_OF_SCOPE, ("buiten de voertuigcategorie", "outside the vehicle category")),
    (CoverageCode.UNKNOWN, ("datum toelating onbekend", "date of admission unknown")),
    (CoverageCode.NOT_REQUIRED, ("niet verplicht op datum toelating", "not mandatory at date of admission")),
    (
        CoverageCode.DEPENDS_ON_TYPE_DATE,
        (
            "hangt af van de datum van de typegoedkeuring",
            "depends on the date of type approval",
        ),
    ),
    (CoverageCode.POSSIBLY_EXEMPT, ("mogelijk vrijgesteld", "possibly exempt")),
    (CoverageCode.POSSIBLE_END_OF_SERIES, ("mogelijk restant van een serie", "possibly end of series")),
    (CoverageCode.EXPECTED_BUT_NOT_SHOWN, ("onbekend, verplicht", "unknown, mandatory")),
    (
        Flag.CONTRADICTION,
        (
            "tegenspraak: sterker bewijs valt buiten wat eerder is gezegd",
            "contradiction: stronger evidence falls outside what was said before",
        ),
    ),
    (
        Flag.DISAGREEMENT,
        (
            "even sterke bewijsstukken zeggen iets anders",
            "equally strong evidence says different things",
        ),
    ),
    (
        Flag.VARIANT_DIFFERS,
        (
            "eigen antwoord wijkt af van dat over de variant",
            "own answer differs from the one on the variant",
        ),
    ),
    (Flag.EXPIRED, ("bewijs is verlopen", "evidence has expired")),
    (Flag.OTHER_BASELINE, ("software is sindsdien gewijzigd", "software has changed since")),
    (Flag.OTHER_VARIANT, ("bewijs over een andere uitvoering", "evidence on another variant")),
    (Flag.DERIVED, ("afgeleid uit het jaar van instroom", "derived from the year of entry")),
)
WORDS = {(type(value), value): words for value, words in _WORDS}


def word(value: StrEnum, language: str) -> str:
    """The word for a value, in Dutch unless the language is 'en'. Every value has one; a test holds that."""
    return WORDS[type(value), value][1 if language == "en" else 0]


def pick(language: str, nl: str, en: str) -> str:
    return en if language == "en" else nl
