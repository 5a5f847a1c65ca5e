"""Every source behind a figure, with what rests on it."""

from __future__ import annotations

from collections.abc import Iterable

from busrisk.core.citations import kind_word
from busrisk.core.dutch import write_date
from busrisk.core.facts import AnswerState
from busrisk.core.sheets.columns import date_cell
from busrisk.core.sources import SourceLine
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word


def sources_table(lines: Iterable[SourceLine], language: str) -> Table:
    """One row per source, for page, workbook and CSV. Where nothing rests on it a count is blank."""
    columns = (
        Column("kind", pick(language, "Soort", "Kind"), width=16),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 70, given=True),
        Column("title", pick(language, "Titel", "Title"), width=46, given=True),
        Column("dated", pick(language, "Datum bron", "Date of source"), Kind.DATE, 16),
        Column("certainty", pick(language, "Hoe zeker", "Certainty"), width=24),
        Column("batches", pick(language, "Wagenparkdelen", "Fleet batches"), Kind.COUNT, 10),
        Column("running", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 10),
        Column("on_order", pick(language, "Bussen besteld", "Buses on order"), Kind.COUNT, 10),
        Column("controls", pick(language, "Controletotalen", "Control totals"), Kind.COUNT, 10),
        Column("findings", pick(language, "Bevindingen", "Findings"), Kind.COUNT, 10),
        Column("parties", pick(language, "Partijen", "Parties"), Kind.COUNT, 10),
        Column("read", pick(language, "Gelezen", "Read"), width=16),
        Column("records", pick(language, "Gebruikt bij", "Used at"), width=50),
    )
    return Table(
        "sources",
        pick(language, "Bronnen", "Sources"),
        columns,
        tuple(_row(line, language) for line in lines),
        empty=pick(language, "Geen bron past hierbij.", "No source fits."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _row(line: SourceLine, language: str) -> tuple[Cell, ...]:
    fleet, is_rule = line.fleet, line.read is not None
    return (
        kind_word(line.kind, language),
        line.citation,
        pick(language, *line.title),
        _dated(line, language),
        ", ".join(word(each, language) for each in line.qualities),
        *((len(line.batches), fleet.known_running, fleet.on_order) if line.batches else ("", "", "")),
        *(count or "" for count in (line.controls, line.findings, line.parties)),
        _read(line, language),
        pick(language, "de methode", "the method") if is_rule else ", ".join(line.used),
    )


def _dated(line: SourceLine, language: str) -> Cell:
    """A source's own date; several where it speaks of several days. The rulebook's sources carry theirs."""
    if len(line.dated) == 1:
        return date_cell(line.dated[0])
    if line.dated:
        return " … ".join(write_date(each, language) for each in (line.dated[0], line.dated[-1]))
    return ""


def _read(line: SourceLine, language: str) -> str:
    if line.read is None:
        return ""
    if line.read:
        return pick(language, "gelezen", "read")
    return pick(language, "nog niet gelezen", "not yet read")
