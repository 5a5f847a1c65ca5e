"""What changed since when, as a table: who told it, of which concession, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import groupby, islice

from busrisk.core.dutch import write_count, write_number
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
    PromisedSaid,
    ProviderChange,
)
from busrisk.core.fleet.handover import HandoverStatus, item_title, status_title
from busrisk.core.fleet.history import ConcessionRef, Told
from busrisk.core.fleet.statement import became, count_text, maker_text
from busrisk.core.sheets.controls import about_words
from busrisk.core.sheets.national import control_figure, share_figure
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word

_ROLES = {
    "grantor": ("concessieverlener", "grantor"),
    "operator": ("vervoerder", "operator"),
    "ministry": ("ministerie", "ministry"),
    "administrator": ("beheerder", "administrator"),
}


_KINDS = {
    FleetChange: ("wagenparkdelen gewijzigd", "fleet batches changed"),
    HolderChange: ("concessiehouders gewijzigd", "concession holders changed"),
    AnswerChange: ("antwoorden gewijzigd", "answers changed"),
    NeedChange: ("behoeften gewijzigd", "needs changed"),
    ProviderChange: ("partijen gewijzigd", "parties changed"),
    PromiseChange: ("regels van toezeggingen gewijzigd", "lines of promises changed"),
    HandoverChange: ("onderdelen van overdrachten gewijzigd", "items of hand-overs changed"),
    ControlChange: ("controletotalen gewijzigd", "control totals changed"),
}
_WHOLE = ("landelijk", "national")
PERCENT = "percent"  # the unit of a published share
_YES_NO = {True: ("ja", "yes"), False: ("nee", "no")}
Row = tuple[Cell, ...]
MANY = 10  # changes of one telling, from which a summary says more than the list


def changes_table(changes: Sequence[Change], language: str, most: int | None = None) -> Table:
    """One row per change, the newest telling first; with `most`, so many rows, one per telling of many."""
    columns = (
        Column("told", pick(language, "Vastgelegd", "Recorded"), Kind.DATE, 12),
        Column("who", pick(language, "Door", "By"), width=26),
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("day", pick(language, "Geldt vanaf", "Holds from"), Kind.DATE, 12),
        Column("what", pick(language, "Wat", "What"), width=70),
    )
    listed = _each(changes, language) if most is None else _summed(changes, language)
    rows = tuple(islice(listed, most))
    return Table(
        "changes",
        pick(language, "Wijzigingen", "Changes"),
        columns,
        rows,
        empty=pick(language, "In deze tijd is niets gewijzigd.", "Nothing changed in this time."),
        unknown=pick(language, "onbekend", "unknown"),
    )


def _each(changes: Iterable[Change], language: str) -> Iterator[Row]:
    for each in changes:
        at, by = each.told.at.date(), who(each.told, language)
        yield at, by, _about(each.concession, language), each.day, said(each, language)


def _summed(changes: Iterable[Change], language: str) -> Iterator[Row]:
    """A telling that changed many things, such as a start list that was read, is one row."""
    for _, group in groupby(changes, key=lambda each: each.told.change):
        together = list(group)
        if len(together) <= MANY:
            yield from _each(together, language)
        else:
            yield _sum_of(together, language)


def _sum_of(together: Sequence[Change], language: str) -> Row:
    first, names = together[0], {each.concession.name for each in together if each.concession.key}
    about = pick(language, "{0} concessies", "{0} concessions").format(len(names))
    counts = Counter(type(each) for each in together)
    parts = [f"{counts[kind]} {pick(language, *words)}" for kind, words in _KINDS.items() if counts[kind]]
    concession = next(iter(names)) if len(names) == 1 else about if names else pick(language, *_WHOLE)
    day = min(each.day for each in together)
    return first.told.at.date(), who(first.told, language), concession, day, ", ".join(parts)


def _about(concession: ConcessionRef, language: str) -> str:
    return concession.name if concession.key else pick(language, *_WHOLE)


def who(told: Told, language: str) -> str:
    """Role and organisation, never a person; the register itself where nobody's account told it."""
    if told.role is None:
        return pick(language, "het register", "the register")
    role = pick(language, *_ROLES[told.role])
    return f"{role} · {told.organisation.name}" if told.organisation else role


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
        taken_out = pick(language, "wagenparkdeel {0} vervallen", "fleet batch {0} taken out")
        return taken_out.format(change.record_id)
    fields = "; ".join(
        f"{each.title}: {each.before} → {each.after}"
        for each in became(change.before, change.after, language)
    )
    return f"{change.record_id}: {fields}" if fields else change.record_id


def _batch(batch: BatchFact, language: str) -> str:
    """'112 Yutong U15, in dienst'."""
    named = " ".join(filter(None, (maker_text(batch, language), batch.model)))
    return f"{count_text(batch.count, language)} {named}, {word(batch.status, language)}"


@said.register
def _(change: HolderChange, language: str) -> str:
    nobody = pick(language, "onbekend", "unknown")
    was, now = (party.name if party else nobody for party in (change.before, change.after))
    return pick(language, "concessiehouder: {0} → {1}", "concession holder: {0} → {1}").format(was, now)


@said.register
def _(change: AnswerChange, language: str) -> str:
    was, now = (_answer(each, language) for each in (change.before, change.after))
    return f"{pick(language, 'vraag', 'question')} {change.question}: {was} → {now}"


def _answer(answer: AnswerSaid | None, language: str) -> str:
    if answer is None:
        return pick(language, "geen antwoord", "no answer")
    if answer.points is None:
        return word(answer.state, language)
    points = pick(language, "{0} punten", "{0} points").format(answer.points)
    return f"{points}, {word(answer.grade, language)}" if answer.grade else points


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
        unknown if each is None else pick(language, *_YES_NO[each])
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
    return f"{exposure_word(change.role, language)}, {change.deployment}: {was} → {now}"


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
    maker = line.maker or pick(language, "fabrikant onbekend", "manufacturer unknown")
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
