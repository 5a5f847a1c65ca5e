"""What there is to do, gathered from the reads of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import BatchFact, FleetStatus, Source
from busrisk.core.fleet.handover import HandoverLine, Switch, checklist, open_items
from busrisk.core.fleet.history import ConcessionRef, LastConfirmed
from busrisk.core.fleet.promise import PromiseLine, substitution
from busrisk.core.fleet.statement import confirmed as confirmed_as
from busrisk.core.national.picture import national
from busrisk.core.work import Task, TaskKind, in_order, to_confirm, to_look_at
from busrisk.register.concessions import concessions
from busrisk.register.controls import control_totals
from busrisk.register.fleet import batches
from busrisk.register.handovers import handovers, switches
from busrisk.register.needs import needs
from busrisk.register.pictures import concession_pictures
from busrisk.register.promises import promised
from busrisk.register.session import Moment, Reader


def work(
    scope: Scope, reader: Reader, moment: Moment, confirmed: tuple[LastConfirmed, ...]
) -> tuple[Task, ...]:
    """What somebody of this scope could do now, most pressing first; a few statements, however much."""
    fleet = batches(scope, reader, moment)
    found: list[Task] = []
    if scope.may(Action.STATE_FLEET) and not scope.everything:
        found += to_confirm(confirmed, moment.day, _confirmable(fleet))
        found += [*_late(fleet, moment.day), *_uncounted(fleet)]
    if scope.may(Action.SEE_SCORES) and not scope.everything:
        found += to_look_at(concession_pictures(scope, reader, moment, reasons=False)[0])
    if scope.may(Action.STATE_HANDOVER) and not scope.everything:
        found += _substituted(promised(scope, reader, moment), fleet)
        found += _handed_over(switches(scope, reader, moment), handovers(scope, reader, moment))
    if scope.may(Action.STATE_NEED) and not scope.everything:
        found += _without_need(scope, reader, moment)
    if scope.may(Action.SEE_NATIONAL):
        found += _against_controls(scope, reader, moment, fleet)
    return in_order(found)


def _against_controls(
    scope: Scope, reader: Reader, moment: Moment, fleet: tuple[BatchFact, ...]
) -> Iterator[Task]:
    """Where the register has more than was published, and what was published and has no place in it."""
    picture = national(moment.day, fleet, control_totals(scope, reader, moment), {}, ())
    for line in picture.lines:
        if line.maker and line.control and line.excess:
            yield Task(
                TaskKind.ABOVE_CONTROL, None, line.excess, line.control.as_of.first, (line.maker.name,)
            )
    total = picture.total
    if total and total.control and total.not_allocated:
        yield Task(TaskKind.NOT_ALLOCATED, None, total.not_allocated, total.control.as_of.first)


def _confirmable(fleet: tuple[BatchFact, ...]) -> frozenset[str]:
    """The concessions with a batch that can be confirmed: what nobody knows cannot."""
    return frozenset(each.concession for each in fleet if confirmed_as(each, Source("")) is not None)


def _late(fleet: tuple[BatchFact, ...], today: date) -> Iterator[Task]:
    """Orders that should have been delivered, per concession with the earliest of their days."""
    due: dict[ConcessionRef, list[date]] = defaultdict(list)
    for batch in fleet:
        if batch.status is FleetStatus.ON_ORDER and batch.expected and batch.expected.last < today:
            due[ConcessionRef(batch.concession, batch.concession_name)].append(batch.expected.last)
    yield from (Task(TaskKind.DELIVERY, about, len(days), min(days)) for about, days in due.items())


def _uncounted(fleet: tuple[BatchFact, ...]) -> Iterator[Task]:
    open_: dict[ConcessionRef, int] = {}
    for batch in fleet:
        gone = batch.status is FleetStatus.WITHDRAWN
        if not gone and (batch.count.value is None or batch.status is FleetStatus.UNKNOWN):
            about = ConcessionRef(batch.concession, batch.concession_name)
            open_[about] = open_.get(about, 0) + 1
    yield from (Task(TaskKind.COUNT, about, number) for about, number in open_.items())


def _substituted(
    promises: Mapping[str, tuple[PromiseLine, ...]], fleet: tuple[BatchFact, ...]
) -> Iterator[Task]:
    """Concessions of which the fleet deviates from what was promised, whatever is not known of it."""
    by_concession: dict[str, list[BatchFact]] = defaultdict(list)
    for batch in fleet:
        by_concession[batch.concession].append(batch)
    for key, lines in promises.items():
        mine = by_concession[key]
        found = substitution(lines, mine)
        if mine and found and found.deviates:
            yield Task(TaskKind.SUBSTITUTED, ConcessionRef(key, mine[0].concession_name))


def _handed_over(
    found: tuple[Switch, ...], stated: Mapping[tuple[str, date], tuple[HandoverLine, ...]]
) -> Iterator[Task]:
    for each in found:
        lines = stated.get((each.concession.key, each.day), checklist({}))
        if open_ := open_items(lines):
            yield Task(TaskKind.HANDOVER, each.concession, open_, each.day)
        if each.reconfirm:
            yield Task(TaskKind.RECONFIRM, each.concession, each.reconfirm, each.day)


def _without_need(scope: Scope, reader: Reader, moment: Moment) -> Iterator[Task]:
    known = needs(scope, reader, moment)
    for each in concessions(scope, reader, moment):
        need = known.get(each.key)
        if need is None or need.pvr is None or need.spares is None:
            yield Task(TaskKind.NEED, ConcessionRef(each.key, each.name))
