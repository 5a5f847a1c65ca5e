"""Development over the years as tables: what was counted, derived and forecast stands apart."""

from __future__ import annotations

from collections.abc import Iterable

from busrisk.core.facts import AnswerState
from busrisk.core.national.projection import condition
from busrisk.core.national.trend import Said, SharePoint, Trend
from busrisk.core.sheets.columns import date_cell
from busrisk.core.sheets.national import listed, published_share, sureness
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word

_SAID = {
    Said.COUNTED: ("geteld", "counted"),
    Said.ESTIMATED: ("geschat", "estimated"),
    Said.DERIVED: ("afgeleid", "derived"),
    Said.FORECAST: ("prognose", "forecast"),
}


def said_word(said: Said, language: str) -> str:
    return pick(language, *_SAID[said])


def zero_emission_table(found: Trend, language: str) -> Table:
    """One row per published figure; a year that nobody counted has no row."""
    columns = (
        Column("as_of", pick(language, "Stand", "As of"), Kind.DATE, 12),
        Column("buses", pick(language, "Zero-emissiebussen", "Zero-emission buses"), Kind.COUNT),
        Column("said", pick(language, "Soort", "Kind"), width=12),
        Column("sure", pick(language, "Hoe zeker", "Certainty"), width=30),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
    )
    rows = tuple(
        (
            date_cell(point.day),
            round(point.control.value),
            said_word(point.said, language),
            sureness(point.control, language),
            point.control.source,
        )
        for point in found.zero_emission
    )
    return Table(
        "zero_emission",
        pick(language, "Zero-emissiebussen, landelijk", "Zero-emission buses, nationally"),
        columns,
        rows,
        empty=pick(language, "Hierover is niets gepubliceerd.", "Nothing has been published about this."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def non_eu_table(found: Trend, language: str) -> Table:
    """Non-EU buses and their share per statement, and what is on order as a projection of its own."""
    columns = (
        Column("as_of", pick(language, "Stand", "As of"), Kind.DATE, 12),
        Column("makers", pick(language, "Fabrikanten", "Manufacturers"), width=24),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT),
        Column("share", pick(language, "Aandeel zero-emissie", "Share of zero-emission"), Kind.PERCENT),
        Column("said", pick(language, "Soort", "Kind"), width=40),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
        Column("total_source", pick(language, "Bron van het totaal", "Source of the total"), Kind.LINK, 46),
    )
    return Table(
        "non_eu",
        pick(language, "Bussen van niet-EU-fabrikanten", "Buses of non-EU manufacturers"),
        columns,
        (*(_share(point, language) for point in found.shares), *_projected(found, language)),
        empty=pick(
            language,
            "Volgens deze definitie is er geen gepubliceerd cijfer.",
            "There is no published figure by this definition.",
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _share(point: SharePoint, language: str) -> tuple[Cell, ...]:
    said = (
        pick(language, "aandeel berekend uit gepubliceerde cijfers", "share computed from published figures")
        if point.computed
        else pick(language, "gepubliceerd", "published")
    )
    circa = ", circa" if point.circa else ""
    names, share = listed(point.makers, language), _share_cell(point, language)
    return (
        *(date_cell(point.day), names, point.buses, share, said + circa),
        *(point.source, point.total_source or None),
    )


def _share_cell(point: SharePoint, language: str) -> Cell:
    """As published where it was: 'ongeveer 21%' is no 21,0%."""
    if point.percent is None or point.computed:
        return point.percent
    return published_share(point.percent, point.circa, language)


def _projected(found: Trend, language: str) -> Iterable[tuple[Cell, ...]]:
    made = found.projection
    if made is None or made.total is None or not made.total.by_then:
        return
    makers = listed([line.maker.name for line in made.lines if line.maker], language)
    said = pick(language, f"prognose, {condition('nl')}", f"projection, {condition('en')}")
    source = pick(language, "controletotaal en dit register", "control total and this register")
    circa = ", circa" if made.total.circa else ""
    yield (made.horizon, makers, made.total.ends, None, said + circa, source, None)
