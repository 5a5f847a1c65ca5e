"""What one telling changed, thing by thing. `before` None: nothing was said of it; `after` None: taken back.

A remark beside a need or a hand-over is no part of it: it may speak of accounts and keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import AnswerState, BatchFact, ControlFact, Grade, PartyRef
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.core.fleet.history import ConcessionRef, Told
from busrisk.core.fleet.promise import PromiseLine


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
class AnswerSaid:
    state: AnswerState
    points: int | None
    grade: Grade | None


@dataclass(frozen=True)
class AnswerChange:
    """`vehicle` is the type of the deployment, in words; '' where no source names one."""

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
class ProviderChange:
    """Who stands behind a deployment in one role."""

    told: Told
    concession: ConcessionRef
    deployment: str
    vehicle: str
    role: ProviderRole
    day: date
    before: Provider | None
    after: Provider | None


@dataclass(frozen=True)
class NeedChange:
    told: Told
    concession: ConcessionRef
    day: date
    before: ConcessionNeed | None
    after: ConcessionNeed | None


@dataclass(frozen=True)
class PromiseChange:
    told: Told
    concession: ConcessionRef
    position: int
    day: date
    before: PromiseLine | None
    after: PromiseLine | None


@dataclass(frozen=True)
class HandoverChange:
    """`switched_on` is the first day of the new holder."""

    told: Told
    concession: ConcessionRef
    switched_on: date
    item: HandoverItem
    day: date
    before: HandoverStatus | None
    after: HandoverStatus | None


@dataclass(frozen=True)
class ControlChange:
    """A published total of the region; it belongs to no concession."""

    told: Told
    day: date
    before: ControlFact | None
    after: ControlFact | None
    concession: None = None


Change = (
    FleetChange
    | HolderChange
    | AnswerChange
    | ProviderChange
    | NeedChange
    | PromiseChange
    | HandoverChange
    | ControlChange
)
