"""What one telling changed, in one sentence per thing: what it was and what it became."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from busrisk.core.dutch import write_count, write_date, write_number
from busrisk.core.exposure.actor_reach import Provider
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.exposure.words import exposure_word
from busrisk.core.facts import BatchFact, ControlFact
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
    ProviderChange,
)
from busrisk.core.fleet.handover import HandoverStatus, item_title, status_title
from busrisk.core.fleet.promise import PromiseLine
from busrisk.core.fleet.statement import UNKNOWN, YES_NO, became, maker_text
from busrisk.core.sheets.controls import about_words
from busrisk.core.wording import pick, word


@singledispatch
def said(change: Change, language: str) -> str:
    """The change in one sentence."""
    raise TypeError(f"no words for {change!r}")


def _moved(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> str:
    """'Reservebussen: 20 → 25; Bron: a → b': the fields (title, text) that differ."""
    pairs = zip(before, after, strict=True)
    return "; ".join(f"{title}: {was} → {now}" for (title, was), (_, now) in pairs if was != now)


# --- Fleet, holders and answers --------------------------------------------------------------------


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
    maker = maker_text(batch, language) if known else pick(language, "fabrikant onbekend", "maker unknown")
    named = " ".join(filter(None, (maker, batch.model)))
    state = word(batch.status, language)
    if batch.status.value == "unknown":
        state = pick(language, "status onbekend", "state unknown")
    if batch.count.value is None:
        return f"{named}, {pick(language, 'aantal onbekend', 'count unknown')}, {state}"
    return f"{write_count(batch.count, language)} {named}, {state}"


@said.register
def _(change: HolderChange, language: str) -> str:
    nobody = pick(language, *UNKNOWN)
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


# --- What stands beside them -----------------------------------------------------------------------


@said.register
def _(change: ProviderChange, language: str) -> str:
    was, now = (_party(each, language) for each in (change.before, change.after))
    of = f"{change.vehicle}, " if change.vehicle else ""
    return f"{of}{exposure_word(change.role, language)}: {was} → {now}"


def _party(provider: Provider | None, language: str) -> str:
    if provider is None:
        return pick(language, *UNKNOWN)
    return provider.actor.name if provider.actor else pick(language, "geen", "none")


@said.register
def _(change: NeedChange, language: str) -> str:
    moved = _moved(*(_need(each or ConcessionNeed(), language) for each in (change.before, change.after)))
    if change.after is None:
        return pick(language, "behoefte: niets meer vastgelegd", "need: nothing on record any more")
    return f"{pick(language, 'behoefte', 'need')}: {moved}"


def _need(need: ConcessionNeed, language: str) -> tuple[tuple[str, str], ...]:
    """Each field with its title, in words."""
    unknown = pick(language, *UNKNOWN)

    def buses(count: int | None) -> str:
        return unknown if count is None else write_number(count, 0, language)

    def yes_no(said: bool | None) -> str:
        return unknown if said is None else pick(language, *YES_NO[said])

    return (
        (pick(language, "nodig in de spits", "needed at the peak"), buses(need.pvr)),
        (pick(language, "reservebussen", "spare buses"), buses(need.spares)),
        (pick(language, "rol in een crisisplan", "part in a crisis plan"), yes_no(need.crisis_role)),
        (pick(language, "enig openbaar vervoer", "only public transport"), yes_no(need.only_transport)),
        (pick(language, "bron", "source"), need.source.citation if need.source else unknown),
    )


@said.register
def _(change: PromiseChange, language: str) -> str:
    line = pick(language, "toezegging, regel {0}", "promise, line {0}").format(change.position)
    if change.before is None or change.after is None:
        gone = pick(language, "vervallen", "taken out")
        return f"{line}: {_promised(change.after, language) if change.after else gone}"
    was, now = _promised(change.before, language), _promised(change.after, language)
    if was != now:
        return f"{line}: {was} → {now}"
    cited = (change.before.source.citation, change.after.source.citation)
    return f"{line}: {pick(language, 'bron', 'source')}: {' → '.join(dict.fromkeys(cited))}"


def _promised(line: PromiseLine, language: str) -> str:
    """'112 Van Hool A330', '112 fabrikant onbekend'."""
    named = line.maker_label or " + ".join(maker.name for maker in line.makers)
    maker = named or pick(language, "fabrikant onbekend", "maker unknown")
    return " ".join(filter(None, (write_count(line.count, language), maker, line.model)))


@said.register
def _(change: HandoverChange, language: str) -> str:
    was, now = (status_title(each or HandoverStatus.OPEN, language) for each in (change.before, change.after))
    about = pick(language, "overdracht van {0}, {1}", "hand-over of {0}, {1}").format(
        write_date(change.switched_on, language), item_title(change.item, language)
    )
    return f"{about}: {was}" if was == now else f"{about}: {was} → {now}"


@said.register
def _(change: ControlChange, language: str) -> str:
    of = change.after or change.before
    if of is None:
        raise ValueError("a change has one side at least")
    about = pick(language, "controletotaal {0}", "control total {0}").format(about_words(of, language))
    if change.after is None:
        withdrawn = pick(language, "{0}: {1} ingetrokken", "{0}: {1} withdrawn")
        return withdrawn.format(about, _total(of, language))
    if change.before is None:
        return f"{about}: {_total(of, language)}"
    was, now = _total(change.before, language), _total(change.after, language)
    beside = pick(language, "grondslag of toelichting gewijzigd", "basis or note changed")
    return f"{about}: {f'{was} → {now}' if was != now else beside}"


def _total(control: ControlFact, language: str) -> str:
    """'circa 319', '21 %'."""
    whole = control.value == int(control.value)
    number = write_number(control.value, 0 if whole else 1, language)
    unit = "%" if control.unit == "percent" else ""
    return f"{'circa ' if control.is_estimate else ''}{number}{unit}"
