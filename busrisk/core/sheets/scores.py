"""One row per deployment: the unit that is scored."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.facts import AnswerState, Reason, ScoredDeployment
from busrisk.core.national.picture import fleet_sum
from busrisk.core.score.rollup import letters
from busrisk.core.sheets.columns import maker_label, receipt_cell, score_cells, score_columns
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word
from busrisk.core.words import class_in_words


def scores_table(scored: Sequence[ScoredDeployment], language: str) -> Table:
    """One row per deployment: what is scored is concession × variant × operator, never a brand."""
    columns = (
        Column("deployment", pick(language, "Inzet", "Deployment"), Kind.IDENTIFIER, 30),
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("operator", pick(language, "Vervoerder", "Operator"), width=16),
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=16),
        Column("model", "Type", width=24, given=True),
        Column("running", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 10),
        Column("on_order", pick(language, "Besteld", "On order"), Kind.COUNT, 10),
        Column("words", pick(language, "Klasse in woorden", "Class in words"), width=34),
    )
    ending = (
        Column("coverage", pick(language, "R155-dekking (3.1)", "R155 coverage (3.1)"), width=30),
        Column("answered", pick(language, "Beantwoord", "Answered"), Kind.COUNT, 11),
        Column("asked", pick(language, "Gevraagd", "Asked"), Kind.COUNT, 11),
        Column("edition", pick(language, "Editie", "Edition"), Kind.IDENTIFIER, 10),
        Column("assessed_on", pick(language, "Gescoord per", "Scored as of"), Kind.DATE, 13),
        Column("receipt", pick(language, "Kwitantie", "Receipt"), Kind.IDENTIFIER, 66),
    )
    return Table(
        "scores",
        "Scores",
        columns + score_columns(language) + ending,
        tuple(_score_row(each, language) for each in scored),
        empty=pick(language, "Nog niets gescoord.", "Nothing scored yet."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _score_row(each: ScoredDeployment, language: str) -> tuple[Cell, ...]:
    deployment, made = each.deployment, each.assessment
    fleet = fleet_sum(deployment.batches)
    uncounted = fleet.unknown_batches and not (fleet.running or fleet.on_order)
    return (
        deployment.key,
        deployment.concession_name,
        deployment.operator.name if deployment.operator else None,
        maker_label(deployment.batches[0]) if deployment.batches else deployment.maker_label,
        deployment.model,
        None if uncounted else fleet.running,
        None if uncounted else fleet.on_order,
        class_in_words(letters(made.overall), language) if made else None,
        *score_cells(each, language),
        coverage_words(made.reasons if made else (), language),
        each.answered,
        each.asked,
        made.edition if made else None,
        made.on if made else None,
        receipt_cell(each),
    )


def coverage_words(reasons: Sequence[Reason], language: str) -> str | None:
    codes = next((each.coverage for each in reasons if each.coverage), ())
    return pick(language, " of ", " or ").join(word(code, language) for code in codes) or None
