"""What would run if all orders were delivered and nothing left service: an assumption, never a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, FleetStatus, PartyRef
from busrisk.core.national.picture import MakerLine, National
from busrisk.core.wording import pick


@dataclass(frozen=True)
class ProjectionLine:
    """One maker of the group, or their sum: running, and the orders before and outside the horizon.

    `starts` is the control total; where there is none, what the register counts. `by_then` are ordered
    buses expected by the horizon, `later` those expected after it, `undated` those of which the day is
    unknown or may lie on either side.
    """

    maker: PartyRef | None  # None: the sum
    starts: int
    circa: bool
    by_then: int
    later: int
    undated: int
    uncounted: int  # orders without a number of buses

    @property
    def ends(self) -> int:
        return self.starts + self.by_then

    @property
    def growth_percent(self) -> float | None:
        return 100 * self.by_then / self.starts if self.starts else None


@dataclass(frozen=True)
class Projection:
    horizon: date
    lines: tuple[ProjectionLine, ...]
    total: ProjectionLine | None


def condition(language: str) -> str:
    """What a projection rests on; printed wherever one is shown."""
    return pick(
        language,
        "als alle bestellingen worden geleverd en niets uitstroomt",
        "if all orders are delivered and nothing leaves service",
    )


def projection(picture: National, batches: Sequence[BatchFact], horizon: date) -> Projection:
    """Per maker of the group and together; empty where there is no control total to start from."""
    makers = {line.maker for line in picture.lines}
    ours = [batch for batch in batches if batch.makers and set(batch.makers) <= makers]
    lines = tuple(
        _line(line, [batch for batch in ours if batch.makers == (line.maker,)], horizon)
        for line in picture.lines
    )
    total = _line(picture.total, ours, horizon) if picture.total else None
    return Projection(horizon, lines, total)


def _line(line: MakerLine, batches: Sequence[BatchFact], horizon: date) -> ProjectionLine:
    ordered = [batch for batch in batches if batch.status is FleetStatus.ON_ORDER]
    counted = [(batch, batch.count.value) for batch in ordered if batch.count.value is not None]
    by_then = sum(count for batch, count in counted if _is_by(batch, horizon))
    later = sum(count for batch, count in counted if _is_after(batch, horizon))
    return ProjectionLine(
        maker=line.maker,
        starts=line.fleet.running if line.control_buses is None else line.control_buses,
        circa=line.control is not None and line.control.is_estimate,
        by_then=by_then,
        later=later,
        undated=sum(count for _, count in counted) - by_then - later,
        uncounted=len(ordered) - len(counted),
    )


def _expected(batch: BatchFact) -> PartialDate | None:
    """When an order is expected; where only the first year in service is stated, that year."""
    if batch.expected is None and batch.first_year is not None:
        return PartialDate(f"{batch.first_year:04}")
    return batch.expected


def _is_by(batch: BatchFact, horizon: date) -> bool:
    expected = _expected(batch)
    return expected is not None and expected.last <= horizon


def _is_after(batch: BatchFact, horizon: date) -> bool:
    expected = _expected(batch)
    return expected is not None and expected.first > horizon
