"""What was said of a deployment, and what decides its coverage: all that a score depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from busrisk.core.dates import PartialDate


class AnswerState(StrEnum):
    """What was said. Only ANSWERED carries points; every other state but NOT_APPLICABLE is [0, 4]."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"
    REFUSED = "refused"
    NOT_DISCLOSED = "not_disclosed"
    CANNOT_EXCLUDE = "cannot_exclude"
    NOT_APPLICABLE = "not_applicable"


class Grade(StrEnum):
    """How sure an answer is: E1 declared, E2 documented, E3 independently tested."""

    E1 = "E1"
    E2 = "E2"
    E3 = "E3"


@dataclass(frozen=True, order=True)
class Interval:
    """Points from `low` to `high`, 0 (best) to 4 (worst), both ends included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 4:
            raise ValueError(f"no interval of points: {self.low}..{self.high}")


ANYTHING = Interval(0, 4)
CLASS_LETTERS = "ABCDE"


@dataclass(frozen=True)
class Answer:
    """One statement on one question about one deployment (or its variant).

    `points` and `grade` are given only with state ANSWERED. `of_variant` says the answer hangs on the
    variant and is inherited; a deployment's own answer beats it. Several answers may stand for one question.
    """

    question: str
    state: AnswerState
    points: int | None = None
    grade: Grade | None = None
    valid_until: date | None = None
    baseline_changed: bool = False
    other_variant: bool = False
    of_variant: bool = False

    @cached_property
    def _hash(self) -> int:
        said = (self.question, self.state, self.points, self.grade, self.valid_until)
        return hash((*said, self.baseline_changed, self.other_variant, self.of_variant))

    def __hash__(self) -> int:
        """Worked out once: scoring looks an answer up again and again."""
        return self._hash


class CoverageCode(StrEnum):
    """Coverage by R155 at first admission (scoring.md 4)."""

    COVERED = "COVERED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    UNKNOWN = "UNKNOWN"
    NOT_REQUIRED = "NOT_REQUIRED"
    DEPENDS_ON_TYPE_DATE = "DEPENDS_ON_TYPE_DATE"
    POSSIBLY_EXEMPT = "POSSIBLY_EXEMPT"
    POSSIBLE_END_OF_SERIES = "POSSIBLE_END_OF_SERIES"
    EXPECTED_BUT_NOT_SHOWN = "EXPECTED_BUT_NOT_SHOWN"


class ApprovalKind(StrEnum):
    """The kind of whole-vehicle approval, where it decides coverage."""

    SERIES = "series"
    NATIONAL_SMALL_SERIES = "national_small_series"
    INDIVIDUAL = "individual"


@dataclass(frozen=True)
class Admission:
    """What decides coverage (question 3.1) of one deployment.

    `first_admission` may be partial; `derived` says it is only a hint (a year of entry, 'afgeleid').
    `r155_grade` is the evidence grade of a valid R155 number on file, None where there is none.
    `code` states the coverage directly and then overrules the rest.
    """

    first_admission: PartialDate | None = None
    derived: bool = False
    category: str | None = "M3"
    approval_kind: ApprovalKind = ApprovalKind.SERIES
    r155_grade: Grade | None = None
    code: CoverageCode | None = None


@dataclass(frozen=True)
class Situation:
    """All that the score of one deployment depends on, at one reference date."""

    answers: tuple[Answer, ...] = ()
    admission: Admission = Admission()
    on: date | None = None  # the reference date (peildatum): decides which evidence is still valid
    closed: bool = False  # tender mode after deadline and repair round: every [0, 4] left becomes [4, 4]
