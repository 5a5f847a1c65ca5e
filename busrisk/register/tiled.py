"""What a map of the concessions draws of each: buses, class and answers, counted in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, select

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.concession_list import Choices, Wish
from busrisk.core.facts import ConcessionStatus, FleetStatus, Interval
from busrisk.core.national.picture import FleetSum
from busrisk.register.claims import held
from busrisk.register.ordered import assessment, deployment, newest, runs, uncounted
from busrisk.register.parties import names
from busrisk.register.session import Moment, Reader
from busrisk.register.wished import Told, batch, claim, concession, fact, fitting, in_reach, status_at

MOST_TILES = 80  # more do not fit on one screen


@dataclass(frozen=True)
class Tiled:
    """One concession that runs or is awarded. `overall` None: never scored, or not for this reader."""

    key: str
    name: str
    status: ConcessionStatus
    fleet: FleetSum
    overall: Interval | None
    answered: int
    asked: int


def tiled(
    scope: Scope, reader: Reader, moment: Moment, wish: Wish, choices: Choices
) -> tuple[Tiled, ...] | None:
    """What fits and has not ended, by name; None where it is more than a map can hold."""
    fits = fitting(wish, moment, Told(names(scope, reader, moment), choices.provinces))
    some = (
        select(fact.c.concession_id, fact.c.name, status_at(moment).label("status"))
        .where(in_reach(scope, moment), status_at(moment) != ConcessionStatus.ENDED.value, *fits)
        .order_by(fact.c.sort_name, fact.c.concession_id)
        .limit(MOST_TILES + 1)
        .cte("some")
    )
    fleet, scores = _fleet(some, moment), _scores(some, moment)
    query = (
        select(concession.c.key, some, *_beside(fleet), *_beside(scores))
        .select_from(some)
        .join(concession, concession.c.id == some.c.concession_id)
        .join(fleet, fleet.c.concession_id == some.c.concession_id, isouter=True)
        .join(scores, scores.c.concession_id == some.c.concession_id, isouter=True)
    )
    rows = reader.connection.execute(query).mappings().all()
    if len(rows) > MOST_TILES:
        return None
    with_scores = scope.may(Action.SEE_SCORES)
    return tuple(_tile(row, with_scores) for row in sorted(rows, key=lambda row: str(row["key"])))


def _beside(counted: Subquery) -> list[ColumnElement[Any]]:
    return [column for column in counted.c if column.name != "concession_id"]


def _fleet(some: Any, moment: Moment) -> Subquery:
    """Per concession its buses, as `core.national.fleet_sum` adds them up."""
    ordered = claim.c.status == FleetStatus.ON_ORDER.value
    return (
        select(
            batch.c.concession_id,
            func.sum(case((runs(), claim.c.count), else_=0)).label("running"),
            func.sum(case((ordered, func.coalesce(claim.c.count, 0)), else_=0)).label("on_order"),
            func.sum(case((uncounted(), 1), else_=0)).label("unknown"),
        )
        .select_from(batch)
        .join(claim, claim.c.batch_id == batch.c.id)
        .where(held(claim, moment), batch.c.concession_id.in_(select(some.c.concession_id)))
        .group_by(batch.c.concession_id)
        .subquery("fleet")
    )


def _scores(some: Any, moment: Moment) -> Subquery:
    """Per concession the heaviest class and the answers given, over the newest assessments."""
    return (
        select(
            deployment.c.concession_id,
            func.max(assessment.c.class_low).label("low"),
            func.max(assessment.c.class_high).label("high"),
            func.sum(assessment.c.answered).label("answered"),
            func.sum(assessment.c.asked).label("asked"),
        )
        .select_from(deployment)
        .join(assessment, newest(moment))
        .where(deployment.c.concession_id.in_(select(some.c.concession_id)))
        .group_by(deployment.c.concession_id)
        .subquery("scores")
    )


def _tile(row: Any, with_scores: bool) -> Tiled:
    return Tiled(
        key=row["key"],
        name=row["name"],
        status=ConcessionStatus(row["status"]),
        fleet=FleetSum(
            running=int(row["running"] or 0),
            on_order=int(row["on_order"] or 0),
            unknown_batches=int(row["unknown"] or 0),
        ),
        overall=Interval(row["low"], row["high"]) if with_scores and row["low"] is not None else None,
        answered=int(row["answered"] or 0),
        asked=int(row["asked"] or 0),
    )
