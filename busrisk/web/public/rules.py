"""The rules of an edition as tables: what each number is, from when, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from busrisk.core.facts import CoverageCode, Grade
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import word
from busrisk.rulebook.shape import Edition, KnockOutRule, Sourced
from busrisk.web.language import N_, gettext, language

NONE_YET = N_("Deze editie zegt hier niets over.")
COMBINE = {
    "reach_and_control": N_(
        "bereik en regie: geen bereik is 0, anders het bereik, begrensd door de regie en ten minste 1"
    ),
    "worst": N_("de slechtste van de antwoorden die van toepassing zijn"),
}


def rule_tables(edition: Edition) -> tuple[Table, ...]:
    """Evidence, dimensions, coverage, knock-outs, capabilities, priorities, and the rest, in that order."""
    return (
        _widths(edition),
        _dimensions(edition),
        _coverage(edition),
        _knock_outs(edition),
        _capabilities(edition),
        _priorities(edition),
        _further(edition),
    )


def _table(key: str, title: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(
        key, title, tuple(columns), tuple(rows), empty=gettext(NONE_YET), unknown=gettext("onbekend")
    )


def _source_columns() -> tuple[Column, ...]:
    return Column("holds_from", gettext("Geldt vanaf"), Kind.DATE), Column("source", gettext("Bron"))


def _from(edition: Edition, setting: Sourced) -> tuple[Cell, Cell]:
    source = edition.source(setting.source)
    named = f"{source.title.get(language())}, {setting.point}"
    return setting.holds_from, named if source.checked else gettext(
        "%(source)s (bron nog niet nagelezen)", source=named
    )


def _widths(edition: Edition) -> Table:
    columns = (
        Column("grade", gettext("Bewijs")),
        Column("width", gettext("Kan zoveel punten slechter uitvallen"), Kind.COUNT),
    )
    rows = (
        (word(Grade(width.grade), language()), width.width, *_from(edition, width))
        for width in edition.scoring.widths
    )
    return _table("breedte", gettext("Hoe sterk is het bewijs?"), (*columns, *_source_columns()), rows)


def _dimensions(edition: Edition) -> Table:
    columns = (
        Column("id", gettext("Dimensie"), Kind.IDENTIFIER),
        Column("questions", gettext("Vragen die beslissen")),
        Column("combine", gettext("Hoe zij samen tellen")),
    )
    rows = (
        (rule.id, ", ".join(rule.questions), gettext(COMBINE[rule.combine]), *_from(edition, rule))
        for rule in edition.scoring.dimensions
    )
    return _table("dimensies", gettext("Van antwoorden naar dimensies"), (*columns, *_source_columns()), rows)


def _coverage(edition: Edition) -> Table:
    columns = (
        Column("code", gettext("Dekking door R155")),
        Column("before", gettext("Eerste toelating vóór"), Kind.DATE),
        Column("points", gettext("Punten"), Kind.IDENTIFIER),
    )
    rows = (
        (
            word(CoverageCode(rule.code), language()),
            rule.before or gettext("elke datum"),
            f"{rule.low}–{rule.high}" if rule.low != rule.high else str(rule.low),
            *_from(edition, rule),
        )
        for rule in edition.scoring.coverage
    )
    title = gettext("Dekking door R155 bij de eerste toelating (vraag 3.1); de eerste regel die past, geldt")
    return _table("dekking", title, (*columns, *_source_columns()), rows)


def _knock_outs(edition: Edition) -> Table:
    columns = (
        Column("id", gettext("Kenmerk"), Kind.IDENTIFIER),
        Column("title", gettext("Knock-out")),
        Column("when", gettext("Wanneer")),
    )
    rows = (
        (rule.id, rule.title.get(language()), _when(rule), *_from(edition, rule))
        for rule in edition.scoring.knock_outs
    )
    title = gettext("Knock-outs: zij staan naast de klasse en veranderen haar niet")
    return _table("knock-outs", title, (*columns, *_source_columns()), rows)


def _when(rule: KnockOutRule) -> str:
    if not rule.computed:
        return gettext("wordt in deze editie nog niet berekend")
    if not rule.thresholds:
        return gettext("volgens de dekking (3.1) en de goedkeuringen (3.2)")
    parts = (f"{question} ≥ {points}" for question, points in rule.thresholds.items())
    thresholds = "; ".join(parts)
    if len(rule.thresholds) == 1:
        return gettext("%(thresholds)s punten", thresholds=thresholds)
    if len(rule.thresholds) == 2:
        return gettext("beide: %(thresholds)s punten", thresholds=thresholds)
    return gettext("alle van: %(thresholds)s punten", thresholds=thresholds)


def _capabilities(edition: Edition) -> Table:
    columns = (
        Column("title", gettext("Mogelijkheid")),
        Column("question", gettext("Vraag"), Kind.IDENTIFIER),
        Column("yes", gettext("‘Ja’ bij punten"), Kind.IDENTIFIER),
    )
    rows = (
        (rule.title.get(language()), rule.question, ", ".join(map(str, rule.yes)), *_from(edition, rule))
        for rule in edition.scoring.capabilities
    )
    return _table(
        "mogelijkheden",
        gettext("Wanneer telt een mogelijkheid als ‘ja’?"),
        (*columns, *_source_columns()),
        rows,
    )


def _priorities(edition: Edition) -> Table:
    bands = edition.scoring.loss_bands
    columns = (
        Column("class", gettext("Klasse (bovengrens)"), Kind.IDENTIFIER),
        *(
            Column(f"band{place}", gettext("uitval tot %(percent)s%%", percent=f"{band.below:g}"))
            for place, band in enumerate(bands)
        ),
    )
    rows = ((row.overall, *row.columns, *_from(edition, row)) for row in edition.scoring.priorities)
    title = gettext("Volgorde van aanpak, uit klasse en uitval van de dienst")
    return _table("volgorde", title, (*columns, *_source_columns()), rows)


def _further(edition: Edition) -> Table:
    """The settings that stand alone."""
    scoring = edition.scoring
    ageing = gettext(
        "Verlopen bewijs verliest een stap; samen hooguit %(steps)s.", steps=scoring.ageing.most_steps
    )
    lift = gettext("Ontbrekende goedkeuring (D3) tilt de klasse hooguit één stap.")
    bands = (
        (gettext("Grens van een band van uitval: %(percent)s%%", percent=f"{band.below:g}"), band)
        for band in scoring.loss_bands
    )
    said = ((ageing, scoring.ageing), *((lift, each) for each in scoring.lift), *bands)
    rows = ((text, *_from(edition, setting)) for text, setting in said)
    return _table(
        "verder", gettext("Verder geldt"), (Column("rule", gettext("Regel")), *_source_columns()), rows
    )
