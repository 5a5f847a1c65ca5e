"""Origin, share and projection as tables: each carries the definitions it was made by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from busrisk.core.dutch import write_number
from busrisk.core.facts import AnswerState, ControlFact
from busrisk.core.national.definitions import Definitions, Origin, bus_words, origin_words
from busrisk.core.national.origin import OriginLine
from busrisk.core.national.projection import ProjectionLine, Start, condition, start_words
from busrisk.core.national.share import ComputedShare, SharePart, Shares
from busrisk.core.national.view import NationalView
from busrisk.core.sheets.columns import date_cell
from busrisk.core.sheets.national import (
    about,
    control_figure,
    listed,
    share_figure,
    sure_column,
    sureness,
)
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word

_ORIGINS = {
    Origin.NON_EU: ("niet-EU", "non-EU"),
    Origin.EU: ("EU", "EU"),
    Origin.UNKNOWN: ("onbekend", "unknown"),
}


def origin_word(origin: Origin, language: str) -> str:
    return pick(language, *_ORIGINS[origin])


def with_definitions(table: Table, definitions: Definitions, language: str) -> Table:
    """The table with the chosen definitions on every row, for a file that travels without its page."""
    columns = (
        Column("bus_definition", pick(language, "Definitie van een bus", "Definition of a bus"), width=30),
        Column(
            "origin_definition", pick(language, "Definitie van niet-EU", "Definition of non-EU"), width=30
        ),
    )
    said = (bus_words(definitions.bus, language), origin_words(definitions.origin, language))
    return replace(
        table,
        columns=table.columns + columns,
        rows=tuple(row + said for row in table.rows),
        total=table.total + said if table.total else None,
    )


def origin_table(view: NationalView, language: str) -> Table:
    """Non-EU, EU and unknown by the definition chosen; the three make up everything the register counts."""
    columns = (
        Column("origin", pick(language, "Herkomst", "Origin"), width=14),
        Column("running", pick(language, "In dienst", "In service"), Kind.COUNT),
        Column("share", pick(language, "Aandeel in dit register", "Share in this register"), Kind.PERCENT),
        Column("unverified", pick(language, "Waarvan niet bevestigd", "Of which not confirmed"), Kind.COUNT),
        Column("on_order", pick(language, "Besteld", "On order"), Kind.COUNT),
        Column(
            "unknown_batches",
            pick(language, "Delen zonder aantal", "Batches without count"),
            Kind.COUNT,
        ),
        Column("makers", pick(language, "Fabrikanten", "Manufacturers"), width=40),
    )
    rows = tuple(
        (
            origin_word(line.origin, language),
            line.fleet.known_running,
            line.percent,
            line.fleet.unverified,
            line.fleet.on_order,
            line.fleet.unknown_batches,
            _makers(line, language),
        )
        for line in view.origins
    )
    whole = view.picture.everything
    total: tuple[Cell, ...] = (
        pick(language, "Samen", "Total"),
        whole.known_running,
        100.0 if whole.running else None,
        whole.unverified,
        whole.on_order,
        whole.unknown_batches,
        "",
    )
    return Table(
        "origins",
        pick(language, "Naar herkomst, wat het register telt", "By origin, as counted in the register"),
        columns,
        rows,
        total=total,
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _makers(line: OriginLine, language: str) -> str:
    nameless = [pick(language, "fabrikant onbekend", "manufacturer unknown")] if line.nameless else []
    return listed([*line.makers, *nameless], language)


def shares_table(view: NationalView, language: str) -> Table:
    """The published share, then what follows from each total; every row has its own day and source."""
    columns = (
        Column("who", pick(language, "Fabrikant", "Manufacturer"), width=18),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT),
        Column("share", pick(language, "Aandeel", "Share"), Kind.PERCENT),
        Column("of", pick(language, "Van zero-emissiebussen", "Of zero-emission buses"), Kind.COUNT),
        Column("as_of", pick(language, "Totaal op", "Total as of"), Kind.DATE),
        Column("sure", pick(language, "Hoe zeker", "Certainty"), width=30),
        Column("source", pick(language, "Bron van het totaal", "Source of the total"), Kind.LINK, 46),
    )
    group = listed([line.maker.name for line in view.picture.lines if line.maker], language)
    whole = view.picture.total.control if view.picture.total else None
    rows = tuple(_share_rows(view.shares, group, whole, language)) if view.shares and whole else ()
    return Table(
        "shares",
        pick(language, "Aandeel in de zero-emissiebussen", "Share of the zero-emission buses"),
        columns,
        rows,
        empty=pick(language, "Er is geen controletotaal.", "There is no control total."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _share_rows(shares: Shares, group: str, whole: ControlFact, language: str) -> Iterable[tuple[Cell, ...]]:
    published = shares.published
    if published:
        share, sure = share_figure(published, language), sureness(published, language)
        as_of = date_cell(published.as_of)
        yield (group, control_figure(whole, language), share, None, as_of, sure, published.source)
    for computed in shares.computed:
        if not computed.parts:
            yield _total_alone(computed, language)
        for part in computed.parts:
            yield (
                part.maker.name if part.maker else group,
                _count(part.buses, part.circa, language),
                part.percent,
                round(computed.total.value),
                date_cell(computed.total.as_of),
                _computed_sure(computed, part, language),
                computed.total.source,
            )


def _total_alone(computed: ComputedShare, language: str) -> tuple[Cell, ...]:
    total, sure = computed.total, computed_words(computed, language)
    return ("", None, None, round(total.value), date_cell(total.as_of), sure, total.source)


def _computed_sure(computed: ComputedShare, part: SharePart, language: str) -> str:
    return (
        f"{'circa, ' if part.circa or computed.total.is_estimate else ''}{computed_words(computed, language)}"
    )


def computed_words(computed: ComputedShare, language: str) -> str:
    """That a share was computed here, and from a total of which day."""
    if computed.contradicts:
        return pick(
            language,
            "berekend; past niet bij het gepubliceerde aandeel",
            "computed; contradicts the published share",
        )
    if computed.same_day:
        return pick(language, "berekend, totaal van dezelfde dag", "computed, total of the same day")
    return pick(
        language,
        "berekend uit cijfers van een andere dag en bron",
        "computed from figures of another day and source",
    )


def projection_table(view: NationalView, language: str) -> Table:
    """Running, ordered and together by the horizon: an assumption, and its title says which."""
    horizon = view.projection.horizon
    by = pick(language, f"Besteld, uiterlijk 31-12-{horizon.year}", f"On order, by {horizon.year}-12-31")
    is_published = view.projection.start is Start.CONTROL
    starts = (
        pick(language, "Controletotaal", "Control total")
        if is_published
        else pick(language, "In register, in dienst", "In register, in service")
    )
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=18),
        Column("starts", starts, Kind.COUNT),
        Column("by_then", by, Kind.COUNT),
        Column("ends", f"{pick(language, 'Prognose', 'Projection')}, {condition(language)}", Kind.COUNT),
        Column("growth", pick(language, "Groei", "Growth"), Kind.PERCENT),
        Column("later", pick(language, "Besteld voor later", "On order for later"), Kind.COUNT),
        Column("undated", pick(language, "Besteld, datum onbekend", "On order, date unknown"), Kind.COUNT),
        Column("uncounted", pick(language, "Bestellingen zonder aantal", "Orders without count"), Kind.COUNT),
        sure_column(language),
    )
    together = pick(language, "Samen", "Total")
    total = view.projection.total
    day = pick(language, f"31-12-{horizon.year}", f"{horizon.year}-12-31")
    return Table(
        "projection",
        "; ".join(
            each
            for each in (
                pick(language, f"Prognose {day}, {condition('nl')}", f"Projection {day}, {condition('en')}"),
                start_words(view.projection, language),
            )
            if each
        ),
        columns,
        tuple(_projected(line, together, language) for line in view.projection.lines),
        total=_projected(total, together, language) if total else None,
        empty=pick(language, "Er is geen controletotaal.", "There is no control total."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _projected(line: ProjectionLine, together: str, language: str) -> tuple[Cell, ...]:
    name = line.maker.name if line.maker else together
    return (
        *(name, _count(line.starts, line.circa, language), line.by_then, line.ends, line.growth_percent),
        *(line.later, line.undated, line.uncounted, about(line.circa, language)),
    )


def _count(value: int | None, circa: bool, language: str) -> Cell:
    return f"circa {write_number(value, 0, language)}" if circa and value is not None else value
