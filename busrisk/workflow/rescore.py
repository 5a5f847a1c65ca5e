"""Scoring the deployments an act touched, on every reference date it may have changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from busrisk import __version__
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, AnswerState, Assessment, DeploymentFact, Situation
from busrisk.core.receipt import answers_digest, receipt
from busrisk.core.scoring import score
from busrisk.register.answers import answers, days_of_change
from busrisk.register.assessments import newest_digests, store
from busrisk.register.fleet import deployments
from busrisk.register.session import Moment, Writer
from busrisk.rulebook.shape import AnsweredBy, Edition
from busrisk.rulebook.shelf import edition_in_force


def rescore(scope: Scope, writer: Writer, day: date, touched: Collection[str] | None = None) -> int:
    """Scores anew what changed: the touched deployments (None: all in scope) on `day` and later days.

    A deployment whose answers and rules are those of its newest score is left alone. Returns how many
    assessments were stored.
    """
    keys = None if touched is None else frozenset(touched)
    stored = _score_on(scope, writer, day, keys)
    for later, about in _later_days(scope, writer, day, keys).items():
        stored += _score_on(scope, writer, later, frozenset(about))
    return stored


def _later_days(
    scope: Scope, writer: Writer, day: date, keys: frozenset[str] | None
) -> dict[date, set[str]]:
    moment = Moment(day, writer.version)
    wanted = keys if keys is not None else answers(scope, writer, moment).keys()
    found: dict[date, set[str]] = {}
    for key in sorted(wanted):
        for later in days_of_change(scope, writer, key, day):
            found.setdefault(later, set()).add(key)
    return dict(sorted(found.items()))


def _score_on(scope: Scope, writer: Writer, day: date, keys: frozenset[str] | None) -> int:
    moment = Moment(day, writer.version)
    edition = edition_in_force(day)
    given = answers(scope, writer, moment, keys)
    before = newest_digests(scope, writer, moment, day)
    asked = questions_asked(edition)
    stored = 0
    for deployment in deployments(scope, writer, moment):
        if keys is not None and deployment.key not in keys:
            continue
        situation = Situation(given.get(deployment.key, ()), admission_of(deployment), on=day)
        made_from = (edition.id, edition.digest, answers_digest(situation))
        if before.get(deployment.key) == made_from:
            continue
        made = score(situation, edition)
        answered = answered_of(made)
        store(writer, deployment.key, made, receipt(made, __version__), answered, asked)
        stored += 1
    return stored


def questions_asked(edition: Edition) -> int:
    """How many questions of D1–D4 somebody must answer: 3.1 is computed."""
    dimensions = {section.id for section in edition.sections if section.kind == "dimension"}
    return sum(
        1
        for question in edition.questions
        if question.section in dimensions and question.answered_by is not AnsweredBy.COMPUTED
    )


def answered_of(made: Assessment) -> int:
    """How many questions of D1–D4 have an answer that counts: 3.1 is computed and not counted."""
    settled = {AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE}
    return sum(1 for reason in made.reasons if reason.state in settled and not reason.coverage)


def admission_of(deployment: DeploymentFact) -> Admission:
    """What the register knows of first admission: the years of entry of its batches, as a hint.

    Several batches, several years: the hull cannot be written as one partial date, so the date is
    known only when all batches name the same year.
    """
    years = {batch.first_year for batch in deployment.batches}
    if len(years) != 1 or None in years:
        return Admission()
    return Admission(first_admission=PartialDate(str(years.pop())), derived=True)
