"""Running and ordered buses by origin: non-EU, EU and unknown, three parts that are always all there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.facts import BatchFact
from busrisk.core.national.definitions import Definitions, MakerCountries, Origin, origin_of
from busrisk.core.national.picture import FleetSum, fleet_sum


@dataclass(frozen=True)
class OriginLine:
    """The buses of one origin, the makers behind them, and their part of all running buses counted.

    Makers of a batch whose split is not published are one label; `nameless`: of some the maker is unknown.
    """

    origin: Origin
    fleet: FleetSum
    makers: tuple[str, ...]
    nameless: bool
    percent: float | None  # None: nothing runs, or nobody knows how many of this origin do


def by_origin(
    batches: Sequence[BatchFact],
    countries: Mapping[str, MakerCountries],
    definitions: Definitions,
    day: date | None = None,
) -> tuple[OriginLine, ...]:
    """One line per origin, in fixed order, of batches that are buses by the definition already."""
    whole = fleet_sum(batches).running
    parts: dict[Origin, list[BatchFact]] = {origin: [] for origin in Origin}
    for batch in batches:
        parts[origin_of(batch, countries, definitions.origin)].append(batch)
    return tuple(_line(origin, members, whole, day) for origin, members in parts.items())


def _line(origin: Origin, members: Sequence[BatchFact], whole: int, day: date | None) -> OriginLine:
    fleet = fleet_sum(members, day)
    labels = {" + ".join(maker.name for maker in batch.makers) for batch in members}
    percent = 100 * fleet.running / whole if whole and fleet.known_running is not None else None
    return OriginLine(origin, fleet, tuple(sorted(labels - {""})), "" in labels, percent)
