"""The rules of an edition as tables: what each number is, from when, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from busrisk.core.facts import CoverageCode, Grade
from busrisk.core.tabular import Cell, Column, Kind
from busrisk.core.wording import word
from busrisk.rulebook.shape import CoverageRule, Edition, KnockOutRule, Sourced
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.cited import provenance, rule_table, source_columns
from busrisk.web.public.pages import RuleText

COMBINE = {
    "reach_and_control": N_(
        "bereik en regie: geen bereik is 0, anders het bereik, begrensd door de regie en ten minste 1"
    ),
    "worst": N_("de slechtste van de antwoorden die van toepassing zijn"),
}
# Knock-outs that are no list of thresholds, in the words of the method.
CONDITIONS = {
    "K4": N_(
        "vastgesteld: de dekking is ‘onbekend, verplicht’ en 3.2 is beantwoord met 4 punten; mogelijk: de "
        "bovengrens van 3.1 of 3.2 is 4 punten; nooit als R155 niet verplicht was of de bus buiten de "
        "voertuigcategorie valt"
    ),
    "K5": N_("sterker bewijs toont op 1.1, 2.1 of 4.1 meer punten dan er is verklaard"),
    "K6": N_("na de termijn is een bepalende vraag, een melding van functies of een test geweigerd"),
    "K7": N_("na de termijn is de eigenaar (C1a) of een sleutelhouder (C2a, C2b) nog onbekend"),
}


def rule_tables(edition: Edition) -> tuple[RuleText, ...]:
    """Evidence, coverage, dimensions, knock-outs, capabilities, and the settings that stand alone."""
    return (
        _widths(edition),
        _coverage(edition),
        _dimensions(edition),
        _knock_outs(edition),
        _capabilities(edition),
        _further(edition),
    )


def place_of_dimension(id: str) -> str:
    return f"dimensie-{id}"


def place_of_capability(id: str) -> str:
    return f"mogelijkheid-{id}"


def _cited(
    edition: Edition, found: Iterable[tuple[Sourced, tuple[Cell, ...]]]
) -> tuple[tuple[Cell, ...], ...]:
    """Each row of cells with the day and source of its setting behind it."""
    return tuple((*cells, *provenance(edition, setting)) for setting, cells in found)


def _widths(edition: Edition) -> RuleText:
    columns = (
        Column("grade", gettext("Bewijs")),
        Column("width", gettext("Kan zoveel punten slechter uitvallen"), Kind.COUNT),
    )
    found = edition.scoring.widths
    rows = _cited(edition, ((each, (word(Grade(each.grade), language()), each.width)) for each in found))
    return RuleText(
        rule_table("breedte", gettext("Hoe sterk is het bewijs?"), (*columns, *source_columns()), rows),
        gettext(
            "Verklaard is een ondertekende verklaring. Gedocumenteerd is een ontwerp, een uitdraai van "
            "instellingen, een kopie van een certificaat, een contractbepaling of een eigen logboek. "
            "Onafhankelijk getest is een rapport van een partij zonder belang, over deze variant en deze "
            "softwareversie. Onbekend, niet gevraagd, niet beantwoord, geweigerd en niet gedeeld tellen alle "
            "als 0 tot en met 4 punten: alles is nog mogelijk."
        ),
        tuple(each.grade for each in found),
    )


def _dimensions(edition: Edition) -> RuleText:
    columns = (
        Column("id", gettext("Dimensie"), Kind.IDENTIFIER),
        Column("questions", gettext("Vragen die beslissen")),
        Column("combine", gettext("Hoe zij samen tellen")),
    )
    found = edition.scoring.dimensions
    rows = (
        (each, (_dimension(edition, each.id), ", ".join(each.questions), gettext(COMBINE[each.combine])))
        for each in found
    )
    title = gettext("Van antwoorden naar dimensies")
    return RuleText(
        rule_table("dimensies", title, (*columns, *source_columns()), _cited(edition, rows)),
        gettext("Elke regel geldt voor de ondergrens en voor de bovengrens van het interval."),
        tuple(place_of_dimension(each.id) for each in found),
    )


def _dimension(edition: Edition, id: str) -> str:
    return f"{id} {edition.section(id).title.get(language())}"


def _coverage(edition: Edition) -> RuleText:
    columns = (
        Column("code", gettext("Dekking door R155")),
        Column("before", gettext("Eerste toelating vóór"), Kind.DATE),
        Column("points", gettext("Punten"), Kind.IDENTIFIER),
        Column("low", gettext("Ondergrens")),
    )
    found = edition.scoring.coverage
    rows = _cited(edition, ((each, _coverage_cells(each)) for each in found))
    title = gettext("Dekking door R155 bij de eerste toelating (vraag 3.1); de eerste regel die past, geldt")
    return RuleText(
        rule_table("dekking", title, (*columns, *source_columns()), rows),
        gettext(
            "Dekking is geen risico. De oudste bussen vallen onder geen plicht en hebben vaak geen "
            "updates op afstand. Is een datum maar gedeeltelijk bekend, dan telt elke dag die nog kan. Bij "
            "een geregistreerd R155-nummer telt de sterkte van het bewijs mee. ‘Mogelijk vrijgesteld’ geldt "
            "bij een nationale kleine serie of een individuele goedkeuring."
        ),
        tuple(each.code for each in found),
    )


def _coverage_cells(rule: CoverageRule) -> tuple[Cell, ...]:
    return (
        word(CoverageCode(rule.code), language()),
        rule.before or gettext("elke datum"),
        f"{rule.low}–{rule.high}" if rule.low != rule.high else str(rule.low),
        gettext("geldt pas als 3.2 is beantwoord met ‘geen nummer’; tot dan 0")
        if rule.low_needs_no_number
        else gettext("geldt meteen"),
    )


def _knock_outs(edition: Edition) -> RuleText:
    columns = (
        Column("id", gettext("Kenmerk"), Kind.IDENTIFIER),
        Column("title", gettext("Knock-out")),
        Column("when", gettext("Wanneer")),
        Column("computed", gettext("Berekend")),
    )
    found = edition.scoring.knock_outs
    rows = (
        (each, (each.id, each.title.get(language()), _when(each), _computed(each.computed))) for each in found
    )
    title = gettext("Knock-outs: zij staan naast de klasse en veranderen haar niet")
    return RuleText(
        rule_table("knock-outs", title, (*columns, *source_columns()), _cited(edition, rows)),
        gettext(
            "Een knock-out is vastgesteld als de ondergrenzen eraan voldoen, en mogelijk als alleen de "
            "bovengrenzen dat doen."
        ),
        tuple(each.id for each in found),
    )


def _when(rule: KnockOutRule) -> str:
    if not rule.thresholds:
        return gettext(CONDITIONS[rule.id]) if rule.id in CONDITIONS else ""
    thresholds = "; ".join(f"{question} ≥ {points}" for question, points in rule.thresholds.items())
    if len(rule.thresholds) == 1:
        return gettext("%(thresholds)s punten", thresholds=thresholds)
    if len(rule.thresholds) == 2:
        return gettext("beide: %(thresholds)s punten", thresholds=thresholds)
    return gettext("alle van: %(thresholds)s punten", thresholds=thresholds)


def _computed(computed: bool) -> str:
    return gettext("ja") if computed else gettext("nee, in deze editie alleen beschreven")


def _capabilities(edition: Edition) -> RuleText:
    columns = (
        Column("title", gettext("Mogelijkheid")),
        Column("question", gettext("Vraag"), Kind.IDENTIFIER),
        Column("yes", gettext("‘Ja’ bij punten"), Kind.IDENTIFIER),
        Column("explanation", gettext("Betekenis van ‘ja’")),
    )
    found, spoken = edition.scoring.capabilities, language()
    rows = (
        (
            each,
            (
                each.title.get(spoken),
                each.question,
                ", ".join(map(str, each.yes)),
                each.explanation.get(spoken),
            ),
        )
        for each in found
    )
    title = gettext("Wanneer telt een mogelijkheid als ‘ja’?")
    return RuleText(
        rule_table("mogelijkheden", title, (*columns, *source_columns()), _cited(edition, rows)),
        gettext("Zo telt het landelijk beeld de bussen. Zonder antwoord is een mogelijkheid onbekend."),
        tuple(place_of_capability(each.id) for each in found),
    )


def _further(edition: Edition) -> RuleText:
    """The settings that stand alone."""
    said = tuple(_alone(edition))
    rows = _cited(edition, ((setting, (text,)) for _, text, setting in said))
    return RuleText(
        rule_table(
            "verder", gettext("Verder geldt"), (Column("rule", gettext("Regel")), *source_columns()), rows
        ),
        _may_not_apply(edition),
        tuple(place for place, _, _ in said),
    )


def _alone(edition: Edition) -> Iterator[tuple[str, str, Sourced]]:
    scoring = edition.scoring
    yield (
        "veroudering",
        gettext(
            "Bewijs dat is verlopen, of dat over een eerdere softwareversie of een andere variant gaat, "
            "verliest stappen; samen hooguit %(steps)s.",
            steps=scoring.ageing.most_steps,
        ),
        scoring.ageing,
    )
    for position, lift in enumerate(scoring.lift, start=1):
        place = "optillen" if position == 1 else f"optillen-{position}"
        yield place, gettext("Ontbrekende goedkeuring (D3) tilt de klasse hooguit één stap."), lift


def _may_not_apply(edition: Edition) -> str:
    scoring, spoken = edition.scoring, language()
    return gettext(
        "‘Niet van toepassing’ mag bij de vragen %(questions)s, en alleen bij de dekking: %(codes)s. Zo’n "
        "vraag telt dan niet mee.",
        questions=", ".join(scoring.may_not_apply),
        codes="; ".join(word(CoverageCode(code), spoken) for code in scoring.may_not_apply_when),
    )
