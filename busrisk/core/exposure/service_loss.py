"""What part of the timetable falls out when buses stand still: a share, at least and at most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from busrisk.core.facts import Source

NOTHING, EVERYTHING = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class ConcessionNeed:
    """What a concession needs of its fleet; None is unknown.

    `pvr`: buses needed at the peak. `spares`: buses beyond that. `crisis_role`: it has a part in a crisis
    or evacuation plan. `only_transport`: it is the only public transport of an area.
    """

    pvr: int | None = None
    spares: int | None = None
    crisis_role: bool | None = None
    only_transport: bool | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        if self.pvr is not None and self.pvr <= 0:
            raise ValueError(f"a peak requirement is at least one bus: {self.pvr}")
        if self.spares is not None and self.spares < 0:
            raise ValueError(f"spares cannot be negative: {self.spares}")

    @property
    def weighs_more(self) -> bool | None:
        """Whether a loss here counts one column heavier; None where that is not known."""
        roles = (self.crisis_role, self.only_transport)
        if any(roles):
            return True
        return None if None in roles else False


@dataclass(frozen=True)
class Loss:
    """Service loss as a share of 1: at least `low`, `high` cannot be excluded."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not NOTHING <= self.low <= self.high <= EVERYTHING:
            raise ValueError(f"no share from low to high: {self.low}..{self.high}")


def service_loss(affected_low: int, affected_high: int | None, need: ConcessionNeed) -> Loss:
    """min(1, max(0, affected − spares) / PVR) on both ends (scoring.md 7).

    `affected_high` None: how many buses are affected is not known, so everything may fall out. PVR or
    spares unknown: 0..1. Raises ValueError for counts that are negative or the wrong way round.
    """
    if affected_low < 0 or (affected_high is not None and affected_high < affected_low):
        raise ValueError(f"no number of buses from low to high: {affected_low}..{affected_high}")
    if need.pvr is None or need.spares is None:
        return Loss(NOTHING, EVERYTHING)
    low = _share(affected_low, need.spares, need.pvr)
    high = EVERYTHING if affected_high is None else _share(affected_high, need.spares, need.pvr)
    return Loss(low, high)


def _share(affected: int, spares: int, pvr: int) -> Fraction:
    return min(EVERYTHING, Fraction(max(0, affected - spares), pvr))
