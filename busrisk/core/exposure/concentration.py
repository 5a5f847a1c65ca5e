"""How much of a fleet comes from one maker: exact shares, and no figure where the split is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from busrisk.core.facts import Count, PartyRef

Makers = tuple[PartyRef, ...]  # more than one: the split is not published; none: the maker is not known
Fleet = Sequence[tuple[Makers, Count]]

_MAJORITY = Fraction(1, 2)  # 'grootste leverancier > 50 %'
_POINTS = 100  # the Herfindahl-Hirschman index sums squares of percentages: 10.000 is one maker


class Majority(StrEnum):
    """Whether one maker supplies more than half of the fleet."""

    ESTABLISHED = "established"
    POSSIBLE = "possible"
    NO = "no"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True)
class MakerShare:
    """The buses under one label. `unsized` batches of unknown size come on top; then there is no share."""

    makers: Makers
    buses: int
    circa: bool
    unsized: int
    share: Fraction | None


@dataclass(frozen=True)
class Concentration:
    """`total` and `hhi` are None where they cannot be computed; `circa` where a count was about."""

    lines: tuple[MakerShare, ...]
    total: int | None
    hhi: Fraction | None
    majority: Majority
    circa: bool


def concentration(fleet: Fleet) -> Concentration:
    """The makers of a fleet, most buses first; which buses count (the definition) the caller chooses.

    The index needs every count, and one known maker for each; the majority needs every count. A fleet of
    no buses has neither.
    """
    total = None if any(count.value is None for _, count in fleet) else _buses(fleet)
    lines = [_line(makers, fleet, total) for makers in dict.fromkeys(_label(makers) for makers, _ in fleet)]
    return Concentration(
        lines=tuple(sorted(lines, key=_most_buses_first)),
        total=total,
        hhi=_index(lines) if total else None,
        majority=_majority(lines, total) if total else Majority.NOT_COMPUTABLE,
        circa=any(count.circa for _, count in fleet),
    )


def _buses(fleet: Fleet) -> int:
    return sum(count.value or 0 for _, count in fleet)


def _label(makers: Makers) -> Makers:
    return tuple(sorted(set(makers), key=lambda maker: (maker.name, maker.key)))


def _line(makers: Makers, fleet: Fleet, total: int | None) -> MakerShare:
    own = [(each, count) for each, count in fleet if _label(each) == makers]
    return MakerShare(
        makers=makers,
        buses=_buses(own),
        circa=any(count.circa for _, count in own),
        unsized=sum(1 for _, count in own if count.value is None),
        share=Fraction(_buses(own), total) if total else None,
    )


def _most_buses_first(line: MakerShare) -> tuple[bool, int, int, tuple[str, ...]]:
    return not line.makers, -line.buses, -line.unsized, tuple(maker.name for maker in line.makers)


def _index(lines: Sequence[MakerShare]) -> Fraction | None:
    counted = [line for line in lines if line.buses]
    if any(len(line.makers) != 1 for line in counted):
        return None
    return sum((((line.share or Fraction(0)) * _POINTS) ** 2 for line in counted), Fraction(0))


def _majority(lines: Sequence[MakerShare], total: int) -> Majority:
    """Established on what is a maker's own; possible with all that may be its own, unnamed buses included."""
    nameless = sum(line.buses for line in lines if not line.makers)
    named = {maker for line in lines for maker in line.makers}
    most = [sum(line.buses for line in lines if maker in line.makers) + nameless for maker in named]
    if any(len(line.makers) == 1 and Fraction(line.buses, total) > _MAJORITY for line in lines):
        return Majority.ESTABLISHED
    can_be = any(Fraction(buses, total) > _MAJORITY for buses in (*most, nameless))
    return Majority.POSSIBLE if can_be else Majority.NO
