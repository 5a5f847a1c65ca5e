"""Every source behind a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, ControlFact
from busrisk.core.sheets.columns import date_cell
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick
from busrisk.rulebook.shape import Edition


def sources_table(
    batches: Sequence[BatchFact], controls: Sequence[ControlFact], edition: Edition, language: str
) -> Table:
    """Every source behind a figure in this export, and those of the method in force."""
    columns = (
        Column("kind", pick(language, "Waarvoor", "Used for"), width=18),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 80),
        Column("dated", pick(language, "Datum bron", "Date of source"), Kind.DATE, 13),
        Column("records", pick(language, "Gebruikt bij", "Used at"), width=50),
    )
    fleet: dict[tuple[str, str], list[str]] = defaultdict(list)
    for batch in batches:
        dated = batch.source.dated.text if batch.source.dated else ""
        fleet[batch.source.citation, dated].append(batch.record_id)
    totals: dict[tuple[str, str], list[str]] = defaultdict(list)
    for control in controls:
        totals[control.source, control.as_of.text].append(control.key)
    rows: list[tuple[Cell, ...]] = []
    for kind, used in (
        (pick(language, "wagenpark", "fleet"), fleet),
        (pick(language, "controletotaal", "control total"), totals),
    ):
        for (citation, dated), records in sorted(used.items()):
            names = ", ".join(sorted(set(records)))
            rows.append((kind, citation, date_cell(PartialDate(dated)) if dated else None, names))
    for source in edition.sources:
        where = f"{source.title.get(language)}: {source.url or source.citation}"
        used_at = f"{pick(language, 'editie', 'edition')} {edition.id}"
        rows.append((pick(language, "methode", "method"), where, "", used_at))
    return Table("sources", pick(language, "Bronnen", "Sources"), columns, tuple(rows))
