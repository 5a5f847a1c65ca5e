"""Single fields of a fleet statement, read strictly: what cannot be read is refused with a remedy."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TypeVar

from busrisk.core.dutch import ValueRefused, read_count
from busrisk.core.facts import Count, CountQuality, FleetStatus, Propulsion
from busrisk.core.faults import code_point, is_unseen
from busrisk.core.fleet_fields import FleetField
from busrisk.core.fleet_statement import UNKNOWN, YES_NO
from busrisk.core.names import Names, fold, nearest
from busrisk.core.start_rows import FIRST_YEARS
from busrisk.core.wording import word

Choice = TypeVar("Choice", bound=StrEnum)

# The longest texts, in characters: names and citations are found by index, which holds so much and no more.
LONGEST = {FleetField.MAKER: 200, FleetField.MODEL: 200, FleetField.SOURCE: 600, FleetField.NOTE: 4_000}
_OTHER_LONGEST = 100
_JOINT = re.compile(r"\s*[+/]\s*")


def clean(text: str, keeps_lines: bool = False) -> str:
    """NFC and trimmed; each run of white space is one space, or in a note each line end one kind."""
    composed = unicodedata.normalize("NFC", text)
    if keeps_lines:
        return composed.replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(composed.split())


def refuse_text(of: FleetField, text: str) -> None:
    most = LONGEST.get(of, _OTHER_LONGEST)
    if len(text) > most:
        raise ValueRefused(f"Het veld telt {len(text)} tekens; {most} is het meeste.", "Kort de tekst in.")
    hidden = next((char for char in text if is_unseen(char) and char not in "\n\t"), None)
    if hidden is not None:
        reason = f"Dit veld bevat een onzichtbaar teken ({code_point(hidden)})."
        raise ValueRefused(reason, "Verwijder het teken of typ het opnieuw.")


def read_text(text: str) -> str | None:
    return text or None


def read_makers(text: str, makers: Names) -> tuple[tuple[str, ...], str | None]:
    """The keys behind a typed name, or behind names joined by + or /; 'onbekend' is nobody known."""
    if not text:
        raise ValueRefused("De fabrikant ontbreekt.", "Vul de fabrikant in, of onbekend.")
    if fold(text) in UNKNOWN:
        return (), None
    parts = (text,) if makers.keys(text) else tuple(part for part in _JOINT.split(text) if part)
    keys: dict[str, None] = {}
    for part in parts or (text,):
        found = makers.keys(part)
        if found is None:
            raise _no_maker(part, makers)
        keys.update(dict.fromkeys(found))
    return tuple(keys), text


def _no_maker(name: str, makers: Names) -> ValueRefused:
    like = makers.nearest(name)
    meant = f"Bedoelt u {like}? " if like else ""
    remedy = f"{meant}Vul anders onbekend in, zet de naam in de toelichting en meld haar bij de beheerder."
    return ValueRefused(f"De naam {name} is niet bekend als fabrikant.", remedy)


def read_count_or_unknown(text: str) -> Count:
    return Count() if fold(text) in UNKNOWN else read_count(text)


def read_quality(text: str) -> CountQuality | None:
    return read_choice(text, CountQuality) if text else None


def read_status(text: str) -> FleetStatus:
    if not text:
        raise ValueRefused("De status ontbreekt.", f"Kies {_words(FleetStatus)}.")
    return read_choice(text, FleetStatus)


def read_choice(text: str, kind: type[Choice]) -> Choice:
    """The value by its Dutch or English word, or by its code."""
    for each in kind:
        if fold(text) in {fold(word(each, "nl")), fold(word(each, "en")), fold(each.value)}:
            return each
    like = nearest(text, [word(each, "nl") for each in kind])
    meant = f"Bedoelt u {like}? " if like else ""
    raise ValueRefused("Deze waarde bestaat hier niet.", f"{meant}Kies {_words(kind)}.")


def _words(kind: type[StrEnum]) -> str:
    """The Dutch words to choose from, between semicolons: one of them has a comma in it."""
    return "; ".join(word(each, "nl") for each in kind)


def read_year(text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[0-9]{4}", text) and int(text) in FIRST_YEARS:
        return int(text)
    found = re.search(r"\b(19|20)[0-9]{2}\b", text)
    meant = f"Bedoelt u {found[0]}? " if found and int(found[0]) in FIRST_YEARS else ""
    reason = f"Dit is geen jaar van {FIRST_YEARS[0]} tot en met {FIRST_YEARS[-1]}."
    raise ValueRefused(reason, f"{meant}Vul het jaar in vier cijfers in, of laat het leeg.")


def read_yes(text: str) -> bool:
    for value, words in YES_NO.items():
        if fold(text) in words:
            return value
    if not text:
        return False
    raise ValueRefused("Dit is geen ja of nee.", "Kies ja of nee.")


def read_propulsion(text: str) -> Propulsion | None:
    return read_choice(text, Propulsion) if text else None
