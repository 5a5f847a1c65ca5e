"""What a concession needs of its fleet, as its grantor or operator types it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from busrisk.core.dutch import ValueRefused, read_count, read_date
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import Source
from busrisk.core.fleet.fields import FleetFault, FleetField, place
from busrisk.core.fleet.statement import UNKNOWN, YES_NO
from busrisk.core.fleet.values import clean, refuse_text
from busrisk.core.names import fold
from busrisk.core.saying import say


class NeedField(StrEnum):
    PVR = "pvr"
    SPARES = "spares"
    CRISIS_ROLE = "crisis_role"
    ONLY_TRANSPORT = "only_transport"
    SOURCE = "source"
    DATED = "dated"
    NOTE = "note"


NEED_TITLES = {
    NeedField.PVR: say("Bussen nodig in de spits"),
    NeedField.SPARES: say("Reservebussen"),
    NeedField.CRISIS_ROLE: say("Rol in een crisis- of evacuatieplan"),
    NeedField.ONLY_TRANSPORT: say("Enige openbaar vervoer in een gebied"),
    NeedField.SOURCE: say("Bron"),
    NeedField.DATED: say("Datum van de bron"),
    NeedField.NOTE: say("Toelichting"),
}


@dataclass(frozen=True)
class NeedStatement:
    need: ConcessionNeed
    note: str | None


def read_need(typed: Mapping[NeedField, str]) -> tuple[NeedStatement | None, tuple[FleetFault, ...]]:
    """The need, None with faults where a field cannot be read. Blank and 'onbekend' are unknown."""
    faults: list[FleetFault] = []
    values: dict[NeedField, object] = {}
    for of in NeedField:
        text = clean(typed.get(of, ""), keeps_lines=of is NeedField.NOTE)
        try:
            refuse_text(FleetField.NOTE if of is NeedField.NOTE else FleetField.SOURCE, text)
            values[of] = _value(of, text)
        except ValueRefused as refused:
            at = place(None, None, None, NEED_TITLES[of])
            faults.append(FleetFault(at, None, of, text, refused.reason, refused.remedy))
    if faults:
        return None, tuple(faults)
    source = Source(str(values[NeedField.SOURCE]), values[NeedField.DATED])  # type: ignore[arg-type]
    measured = {of.value: values[of] for of in tuple(NeedField)[:4]}
    note = str(values[NeedField.NOTE]) or None
    return NeedStatement(ConcessionNeed(**measured, source=source), note), ()  # type: ignore[arg-type]


def _value(of: NeedField, text: str) -> object:
    if of in (NeedField.PVR, NeedField.SPARES):
        return _buses(text, least=1 if of is NeedField.PVR else 0)
    if of in (NeedField.CRISIS_ROLE, NeedField.ONLY_TRANSPORT):
        return _yes_no_unknown(text)
    if of is NeedField.DATED:
        return read_date(text)
    if of is NeedField.SOURCE and not text:
        remedy = say("Vul het webadres of de vindplaats in.")
        raise ValueRefused(say("Een opgave heeft altijd een bron."), remedy)
    return text


def _buses(text: str, least: int) -> int | None:
    if not text or fold(text) in UNKNOWN:
        return None
    count = read_count(text)
    if count.circa:
        reason = say("Met dit getal wordt gerekend: het kan niet 'circa' zijn.")
        raise ValueRefused(reason, say("Vul het getal in."))
    if count.value is not None and count.value < least:
        remedy = say("Vul een hoger getal in, of onbekend.")
        raise ValueRefused(say("Dit getal is ten minste %(least)s.", least=least), remedy)
    return count.value


def _yes_no_unknown(text: str) -> bool | None:
    for value, words in YES_NO.items():
        if fold(text) in words:
            return value
    if not text or fold(text) in UNKNOWN:
        return None
    raise ValueRefused(say("Dit is geen ja, nee of onbekend."), say("Kies ja, nee of onbekend."))
