"""Public findings about manufacturers, and who said that one is about which deployment."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, true

from busrisk.access.policy import Action, Role
from busrisk.access.scope import Scope
from busrisk.core.facts import Grade
from busrisk.core.findings import Claimed, Finding, Likeness, Match, Nature, Topic
from busrisk.register.answers import AnswerBook
from busrisk.register.claims import Ledger, Stated, Step, held
from busrisk.register.parties import makers, names
from busrisk.register.reach import reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    AnswerClaim,
    Concession,
    Deployment,
    FindingMatch,
    MakerFinding,
    Party,
    Subject,
    table,
)

finding, match, answer = table(MakerFinding), table(FindingMatch), table(AnswerClaim)
party, deployment, concession, subject = table(Party), table(Deployment), table(Concession), table(Subject)


def findings(
    scope: Scope, reader: Reader, moment: Moment, maker_key: str | None = None
) -> tuple[Finding, ...]:
    """The public findings that hold, by maker and topic; of the makers of the scope's region only."""
    query = (
        select(finding, party.c.key)
        .join(party, party.c.id == finding.c.party_id)
        .where(held(finding, moment))
        .order_by(party.c.key, finding.c.topic)
    )
    if maker_key is not None:
        query = query.where(party.c.key == maker_key)
    ours = {each.key for each in makers(scope, reader, moment)}
    people = names(scope, reader, moment)
    found = [
        Finding(
            maker=people[row["party_id"]],
            topic=Topic(row["topic"]),
            text=row["text"],
            sources=tuple(row["sources"].splitlines()),
            since=row["holds_from"],
        )
        for row in reader.connection.execute(query).mappings()
        if row["key"] in ours
    ]
    order = list(Topic)
    return tuple(sorted(found, key=lambda each: (each.maker.name, order.index(each.topic))))


def matches(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    concession_key: str | None = None,
    maker_key: str | None = None,
) -> tuple[Match, ...]:
    """The findings that were said to be about a deployment in scope; none for who may not see its scores.

    An operator reads those about its own deployments, not what was said of an earlier holder's.
    """
    if not scope.may(Action.SEE_SCORES):
        return ()
    about = (subject.c.deployment_id == deployment.c.id) | (subject.c.baseline_id == deployment.c.baseline_id)
    item = literal("bevinding:") + party.c.key + literal(":") + match.c.topic
    said = (answer.c.subject_id == subject.c.id) & (answer.c.question == match.c.question)
    query = (
        select(
            match,
            party.c.key.label("maker"),
            deployment.c.key.label("deployment"),
            concession.c.key.label("concession"),
            answer.c.points,
            answer.c.grade,
            answer.c.holds_from.label("answered_from"),
        )
        .join(party, party.c.id == match.c.party_id)
        .join(deployment, deployment.c.id == match.c.deployment_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(subject, about)
        .join(answer, said & (answer.c.item == item) & held(answer, moment))
        .where(held(match, moment), reached(scope, moment), _its_own(scope))
        .order_by(deployment.c.key, match.c.question, party.c.key, match.c.topic)
    )
    if concession_key is not None:
        query = query.where(concession.c.key == concession_key)
    if maker_key is not None:
        query = query.where(party.c.key == maker_key)
    people = names(scope, reader, moment)
    rows = reader.connection.execute(query).mappings()
    return tuple(_match(row, people[row["party_id"]].name) for row in rows)


def _its_own(scope: Scope) -> ColumnElement[bool]:
    """True for the deployments that an operator runs itself; for everybody else always."""
    if scope.role is not Role.OPERATOR:
        return true()
    return deployment.c.operator_id.in_(select(party.c.id).where(party.c.key.in_(scope.parties)))


def _match(row: Any, maker_name: str) -> Match:
    likeness = Likeness(row["same_variant"], row["same_baseline"], Nature(row["nature"]))
    claimed = Claimed(
        maker=row["maker"],
        topic=Topic(row["topic"]),
        deployment=row["deployment"],
        question=row["question"],
        points=row["points"],
        likeness=likeness,
        motivation=row["motivation"],
        day=max(row["holds_from"], row["answered_from"]),  # either may have been put right since
    )
    return Match(claimed, maker_name, row["concession"], Grade(row["grade"]), row["stated_by"])


def is_shared(scope: Scope, reader: Reader, deployment_key: str) -> bool:
    """Whether the software baseline of a deployment in the scope's region is also another's: in another
    concession, or of another operator in the same one."""
    one, other = deployment.alias("one"), deployment.alias("other")
    deployed = (
        select(func.count(other.c.id))
        .select_from(one)
        .join(other, other.c.baseline_id == one.c.baseline_id)
        .join(concession, concession.c.id == other.c.concession_id)
        .where(one.c.key == deployment_key, concession.c.region == scope.region)
    )
    return (reader.connection.scalar(deployed) or 0) > 1


class FindingBook:
    """Writes that a finding is about a deployment, as a claim and as the answer it makes; `flush` stores.

    `of_variant`: the answer hangs on the software baseline, beside the other evidence about it.
    """

    def __init__(self, writer: Writer, maker_key: str, deployment_key: str) -> None:
        self._claims = Ledger(
            writer,
            FindingMatch,
            "party_id",
            "topic",
            "deployment_id",
            "question",
            where=_about(deployment_key),
        )
        ours = select(deployment.c.id).where(deployment.c.key == deployment_key)
        self._maker = writer.connection.scalar(select(party.c.id).where(party.c.key == maker_key))
        self._deployment = writer.connection.scalar(ours)
        self._answers = {level: AnswerBook(writer, deployment_key, level) for level in (True, False)}

    def state(self, said: Claimed, stated_by: str, edition: str, of_variant: bool) -> Stated:
        """CHANGED also where what was said stands as it was, and only the answer it makes is another."""
        values = {
            "same_variant": said.likeness.same_variant,
            "same_baseline": said.likeness.same_baseline,
            "nature": said.likeness.nature.value,
            "motivation": said.motivation,
            "stated_by": stated_by,
        }
        moved = self._answers[not of_variant].withdraw(said.question, said.day, said.item)
        given = self._answers[of_variant].state(said.answer, edition, said.day, said.item)
        made = self._claims.state(self._identity(said.topic, said.question), values, said.day)
        if made.step is Step.SAME and {moved.step, given.step} != {Step.SAME}:
            return Stated(Step.CHANGED, made.before)
        return made

    def withdraw(self, said: Claimed, day: date) -> Stated:
        """From `day` on nobody says so any more."""
        for book in self._answers.values():
            book.withdraw(said.question, day, said.item)
        return self._claims.withdraw(self._identity(said.topic, said.question), day)

    def flush(self) -> None:
        for book in self._answers.values():
            book.flush()
        self._claims.flush()

    def _identity(self, topic: Topic, question: str) -> dict[str, Any]:
        return {
            "party_id": self._maker,
            "topic": topic.value,
            "deployment_id": self._deployment,
            "question": question,
        }


def _about(deployment_key: str) -> Any:
    ours = select(deployment.c.id).where(deployment.c.key == deployment_key)
    return match.c.deployment_id.in_(ours)
