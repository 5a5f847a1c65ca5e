"""A selection of the fleet as tables: by state, by R155 at admission, by supervision of each authority."""

from __future__ import annotations

from busrisk.core.facts import AnswerState
from busrisk.core.national.breakdown import AuthorityLine, Breakdown, CoverageLine
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import WITHHELD, pick, word
from busrisk.rulebook.shape import Edition


def statuses_table(found: Breakdown, language: str) -> Table:
    """Every state, also one without buses; there is no sum, for only running buses may be summed."""
    columns = (
        Column("status", pick(language, "Stand", "State"), width=26),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT),
        Column(
            "batches_without_count",
            pick(language, "Delen zonder aantal", "Batches without count"),
            Kind.COUNT,
        ),
    )
    rows = tuple(
        (word(each.status, language), each.buses, each.batches_without_count) for each in found.statuses
    )
    unknown = word(AnswerState.UNKNOWN, language)
    return Table("statuses", pick(language, "Naar stand", "By state"), columns, rows, unknown=unknown)


def coverage_table(found: Breakdown, language: str) -> Table:
    """Running buses by what their date of admission says of R155: never 'does not comply'."""
    columns = (
        Column("coverage", pick(language, "R155 bij toelating", "R155 at admission"), width=60),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT),
        Column("share", pick(language, "Aandeel", "Share"), Kind.PERCENT),
    )
    whole = found.everything.running
    rows = tuple(
        (coverage_words(each, language), each.buses, 100 * each.buses / whole) for each in found.coverage
    )
    return Table(
        "coverage",
        pick(language, "Typegoedkeuring R155, naar toelating", "R155 type approval, by admission"),
        columns,
        rows,
        total=_total(whole, language) if rows else None,
        empty=_nothing(found, language),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def coverage_words(line: CoverageLine, language: str) -> str:
    """'niet verplicht op datum toelating'; several codes where the date leaves more than one open."""
    if not line.codes:
        return word(AnswerState.UNKNOWN, language)
    return pick(language, " of ", " or ").join(word(code, language) for code in line.codes)


def authorities_table(found: Breakdown, edition: Edition, language: str) -> Table:
    """Running buses by the answer on the authorities of R155 and R156; unknown is a row of each."""
    columns = (
        Column("regulation", pick(language, "Goedkeuring", "Approval"), width=12),
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("answer", pick(language, "Autoriteit en toezicht", "Authority and supervision"), width=60),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT),
        Column("share", pick(language, "Aandeel", "Share"), Kind.PERCENT),
    )
    whole = found.everything.running
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _REGULATIONS[each.question],
            each.question,
            authority_words(each, edition, language),
            each.buses,
            pick(language, *WITHHELD) if each.withheld else 100 * each.buses / whole,
        )
        for each in found.authorities
    )
    return Table(
        "authorities",
        pick(language, "Autoriteit van de typegoedkeuring", "Authority of the type approval"),
        columns,
        rows,
        empty=_nothing(found, language),
        unknown=word(AnswerState.UNKNOWN, language),
    )


_REGULATIONS = {"3.3a": "R155", "3.3b": "R156"}


def authority_words(line: AuthorityLine, edition: Edition, language: str) -> str:
    """The option that was chosen, as the edition words it; otherwise the state, or that it is not shown."""
    if line.withheld:
        return pick(language, "verdeling niet getoond", "split not shown")
    if line.points is None:
        return word(line.state, language)
    options = edition.question(line.question).options
    return next(each.text.get(language) for each in options if each.points == line.points)


def _total(whole: int, language: str) -> tuple[Cell, ...]:
    return (pick(language, "Samen", "Total"), whole, 100.0)


def _nothing(found: Breakdown, language: str) -> str:
    if found.withheld:
        return pick(
            language,
            "Niet getoond: te weinig concessies in deze selectie.",
            "Not shown: too few concessions in this selection.",
        )
    return pick(language, "Geen bussen in dienst in deze selectie.", "No buses in service in this selection.")
