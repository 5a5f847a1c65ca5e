"""One row per fleet batch, flat."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.facts import AnswerState, BatchFact, FleetStatus
from busrisk.core.score.rollup import ConcessionView
from busrisk.core.sheets.columns import date_cell, maker_label, receipt_cell, score_cells, score_columns
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import pick, word


def fleet_table(
    batches: Sequence[BatchFact],
    views: Sequence[ConcessionView],
    with_scores: bool,
    language: str,
) -> Table:
    """One row per fleet batch, flat: everything the register says of it."""
    granted = {view.concession.key: view.concession.grantors for view in views}
    scores = {each.deployment.key: each for view in views for each in view.scored}
    columns = (
        Column("record_id", pick(language, "Regel", "Record"), Kind.IDENTIFIER, 13),
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("grantors", pick(language, "Concessieverlener", "Grantor"), width=26),
        Column("holder", pick(language, "Concessiehouder", "Concession holder"), width=16),
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=16),
        Column("model", "Type", width=24, given=True),
        Column("propulsion", pick(language, "Aandrijving", "Propulsion"), width=18),
        Column("count", pick(language, "Aantal", "Count"), Kind.COUNT, 9),
        Column("circa", "Circa", width=7),
        Column("quality", pick(language, "Hoe zeker", "Certainty"), width=18),
        Column("status", "Status", width=22),
        Column("first_year", pick(language, "Jaar van instroom", "Year of entry"), Kind.IDENTIFIER, 10),
        Column("expected", pick(language, "Verwachte levering", "Expected delivery"), Kind.DATE, 13),
        Column("minibus", "Minibus", width=9),
    )
    receipt = Column(
        "receipt", pick(language, "Kwitantie van de score", "Receipt of the score"), Kind.IDENTIFIER, 68
    )
    ending = (
        Column("dated", pick(language, "Datum bron", "Date of source"), Kind.DATE, 13),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
        Column("note", pick(language, "Toelichting", "Note"), width=46, given=True),
    )
    rows = tuple(
        (
            batch.record_id,
            batch.concession_name,
            ", ".join(each.name for each in granted.get(batch.concession, ())),
            batch.holder.name if batch.holder else None,
            maker_label(batch),
            batch.model,
            word(batch.propulsion, language) if batch.propulsion else None,
            batch.count.value,
            "circa" if batch.count.circa else "",
            word(batch.quality, language),
            word(batch.status, language),
            str(batch.first_year) if batch.first_year else None,
            date_cell(batch.expected) if batch.expected or batch.status is FleetStatus.ON_ORDER else "",
            pick(language, "ja", "yes") if batch.minibus else "",
            *(score_cells(scores.get(batch.deployment or ""), language) if with_scores else ()),
            date_cell(batch.source.dated),
            batch.source.citation,
            batch.note or "",
            *((receipt_cell(scores.get(batch.deployment or "")),) if with_scores else ()),
        )
        for batch in batches
    )
    return Table(
        "fleet",
        pick(language, "Wagenpark", "Fleet"),
        (*columns, *score_columns(language), *ending, receipt) if with_scores else columns + ending,
        rows,
        empty=pick(language, "Geen wagenpark binnen uw bereik.", "No fleet you have access to."),
        unknown=word(AnswerState.UNKNOWN, language),
    )
