"""What somebody fills in about a finding: read strictly, and given back as it was typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core import dutch
from busrisk.core.dutch import ValueRefused
from busrisk.core.faults import is_unseen, shown
from busrisk.core.findings import QUESTIONS, Claimed, Likeness, Nature, Topic
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import NoEditionInForce, edition_in_force
from busrisk.web.finding_words import NATURES
from busrisk.web.language import N_, gettext, language
from busrisk.web.makers.pages import Choice, OptionGroup, Typed
from busrisk.web.moment import Fault

DEPLOYMENT, VARIANT, BASELINE, NATURE = "inzet", "type", "software", "aard"
OPTION, DAY, MOTIVATION = "optie", "vanaf", "motivering"
REASON = "reden"
YES, NO = "ja", "nee"
LONGEST, SHORTEST = 2000, 10  # characters of a motivation
LABELS = {
    DEPLOYMENT: N_("Ons voertuig"),
    VARIANT: N_("Hetzelfde voertuigtype"),
    BASELINE: N_("Dezelfde softwareversie"),
    NATURE: N_("Aard van de bevinding"),
    OPTION: N_("Wat de bevinding laat zien"),
    DAY: N_("Geldt vanaf"),
    MOTIVATION: N_("Motivering"),
    REASON: N_("Reden"),
}

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What was filled in: a claim where all of it could be read, else the faults."""

    claimed: Claimed | None
    faults: tuple[Fault, ...]


def read_said(
    fields: Fields, maker: str, topic: Topic, deployments: Collection[str], edition: Edition, today: date
) -> Said:
    """Every field that is missing or cannot be used is a fault of its own."""
    faults: list[Fault] = []
    deployment = _one_of(fields, DEPLOYMENT, deployments, faults)
    variant = _one_of(fields, VARIANT, (YES, NO), faults)
    baseline = _one_of(fields, BASELINE, (YES, NO), faults)
    nature = _one_of(fields, NATURE, tuple(Nature), faults)
    option = _one_of(fields, OPTION, _values(topic, edition), faults)
    day = read_day(fields, DAY, None, today, faults)
    motivation = read_reason(fields, MOTIVATION, faults)
    if faults or day is None:
        return Said(None, tuple(faults))
    question, _, points = option.partition("=")
    likeness = Likeness(variant == YES, baseline == YES, Nature(nature))
    claimed = Claimed(maker, topic, deployment, question, int(points), likeness, motivation, day)
    return Said(claimed, ())


def read_day(
    fields: Fields, name: str, earliest: date | None, today: date, faults: list[Fault]
) -> date | None:
    """A whole day up to today on which a method holds, not before `earliest`."""
    typed = fields.get(name, "").strip()
    try:
        read = dutch.read_date(typed[:40])
    except ValueRefused:
        read = None
    day = read.first if read and read.is_whole_day else None
    reason = _refused_day(day, earliest, today)
    if reason:
        example = dutch.write_date(earliest or date(today.year, 1, 1), language())
        _note(faults, name, gettext("%(reason)s Vul een dag in als %(day)s.", reason=reason, day=example))
        return None
    return day


def _refused_day(day: date | None, earliest: date | None, today: date) -> str:
    if day is None:
        return gettext("Dit is geen hele dag.")
    if day > today:
        return gettext("Deze dag is nog niet geweest.")
    if earliest and day < earliest:
        return gettext("Deze dag ligt vóór de dag waarop de uitspraak begon.")
    try:
        edition_in_force(day)
    except NoEditionInForce:
        return gettext("Op deze dag geldt nog geen editie van de methode.")
    return ""


def read_reason(fields: Fields, name: str, faults: list[Fault]) -> str:
    """A text of one or more sentences, as typed."""
    text = "\n".join(fields.get(name, "").split("\r\n")).strip()
    if len(text) < SHORTEST:
        _note(faults, name, gettext("Schrijf ten minste één zin, zodat een ander het kan nagaan."))
    elif len(text) > LONGEST:
        most = dutch.write_number(LONGEST, 0, language())
        _note(faults, name, gettext("De tekst is te lang. Gebruik ten hoogste %(most)s tekens.", most=most))
    elif any(is_unseen(char) and char not in "\n\t" for char in text):
        _note(faults, name, gettext("In de tekst staat een onzichtbaar teken. Typ de tekst opnieuw."))
    return text


def _one_of(fields: Fields, name: str, allowed: Collection[str], faults: list[Fault]) -> str:
    value = fields.get(name, "")
    if value in allowed:
        return value
    if value:
        _note(faults, name, gettext("‘%(value)s’ staat niet in de lijst. Kies opnieuw.", value=shown(value)))
    else:
        _note(faults, name, gettext("Er is niets gekozen. Kies een van de mogelijkheden."))
    return ""


def _note(faults: list[Fault], name: str, what: str) -> None:
    faults.append((name, f"{gettext(LABELS[name])}: {what}"))


def _values(topic: Topic, edition: Edition) -> tuple[str, ...]:
    return tuple(
        f"{question}={option.points}"
        for question in QUESTIONS[topic]
        for option in edition.question(question).options
    )


def typed(fields: Fields, topic: Topic, edition: Edition, start: date) -> Typed:
    """The form with what was filled in; empty, it starts from the day `start`."""
    yes_no = ((YES, gettext("Ja")), (NO, gettext("Nee, of niet zeker")))
    natures = tuple((nature.value, _explained(nature)) for nature in Nature)
    return Typed(
        deployment=fields.get(DEPLOYMENT, ""),
        day=fields.get(DAY, dutch.write_date(start, language())),
        motivation=fields.get(MOTIVATION, ""),
        variant=_choices(yes_no, fields.get(VARIANT, "")),
        baseline=_choices(yes_no, fields.get(BASELINE, "")),
        nature=_choices(natures, fields.get(NATURE, "")),
        options=tuple(_group(question, topic, edition, fields) for question in QUESTIONS[topic]),
    )


def _explained(nature: Nature) -> str:
    why = {
        Nature.TEST: gettext("door een partij zonder belang, met een verslag dat u kunt laten zien"),
        Nature.STATEMENT: gettext(
            "van de fabrikant, importeur of een ander die het zegt zonder het te tonen"
        ),
        Nature.PRESS: gettext("een bericht over de bus, zonder het onderzoek zelf"),
    }
    name = gettext(NATURES[nature])
    return f"{name[0].upper()}{name[1:]}: {why[nature]}"


def _choices(pairs: Sequence[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, text, value == chosen, first=place == 0) for place, (value, text) in enumerate(pairs)
    )


def _group(question: str, topic: Topic, edition: Edition, fields: Fields) -> OptionGroup:
    asked, chosen = edition.question(question), fields.get(OPTION, "")
    is_likely = question == QUESTIONS[topic][0]
    choices = tuple(
        Choice(
            value=f"{question}={option.points}",
            text=option.text.get(language()),
            chosen=chosen == f"{question}={option.points}",
            mark=str(option.points),
            first=is_likely and option.points == 0,
        )
        for option in asked.options
    )
    is_open = is_likely or any(each.chosen for each in choices)
    return OptionGroup(question, asked.title.get(language()), choices, is_open)
