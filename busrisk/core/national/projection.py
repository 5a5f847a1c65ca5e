"""What would run if all orders were delivered and nothing left service: an assumption, never a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from busrisk.core.dates import PartialDate
from busrisk.core.dutch import write_date
from busrisk.core.facts import BatchFact, FleetStatus, PartyRef
from busrisk.core.national.picture import MakerLine, National
from busrisk.core.wording import pick


class Start(StrEnum):
    """What a projection starts from: the published totals, or the register where these do not fit it."""

    CONTROL = "control"
    REGISTER_OTHER_DAY = "register_other_day"
    REGISTER_OTHER_DEFINITION = "register_other_definition"


@dataclass(frozen=True)
class ProjectionLine:
    """One maker of the group, or their sum: running, and the orders before and outside the horizon.

    `starts` is the control total where all start from those and there is one; else what the register
    counts, None where that is unknown. `by_then` are ordered
    buses expected by the horizon, `later` those expected after it, `undated` those of which the day is
    unknown or may lie on either side.
    """

    maker: PartyRef | None  # None: the sum
    starts: int | None
    circa: bool
    by_then: int
    later: int
    undated: int
    uncounted: int  # orders without a number of buses

    @property
    def ends(self) -> int | None:
        return None if self.starts is None else self.starts + self.by_then

    @property
    def growth_percent(self) -> float | None:
        return 100 * self.by_then / self.starts if self.starts else None


@dataclass(frozen=True)
class Projection:
    """Made of the register of `day`; `control_day`: of which day the published totals speak, if any."""

    day: date
    horizon: date
    lines: tuple[ProjectionLine, ...]
    total: ProjectionLine | None
    start: Start = Start.CONTROL
    control_day: PartialDate | None = None


def condition(language: str) -> str:
    """What a projection rests on; printed wherever one is shown."""
    return pick(
        language,
        "als alle bestellingen worden geleverd en niets uitstroomt",
        "if all orders are delivered and nothing leaves service",
    )


def start_words(made: Projection, language: str) -> str:
    """Why it does not start from the control total; empty where it does."""
    if made.start is Start.CONTROL or made.control_day is None:
        return ""
    if made.start is Start.REGISTER_OTHER_DEFINITION:
        return pick(
            language,
            "begonnen bij het register, want het controletotaal hoort bij de gepubliceerde definitie",
            "started from the register, since the control total belongs to the published definition",
        )
    day = write_date(made.control_day, language, prose=True)
    return pick(
        language,
        f"begonnen bij het register, want het controletotaal is van {day}",
        f"started from the register, since the control total is of {day}",
    )


def projection(picture: National, batches: Sequence[BatchFact], horizon: date) -> Projection:
    """Per maker of the group and together; empty where there is no control total to compare with.

    Figures of two days are not added up: an order delivered since the day of the control total is neither
    in that total nor still on order. Then all lines start from the register of the chosen day.
    """
    makers = {line.maker for line in picture.lines}
    ours = [batch for batch in batches if batch.makers and set(batch.makers) <= makers]
    start = _start(picture, ours)
    lines = tuple(
        _line(line, [batch for batch in ours if batch.makers == (line.maker,)], horizon, start)
        for line in picture.lines
    )
    total = _line(picture.total, ours, horizon, start) if picture.total else None
    control = picture.total.control if picture.total else None
    return Projection(picture.day, horizon, lines, total, start, control.as_of if control else None)


def _start(picture: National, batches: Sequence[BatchFact]) -> Start:
    total = picture.total
    if total is None or total.control is None:
        return Start.CONTROL
    if not total.same_definition:
        return Start.REGISTER_OTHER_DEFINITION
    day = total.control.as_of
    is_of_the_day = day.first <= picture.day <= day.last
    if is_of_the_day or not any(_may_have_come_since(batch, day) for batch in batches):
        return Start.CONTROL
    return Start.REGISTER_OTHER_DAY


def _may_have_come_since(batch: BatchFact, day: PartialDate) -> bool:
    """Whether the fleet may differ from that of the day: a batch left, or was not certainly there before.

    Only an earlier first year says that a running batch was.
    """
    if batch.status is FleetStatus.WITHDRAWN:
        return True
    return bool(
        batch.runs and batch.count.value and (batch.first_year is None or batch.first_year >= day.first.year)
    )


def _line(line: MakerLine, batches: Sequence[BatchFact], horizon: date, start: Start) -> ProjectionLine:
    ordered = [batch for batch in batches if batch.status is FleetStatus.ON_ORDER]
    counted = [(batch, batch.count.value) for batch in ordered if batch.count.value is not None]
    by_then = sum(count for batch, count in counted if _is_by(batch, horizon))
    later = sum(count for batch, count in counted if _is_after(batch, horizon))
    control = line.control if start is Start.CONTROL else None
    return ProjectionLine(
        maker=line.maker,
        starts=round(control.value) if control else line.fleet.known_running,
        circa=control.is_estimate if control else line.fleet.circa,
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
