"""The published share beside what follows from a total: never mixed, each with its own source and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from busrisk.core.facts import ControlFact, PartyRef
from busrisk.core.national.picture import ZE_BUSES, MakerLine, National

PROJECTION = "projection"  # how the basis of a figure about the future begins


@dataclass(frozen=True)
class SharePart:
    """One maker of the group, or their sum, as a part of a total of zero-emission buses."""

    maker: PartyRef | None  # None: the sum
    buses: int
    percent: float
    circa: bool = False


@dataclass(frozen=True)
class ComputedShare:
    """What follows from one total, of figures of its own day: those of two days are never divided.

    `same_day`: that is the day of the published figures of the group. `contradicts`: the total then lies
    outside the range that the published share leaves.
    """

    total: ControlFact
    parts: tuple[SharePart, ...]
    same_day: bool
    contradicts: bool


@dataclass(frozen=True)
class Shares:
    """`fitting` are the totals, both ends included, whose share rounds to the published one."""

    published: ControlFact | None
    fitting: tuple[int, int] | None
    computed: tuple[ComputedShare, ...]


def fitting_totals(buses: int, percent: float) -> tuple[int, int] | None:
    """The whole totals of which `buses` is `percent`, rounded half up at the precision of `percent`.

    (569, 21.0) gives (2647, 2775). None where no total, or no largest one, fits.
    """
    exact = Fraction(str(percent))
    half = Fraction(1, 2 * 10 ** _decimals(percent))
    if exact <= half or buses <= 0:
        return None
    most = int(100 * buses / (exact - half))  # this share is the first that rounds up to it
    least = int(100 * buses / (exact + half)) + 1  # and this one rounds up to the next
    return (max(least, buses), most) if max(least, buses) <= most else None


def _decimals(percent: float) -> int:
    """How many digits are given behind the comma: 21.0 has none, 14.75 two."""
    exponent = Decimal(str(percent)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_projection(control: ControlFact) -> bool:
    return control.basis.startswith(PROJECTION)


def ze_totals(controls: Sequence[ControlFact]) -> tuple[ControlFact, ...]:
    """The counted national totals of zero-emission buses, oldest first; projections are no counts."""
    found = [
        each
        for each in controls
        if (each.dimension, each.key, each.metric) == ("all", "all", ZE_BUSES) and not is_projection(each)
    ]
    return tuple(sorted(found, key=lambda each: (each.as_of.first, each.source)))


def shares(picture: National, controls: Sequence[ControlFact]) -> Shares | None:
    """The published share of the group, and those that follow from the totals of its day.

    Beside them the newest totals of an earlier day, with what was counted of the makers on that day.
    None where there is no group.
    """
    total = picture.total
    if total is None or total.control is None or not total.control_buses:
        return None
    day, published = total.control.as_of, picture.share
    fitting = fitting_totals(total.control_buses, published.value) if published else None
    known = [each for each in ze_totals(controls) if each.as_of.first <= picture.day and each.value > 0]
    same = [each for each in known if each.as_of == day]
    before = [each for each in known if each.as_of.last < day.first]
    others = [each for each in before if each.as_of == before[-1].as_of]
    computed = [_of_the_day(each, (*picture.lines, total), fitting) for each in same]
    computed += [_of_another_day(each, picture.lines) for each in others]
    return Shares(published, fitting, tuple(computed))


def _of_the_day(
    total: ControlFact, lines: Sequence[MakerLine], fitting: tuple[int, int] | None
) -> ComputedShare:
    parts = [
        _part(line.maker, line.control_buses, total, line.control.is_estimate)
        for line in lines
        if line.control is not None and line.control_buses is not None
    ]
    contradicts = fitting is not None and not fitting[0] <= round(total.value) <= fitting[1]
    return ComputedShare(total, tuple(parts), True, contradicts)


def _of_another_day(total: ControlFact, lines: Sequence[MakerLine]) -> ComputedShare:
    """Only what other sources counted on the day of the total; a sum only where every maker was counted."""
    counted = {
        line.maker: each for line in lines for each in line.other_controls if each.as_of == total.as_of
    }
    parts = [_part(maker, round(each.value), total, each.is_estimate) for maker, each in counted.items()]
    if parts and len(parts) == len(lines):
        together = sum(part.buses for part in parts)
        parts.append(_part(None, together, total, any(part.circa for part in parts)))
    return ComputedShare(total, tuple(parts), False, False)


def _part(maker: PartyRef | None, buses: int, total: ControlFact, circa: bool) -> SharePart:
    return SharePart(maker, buses, 100 * buses / total.value, circa)
