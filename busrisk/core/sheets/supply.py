"""Concentration, open questions and reach of a selection of the fleet as tables."""

from __future__ import annotations

from dataclasses import replace

from busrisk.core.exposure.actor_reach import ActorReach
from busrisk.core.exposure.ask_first import OpenQuestion
from busrisk.core.exposure.concentration import Concentration
from busrisk.core.exposure.words import NOT_COMPUTABLE, exposure_word
from busrisk.core.national.breakdown import Breakdown, WithheldReach
from busrisk.core.shares import decimal_of, percentage
from busrisk.core.sheets.exposure import party_words, told_apart
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import WITHHELD, pick
from busrisk.rulebook.shape import Edition


def concentration_table(found: Concentration, language: str) -> Table:
    """Buses and share per supplier; a share is written only where every count is known."""
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=26),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT),
        Column("unsized", pick(language, "Delen zonder aantal", "Batches without count"), Kind.COUNT),
        Column("share", pick(language, "Aandeel", "Share"), Kind.PERCENT),
    )
    nobody = pick(language, "fabrikant onbekend", "manufacturer unknown")
    rows = tuple(
        (
            " + ".join(maker.name for maker in line.makers) or nobody,
            line.buses,
            line.unsized,
            None if line.share is None else float(percentage(line.share)),
        )
        for line in found.lines
    )
    return Table(
        "concentration",
        pick(language, "Aandeel per fabrikant", "Share per manufacturer"),
        columns,
        rows,
        empty=pick(language, "Geen bussen in dienst.", "No buses in service."),
        unknown=pick(language, NOT_COMPUTABLE["nl"], NOT_COMPUTABLE["en"]),
    )


def with_index(table: Table, found: Concentration, language: str) -> Table:
    """The table with flag and index on every row, for a file that travels without its page."""
    flag = pick(language, "Meer dan de helft van één leverancier", "More than half from one supplier")
    index = pick(language, "Concentratie-index (HHI)", "Concentration index (HHI)")
    columns = (Column("majority", flag, width=30), Column("hhi", index, Kind.NUMBER))
    said = (exposure_word(found.majority, language), hhi(found))
    return replace(table, columns=table.columns + columns, rows=tuple(row + said for row in table.rows))


def hhi(found: Concentration) -> float | None:
    """The index, 10.000 for one supplier; None cannot be computed."""
    return None if found.hhi is None else float(decimal_of(found.hhi))


def questions_table(found: Breakdown, edition: Edition, language: str) -> Table:
    """Which question to ask first: the buses of which an answer could narrow the class."""
    columns = (
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("text", pick(language, "Vraagtekst", "Question text"), width=60),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT),
        Column(
            "unsized", pick(language, "Vloten van onbekende omvang", "Fleets of unknown size"), Kind.COUNT
        ),
    )

    def cells(line: OpenQuestion) -> tuple[Cell, ...]:
        return (line.question, edition.question(line.question).title.get(language), line.buses, line.unsized)

    return Table(
        "ask_first",
        pick(language, "Vraag dit eerst", "Ask this first"),
        columns,
        tuple(cells(line) for line in found.ask_first),
        empty=pick(
            language,
            "Niet getoond: het zou verraden wie al heeft geantwoord.",
            "Not shown: it would tell who has answered already.",
        )
        if found.withholds_questions and not found.withheld
        else _nothing(found, language),
        unknown=pick(language, "onbekend", "unknown"),
    )


def reaches_table(found: Breakdown, language: str) -> Table:
    """Buses within reach of one party: established, and not to be excluded as long as roles are unknown."""
    established = pick(language, "Vastgesteld", "Established")
    open_ = pick(language, "Niet uit te sluiten", "Cannot be excluded")
    unsized = pick(language, "vloten van onbekende omvang", "fleets of unknown size")
    columns = (
        Column("actor", pick(language, "Partij", "Party"), width=26),
        Column("roles", pick(language, "Rollen", "Roles"), width=36),
        Column("established", f"{established}, {pick(language, 'bussen', 'buses')}", Kind.COUNT),
        Column("open", f"{open_}, {pick(language, 'bussen', 'buses')}", Kind.COUNT),
        Column("unsized", f"{open_}, {unsized}", Kind.COUNT),
    )

    def cells(line: ActorReach | WithheldReach) -> tuple[Cell, ...]:
        name = party_words(line.actor, language)
        if isinstance(line, WithheldReach):
            return (name, *[pick(language, *WITHHELD)] * 4)
        roles = ", ".join(exposure_word(role, language) for role in line.roles)
        return (name, roles, line.established.buses, line.not_excludable.buses, line.not_excludable.unsized)

    return Table(
        "reaches",
        pick(language, "Bereik van één partij", "Reach of one party"),
        columns,
        tuple(cells(line) for line in told_apart(found.reaches)),
        empty=_nothing(found, language),
        unknown=pick(language, "onbekend", "unknown"),
    )


def _nothing(found: Breakdown, language: str) -> str:
    if found.withheld:
        return pick(
            language,
            "Niet getoond: te weinig concessies in deze selectie.",
            "Not shown: too few concessions in this selection.",
        )
    return pick(language, "Geen regels in deze selectie.", "No rows in this selection.")
