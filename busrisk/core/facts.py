"""The facts every room speaks in: frozen, typed, free of storage and of screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from busrisk.core.dates import PartialDate

# --- Answers and scores (scoring.md) -----------------------------------------------------------


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


# --- The fleet -----------------------------------------------------------------------------------


class FleetStatus(StrEnum):
    """Only the two in-service states may be summed as running buses."""

    IN_SERVICE = "in_service"
    IN_SERVICE_UNVERIFIED = "in_service_unverified"
    ON_ORDER = "on_order"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


RUNNING = frozenset({FleetStatus.IN_SERVICE, FleetStatus.IN_SERVICE_UNVERIFIED})


class CountQuality(StrEnum):
    REPORTED = "reported"
    REPORTED_OLD = "reported_old"
    ORDERED = "ordered"
    DERIVED = "derived"
    UNKNOWN = "unknown"


class ConcessionStatus(StrEnum):
    RUNNING = "running"
    AWARDED = "awarded"
    ENDED = "ended"


class Propulsion(StrEnum):
    BEV = "BEV"
    FCEV = "FCEV"
    TROLLEY = "TROLLEY"
    HEV = "HEV"
    CNG_HEV = "CNG-HEV"
    DIESEL = "DIESEL"


ZERO_EMISSION = frozenset({Propulsion.BEV, Propulsion.FCEV, Propulsion.TROLLEY})


@dataclass(frozen=True)
class Count:
    """A number of buses; `value` None is unknown, never zero. `circa`: the source said 'about'."""

    value: int | None = None
    circa: bool = False

    def __post_init__(self) -> None:
        if self.value is not None and self.value < 0:
            raise ValueError(f"a count cannot be negative: {self.value}")


@dataclass(frozen=True)
class PartyRef:
    """A party by its stable key, with the name that held at the moment asked."""

    key: str
    name: str


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: a URL or a citation, and the day it speaks of (`dated`, may be partial)."""

    citation: str
    dated: PartialDate | None = None


@dataclass(frozen=True)
class ConcessionFact:
    key: str
    name: str
    region: str
    grantors: tuple[PartyRef, ...]
    holder: PartyRef | None
    provinces: tuple[str, ...]
    start: PartialDate | None
    end: PartialDate | None
    status: ConcessionStatus


@dataclass(frozen=True)
class BatchFact:
    """A fleet batch: concession × variant × status, with its count and how sure that is."""

    record_id: str
    concession: str  # concession key
    concession_name: str
    holder: PartyRef | None
    makers: tuple[PartyRef, ...]  # more than one: the split is not published; none: maker unknown
    maker_label: str | None  # as the source prints it
    model: str | None
    propulsion: Propulsion | None
    status: FleetStatus
    count: Count
    quality: CountQuality
    first_year: int | None
    source: Source
    note: str | None
    deployment: str | None  # deployment key
    expected: PartialDate | None = None  # when an order is to be delivered
    minibus: bool = False  # the source calls it a minibus: a bus, of eight passengers or more

    @property
    def runs(self) -> bool:
        return self.status in RUNNING


@dataclass(frozen=True)
class ControlFact:
    """A published total the register reconciles with; kept apart from the batches, never spread.

    `makers` are the manufacturers the key stands for: two or more where the source gives a sum.
    """

    as_of: PartialDate
    dimension: str
    key: str
    metric: str
    value: float
    unit: str
    is_estimate: bool
    basis: str
    source: str
    note: str | None
    makers: tuple[PartyRef, ...] = ()


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
class DeploymentFact:
    """Concession × variant (type and software baseline) × operator: the unit that is scored."""

    key: str
    concession: str
    concession_name: str
    operator: PartyRef | None
    makers: tuple[PartyRef, ...]
    maker_label: str | None
    model: str | None
    batches: tuple[BatchFact, ...] = ()


@dataclass(frozen=True)
class ScoredDeployment:
    """A deployment with its newest stored assessment at the moment asked; None where never scored."""

    deployment: DeploymentFact
    assessment: Assessment | None
    receipt: Receipt | None
    answered: int = 0  # questions with an answered state
    asked: int = 0  # questions the edition asks of this deployment
    answers: tuple[Answer, ...] = field(default=())
