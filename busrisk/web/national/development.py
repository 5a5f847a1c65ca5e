"""The development as its page: the figure and its tables."""

from __future__ import annotations

from busrisk.charts.development import development
from busrisk.core.national.view import NationalView
from busrisk.core.sheets.origin import projection_table
from busrisk.core.sheets.trend import non_eu_table, zero_emission_table
from busrisk.web.language import language
from busrisk.web.moment import Asked, moment_form
from busrisk.web.national.choice import AskedChoice
from busrisk.web.national.pages import DevelopmentPage
from busrisk.web.national.sentences import projected


def development_page(view: NationalView, asked: Asked, choice: AskedChoice) -> DevelopmentPage:
    """Everything `/ontwikkeling` shows of one moment."""
    spoken, found = language(), view.trend
    return DevelopmentPage(
        moment=moment_form(asked),
        choice=choice.form(),
        files=choice.files(asked),
        figure=development(found, spoken) if found.zero_emission or found.shares else None,
        zero_emission=zero_emission_table(found, spoken),
        non_eu=non_eu_table(found, spoken),
        projection=projection_table(view, spoken),
        projected=projected(view),
    )
