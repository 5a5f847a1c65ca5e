"""What one telling changed, in one sentence per thing: what it was and what it became."""

from __future__ import annotations

from functools import singledispatch

from busrisk.core.dutch import write_count, write_number
from busrisk.core.exposure.actor_reach import Provider
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.exposure.words import exposure_word
from busrisk.core.facts import BatchFact, ControlFact, FleetStatus
from busrisk.core.fleet.changes import (
    AnswerChange,
    AnswerSaid,
    Change,
    ControlChange,
    FleetChange,
    HandoverChange,
    HolderChange,
    NeedChange,
    PromiseChange,
    PromisedSaid,
    ProviderChange,
)
from busrisk.core.fleet.handover import HandoverStatus, item_title, status_title
from busrisk.core.fleet.statement import YES_NO, became, maker_text
from busrisk.core.sheets.controls import about_words
from busrisk.core.sheets.national import control_figure, share_figure
from busrisk.core.wording import pick, word

PERCENT = "percent"  # the unit of a published share
_NAMELESS = ("fabrikant onbekend", "manufacturer unknown")


@singledispatch
def said(change: Change, language: str) -> str:
    """The change in one sentence."""
    raise TypeError(f"no words for {change!r}")


@said.register
def _(change: FleetChange, language: str) -> str:
    if change.before is None and change.after is not None:
        return pick(language, "nieuw wagenparkdeel {0}: {1}", "new fleet batch {0}: {1}").format(
            change.record_id, _batch(change.after, language)
        )
    if change.before is None or change.after is None:
        taken_out = pick(
            language,
            "wagenparkdeel {0} uitgehaald: ingevoerd bij vergissing",
            "fleet batch {0} taken out: entered by mistake",
        )
        return taken_out.format(change.record_id)
    fields = "; ".join(
        f"{each.title}: {each.before} → {each.after}"
        for each in became(change.before, change.after, language)
    )
    return f"{change.record_id}: {fields}" if fields else change.record_id


def _batch(batch: BatchFact, language: str) -> str:
    """'112 Yutong U15, in dienst'; what nobody knows is named."""
    known = bool(batch.maker_label or batch.makers)
    maker = maker_text(batch, language) if known else pick(language, *_NAMELESS)
    named = " ".join(filter(None, (maker, batch.model)))
    state = word(batch.status, language)
    if batch.status is FleetStatus.UNKNOWN:
        state = pick(language, "status onbekend", "state unknown")
    if batch.count.value is None:
        return f"{named}, {pick(language, 'aantal onbekend', 'count unknown')}, {state}"
    return f"{write_count(batch.count, language)} {named}, {state}"


@said.register
def _(change: HolderChange, language: str) -> str:
    nobody = pick(language, "onbekend", "unknown")
    was, now = (party.name if party else nobody for party in (change.before, change.after))
    return pick(language, "concessiehouder: {0} → {1}", "concession holder: {0} → {1}").format(was, now)


@said.register
def _(change: AnswerChange, language: str) -> str:
    was, now = (_answer(each, language) for each in (change.before, change.after))
    of = f"{change.vehicle}, " if change.vehicle else ""
    return f"{of}{pick(language, 'vraag', 'question')} {change.question}: {was} → {now}"


def _answer(answer: AnswerSaid | None, language: str) -> str:
    if answer is None:
        return pick(language, "geen antwoord", "no answer")
    if answer.points is None:
        return word(answer.state, language)
    one = answer.points == 1
    points = pick(language, "punt" if one else "punten", "point" if one else "points")
    scored = f"{answer.points} {points}"
    return f"{scored}, {word(answer.grade, language)}" if answer.grade else scored


@said.register
def _(change: NeedChange, language: str) -> str:
    was, now = (_need(each, language) for each in (change.before, change.after))
    return f"{pick(language, 'benodigde bussen', 'buses needed')}: {was} → {now}"


def _need(need: ConcessionNeed | None, language: str) -> str:
    """'175 in de spits, 25 reserve, rol in crisisplan: ja, enig ov: onbekend'."""
    unknown = pick(language, "onbekend", "unknown")
    if need is None:
        return unknown
    pvr, spares = (
        unknown if each is None else write_number(each, 0, language) for each in (need.pvr, need.spares)
    )
    crisis, only = (
        unknown if each is None else pick(language, *YES_NO[each])
        for each in (need.crisis_role, need.only_transport)
    )
    return pick(
        language,
        f"{pvr} in de spits, {spares} reserve, rol in crisisplan: {crisis}, enig ov: {only}",
        f"{pvr} at the peak, {spares} spare, role in crisis plan: {crisis}, only transport: {only}",
    )


@said.register
def _(change: ProviderChange, language: str) -> str:
    was, now = (_party(each, language) for each in (change.before, change.after))
    of = f"{change.vehicle}, " if change.vehicle else ""
    return f"{of}{exposure_word(change.role, language)}: {was} → {now}"


def _party(provider: Provider | None, language: str) -> str:
    if provider is None:
        return pick(language, "onbekend", "unknown")
    return provider.actor.name if provider.actor else pick(language, "die is er niet", "there is none")


@said.register
def _(change: PromiseChange, language: str) -> str:
    was, now = (_promised(each, language) for each in (change.before, change.after))
    line = pick(language, "toezegging, regel {0}", "promise, line {0}").format(change.position)
    return f"{line}: {was} → {now}"


def _promised(line: PromisedSaid | None, language: str) -> str:
    if line is None:
        return pick(language, "niets", "nothing")
    maker = line.maker or pick(language, *_NAMELESS)
    return " ".join(filter(None, (write_count(line.count, language), maker, line.model)))


@said.register
def _(change: HandoverChange, language: str) -> str:
    open_ = HandoverStatus.OPEN
    was, now = (status_title(each or open_, language) for each in (change.before, change.after))
    return f"{pick(language, 'overdracht', 'hand-over')}, {item_title(change.item, language)}: {was} → {now}"


def _published(control: ControlFact, language: str) -> str:
    """'circa 569', or 'ongeveer 21%' where a share was published."""
    return (share_figure if control.unit == PERCENT else control_figure)(control, language)


@said.register
def _(change: ControlChange, language: str) -> str:
    nothing = pick(language, "geen", "none")
    was, now = (_published(each, language) if each else nothing for each in (change.before, change.after))
    about = change.after or change.before
    named = f" {about_words(about, language)}" if about else ""
    return f"{pick(language, 'controletotaal', 'control total')}{named}: {was} → {now}"
