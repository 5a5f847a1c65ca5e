"""What there is to do for whom: tasks as facts, each with its day, in the order in which to do them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from busrisk.core.exposure.actor_reach import CAPABLE
from busrisk.core.facts import CLASS_LETTERS, KnockOutStatus
from busrisk.core.fleet.history import ConcessionRef, LastConfirmed
from busrisk.core.score.rollup import ConcessionView

STALE_AFTER = timedelta(days=92)  # a fleet is to be confirmed about once a quarter


class TaskKind(StrEnum):
    """In the order in which tasks stand before somebody."""

    HEAVY = "heavy"  # no control, or nearly none, is established
    SUBSTITUTED = "substituted"  # another maker came than was promised
    ABOVE_CONTROL = "above_control"  # the register has more than was published
    HANDOVER = "handover"  # the concession changed hands and not everything passed on
    RECONFIRM = "reconfirm"  # answers of the former holder do not pass on
    DELIVERY = "delivery"  # an order should have been delivered by now
    CONFIRM = "confirm"  # what is known of the fleet is old
    COUNT = "count"  # batches without a count
    NEED = "need"  # nobody said how many buses the concession cannot do without
    NOT_ALLOCATED = "not_allocated"  # published buses that the register cannot place


_ORDER = {kind: place for place, kind in enumerate(TaskKind)}


@dataclass(frozen=True)
class Task:
    """One thing to do. `day`: since when it lies there, or when it must be done; None: no day belongs to it.

    `concession` None: it is about the whole region. `number`: how many batches, buses or answers it is about.
    """

    kind: TaskKind
    concession: ConcessionRef | None = None
    number: int | None = None
    day: date | None = None
    said: tuple[str, ...] = ()  # names that belong to it: the maker, or the class and the knock-outs


def in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """By kind, then the oldest day first, then by name."""
    return tuple(
        sorted(
            tasks,
            key=lambda task: (
                _ORDER[task.kind],
                task.day or date.max,
                task.concession.name if task.concession else "",
                task.said,
            ),
        )
    )


def by_place(tasks: Iterable[Task]) -> tuple[tuple[Task, ...], ...]:
    """Tasks in order, those of one concession together: the concession with the most pressing one first."""
    of: dict[ConcessionRef | None, list[Task]] = {}
    for task in tasks:
        of.setdefault(task.concession, []).append(task)
    return tuple(tuple(each) for each in of.values())


def to_look_at(views: Iterable[ConcessionView]) -> Iterator[Task]:
    """Concessions of which class D or E, or a knock-out, is established, whatever else is not known."""
    for view in views:
        confirmed = [each.id for each in view.knock_outs if each.status is KnockOutStatus.CONFIRMED]
        if view.overall and (view.overall.low >= CAPABLE or confirmed):
            about = ConcessionRef(view.concession.key, view.concession.name)
            yield Task(TaskKind.HEAVY, about, said=(CLASS_LETTERS[view.overall.low], *confirmed))


def to_confirm(
    confirmed: Iterable[LastConfirmed], today: date, confirmable: Container[str]
) -> Iterable[Task]:
    """Fleets of which the oldest source is older than a quarter, or has no date at all.

    `confirmable`: the keys of the concessions of which any count and state is known.
    """
    for each in confirmed:
        if each.concession.key not in confirmable:
            continue
        if each.undated or each.oldest is None or today - each.oldest > STALE_AFTER:
            yield Task(TaskKind.CONFIRM, each.concession, each.batches, each.oldest)
