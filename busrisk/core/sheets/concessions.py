"""One row per concession."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.facts import AnswerState
from busrisk.core.score.rollup import ConcessionView, letters
from busrisk.core.sheets.columns import bounds, date_cell, knock_out_cells, score_columns
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word


def concessions_table(views: Sequence[ConcessionView], with_scores: bool, language: str) -> Table:
    """One row per concession; the score of a concession is that of its heaviest deployment."""
    columns = (
        Column("concession", pick(language, "Concessie", "Concession"), width=30),
        Column("concession_id", "Id", Kind.IDENTIFIER, 12),
        Column("grantors", pick(language, "Concessieverlener", "Grantor"), width=30),
        Column("holder", pick(language, "Concessiehouder", "Concession holder"), width=18),
        Column("provinces", pick(language, "Provincie", "Province"), width=22),
        Column("start", pick(language, "Ingangsdatum", "Start date"), Kind.DATE, 13),
        Column("end", pick(language, "Einddatum", "End date"), Kind.DATE, 13),
        Column("status", "Status", width=14),
        Column("makers", pick(language, "Fabrikanten", "Manufacturers"), width=26),
        Column("running", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 10),
        Column(
            "unverified", pick(language, "Waarvan niet bevestigd", "Of which not confirmed"), Kind.COUNT, 11
        ),
        Column("on_order", pick(language, "Besteld", "On order"), Kind.COUNT, 10),
        Column(
            "unknown_batches",
            pick(language, "Delen zonder aantal", "Batches without count"),
            Kind.COUNT,
            13,
        ),
        Column("answered", pick(language, "Beantwoord", "Answered"), Kind.COUNT, 11),
        Column("asked", pick(language, "Gevraagd", "Asked"), Kind.COUNT, 11),
    )
    rows = tuple(
        (
            view.concession.name,
            view.concession.key,
            ", ".join(each.name for each in view.concession.grantors),
            view.concession.holder.name if view.concession.holder else None,
            ", ".join(view.concession.provinces),
            date_cell(view.concession.start),
            date_cell(view.concession.end),
            word(view.concession.status, language),
            makers_cell(view, language),
            running_cell(view),
            view.fleet.unverified,
            view.fleet.on_order,
            view.fleet.unknown_batches,
            view.answered,
            view.asked,
            *(_view_cells(view, language) if with_scores else ()),
        )
        for view in views
    )
    return Table(
        "concessions",
        pick(language, "Concessies", "Concessions"),
        columns + (score_columns(language) if with_scores else ()),
        rows,
        empty=pick(language, "Geen concessies binnen uw bereik.", "No concessions you have access to."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def makers_cell(view: ConcessionView, language: str) -> str | None:
    """The named manufacturers, and that there are others; None where no source names any."""
    unknown = (word(AnswerState.UNKNOWN, language),) if view.nameless and view.makers else ()
    return ", ".join((*view.makers, *unknown)) or None


def _view_cells(view: ConcessionView, language: str) -> tuple[Cell, ...]:
    if view.overall is None:
        return (None,) * len(score_columns(language))
    cells: list[Cell] = [*letters(view.overall)]
    for _, interval in view.dimensions:
        cells += bounds(interval)
    cells += [*bounds(view.r155_authority), *bounds(view.r156_authority)]
    return (*cells, *knock_out_cells(view.knock_outs, True, language))


def running_cell(view: ConcessionView) -> Cell:
    """Running buses; unknown, not zero, where the only batches have no count."""
    nothing_counted = view.fleet.running == 0 and view.fleet.unknown_batches > 0
    return None if nothing_counted else view.fleet.running
