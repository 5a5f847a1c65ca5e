"""Scores with their reasons: intervals, knock-outs, receipts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from busrisk.core.facts.answers import CLASS_LETTERS, Answer, AnswerState, CoverageCode, Grade, Interval
from busrisk.core.facts.fleet import DeploymentFact


class Flag(StrEnum):
    """What a reader must be told beside an interval."""

    CONTRADICTION = "contradiction"  # higher-grade evidence outside the earlier interval
    DISAGREEMENT = "disagreement"  # equal grades, different points: the hull scores
    VARIANT_DIFFERS = "variant_differs"  # the deployment's own answer differs from the variant's
    EXPIRED = "expired"  # evidence past its validity: one grade down
    OTHER_BASELINE = "other_baseline"  # software baseline changed: E3 counts as E2
    OTHER_VARIANT = "other_variant"  # test on another variant or configuration: at most E2
    DERIVED = "derived"  # rests on a hint (year of entry)


@dataclass(frozen=True)
class Reason:
    """Why a question contributes what it does; one per question of D1–D4, in order.

    `interval` is None where the question is left out as not applicable. `grade` is the grade that
    scored, after ageing. `coverage` is filled for 3.1 only: the codes its dates allow.
    """

    question: str
    dimension: str
    gate: bool
    state: AnswerState
    interval: Interval | None
    points: int | None = None
    grade: Grade | None = None
    flags: tuple[Flag, ...] = ()
    coverage: tuple[CoverageCode, ...] = ()


class KnockOutStatus(StrEnum):
    CONFIRMED = "confirmed"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class KnockOut:
    id: str
    status: KnockOutStatus


@dataclass(frozen=True)
class Assessment:
    """The score of one deployment: class and dimensions as intervals, knock-outs beside them."""

    edition: str
    rules_digest: str
    answers_digest: str
    on: date | None
    overall: Interval  # class A..E as 0..4
    dimensions: tuple[tuple[str, Interval], ...]  # D1..D4 in order
    knock_outs: tuple[KnockOut, ...]
    reasons: tuple[Reason, ...]

    def dimension(self, key: str) -> Interval:
        return dict(self.dimensions)[key]

    @property
    def letters(self) -> tuple[str, str]:
        """The class as letters: 'at least' and 'cannot be excluded'."""
        return CLASS_LETTERS[self.overall.low], CLASS_LETTERS[self.overall.high]


@dataclass(frozen=True)
class Receipt:
    """What a stored score was made from; `hash` is the same on page, workbook and command line."""

    app_version: str
    edition: str
    rules_digest: str
    answers_digest: str
    on: date | None
    hash: str


@dataclass(frozen=True)
class ScoredDeployment:
    """A deployment with its newest stored assessment at the moment asked; None where never scored."""

    deployment: DeploymentFact
    assessment: Assessment | None
    receipt: Receipt | None
    answered: int = 0  # questions with an answered state
    asked: int = 0  # questions the edition asks of this deployment
    answers: tuple[Answer, ...] = field(default=())
