"""A public finding as it is printed, and the deployments it was said to be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import url_for

from busrisk.core import dutch
from busrisk.core.findings import Finding, Match
from busrisk.rulebook.shelf import edition_in_force
from busrisk.web.finding_words import TOPICS, counts_as
from busrisk.web.language import gettext, language
from busrisk.web.makers.pages import Applied, FindingText


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
