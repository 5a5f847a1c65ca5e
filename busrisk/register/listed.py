"""The list of concessions, a page at a time: a page reads what it shows, and counts are counted in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, true, tuple_

from busrisk.access.scope import Scope
from busrisk.core.concession_list import NO_MAKER, Choices, Order, Wish
from busrisk.core.facts import BatchFact, ConcessionStatus, FleetStatus
from busrisk.core.fleet.promise import PromiseLine, substitution
from busrisk.core.national.picture import FleetSum
from busrisk.core.score.rollup import ConcessionView
from busrisk.register.ordered import is_stored, order_of, runs, uncounted
from busrisk.register.parties import names
from busrisk.register.pictures import concession_pictures
from busrisk.register.prepared import prepared
from busrisk.register.promises import promised
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader
from busrisk.register.wished import (
    Told,
    baseline,
    batch,
    claim,
    concession,
    fact,
    fitting,
    fleet_of,
    in_reach,
    status_at,
    variant_maker,
)


@dataclass(frozen=True)
class Turn:
    """Where a page of the list lies: next to a concession, else at the beginning or the end."""

    key: str = ""
    back: bool = False


@dataclass(frozen=True)
class ListedPage:
    """One page of the list, and counts of all that fits."""

    views: tuple[ConcessionView, ...]
    fleet: FleetSum
    everything: int  # concessions within reach
    fitting: int  # of them in the list
    before: int  # of them on earlier pages
    lost: bool = False  # the place asked for is not in this list: this is its first page
    deviating: frozenset[str] = frozenset()  # concessions of which the fleet is not what was promised

    @property
    def after(self) -> int:
        return self.fitting - self.before - len(self.views)


def offered(scope: Scope, reader: Reader, moment: Moment) -> Choices:
    """What there is to choose from in the concessions within reach; nothing that would show none."""
    there = select(fact.c.provinces, status_at(moment)).where(in_reach(scope, moment)).distinct()
    rows = reader.connection.execute(there).all()
    provinces = {each for row in rows for each in row[0].split(";") if each}
    states = {row[1] for row in rows}
    makers = _makers(scope, reader, moment)
    return Choices(
        provinces=tuple(sorted(provinces)),
        statuses=tuple(status for status in ConcessionStatus if status.value in states),
        makers=(*sorted(makers - {NO_MAKER}), *(makers & {NO_MAKER})),
    )


def _makers(scope: Scope, reader: Reader, moment: Moment) -> set[str]:
    people = names(scope, reader, moment)
    numbers = _made_by(scope, reader, moment).scalars()
    return {NO_MAKER if number is None else people[number].name for number in numbers}


@prepared
def _made_by(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    return (
        select(variant_maker.c.party_id)
        .select_from(fact)
        .join(batch, batch.c.concession_id == fact.c.concession_id)
        .join(claim, fleet_of(moment))
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant_maker, variant_maker.c.variant_id == baseline.c.variant_id, isouter=True)
        .where(in_reach(scope, moment))
        .distinct()
    )


def listed(
    scope: Scope, reader: Reader, moment: Moment, wish: Wish, turn: Turn, choices: Choices, size: int
) -> ListedPage:
    """The page of `size` concessions at `turn`; at a place that this list does not have its first page."""
    told = Told(names(scope, reader, moment), choices.provinces)
    fits = fitting(wish, moment, told)
    everything, fitting_ = _counted(scope, reader, moment, fits)
    order = order_of(scope, wish, moment)
    ranked = _ranked(select(fact.c.concession_id, *order).where(in_reach(scope, moment), *fits), wish.order)
    place = _place(scope, reader, moment, turn, order)
    keys, ahead = _page(reader, ranked, turn, place, size)
    lost = bool(turn.key) and not keys
    if lost or (turn.back and len(keys) < size):  # what lies before the place is less than a page: the first
        turn, ahead = Turn(), 0
        keys, _ = _page(reader, ranked, turn, None, size)
    if turn.back:
        ahead = (ahead if turn.key else fitting_) - len(keys)
    shown, batches = concession_pictures(scope, reader, moment, keys, reasons=False)
    views = tuple(sorted(shown, key=lambda view: keys.index(view.concession.key)))
    fleet = _fleet(scope, reader, moment, fits)
    deviating = _deviating(promised(scope, reader, moment, keys), batches)
    return ListedPage(views, fleet, everything, fitting_, ahead, lost and bool(fitting_), deviating)


def _deviating(promises: Mapping[str, Sequence[PromiseLine]], fleet: Sequence[BatchFact]) -> frozenset[str]:
    """The concessions whose fleet deviates from what was promised, whatever is not known of it."""
    mine: dict[str, list[BatchFact]] = defaultdict(list)
    for each in fleet:
        mine[each.concession].append(each)
    found = {key: substitution(lines, mine[key]) for key, lines in promises.items()}
    return frozenset(key for key, made in found.items() if made and made.deviates)


def _ranked(query: Select[Any], order: Order) -> Any:
    """What fits with its keys; keys that lie in no index are worked out once, however often compared."""
    number, *keys = query.selected_columns
    labelled = query.with_only_columns(
        number.label("number"), *(key.label(f"key_{place}") for place, key in enumerate(keys))
    )
    if is_stored(order):
        return labelled.subquery("ranked")
    return labelled.cte("ranked").prefix_with("MATERIALIZED")


def _place(
    scope: Scope, reader: Reader, moment: Moment, turn: Turn, order: Sequence[ColumnElement[Any]]
) -> Sequence[Any] | None:
    """The keys of the concession that a page lies next to; it need not fit the wish, but be in reach."""
    if not turn.key:
        return None
    number = select(concession.c.id).where(concession.c.key == turn.key).scalar_subquery()
    there = select(*order).where(in_reach(scope, moment), fact.c.concession_id == number)
    return reader.connection.execute(there).first()


def _page(
    reader: Reader, ranked: Any, turn: Turn, place: Sequence[Any] | None, size: int
) -> tuple[list[str], int]:
    """The keys of the concessions of a page, and how many fit up to the place it lies next to."""
    if turn.key and place is None:
        return [], 0
    keys = tuple(ranked.c)[1:]
    named = select(concession.c.key).where(concession.c.id == ranked.c.number).correlate(ranked)
    ahead: Any = literal(0)
    beyond: ColumnElement[bool] = true()
    if place is not None:
        here = tuple_(*(literal(value, each.type) for value, each in zip(place, keys, strict=True)))
        beyond = tuple_(*keys) < here if turn.back else tuple_(*keys) > here
        others = ranked.alias("others")
        up_to = tuple_(*tuple(others.c)[1:])
        counted = select(func.count()).select_from(others)
        ahead = counted.where(up_to < here if turn.back else up_to <= here).scalar_subquery()
    query = select(named.scalar_subquery(), ahead).select_from(ranked).where(beyond).limit(size)
    rows = reader.connection.execute(
        query.order_by(*(each.desc() if turn.back else each for each in keys))
    ).all()
    found = [row[0] for row in rows]
    return (found[::-1] if turn.back else found), (rows[0][1] if rows else 0)


def _counted(
    scope: Scope, reader: Reader, moment: Moment, fits: Sequence[ColumnElement[bool]]
) -> tuple[int, int]:
    """How many concessions are within reach, and how many of them fit."""
    fit = func.coalesce(func.sum(case((and_(true(), *fits), 1), else_=0)), 0)
    row = reader.connection.execute(select(func.count(), fit).where(in_reach(scope, moment))).one()
    return int(row[0]), int(row[1])


def _fleet(scope: Scope, reader: Reader, moment: Moment, fits: Sequence[ColumnElement[bool]]) -> FleetSum:
    """The fleet of all that fits, as `core.national.fleet_sum` adds it up."""
    counted = and_(claim.c.count.is_not(None), claim.c.status.not_in(_NOT_COUNTED))
    unverified = and_(runs(), claim.c.status == FleetStatus.IN_SERVICE_UNVERIFIED.value)
    ordered = and_(counted, claim.c.status == FleetStatus.ON_ORDER.value)
    sums = (
        func.sum(case((runs(), claim.c.count), else_=0)),
        func.sum(case((unverified, claim.c.count), else_=0)),
        func.sum(case((ordered, claim.c.count), else_=0)),
        func.max(case((and_(counted, claim.c.circa), 1), else_=0)),
        func.sum(case((uncounted(), 1), else_=0)),
    )
    query = (
        select(*(func.coalesce(each, 0) for each in sums))
        .select_from(fact)
        .join(batch, batch.c.concession_id == fact.c.concession_id)
        .join(claim, fleet_of(moment))
        .where(in_reach(scope, moment), *fits)
    )
    running, unverified_, on_order, circa, unknown = reader.connection.execute(query).one()
    return FleetSum(int(running), int(unverified_), int(on_order), bool(circa), int(unknown))


_NOT_COUNTED = (FleetStatus.WITHDRAWN.value, FleetStatus.UNKNOWN.value)
