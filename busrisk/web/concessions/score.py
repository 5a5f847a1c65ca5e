"""The score of one deployment with its reasons, as a concession's page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from busrisk.core import dutch
from busrisk.core.facts import Assessment, Flag, Interval, KnockOutStatus, ScoredDeployment
from busrisk.core.national.picture import fleet_sum
from busrisk.core.score.rollup import R155_AUTHORITY, R156_AUTHORITY, authority
from busrisk.core.score.scoring import ASSURANCE, worst
from busrisk.core.sheets.one_fleet import nameless
from busrisk.core.sheets.reasons import reasons_table
from busrisk.core.sheets.scores import coverage_words
from busrisk.core.wording import word
from busrisk.core.words import class_because
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition as edition_named
from busrisk.web.anchors import method_address
from busrisk.web.concessions.deployment_pages import Deployment, KnockOutText, Score, Scored
from busrisk.web.drawn import class_boxes, point_boxes
from busrisk.web.fleet_words import answered_of, doubts, in_service
from busrisk.web.language import gettext, language


def deployment_text(scored: ScoredDeployment, position: int) -> Deployment:
    """One deployment; `position` keeps the tables of one page apart."""
    about, fleet = scored.deployment, fleet_sum(scored.deployment.batches)
    maker = " + ".join(each.name for each in about.makers) or nameless(language())
    model = about.model or gettext("type onbekend")
    title = f"{maker} · {model}"
    return Deployment(
        anchor=f"inzet-{position}",
        title=title,
        buses=" · ".join((in_service(fleet), *doubts(fleet))),
        key=about.key,
        answered=answered_of(scored.answered, scored.asked),
        score=_score(scored, title, position),
        behind=(),
        applied=(),
    )


def _score(scored: ScoredDeployment, title: str, position: int) -> Score | None:
    made, receipt = scored.assessment, scored.receipt
    if made is None or receipt is None:
        return None
    edition, spoken = edition_named(made.edition), language()
    return Score(
        overall=class_boxes(made.overall),
        because=_because(made),
        scored=tuple(_scored(scored, made, edition)),
        coverage=_coverage(made),
        knock_outs=tuple(_knock_outs(made, edition)),
        reasons=reasons_table(made.reasons, edition, position, title, spoken),
        hrefs=tuple(method_address(reason.question) for reason in made.reasons),
        receipt=receipt.hash,
        edition=made.edition,
        assessed_on=dutch.write_date(made.on, spoken, prose=True) if made.on else "",
    )


def _because(made: Assessment) -> str:
    capability = worst(interval for key, interval in made.dimensions if key != ASSURANCE)
    return class_because(made.overall, capability, made.dimension(ASSURANCE), language())


def _scored(scored: ScoredDeployment, made: Assessment, edition: Edition) -> Iterator[Scored]:
    for key, interval in made.dimensions:
        yield _row(f"{key} {edition.section(key).title.get(language())}", interval, key)
    for regulation, question in (("R155", R155_AUTHORITY), ("R156", R156_AUTHORITY)):
        label = gettext(
            "%(regulation)s-autoriteit (vraag %(question)s)", regulation=regulation, question=question
        )
        yield _row(label, authority(scored, question), question)


def _row(label: str, interval: Interval | None, explained: str) -> Scored:
    boxes = point_boxes(interval) if interval else None
    return Scored(label, boxes, "" if boxes else gettext("niet van toepassing"), explained)


def _coverage(made: Assessment) -> str:
    spoken = language()
    reason = next((each for each in made.reasons if each.coverage), None)
    if reason is None:
        return gettext("beantwoord, zie vraag 3.1")
    derived = f", {word(Flag.DERIVED, spoken)}" if Flag.DERIVED in reason.flags else ""
    return f"{coverage_words(made.reasons, spoken)}{derived}"


def _knock_outs(made: Assessment, edition: Edition) -> Iterator[KnockOutText]:
    titles, spoken = {rule.id: rule.title for rule in edition.scoring.knock_outs}, language()
    for each in sorted(made.knock_outs, key=lambda one: one.status is not KnockOutStatus.CONFIRMED):
        confirmed = each.status is KnockOutStatus.CONFIRMED
        yield KnockOutText(each.id, titles[each.id].get(spoken), word(each.status, spoken), confirmed)
