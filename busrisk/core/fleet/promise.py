"""The fleet that was promised at the award, beside the fleet there is: what came in place of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from busrisk.core.dutch import write_count, write_number
from busrisk.core.facts import RUNNING, BatchFact, Count, FleetStatus, PartyRef, Source
from busrisk.core.fleet.history import Told
from busrisk.core.wording import pick

THERE = RUNNING | {FleetStatus.ON_ORDER}  # what there is and what is to come; what left is not there


@dataclass(frozen=True)
class PromiseLine:
    """One line of the promised fleet. `makers`: none where it was not said, several where they were not
    told apart; `maker_label` is as printed.
    """

    position: int
    makers: tuple[PartyRef, ...]
    maker_label: str | None
    model: str | None
    count: Count
    source: Source


@dataclass(frozen=True)
class PromiseSaid:
    """A line as stated, its makers by key."""

    makers: tuple[str, ...]
    maker_label: str | None
    model: str | None
    count: Count
    source: Source


@dataclass(frozen=True)
class PromiseClaimed:
    """One line as it was promised from `holds_from` up to and not including `holds_to`.

    `ended`: the telling that took the claim back, None where it stands.
    """

    line: PromiseLine
    holds_from: date
    holds_to: date | None
    told: Told
    ended: Told | None


class Kept(StrEnum):
    AS_PROMISED = "as_promised"
    LESS = "less"
    MORE = "more"
    NOT_DETERMINABLE = "not_determinable"


@dataclass(frozen=True)
class Bounds:
    """Buses, at least and at most; `high` None: no end is known."""

    low: int
    high: int | None
    circa: bool = False

    @property
    def exact(self) -> int | None:
        return self.low if self.high == self.low else None


@dataclass(frozen=True)
class KeptLine:
    """One maker, or several that cannot be told apart: promised against present."""

    makers: tuple[PartyRef, ...]
    promised: Bounds
    present: Bounds

    @property
    def label(self) -> str:
        return " + ".join(maker.name for maker in self.makers)

    @property
    def kept(self) -> Kept:
        """A deviation only where it holds whatever is unknown; equality only where nothing is.

        A count that is about establishes neither, but against nothing at all: some buses are not none.
        """
        promised, present = self.promised, self.present
        if promised.circa or present.circa:
            if present.high == 0 and promised.low:
                return Kept.LESS
            return Kept.MORE if promised.high == 0 and present.low else Kept.NOT_DETERMINABLE
        if present.high is not None and present.high < promised.low:
            return Kept.LESS
        if promised.high is not None and present.low > promised.high:
            return Kept.MORE
        if promised.exact is not None and promised.exact == present.exact:
            return Kept.AS_PROMISED
        return Kept.NOT_DETERMINABLE

    @property
    def by(self) -> int | None:
        """How many buses fewer (negative) or more there are, None where that is not known."""
        if self.promised.exact is None or self.present.exact is None or self.kept is Kept.NOT_DETERMINABLE:
            return None
        return self.present.exact - self.promised.exact


@dataclass(frozen=True)
class Substitution:
    """Every maker that was promised or is there, by name."""

    lines: tuple[KeptLine, ...]
    promised: Bounds
    present: Bounds

    @property
    def deviates(self) -> bool | None:
        """Whether the fleet differs from the promise; None where that cannot be established."""
        found = {line.kept for line in self.lines}
        if found & {Kept.LESS, Kept.MORE}:
            return True
        return None if Kept.NOT_DETERMINABLE in found else False

    def words(self, language: str = "nl") -> str:
        """'wijkt af van inschrijving: 112 Van Hool → 112 Yutong'."""
        if self.deviates is None:
            return pick(language, *_UNSURE)
        if not self.deviates:
            return pick(language, "zoals in de inschrijving", "as promised in the bid")
        fewer = [_amount(line, language) for line in self.lines if line.kept is Kept.LESS]
        more = [_amount(line, language) for line in self.lines if line.kept is Kept.MORE]
        became = _became(" + ".join(fewer), " + ".join(more), language)
        open_ = any(line.kept is Kept.NOT_DETERMINABLE for line in self.lines)
        rest = pick(language, "; de rest is niet vast te stellen", "; the rest cannot be established")
        return f"{pick(language, *_DEVIATES)}: {became}{rest if open_ else ''}"


_DEVIATES = ("wijkt af van inschrijving", "differs from the bid")
_UNSURE = (
    "niet vast te stellen of het wagenpark afwijkt van de inschrijving",
    "cannot be established whether the fleet differs from the bid",
)


def _became(fewer: str, more: str, language: str) -> str:
    """'112 Van Hool → 112 Yutong'; where nothing came in its place, or it is only more, it says that."""
    if fewer and more:
        return f"{fewer} → {more}"
    if fewer:
        return pick(language, f"{fewer} minder dan toegezegd", f"{fewer} fewer than promised")
    return pick(language, f"{more} meer dan toegezegd", f"{more} more than promised")


def _amount(line: KeptLine, language: str) -> str:
    if line.by is not None:
        circa = line.promised.circa or line.present.circa
        return f"{write_count(Count(abs(line.by), circa), language)} {line.label}"
    apart = (
        line.present.low - (line.promised.high or 0)
        if line.kept is Kept.MORE
        else line.promised.low - (line.present.high or 0)
    )
    return f"{pick(language, 'ten minste', 'at least')} {write_number(apart, 0, language)} {line.label}"


def substitution(promised: Sequence[PromiseLine], fleet: Iterable[BatchFact]) -> Substitution | None:
    """Promise and fleet (running and on order) per maker; None where nothing was promised.

    Makers that some line names together are counted together. Buses of an unknown maker could be anybody's:
    they widen every bound but count to nobody. A batch of unknown state may or may not be there.
    """
    if not promised:
        return None
    present = [each for each in fleet if each.status in THERE or each.status is FleetStatus.UNKNOWN]
    stated = [(line.makers, line.count, True) for line in promised]
    there = [(each.makers, each.count, each.status in THERE) for each in present]
    groups = _groups([makers for makers, _, _ in stated + there if makers])
    lines = tuple(KeptLine(group, _bounds(stated, group), _bounds(there, group)) for group in groups)
    return Substitution(lines, _bounds(stated, None), _bounds(there, None))


_Counted = tuple[tuple[PartyRef, ...], Count, bool]


def _groups(named: Iterable[tuple[PartyRef, ...]]) -> list[tuple[PartyRef, ...]]:
    """Makers that are named together, directly or by way of another; each group and all of them by name."""
    groups: list[set[PartyRef]] = []
    for makers in named:
        touching = [group for group in groups if group & set(makers)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(makers).union(*touching))
    in_order = [tuple(sorted(group, key=lambda maker: (maker.name, maker.key))) for group in groups]
    return sorted(in_order, key=lambda group: group[0].name)


def _bounds(counted: Sequence[_Counted], group: tuple[PartyRef, ...] | None) -> Bounds:
    """The buses of a group of makers; None: of everybody, known or not."""
    low, high, circa = 0, 0, False
    endless = False
    for makers, count, certain in counted:
        ours = group is None or (bool(makers) and set(makers) <= set(group))
        if makers and not ours:
            continue
        circa = circa or count.circa
        if count.value is None:
            endless = True
        else:
            high += count.value
            low += count.value if ours and certain else 0
    return Bounds(low, None if endless else high, circa)
