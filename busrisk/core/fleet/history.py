"""What was said when, by whom, and what each telling changed: history as facts, ready for words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from busrisk.core.facts import BatchFact, PartyRef

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """One change of the register. `role` (a word of access.policy) and `organisation` are those of whoever
    told it, None for the register itself; an address of a person is never among it.
    """

    change: int
    at: datetime
    act: str
    role: str | None
    organisation: PartyRef | None


@dataclass(frozen=True)
class ConcessionRef:
    """A concession by its key, with the name that held at the moment asked."""

    key: str
    name: str


@dataclass(frozen=True)
class BatchClaimed:
    """One claim on a batch, also one that is not believed any more.

    It holds from `holds_from` up to and not including `holds_to`; `ended` is the telling that took it back.
    `because`: the reason given for taking the batch out as entered by mistake.
    """

    fact: BatchFact
    holds_from: date
    holds_to: date | None
    told: Told
    ended: Told | None
    because: str | None = None


@dataclass(frozen=True)
class LastConfirmed:
    """How old what is known of a concession's running buses is. `oldest` and `newest` are first days of
    the dates of the sources; `undated` batches have none. `by_operator`: when the operator last stated any.
    """

    concession: ConcessionRef
    batches: int
    oldest: date | None
    newest: date | None
    undated: int
    by_operator: datetime | None


@dataclass(frozen=True)
class Spell(Generic[T]):
    """What was claimed from a day up to and not including another; None: without end."""

    holds_from: date
    holds_to: date | None
    said: T

    def covers(self, day: date) -> bool:
        return self.holds_from <= day and (self.holds_to is None or day < self.holds_to)


@dataclass(frozen=True)
class Move(Generic[T]):
    """From `day` on `before` became `after`; None: nothing was claimed."""

    day: date
    before: T | None
    after: T | None


def moves(ended: Sequence[Spell[T]], made: Sequence[Spell[T]]) -> tuple[Move[T], ...]:
    """What one change did to one thing, by day: what it restated as it was is no move."""
    both = (*ended, *made)
    days = sorted({each.holds_from for each in both} | {each.holds_to for each in both if each.holds_to})
    found: list[Move[T]] = []
    last: tuple[T | None, T | None] = (None, None)
    for day in days:
        pair = (_on(ended, day), _on(made, day))
        if pair != last and pair[0] != pair[1]:
            found.append(Move(day, *pair))
        last = pair
    return tuple(found)


def _on(spells: Iterable[Spell[T]], day: date) -> T | None:
    return next((each.said for each in spells if each.covers(day)), None)
