"""What was scored before: tells an act what it need not score again, and which days it must."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from busrisk.access.scope import Scope
from busrisk.register.assessments import assessment, concession, deployment, ranked
from busrisk.register.reach import among, reached
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition


@dataclass(frozen=True)
class MadeFrom:
    """What a stored score was made from: tells whether scoring again would change anything."""

    on: date
    edition: str
    rules_digest: str
    answers_digest: str

    def holds(self, edition: Edition, answers_digest: str) -> bool:
        """Whether the rules and the answers are still those."""
        made = (self.edition, self.rules_digest, self.answers_digest)
        return made == (edition.id, edition.digest, answers_digest)


def made_from(
    scope: Scope, reader: Reader, moment: Moment, deployment_keys: Collection[str] | None
) -> dict[str, MadeFrom]:
    """Per deployment key what its newest score at the moment was made from."""
    newest = ranked(scope, moment, None).where(among(deployment.c.key, deployment_keys)).subquery()
    names = ("key", "peildatum", "edition", "rules_digest", "answers_digest")
    rows = reader.connection.execute(
        select(*(newest.c[name] for name in names)).where(newest.c.rank == 1)
    ).all()
    return {row[0]: MadeFrom(*row[1:]) for row in rows}


def days_scored(
    scope: Scope, reader: Reader, after: date, deployment_keys: Collection[str] | None
) -> dict[date, set[str]]:
    """The later reference dates for which a score is stored already, with the deployments it is of."""
    query = (
        select(assessment.c.peildatum, deployment.c.key)
        .join(deployment, deployment.c.id == assessment.c.deployment_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(
            assessment.c.peildatum > after,
            reached(scope, Moment(after, reader.version)),
            among(deployment.c.key, deployment_keys),
        )
    )
    found: dict[date, set[str]] = defaultdict(set)
    for day, key in reader.connection.execute(query):
        if deployment_keys is None or key in deployment_keys:
            found[day].add(key)
    return found


def editions_used(scope: Scope, reader: Reader) -> frozenset[str]:
    """The editions by which anything of the scope's region was ever scored: an edition is no secret."""
    query = (
        select(assessment.c.edition)
        .distinct()
        .join(deployment, deployment.c.id == assessment.c.deployment_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(concession.c.region == scope.region)
    )
    return frozenset(reader.connection.scalars(query))
