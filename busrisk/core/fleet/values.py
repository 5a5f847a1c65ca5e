"""Single fields of a fleet statement, read strictly: what cannot be read is refused with a remedy."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import partial
from typing import TypeVar

from busrisk.core.dutch import ValueRefused, read_count
from busrisk.core.facts import Count, CountQuality, FleetStatus, Propulsion
from busrisk.core.faults import code_point, is_unseen
from busrisk.core.files.start_rows import FIRST_YEARS
from busrisk.core.fleet.fields import FleetField
from busrisk.core.fleet.statement import UNKNOWN, YES_NO
from busrisk.core.names import Names, fold, meant, nearest
from busrisk.core.saying import Written, say, written
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
        reason = say("Het veld telt %(count)s tekens; %(most)s is het meeste.", count=len(text), most=most)
        raise ValueRefused(reason, say("Kort de tekst in."))
    hidden = next((char for char in text if is_unseen(char) and char not in "\n\t"), None)
    if hidden is not None:
        reason = say("Dit veld bevat een onzichtbaar teken (%(code)s).", code=code_point(hidden))
        raise ValueRefused(reason, say("Verwijder het teken of typ het opnieuw."))


def read_text(text: str) -> str | None:
    return text or None


def read_makers(text: str, makers: Names) -> tuple[tuple[str, ...], str | None]:
    """The keys behind a typed name, or behind names joined by + or /; 'onbekend' is nobody known."""
    if not text:
        raise ValueRefused(say("De fabrikant ontbreekt."), say("Vul de fabrikant in, of onbekend."))
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
    remedy = say("Vul anders onbekend in, zet de naam in de toelichting en meld haar bij de beheerder.")
    reason = say("De naam %(name)s is niet bekend als fabrikant.", name=name)
    return ValueRefused(reason, meant(makers.nearest(name), remedy))


def read_count_or_unknown(text: str) -> Count:
    return Count() if fold(text) in UNKNOWN else read_count(text)


def read_quality(text: str) -> CountQuality | None:
    return read_choice(text, CountQuality) if text else None


def read_status(text: str) -> FleetStatus:
    if not text:
        raise ValueRefused(say("De status ontbreekt."), _pick_one(FleetStatus))
    return read_choice(text, FleetStatus)


def read_choice(text: str, kind: type[Choice]) -> Choice:
    """The value by its Dutch or English word, or by its code."""
    for each in kind:
        if fold(text) in {fold(word(each, "nl")), fold(word(each, "en")), fold(each.value)}:
            return each
    raise ValueRefused(
        say("Deze waarde bestaat hier niet."), meant(_nearest_word(text, kind), _pick_one(kind))
    )


def _nearest_word(text: str, kind: type[StrEnum]) -> Written | None:
    known = {word(each, language): each for language in ("en", "nl") for each in kind}
    like = nearest(text, known)
    return written(partial(word, known[like])) if like else None


def _pick_one(kind: type[StrEnum]) -> str:
    """The words to choose from, between semicolons: one of them has a comma in it."""
    words = written(lambda language: "; ".join(word(each, language) for each in kind))
    return say("Kies %(words)s.", words=words)


def read_year(text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"[0-9]{4}", text) and int(text) in FIRST_YEARS:
        return int(text)
    found = re.search(r"\b(19|20)[0-9]{2}\b", text)
    like = found[0] if found and int(found[0]) in FIRST_YEARS else None
    first, last = FIRST_YEARS[0], FIRST_YEARS[-1]
    reason = say("Dit is geen jaar van %(first)s tot en met %(last)s.", first=first, last=last)
    raise ValueRefused(reason, meant(like, say("Vul het jaar in vier cijfers in, of laat het leeg.")))


def read_yes(text: str) -> bool:
    for value, words in YES_NO.items():
        if fold(text) in words:
            return value
    if not text:
        return False
    raise ValueRefused(say("Dit is geen ja of nee."), say("Kies ja of nee."))


def read_propulsion(text: str) -> Propulsion | None:
    return read_choice(text, Propulsion) if text else None
