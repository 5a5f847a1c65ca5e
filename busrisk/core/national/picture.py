"""The national view: register against control totals, running against ordered, known against unknown.

Everything is counted in buses. What the register cannot place is 'not allocated' and stays so; an
unknown count is in no sum; on order and unknown state are never added to running buses (scoring.md 8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.facts import BatchFact, ControlFact, FleetStatus, PartyRef, Reason
from busrisk.core.national.capabilities import CapabilityLine, capability_line
from busrisk.rulebook.shape import Capability

ZE_BUSES = "ze_buses"
ZE_SHARE = "ze_share"
MANUFACTURER = "manufacturer"


@dataclass(frozen=True)
class FleetSum:
    """Buses in the register. `unknown_batches` have no count or no known state: they are in no sum."""

    running: int = 0
    unverified: int = 0  # part of `running` whose presence on the day is not confirmed
    on_order: int = 0
    circa: bool = False
    unknown_batches: int = 0
    later_orders: int = 0  # part of `on_order` that only a source dated after the day tells of

    @property
    def known_running(self) -> int | None:
        """Running buses; unknown, not zero, where the only batches have no count."""
        return None if self.unknown_batches and not self.running else self.running


def fleet_sum(batches: Iterable[BatchFact], day: date | None = None) -> FleetSum:
    """Sums batches by state; what was withdrawn is gone. An empty fleet is zero known buses, not unknown.

    With a `day`, orders are counted apart whose source is certainly dated after it.
    """
    running = unverified = on_order = unknown = later = 0
    circa = False
    for batch in batches:
        if batch.status is FleetStatus.WITHDRAWN:
            continue
        value = batch.count.value
        if value is None or batch.status is FleetStatus.UNKNOWN:
            unknown += 1
            continue
        circa = circa or batch.count.circa
        if batch.runs:
            running += value
            unverified += value if batch.status is FleetStatus.IN_SERVICE_UNVERIFIED else 0
        elif batch.status is FleetStatus.ON_ORDER:
            on_order += value
            later += value if _is_dated_after(batch, day) else 0
    return FleetSum(running, unverified, on_order, circa, unknown, later)


def _is_dated_after(batch: BatchFact, day: date | None) -> bool:
    dated = batch.source.dated
    return day is not None and dated is not None and dated.first > day


@dataclass(frozen=True)
class MakerLine:
    """One manufacturer (or their sum): the register beside its control total.

    `not_allocated` is what the control total has and the register cannot place, `excess` what the
    register has more; both None without a control total, and where the register counts by another
    definition of a bus than the total does.
    """

    maker: PartyRef | None  # None: the sum of the group
    fleet: FleetSum
    control: ControlFact | None
    other_controls: tuple[ControlFact, ...] = ()  # other sources on the same maker: shown, never averaged
    surplus: int = 0  # of the sum: what single makers have too many fills no gap of another
    same_definition: bool = True

    @property
    def control_buses(self) -> int | None:
        return round(self.control.value) if self.control else None

    @property
    def not_allocated(self) -> int | None:
        if self.control_buses is None or not self.same_definition:
            return None
        return max(0, self.control_buses - self.fleet.running + self.surplus)

    @property
    def excess(self) -> int | None:
        if self.control_buses is None or not self.same_definition:
            return None
        return max(0, self.fleet.running - self.control_buses)


@dataclass(frozen=True)
class National:
    day: date
    in_register: bool  # False: the register says nothing about this day
    lines: tuple[MakerLine, ...]  # the makers of the control group, by name
    total: MakerLine | None  # None: no control total for this day
    share: ControlFact | None  # the published share, shown with its source, never computed
    everything: FleetSum  # every maker, known or not
    capabilities: tuple[CapabilityLine, ...]
    makers: tuple[MakerFleet, ...] = ()  # every maker in the register, also outside the group

    @property
    def is_about(self) -> bool:
        """Whether the control total, over which capabilities are counted, was published as 'about'."""
        return bool(self.total and self.total.control and self.total.control.is_estimate)


def national(
    day: date,
    batches: Sequence[BatchFact],
    controls: Sequence[ControlFact],
    reasons: Mapping[str, Sequence[Reason]],
    capabilities: Sequence[Capability],
    same_definition: bool = True,
) -> National:
    """The national view of a day from the batches and stored reasons (by deployment key) of that day.

    The group is the newest published sum over several manufacturers on or before the day.
    `same_definition`: the batches are buses by the definition of the published totals.
    """
    group = control_group(controls, day)
    makers = sorted(group.makers, key=lambda maker: maker.name) if group else []
    lines = tuple(_line(maker, batches, controls, group, same_definition) for maker in makers)
    ours = [batch for batch in batches if batch.makers and set(batch.makers) <= set(makers)]
    surplus = sum(line.excess or 0 for line in lines)
    total = MakerLine(None, fleet_sum(ours, day), group, (), surplus, same_definition) if group else None
    by_maker = sum(max(line.control_buses or 0, line.fleet.running) for line in lines)
    # A batch of several makers of the group is in no line, but it is in their sum; so is a maker without
    # a published total of its own.
    of = max(by_maker, total.fleet.running, total.control_buses or 0) if total else by_maker
    return National(
        day=day,
        in_register=bool(batches),
        lines=lines,
        total=total,
        share=_share(controls, group),
        everything=fleet_sum(batches, day),
        capabilities=tuple(capability_line(each, ours, reasons, of) for each in capabilities),
        makers=fleet_by_maker(batches),
    )


def control_group(controls: Sequence[ControlFact], day: date) -> ControlFact | None:
    """The newest total over two or more named manufacturers that speaks of `day` or before."""
    groups = [
        each
        for each in controls
        if each.metric == ZE_BUSES and len(each.makers) > 1 and each.as_of.first <= day
    ]
    return max(groups, key=lambda each: each.as_of.first, default=None)


def _maker_of(batch: BatchFact) -> PartyRef | None:
    """The one manufacturer of a batch; a batch of several makers counts to neither alone."""
    return batch.makers[0] if len(batch.makers) == 1 else None


def _line(
    maker: PartyRef,
    batches: Sequence[BatchFact],
    controls: Sequence[ControlFact],
    group: ControlFact | None,
    same_definition: bool,
) -> MakerLine:
    about = [
        each
        for each in controls
        if group
        and each.metric == ZE_BUSES
        and each.makers == (maker,)
        and abs((each.as_of.first - group.as_of.first).days) <= 31
    ]
    control = next((each for each in about if group and each.source == group.source), None)
    others = tuple(each for each in about if each is not control)
    fleet = fleet_sum(batch for batch in batches if _maker_of(batch) == maker)
    return MakerLine(maker, fleet, control, others, same_definition=same_definition)


def _share(controls: Sequence[ControlFact], group: ControlFact | None) -> ControlFact | None:
    """The share published of the group on its day: by the source of the group, else by another."""
    if group is None:
        return None
    wanted = (ZE_SHARE, group.as_of, group.key)
    found = [each for each in controls if (each.metric, each.as_of, each.key) == wanted]
    return min(found, key=lambda each: each.source != group.source, default=None)


@dataclass(frozen=True)
class MakerFleet:
    """All buses of one maker label in the register, for the table of every maker."""

    label: str | None  # None: the source does not name the maker
    fleet: FleetSum


def fleet_by_maker(batches: Sequence[BatchFact]) -> tuple[MakerFleet, ...]:
    """Every maker in the register, most running buses first, the unknown maker last."""
    grouped: dict[str | None, list[BatchFact]] = defaultdict(list)
    for batch in batches:
        label = " + ".join(maker.name for maker in batch.makers) or None
        grouped[label].append(batch)
    found = [MakerFleet(label, fleet_sum(members)) for label, members in grouped.items()]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.label is None,
                -each.fleet.running,
                -each.fleet.on_order,
                each.label or "",
            ),
        )
    )
