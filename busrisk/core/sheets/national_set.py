"""Every national table by its key, for a page's downloads, the workbook and the command line alike."""

from __future__ import annotations

from dataclasses import replace

from busrisk.core.national.breakdown import Breakdown
from busrisk.core.national.definitions import Definitions
from busrisk.core.national.view import NationalView
from busrisk.core.sheets.breakdown import authorities_table, coverage_table, statuses_table
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import (
    against_controls_table,
    makers_table,
    statements_table,
)
from busrisk.core.sheets.origin import origin_table, projection_table, shares_table, with_definitions
from busrisk.core.sheets.supply import concentration_table, questions_table, reaches_table, with_index
from busrisk.core.sheets.trend import non_eu_table, zero_emission_table
from busrisk.core.tabular import Table
from busrisk.core.wording import pick
from busrisk.rulebook.shape import Edition

_SHEETS = {  # names of sheets: short, where a caption may be long
    "against_controls": ("Landelijk", "National"),
    "capabilities": ("Mogelijkheden", "Capabilities"),
    "origins": ("Herkomst", "Origin"),
    "shares": ("Aandeel", "Share"),
    "projection": ("Prognose", "Projection"),
    "makers": ("Fabrikanten", "Manufacturers"),
    "statements": ("Uitspraken", "Statements"),
    "zero_emission": ("Zero-emissie", "Zero emission"),
    "non_eu": ("Niet-EU", "Non-EU"),
}
IN_THE_REGISTER = ("against_controls", "capabilities", "origins", "shares", "projection")


def national_tables(view: NationalView, edition: Edition, language: str) -> dict[str, Table]:
    """The tables of the national picture and of the development, each with its definitions on every row."""
    picture = view.picture
    made = (
        against_controls_table(picture, language),
        capabilities_table(picture, edition.scoring.capabilities, language, picture.is_about),
        origin_table(view, language),
        shares_table(view, language),
        projection_table(view, language),
        makers_table(picture, language),
        statements_table(picture, language),
        zero_emission_table(view.trend, language),
        non_eu_table(view.trend, language),
    )
    return {table.key: with_definitions(table, view.chosen.definitions, language) for table in made}


def as_sheet(table: Table, language: str) -> Table:
    """The table under the name of its sheet."""
    return replace(table, title=pick(language, *_SHEETS[table.key]))


def breakdown_tables(
    found: Breakdown, edition: Edition, definitions: Definitions, language: str
) -> dict[str, Table]:
    """The tables of a selection of the fleet, each with the definitions on every row."""
    made = (
        makers_table(found, language),
        statuses_table(found, language),
        with_index(concentration_table(found.concentration, language), found.concentration, language),
        coverage_table(found, language),
        authorities_table(found, edition, language),
        capabilities_table(found, edition.scoring.capabilities, language),
        questions_table(found, edition, language),
        reaches_table(found, language),
    )
    return {table.key: with_definitions(table, definitions, language) for table in made}
