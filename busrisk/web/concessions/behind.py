"""Who stands behind a deployment, and which public findings were said to be about its vehicle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import url_for

from busrisk.core import dutch
from busrisk.core.exposure.words import exposure_word
from busrisk.core.findings import Finding, Match
from busrisk.register.providers import STATED_ROLES, StatedProvider
from busrisk.rulebook.shelf import edition_in_force
from busrisk.web.concessions.deployment_pages import AppliedText, BehindText
from busrisk.web.finding_words import TOPICS, counts_as
from busrisk.web.language import gettext, language


def behind_text(stated: Iterable[StatedProvider]) -> tuple[BehindText, ...]:
    """One line per role; a role nobody spoke of is unknown, which is not the same as nobody."""
    by_role = {each.provider.role: each for each in stated}
    found = []
    for role in STATED_ROLES:
        said, title = by_role.get(role), exposure_word(role, language())
        if said is None:
            found.append(BehindText(title, gettext("onbekend"), True, ""))
            continue
        party = said.provider.actor
        found.append(BehindText(title, party.name if party else gettext("is er niet"), False, said.source))
    return tuple(found)


def applied_text(match: Match, printed: Mapping[tuple[str, str], Finding]) -> AppliedText:
    """A finding as it was applied to the deployment; `printed` holds what it says, by maker and topic."""
    said, spoken = match.claimed, language()
    edition = edition_in_force(said.day)
    question, finding = edition.question(said.question), printed.get((said.maker, said.topic))
    options = {option.points: option.text.get(spoken) for option in question.options}
    return AppliedText(
        title=f"{match.maker_name}: {gettext(TOPICS[said.topic])}",
        href=url_for("makers.finding", key=said.maker, topic=said.topic.value),
        maker=match.maker_name,
        maker_href=url_for("makers.maker", key=said.maker),
        question=f"{question.id} {question.title.get(spoken)}",
        option=options[said.points],
        alike=_alike(said.likeness.same_variant, said.likeness.same_baseline),
        counts=counts_as(said, edition),
        sources=finding.sources if finding else (),
        from_day=dutch.write_date(said.day, spoken, prose=True),
        stated_by=match.stated_by,
        motivation=said.motivation,
    )


def _alike(same_variant: bool, same_baseline: bool) -> str:
    """How far the finding is about this very vehicle."""
    variant = (
        gettext("hetzelfde voertuigtype") if same_variant else gettext("een ander of onzeker voertuigtype")
    )
    baseline = (
        gettext("dezelfde softwareversie")
        if same_baseline
        else gettext("een andere of onzekere softwareversie")
    )
    return f"{variant}, {baseline}"


def by_maker_and_topic(found: Sequence[Finding]) -> dict[tuple[str, str], Finding]:
    return {(each.maker.key, each.topic): each for each in found}
