"""One public finding as its page: what it says, where it was said to hold, and the form to say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import url_for

from busrisk.core import dutch
from busrisk.core.facts import DeploymentFact, Interval
from busrisk.core.findings import Claimed, Finding, Match
from busrisk.core.sheets.reasons import points_words
from busrisk.rulebook.shape import Edition
from busrisk.web.drawn import class_boxes
from busrisk.web.finding_words import graded
from busrisk.web.language import gettext, language
from busrisk.web.makers.findings import finding_text
from busrisk.web.makers.pages import FindingPage, Preview
from busrisk.web.makers.said import typed
from busrisk.web.moment import Asked, Fault
from busrisk.workflow.match_finding import Rehearsal


def finding_page(
    finding: Finding,
    applied: Sequence[Match],
    ours: Sequence[DeploymentFact],
    edition: Edition,
    asked: Asked,
    fields: Mapping[str, str],
    may_match: bool,
) -> FindingPage:
    """The page with the form as filled in; `ours` are the deployments the reader may speak for."""
    names = {each.key: _about(each) for each in ours}
    maker, topic = finding.maker.key, finding.topic
    return FindingPage(
        name=finding.maker.name,
        back=url_for("makers.maker", key=maker),
        finding=finding_text(finding, applied, names),
        here=url_for("makers.match", key=maker, topic=topic.value),
        withdraw=url_for("makers.withdraw", key=maker, topic=topic.value),
        may_match=may_match,
        deployments=(("", gettext("kies een voertuig")), *names.items()),
        typed=typed(fields, topic, edition, asked.newest),
        edition=edition.id,
        faults=(),
        preview=None,
        reason="",
        withdrawing="",
    )


def refused(
    page: FindingPage, faults: Sequence[Fault], reason: str = "", withdrawing: str = ""
) -> FindingPage:
    """The same page with what is wrong; nothing was stored."""
    return replace(page, faults=tuple(faults), reason=reason, withdrawing=withdrawing)


def preview(page: FindingPage, said: Claimed, made: Rehearsal, edition: Edition, seen: bool) -> FindingPage:
    """The same page with what would become of the score; `seen`: another outcome was shown before."""
    effect, spoken = made.effect, language()
    before, after = effect.interval(effect.before), effect.interval(effect.after)
    shown = Preview(
        counts=graded(said.likeness.nature, effect.grade, effect.flags),
        question=f"{effect.question} {edition.question(effect.question).title.get(spoken)}",
        question_before=_points(before),
        question_after=_points(after),
        before=class_boxes(effect.before.overall) if effect.before else None,
        after=class_boxes(effect.after.overall) if effect.after else None,
        day=dutch.write_date(effect.day, spoken, prose=True),
        same=made.changes_nothing,
        seal=made.seal,
        remark=_remark(made, seen),
    )
    return replace(page, preview=shown)


def _points(interval: Interval | None) -> str:
    return points_words(interval, language()) if interval else gettext("onbekend")


def _remark(made: Rehearsal, seen: bool) -> str:
    if made.changes_nothing:
        return gettext("Dit is zo al vastgelegd. Er is niets te wijzigen.")
    if seen:
        return gettext(
            "Dit is een ander gevolg dan u eerder bekeek: u hebt iets gewijzigd, of het register is "
            "intussen gewijzigd. Er is nog niets opgeslagen."
        )
    return ""


def _about(deployment: DeploymentFact) -> str:
    model = deployment.model or gettext("type onbekend")
    operator = deployment.operator.name if deployment.operator else gettext("concessiehouder onbekend")
    return f"{deployment.concession_name} · {model} · {operator}"
