"""All that the national pages show of one moment, by one choice of definitions: from facts, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.facts import BatchFact, ControlFact, FleetStatus, Reason
from busrisk.core.national.definitions import PUBLISHED, Definitions, MakerCountries, counted
from busrisk.core.national.origin import OriginLine, by_origin
from busrisk.core.national.picture import National, national
from busrisk.core.national.projection import Projection, projection
from busrisk.core.national.share import Shares, shares
from busrisk.core.national.trend import Trend, trend
from busrisk.rulebook.shape import Capability

FARTHEST = 15  # years ahead that a projection may look


@dataclass(frozen=True)
class Chosen:
    """What the reader chose: definitions, and the year by whose end orders are to be delivered.

    `until` None: the year of the reference date.
    """

    definitions: Definitions = PUBLISHED
    until: int | None = None

    def horizon(self, day: date) -> date:
        return date(self.until or day.year, 12, 31)


@dataclass(frozen=True)
class NationalView:
    picture: National
    chosen: Chosen
    left_out: int  # running buses and orders that the definition of a bus leaves out
    origins: tuple[OriginLine, ...]
    shares: Shares | None
    projection: Projection
    trend: Trend


def national_view(
    day: date,
    batches: Sequence[BatchFact],
    controls: Sequence[ControlFact],
    reasons: Mapping[str, Sequence[Reason]],
    capabilities: Sequence[Capability],
    countries: Mapping[str, MakerCountries],
    chosen: Chosen,
) -> NationalView:
    """The whole view of a day; published figures stay what they are whatever is chosen."""
    ours = counted(batches, chosen.definitions.bus)
    as_published = chosen.definitions.bus is PUBLISHED.bus
    picture = national(day, ours, controls, reasons, capabilities, as_published)
    projected = projection(picture, ours, chosen.horizon(day))
    return NationalView(
        picture=picture,
        chosen=chosen,
        left_out=_buses(batches) - _buses(ours),
        origins=by_origin(ours, countries, chosen.definitions, day),
        shares=shares(picture, controls),
        projection=projected,
        trend=trend(picture, controls, countries, chosen.definitions, projected, day),
    )


def _buses(batches: Sequence[BatchFact]) -> int:
    """Running and on order; what left service or is in an unknown state is in no sum."""
    counted_ = (each for each in batches if each.runs or each.status is FleetStatus.ON_ORDER)
    return sum(each.count.value or 0 for each in counted_)
