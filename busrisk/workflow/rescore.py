"""Scoring the deployments an act touched, on every reference date it may have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from busrisk import __version__
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, Answer, AnswerState, Assessment, Situation
from busrisk.core.score.reasons import Reasoning
from busrisk.core.score.receipt import receipt_hashes
from busrisk.core.score.scoring import score
from busrisk.register.answers import answers, days_of_change
from busrisk.register.deployed import Deployed, days_of_fleet, deployed, sharing_baseline
from busrisk.register.score_book import ScoreBook
from busrisk.register.scored_before import days_scored, made_from
from busrisk.register.session import Moment, Reader, Writer
from busrisk.rulebook.shape import Edition
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
    before = made_from(scope, writer, moment, keys)
    reasoning, asked = Reasoning(edition), questions_asked(edition)
    book = ScoreBook(writer, __version__)
    stored = 0
    for situation, alike in situations(scope, writer, moment, keys):
        made = score(situation, edition, reasoning)
        stale = []
        for each in alike:
            last = before.get(each.key)
            if not (last and last.holds(edition, made.answers_digest) and (may_be_older or last.on == day)):
                stale.append(each)
        if stale:
            hash_of = receipt_hashes(made, __version__)
            receipts = {each.number: hash_of(each.key) for each in stale}
            book.state(made, answered_of(made, asked), len(asked), receipts)
            stored += len(stale)
    book.flush()
    return stored


def situations(
    scope: Scope, reader: Reader, moment: Moment, keys: Keys
) -> Iterator[tuple[Situation, list[Deployed]]]:
    """Every situation there is, once, with the deployments that are in it."""
    given = answers(scope, reader, moment, keys)
    alike: dict[tuple[tuple[Answer, ...], frozenset[int | None]], list[Deployed]] = {}
    for each in deployed(scope, reader, moment, keys):
        alike.setdefault((given.get(each.key, ()), each.years), []).append(each)
    for (said, years), deployments in alike.items():
        yield Situation(said, admission_of(years), on=moment.day), deployments


def questions_asked(edition: Edition) -> frozenset[str]:
    """The questions of D1–D4 that somebody must answer: 3.1 is computed."""
    dimensions = {section.id for section in edition.sections if section.kind == "dimension"}
    return frozenset(question.id for question in edition.asked if question.section in dimensions)


def answered_of(made: Assessment, asked: frozenset[str]) -> int:
    """How many of the questions asked have an answer that counts."""
    settled = {AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE}
    return sum(1 for reason in made.reasons if reason.state in settled and reason.question in asked)


def admission_of(years: Collection[int | None]) -> Admission:
    """What the register knows of first admission: the years of entry of the batches, as a hint.

    Several batches, several years: the hull cannot be written as one partial date, so the date is
    known only when all batches name the same year.
    """
    if len(years) != 1 or None in years:
        return Admission()
    (year,) = years
    return Admission(first_admission=PartialDate(str(year)), derived=True)
