"""The register as tables: the same ones feed page, chart, workbook and CSV."""

from busrisk.core.sheets.concessions import concessions_table
from busrisk.core.sheets.controls import controls_table
from busrisk.core.sheets.fleet import fleet_table
from busrisk.core.sheets.scores import scores_table
from busrisk.core.sheets.sources import sources_table
from busrisk.core.sheets.unknown import open_questions_table, unknown_table

__all__ = [
    "concessions_table",
    "controls_table",
    "fleet_table",
    "open_questions_table",
    "scores_table",
    "sources_table",
    "unknown_table",
]
