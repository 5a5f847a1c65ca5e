"""What was promised at the award as tables: line by line, beside the fleet there is, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from busrisk.core.dutch import write_count, write_date
from busrisk.core.facts import AnswerState
from busrisk.core.fleet.promise import Kept, KeptLine, PromiseClaimed, PromiseLine, Substitution
from busrisk.core.sheets.changes import who
from busrisk.core.sheets.columns import date_cell
from busrisk.core.sheets.one_fleet import nameless
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word

_KEPT = {
    Kept.AS_PROMISED: ("zoals toegezegd", "as promised"),
    Kept.LESS: ("minder dan toegezegd", "less than promised"),
    Kept.MORE: ("meer dan toegezegd", "more than promised"),
    Kept.NOT_DETERMINABLE: ("niet vast te stellen", "cannot be established"),
}
_BOUNDS = {
    "promised_low": ("Toegezegd ten minste", "Promised at least"),
    "promised_high": ("Toegezegd hoogstens", "Promised at most"),
    "present_low": ("Rijdt of besteld ten minste", "Running or on order at least"),
    "present_high": ("Rijdt of besteld hoogstens", "Running or on order at most"),
}


@dataclass(frozen=True)
class KeptPromise:
    """One concession's promise against its fleet."""

    concession: str  # its name
    lines: tuple[PromiseLine, ...]
    found: Substitution


def maker_of(line: PromiseLine, language: str) -> str:
    """As printed, else by name; a maker that was not promised says so."""
    return line.maker_label or " + ".join(maker.name for maker in line.makers) or nameless(language)


def promise_table(lines: Sequence[PromiseLine], language: str) -> Table:
    """The promised fleet line by line, each with its source."""
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=24),
        Column("model", "Type", width=24, given=True),
        Column("count", pick(language, "Aantal", "Count"), Kind.COUNT, 10),
        Column("dated", pick(language, "Datum bron", "Date of source"), Kind.DATE, 13),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
    )
    return Table(
        "promise",
        pick(language, "Toegezegd bij inschrijving", "Promised in the bid"),
        columns,
        tuple((*_said(line, language), *_cited(line)) for line in lines),
        empty=pick(
            language,
            "Voor deze dag is niet vastgelegd wat bij de inschrijving is toegezegd.",
            "It is not on record for this day what was promised in the bid.",
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _said(line: PromiseLine, language: str) -> tuple[Cell, ...]:
    count: Cell = line.count.value
    if line.count.circa:
        count = write_count(line.count, language)
    return maker_of(line, language), line.model or word(AnswerState.UNKNOWN, language), count


def _cited(line: PromiseLine) -> tuple[Cell, ...]:
    return date_cell(line.source.dated), line.source.citation


def kept_table(promises: Sequence[KeptPromise], language: str) -> Table:
    """Promise against fleet, running and on order, per maker; the last line of a concession is all of it."""
    columns = (
        Column("concession", pick(language, "Concessie", "Concession"), width=26),
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=22),
        *(Column(key, pick(language, *titles), Kind.COUNT, 12) for key, titles in _BOUNDS.items()),
        Column("kept", pick(language, "Vergeleken", "Compared"), width=40),
        Column("dated", pick(language, "Datum bron", "Date of source"), Kind.DATE, 12),
        Column("source", pick(language, "Bron van de toezegging", "Source of the promise"), Kind.LINK, 34),
    )
    return Table(
        "kept",
        pick(language, "Toezegging", "Promise"),
        columns,
        tuple(row for each in promises for row in _kept_rows(each, language)),
        empty=pick(
            language,
            "Van geen concessie binnen uw bereik is een toezegging vastgelegd.",
            "No promise is on record for any concession within your reach.",
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _kept_rows(each: KeptPromise, language: str) -> list[tuple[Cell, ...]]:
    rows = [
        (each.concession, line.label, *_bounds(line), pick(language, *_KEPT[line.kept]), *_source(each, line))
        for line in each.found.lines
    ]
    promised, present = each.found.promised, each.found.present
    total = (promised.low, promised.high, present.low, present.high)
    together = pick(language, "alle fabrikanten samen", "all manufacturers together")
    return [*rows, (each.concession, together, *total, each.found.words(language), None, "")]


def _bounds(line: KeptLine) -> tuple[Cell, ...]:
    return line.promised.low, line.promised.high, line.present.low, line.present.high


def _source(each: KeptPromise, of: KeptLine) -> tuple[Cell, Cell]:
    """Where the promise of these makers comes from; nothing where they were not promised."""
    found = [line for line in each.lines if line.makers and set(line.makers) <= set(of.makers)]
    citations = dict.fromkeys(line.source.citation for line in found)
    days = {line.source.dated for line in found}
    return date_cell(days.pop()) if len(days) == 1 else None, "\n".join(citations)


def promise_history_table(claims: Sequence[PromiseClaimed], language: str) -> Table:
    """Every line ever promised, also one taken back since: nothing is overwritten."""
    columns = (
        Column("told", pick(language, "Vastgelegd", "Recorded"), Kind.DATE, 12),
        Column("who", pick(language, "Door", "By"), width=26),
        Column("from", pick(language, "Geldt vanaf", "Holds from"), Kind.DATE, 12),
        Column("until", pick(language, "Tot en met", "Up to and including"), width=12),
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=24),
        Column("model", "Type", width=24, given=True),
        Column("count", pick(language, "Aantal", "Count"), Kind.COUNT, 10),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
        Column("stands", pick(language, "Nu", "Now"), width=34),
    )
    return Table(
        "promise-history",
        pick(language, "Alles wat over de toezegging is vastgelegd", "All that was recorded of the promise"),
        columns,
        tuple(_claimed(each, language) for each in claims),
        empty=pick(language, "Er is nog niets vastgelegd.", "Nothing is on record yet."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _claimed(each: PromiseClaimed, language: str) -> tuple[Cell, ...]:
    until = write_date(each.holds_to - timedelta(days=1), language) if each.holds_to else ""
    return (
        each.told.at.date(),
        who(each.told, language),
        each.holds_from,
        until,
        *_said(each.line, language),
        each.line.source.citation,
        _standing(each, language),
    )


def _standing(each: PromiseClaimed, language: str) -> str:
    if each.ended is None:
        return pick(language, "geldt", "holds")
    gone = pick(language, "vervangen op {0} door {1}", "replaced on {0} by {1}")
    return gone.format(write_date(each.ended.at.date(), language), who(each.ended, language))
