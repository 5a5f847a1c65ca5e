"""Concessions, parties, fleet batches and the published totals beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from busrisk.core.dates import PartialDate


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
