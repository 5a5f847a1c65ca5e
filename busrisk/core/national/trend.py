"""How the fleet developed, as far as anybody published it: counts, estimates and forecasts kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from busrisk.core.dates import PartialDate
from busrisk.core.facts import ControlFact
from busrisk.core.national.definitions import Definitions, MakerCountries, Origin, origin_of_makers
from busrisk.core.national.picture import ZE_BUSES, ZE_SHARE, National
from busrisk.core.national.projection import Projection
from busrisk.core.national.share import is_projection, ze_totals

NEAR = 400  # days: counts further apart are not joined, for what lies between is not known


class Said(StrEnum):
    """What kind of statement a point is."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    DERIVED = "derived"  # computed from published figures
    FORECAST = "forecast"


@dataclass(frozen=True)
class TrendPoint:
    """One statement on zero-emission buses; forecasts of one source form a line of their own."""

    control: ControlFact
    said: Said

    @property
    def day(self) -> PartialDate:
        return self.control.as_of


@dataclass(frozen=True)
class SharePoint:
    """Non-EU buses and their share of all zero-emission buses at one day, from one statement.

    `buses` or `percent` is None where it was neither published nor follows from figures of that day.
    """

    day: PartialDate
    buses: int | None
    percent: float | None
    computed: bool  # the share is derived here; False: as published
    circa: bool
    makers: tuple[str, ...]
    source: str
    total_source: str = ""  # of the total it was divided by, where that is another one


@dataclass(frozen=True)
class Trend:
    zero_emission: tuple[TrendPoint, ...]
    shares: tuple[SharePoint, ...]
    projection: Projection | None  # None: the group is not known to be non-EU by the definition


def trend(
    picture: National,
    controls: Sequence[ControlFact],
    countries: Mapping[str, MakerCountries],
    definitions: Definitions,
    projected: Projection,
    day: date,
) -> Trend:
    """Every statement on zero-emission buses, of whatever day, and non-EU shares up to `day`."""
    national = [each for each in controls if (each.dimension, each.key) == ("all", "all")]
    points = tuple(TrendPoint(each, _said(each)) for each in national if each.metric == ZE_BUSES)
    by_day = sorted(points, key=lambda point: (point.day.last, point.control.source))
    shares = [*_derived(controls, countries, definitions, day), *_published(controls, countries, definitions)]
    kept = sorted((each for each in shares if each.day.first <= day), key=lambda each: each.day.first)
    group = {line.maker for line in projected.lines if line.maker}
    is_non_eu = origin_of_makers(group, countries, definitions.origin) is Origin.NON_EU
    return Trend(tuple(by_day), tuple(kept), projected if is_non_eu else None)


def _said(control: ControlFact) -> Said:
    if is_projection(control):
        return Said.FORECAST
    if control.basis.startswith("computed"):
        return Said.DERIVED
    return Said.ESTIMATED if control.is_estimate else Said.COUNTED


def _published(
    controls: Sequence[ControlFact], countries: Mapping[str, MakerCountries], definitions: Definitions
) -> list[SharePoint]:
    """Shares published for makers that are all non-EU by the definition, with their buses where given."""
    groups = {(each.as_of, each.key, each.source): each for each in controls if each.metric == ZE_BUSES}
    found = []
    for each in controls:
        if each.metric == ZE_SHARE and each.makers and _is_non_eu(each, countries, definitions):
            group = groups.get((each.as_of, each.key, each.source))
            buses = round(group.value) if group else None
            names = tuple(maker.name for maker in each.makers)
            found.append(
                SharePoint(each.as_of, buses, each.value, False, each.is_estimate, names, each.source)
            )
    return found


def _derived(
    controls: Sequence[ControlFact],
    countries: Mapping[str, MakerCountries],
    definitions: Definitions,
    day: date,
) -> list[SharePoint]:
    """Per day and source the makers counted one by one, against a total of the same day."""
    totals = {each.as_of: each for each in ze_totals(controls)}
    parts: dict[tuple[PartialDate, str], list[ControlFact]] = defaultdict(list)
    for each in controls:
        if each.metric == ZE_BUSES and len(each.makers) == 1 and each.as_of in totals:
            parts[each.as_of, each.source].append(each)
    found = []
    for (as_of, source), members in parts.items():
        ours = [each for each in members if _is_non_eu(each, countries, definitions)]
        if ours and as_of.first <= day:
            buses = round(sum(each.value for each in ours))
            total = totals[as_of]
            percent = 100 * buses / total.value if total.value else None
            circa = any(each.is_estimate for each in ours)
            names = tuple(each.makers[0].name for each in ours)
            other = total.source if total.source != source else ""
            found.append(SharePoint(as_of, buses, percent, True, circa, names, source, other))
    return found


def _is_non_eu(
    control: ControlFact, countries: Mapping[str, MakerCountries], definitions: Definitions
) -> bool:
    return origin_of_makers(control.makers, countries, definitions.origin) is Origin.NON_EU
