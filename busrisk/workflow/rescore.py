"""Scoring the deployments an act touched, on every reference date it may have changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from busrisk import __version__
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, AnswerState, Assessment, DeploymentFact, FleetStatus, Situation
from busrisk.core.receipt import answers_digest, receipt
from busrisk.core.scoring import score
from busrisk.register.answers import answers, days_of_change
from busrisk.register.assessments import store
from busrisk.register.deployed import days_of_fleet, sharing_baseline
from busrisk.register.fleet import deployments
from busrisk.register.scored_before import days_scored, made_from
from busrisk.register.session import Moment, Writer
from busrisk.rulebook.shape import AnsweredBy, Edition
from busrisk.rulebook.shelf import NoEditionInForce, edition_in_force, editions

Keys = frozenset[str] | None  # deployments; None: all in scope


def rescore(scope: Scope, writer: Writer, day: date, touched: Collection[str] | None = None) -> int:
    """Scores anew what changed: the touched deployments (None: all in scope) on `day` and later days.

    A deployment whose answers and rules are those of its newest score is left alone, and so is a day
    without an edition in force: facts may be older than the method. Returns how many assessments were stored.
    """
    keys = None if touched is None else sharing_baseline(scope, writer, touched)
    stored = _score_on(scope, writer, day, keys, may_be_older=True)
    for later, about in _later_days(scope, writer, day, keys).items():
        stored += _score_on(scope, writer, later, about, may_be_older=False)
    return stored


def _later_days(scope: Scope, writer: Writer, day: date, keys: Keys) -> dict[date, Keys]:
    """Days on which the facts may score otherwise: an answer begins, ends or outlives its evidence, a batch
    or a holder begins or ends, a score was stored for that day before, or an edition comes into force."""
    found: dict[date, Keys] = {}
    for read in (days_of_change, days_of_fleet, days_scored):
        for later, about in read(scope, writer, day, keys).items():
            found[later] = (found.get(later) or frozenset()) | about
    starts = [edition.head.holds_from for edition in editions() if edition.head.published]
    found |= {start: keys for start in starts if start > day}
    return dict(sorted(found.items()))


def _score_on(scope: Scope, writer: Writer, day: date, keys: Keys, may_be_older: bool) -> int:
    """`may_be_older`: a score of an earlier reference date will do, when it was made from the same."""
    try:
        edition = edition_in_force(day)
    except NoEditionInForce:
        return 0
    moment = Moment(day, writer.version)
    given = answers(scope, writer, moment, keys)
    before = made_from(scope, writer, moment, keys)
    stored = 0
    for deployment in deployments(scope, writer, moment):
        if keys is not None and deployment.key not in keys:
            continue
        situation = Situation(given.get(deployment.key, ()), admission_of(deployment), on=day)
        last = before.get(deployment.key)
        if last and last.holds(edition, answers_digest(situation)) and (may_be_older or last.on == day):
            continue
        _store(writer, deployment, score(situation, edition), edition)
        stored += 1
    return stored


def _store(writer: Writer, deployment: DeploymentFact, made: Assessment, edition: Edition) -> None:
    made_by = receipt(made, __version__, deployment.key)
    store(writer, deployment.key, made, made_by, answered_of(made, edition), questions_asked(edition))


def questions_asked(edition: Edition) -> int:
    """How many questions of D1–D4 somebody must answer: 3.1 is computed."""
    dimensions = {section.id for section in edition.sections if section.kind == "dimension"}
    return sum(
        1
        for question in edition.questions
        if question.section in dimensions and question.answered_by is not AnsweredBy.COMPUTED
    )


def answered_of(made: Assessment, edition: Edition) -> int:
    """How many questions of D1–D4 have an answer that counts: 3.1 is computed and not counted."""
    settled = {AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE}
    return sum(
        1
        for reason in made.reasons
        if reason.state in settled
        and edition.question(reason.question).answered_by is not AnsweredBy.COMPUTED
    )


def admission_of(deployment: DeploymentFact) -> Admission:
    """What the register knows of first admission: the years of entry of its batches, as a hint.

    Several batches, several years: the hull cannot be written as one partial date, so the date is
    known only when all batches name the same year.
    """
    there = [batch for batch in deployment.batches if batch.status is not FleetStatus.WITHDRAWN]
    years = {batch.first_year for batch in there}
    if len(years) != 1 or None in years:
        return Admission()
    return Admission(first_admission=PartialDate(str(years.pop())), derived=True)
