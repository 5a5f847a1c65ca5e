"""What changed since when, as a table: who told it, of which concession, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import groupby, islice

from busrisk.core.facts import BatchFact
from busrisk.core.fleet.history import AnswerChange, AnswerSaid, Change, FleetChange, HolderChange, Told
from busrisk.core.fleet.statement import became, count_text, maker_text
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
}
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
        yield at, by, each.concession.name, each.day, said(each, language)


def _summed(changes: Iterable[Change], language: str) -> Iterator[Row]:
    """A telling that changed many things, such as a start list that was read, is one row."""
    for _, group in groupby(changes, key=lambda each: each.told.change):
        together = list(group)
        if len(together) <= MANY:
            yield from _each(together, language)
        else:
            yield _sum_of(together, language)


def _sum_of(together: Sequence[Change], language: str) -> Row:
    first, names = together[0], {each.concession.name for each in together}
    about = pick(language, "{0} concessies", "{0} concessions").format(len(names))
    counts = Counter(type(each) for each in together)
    parts = [f"{counts[kind]} {pick(language, *words)}" for kind, words in _KINDS.items() if counts[kind]]
    concession = first.concession.name if len(names) == 1 else about
    day = min(each.day for each in together)
    return first.told.at.date(), who(first.told, language), concession, day, ", ".join(parts)


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
