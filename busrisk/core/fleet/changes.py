"""What one telling changed, by kind: before and after, ready for words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import AnswerState, BatchFact, ControlFact, Count, Grade, PartyRef
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.core.fleet.history import ConcessionRef, Told


@dataclass(frozen=True)
class AnswerSaid:
    state: AnswerState
    points: int | None
    grade: Grade | None


@dataclass(frozen=True)
class FleetChange:
    """`before` None: the batch is new. `after` None: it was taken out as entered by mistake."""

    told: Told
    concession: ConcessionRef
    record_id: str
    day: date
    before: BatchFact | None
    after: BatchFact | None


@dataclass(frozen=True)
class HolderChange:
    told: Told
    concession: ConcessionRef
    day: date
    before: PartyRef | None
    after: PartyRef | None


@dataclass(frozen=True)
class AnswerChange:
    """`vehicle`: the type of the deployment in words, '' where no source names one."""

    told: Told
    concession: ConcessionRef
    deployment: str
    vehicle: str
    question: str
    item: str
    day: date
    before: AnswerSaid | None
    after: AnswerSaid | None


@dataclass(frozen=True)
class NeedChange:
    """What a concession cannot do without, in buses."""

    told: Told
    concession: ConcessionRef
    day: date
    before: ConcessionNeed | None
    after: ConcessionNeed | None


@dataclass(frozen=True)
class ProviderChange:
    """Who stands behind a deployment in one role; a Provider with `none`: it was stated that nobody does."""

    told: Told
    concession: ConcessionRef
    deployment: str
    vehicle: str
    role: ProviderRole
    day: date
    before: Provider | None
    after: Provider | None


@dataclass(frozen=True)
class PromisedSaid:
    """One line of the promised fleet, as far as a list of changes tells it."""

    maker: str | None
    model: str | None
    count: Count


@dataclass(frozen=True)
class PromiseChange:
    told: Told
    concession: ConcessionRef
    position: int
    day: date
    before: PromisedSaid | None
    after: PromisedSaid | None


@dataclass(frozen=True)
class HandoverChange:
    """How one item stands of what passes on; never what was written beside it."""

    told: Told
    concession: ConcessionRef
    item: HandoverItem
    day: date
    before: HandoverStatus | None
    after: HandoverStatus | None


@dataclass(frozen=True)
class ControlChange:
    """A published total of the whole region: its `concession` has no key."""

    told: Told
    concession: ConcessionRef
    day: date
    before: ControlFact | None
    after: ControlFact | None


Change = (
    FleetChange
    | HolderChange
    | AnswerChange
    | NeedChange
    | ProviderChange
    | PromiseChange
    | HandoverChange
    | ControlChange
)
