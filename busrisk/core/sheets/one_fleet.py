"""The fleet of one concession: the columns of the fleet sheet that a page has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from busrisk.core.facts import BatchFact
from busrisk.core.sheets.fleet import fleet_table
from busrisk.core.tabular import Cell, Column, Table
from busrisk.core.wording import pick

KEYS = ("maker", "model", "count", "quality", "status", "first_year", "dated", "source", "note")


def one_fleet_table(batches: Sequence[BatchFact], language: str) -> Table:
    """One row per batch, cell for cell as on the fleet sheet; 'circa' stands with its count, as text."""
    whole = fleet_table(batches, (), False, language)
    columns = {column.key: column for column in whole.columns}
    rows = (dict(zip(columns, row, strict=True)) for row in whole.rows)
    title = "Per wagenparkdeel: hoeveel, hoe zeker dat is, en volgens welke bron"
    return replace(
        whole,
        title=pick(language, title, "Per fleet batch: how many, how certain that is, and the source"),
        columns=tuple(columns[key] for key in KEYS),
        rows=tuple(tuple(_cell(columns[key], row, whole, language) for key in KEYS) for row in rows),
        empty=pick(
            language,
            "Van deze concessie is op deze dag geen wagenpark vastgelegd.",
            "No fleet of this concession is on record for this day.",
        ),
    )


def nameless(language: str) -> str:
    """What stands for a manufacturer that no source names."""
    return pick(language, "fabrikant onbekend", "manufacturer unknown")


def _cell(column: Column, row: Mapping[str, Cell], whole: Table, language: str) -> Cell:
    value = row[column.key]
    if column.key == "maker" and value is None:
        return nameless(language)
    if column.key in ("model", "first_year") and value is None:
        return whole.unknown
    return f"circa {value}" if column.key == "count" and row["circa"] else value
