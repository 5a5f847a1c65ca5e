"""A public finding as it is printed, and the deployments it was said to be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import url_for

from busrisk.core import dutch
from busrisk.core.evidence import aged
from busrisk.core.facts import Flag, Grade
from busrisk.core.findings import Claimed, Finding, Match, Nature, Topic
from busrisk.core.wording import word
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition_in_force
from busrisk.web.language import N_, gettext, language
from busrisk.web.makers.pages import Applied, FindingText

TOPICS = {
    Topic.OTA: N_("Software-updates op afstand"),
    Topic.DIAGNOSTICS: N_("Diagnose op afstand"),
    Topic.DISABLE: N_("Stilzetten of begrenzen op afstand"),
}
NATURES = {
    Nature.TEST: N_("onafhankelijke test"),
    Nature.STATEMENT: N_("verklaring"),
    Nature.PRESS: N_("persbericht"),
}


def finding_text(finding: Finding, applied: Sequence[Match], abouts: Mapping[str, str]) -> FindingText:
    """`abouts` names the deployments that the reader's page knows."""
    ours = [
        each
        for each in applied
        if (each.claimed.maker, each.claimed.topic) == (finding.maker.key, finding.topic)
    ]
    return FindingText(
        title=gettext(TOPICS[finding.topic]),
        text=finding.text,
        sources=finding.sources,
        since=dutch.write_date(finding.since, language(), prose=True),
        applied=tuple(_applied(each, abouts.get(each.claimed.deployment, "")) for each in ours),
        href=url_for("makers.finding", key=finding.maker.key, topic=finding.topic.value),
    )


def _applied(match: Match, about: str) -> Applied:
    said, spoken = match.claimed, language()
    edition = edition_in_force(said.day)
    question = edition.question(said.question)
    options = {option.points: option.text.get(spoken) for option in question.options}
    return Applied(
        about=about or said.deployment,
        href=url_for("concessions.concession", key=match.concession),
        question=f"{question.id} {question.title.get(spoken)}",
        option=options[said.points],
        counts=counts_as(said, edition),
        from_day=dutch.write_date(said.day, spoken, prose=True),
        stated_by=match.stated_by,
        motivation=said.motivation,
        key=match_key(match),
        day=dutch.write_date(said.day, spoken),
    )


def match_key(match: Match) -> str:
    """What stands for one match of a finding in a form."""
    return f"{match.claimed.question} {match.claimed.deployment}"


def counts_as(said: Claimed, edition: Edition) -> str:
    """'onafhankelijke test; telt als gedocumenteerd (E2): bewijs over een andere uitvoering'."""
    grade, flags = aged(said.answer, None, edition.scoring.ageing)
    return graded(said.likeness.nature, grade, flags)


def graded(nature: Nature, grade: Grade | None, flags: Sequence[Flag]) -> str:
    spoken = language()
    counted = gettext(
        "%(nature)s; telt als %(grade)s",
        nature=gettext(NATURES[nature]),
        grade=word(grade, spoken) if grade else gettext("geen bewijs"),
    )
    why = "; ".join(word(flag, spoken) for flag in flags)
    return f"{counted}: {why}" if why else counted
