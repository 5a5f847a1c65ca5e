"""Saying that a public finding is about one's own vehicle, or taking that back: rehearsed, then stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from busrisk.access.scope import Scope, national
from busrisk.core import dutch
from busrisk.core.facts import AnswerState, Assessment, Flag, Grade, Interval
from busrisk.core.findings import Claimed, Match
from busrisk.core.saying import say, written
from busrisk.core.score.evidence import aged
from busrisk.core.score.receipt import digest_of
from busrisk.register.answers import answers
from busrisk.register.assessments import scored
from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.findings import FindingBook, findings, is_shared, matches
from busrisk.register.fleet import deployments
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.reference_day import newest_day
from busrisk.register.session import Moment, Register, Writer
from busrisk.rulebook.shape import Edition, HangsOn
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.rescore import rescore

MATCH, WITHDRAW = "match_finding", "withdraw_finding"


class NotReachedThen(Exception):
    """The deployment is within reach today, but was not on the day from which the finding should hold."""

    def __init__(self, day: date) -> None:
        self.sentence = say(
            "Geldt vanaf: op %(day)s reed dit voertuig niet in deze concessie voor deze vervoerder, of viel "
            "de concessie niet binnen uw bereik. Kies een dag waarop dat wel zo was.",
            day=written(partial(dutch.write_date, day)),
        )
        super().__init__(self.sentence)


@dataclass(frozen=True)
class Effect:
    """What a deployment scores on `day` without and with what was said; None where it is not scored then.

    `grade` is what the evidence counts as once vehicle and software are weighed, and `flags` say why.
    """

    day: date
    before: Assessment | None
    after: Assessment | None
    question: str
    grade: Grade | None
    flags: tuple[Flag, ...]

    def interval(self, made: Assessment | None) -> Interval | None:
        """The question's own interval in one of the two."""
        reasons = made.reasons if made else ()
        return next((each.interval for each in reasons if each.question == self.question), None)


@dataclass(frozen=True)
class Rehearsal:
    """What an act did or, where `stored` is False, would do. `seal` stands for exactly this act on exactly
    this register: who hands it back has seen what will happen."""

    effect: Effect
    seal: str
    stored: bool
    changes_nothing: bool = False


class _Rehearsed(Exception):
    """Ends a rehearsal: everything it wrote is undone."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal


def match_finding(
    register: Register, person: Person, said: Claimed, seal: str = "", origin: str = ""
) -> Rehearsal:
    """Stores what was said and scores it, where `seal` is that of this very rehearsal; else only rehearses.

    Raises NotInRegister for a finding that does not stand or a deployment of another maker or out of reach,
    NotReachedThen for a day on which it was out of reach, and NoEditionInForce for one before any method.
    """
    edition = edition_in_force(said.day)
    try:
        with register.writer(person.email, MATCH) as writer:
            shown = _reached(person.scope, writer, said)
            before = _score(person.scope, writer, said, shown)
            book = FindingBook(writer, said.maker, said.deployment)
            level = _hangs_on_variant(person.scope, writer, said, edition)
            stated = book.state(said, _speaker(person), edition.id, level)
            book.flush()
            rescore(national(person.region), writer, said.day, {said.deployment})
            effect = _effect(person.scope, writer, said, shown, before, edition)
            made = Rehearsal(effect, _seal(MATCH, said, effect), True, stated.step is Step.SAME)
            if seal != made.seal or made.changes_nothing:
                raise _Rehearsed(Rehearsal(effect, made.seal, False, made.changes_nothing))
            note(writer, MATCH, _object(said), f"stated from {said.day.isoformat()}", origin)
    except _Rehearsed as rehearsed:
        return rehearsed.rehearsal
    return made


def withdraw_match(
    register: Register, person: Person, standing: Match, day: date, reason: str, origin: str = ""
) -> Effect:
    """Takes back, from `day` on, what was said, for a reason that the journal keeps; scores again.

    Raises NotInRegister when it does not stand any more, or stands for a deployment out of reach.
    """
    said = standing.claimed
    with register.writer(person.email, WITHDRAW) as writer:
        shown = max(day, _stand(person.scope, writer))
        if standing not in matches(person.scope, writer, Moment(_today(writer), writer.version)):
            raise NotInRegister(said.item)
        before = _score(person.scope, writer, said, shown)
        book = FindingBook(writer, said.maker, said.deployment)
        if book.withdraw(said, day).step is Step.SAME:
            raise NotInRegister(said.item)
        book.flush()
        rescore(national(person.region), writer, day, {said.deployment})
        note(writer, WITHDRAW, _object(said), f"from {day.isoformat()}: {reason}", origin)
        return _effect(person.scope, writer, said, shown, before, edition_in_force(shown))


def _speaker(person: Person) -> str:
    """On whose behalf it is said, for who reads it; the account that did it is in the journal."""
    return person.organisation.name if person.organisation else person.name


def _today(writer: Writer) -> date:
    return writer.now.date()


def _stand(scope: Scope, writer: Writer) -> date:
    return newest_day(scope, writer, _today(writer)) or _today(writer)


def _reached(scope: Scope, writer: Writer, said: Claimed) -> date:
    """The day to show the effect on; refuses a finding or a deployment that is not there for this person."""
    now = Moment(_today(writer), writer.version)
    ours = {each.key: each for each in deployments(scope, writer, now)}
    about = ours.get(said.deployment)
    if about is None or said.maker not in {maker.key for maker in about.makers}:
        raise NotInRegister(said.deployment)
    if said.topic not in {each.topic for each in findings(scope, writer, now, said.maker)}:
        raise NotInRegister(said.item)
    then = deployments(scope, writer, Moment(said.day, writer.version))
    if said.deployment not in {each.key for each in then}:
        raise NotReachedThen(said.day)
    return max(said.day, _stand(scope, writer))


def _hangs_on_variant(scope: Scope, writer: Writer, said: Claimed, edition: Edition) -> bool:
    """Where the answer belongs so that it stands beside the evidence there is and the strongest scores.

    Beside an answer of the deployment's own, which beats whatever hangs on the variant; and never on a
    baseline that others share, elsewhere or before: nobody answers for another's buses.
    """
    if edition.question(said.question).hangs_on is not HangsOn.VARIANT:
        return False
    given = answers(scope, writer, Moment(said.day, writer.version), {said.deployment})
    own = any(
        each.question == said.question and each.state is AnswerState.ANSWERED and not each.of_variant
        for each in given.get(said.deployment, ())
    )
    return not own and not is_shared(scope, writer, said.deployment)


def _score(scope: Scope, writer: Writer, said: Claimed, day: date) -> Assessment | None:
    found = scored(scope, writer, Moment(day, writer.version))
    return next((each.assessment for each in found if each.deployment.key == said.deployment), None)


def _effect(
    scope: Scope, writer: Writer, said: Claimed, day: date, before: Assessment | None, edition: Edition
) -> Effect:
    grade, flags = aged(said.answer, day, edition.scoring.ageing)
    return Effect(day, before, _score(scope, writer, said, day), said.question, grade, flags)


def _seal(act: str, said: Claimed, effect: Effect) -> str:
    """Changes with what is said and with what it does to the score: a register that moved on breaks it."""
    digests = [each.answers_digest if each else None for each in (effect.before, effect.after)]
    return digest_of([act, said, effect.day, digests])


def _object(said: Claimed) -> str:
    return f"{said.item} {said.deployment} {said.question}"
