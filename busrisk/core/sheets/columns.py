"""The columns and cells that several tables share: bounds, classes, knock-outs."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, Interval, KnockOut, ScoredDeployment
from busrisk.core.score.rollup import DIMENSIONS, R155_AUTHORITY, R156_AUTHORITY, authority, letters
from busrisk.core.tabular import Cell, Column, Kind
from busrisk.core.wording import pick, word

KNOCK_OUTS = ("K1", "K2", "K3", "K4")
_SHORT = {"D1": "OTA", "D2": "Diagnose", "D3": "R155/R156", "D4": "Regie"}
_SHORT_EN = {"D1": "OTA", "D2": "Diagnostics", "D3": "R155/R156", "D4": "Override"}


def date_cell(value: PartialDate | None) -> Cell:
    """A whole day is a date; a month or year stays the text it is."""
    if value is None:
        return None
    return value.first if value.is_whole_day else value.text


def bounds(interval: Interval | None) -> tuple[Cell, Cell]:
    return (interval.low, interval.high) if interval else (None, None)


def _bound_columns(key: str, name: str, language: str) -> tuple[Column, Column]:
    low = pick(language, "ten minste", "at least")
    high = pick(language, "hoogstens", "at most")
    return (
        Column(f"{key}_low", f"{name} {low}", Kind.COUNT, 10),
        Column(f"{key}_high", f"{name} {high}", Kind.COUNT, 10),
    )


def score_columns(language: str) -> tuple[Column, ...]:
    """Class, dimensions and both authorities: a scored column of their own on every view and sheet."""
    short = _SHORT_EN if language == "en" else _SHORT
    authority_word = pick(language, "autoriteit", "authority")
    columns: list[Column] = [
        Column("class_low", pick(language, "Klasse ten minste", "Class at least"), Kind.TEXT, 8),
        Column(
            "class_high",
            pick(language, "Klasse niet uit te sluiten", "Class cannot be excluded"),
            Kind.TEXT,
            12,
        ),
    ]
    for key in DIMENSIONS:
        columns += _bound_columns(key, f"{key} {short[key]}", language)
    columns += _bound_columns("r155_authority", f"R155-{authority_word}", language)
    columns += _bound_columns("r156_authority", f"R156-{authority_word}", language)
    columns += [Column(key, key, Kind.TEXT, 11) for key in KNOCK_OUTS]
    return tuple(columns)


def knock_out_cells(knock_outs: Sequence[KnockOut], known: bool, language: str) -> tuple[Cell, ...]:
    """Per knock-out: established, possible or ruled out; None where nothing was scored."""
    if not known:
        return (None,) * len(KNOCK_OUTS)
    status = {each.id: word(each.status, language) for each in knock_outs}
    return tuple(status.get(key, pick(language, "uitgesloten", "ruled out")) for key in KNOCK_OUTS)


def score_cells(scored: ScoredDeployment | None, language: str) -> tuple[Cell, ...]:
    made = scored.assessment if scored else None
    if scored is None or made is None:
        return (None,) * len(score_columns(language))
    cells: list[Cell] = [*letters(made.overall)]
    for key in DIMENSIONS:
        cells += bounds(made.dimension(key))
    cells += bounds(authority(scored, R155_AUTHORITY))
    cells += bounds(authority(scored, R156_AUTHORITY))
    return (*cells, *knock_out_cells(made.knock_outs, True, language))


def maker_label(batch: BatchFact) -> str | None:
    return " + ".join(maker.name for maker in batch.makers) or None


def receipt_cell(scored: ScoredDeployment | None) -> str | None:
    return scored.receipt.hash if scored and scored.receipt else None
