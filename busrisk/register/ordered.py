"""In which order a list of concessions stands, as keys in SQL, and the sums and scores those rest on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.concession_list import Order, Wish
from busrisk.core.facts import RUNNING, FleetStatus
from busrisk.register.claims import held
from busrisk.register.session import Moment
from busrisk.register.tables import AssessmentRow, Deployment, table
from busrisk.register.wished import batch, claim, concession, fact, fleet_of, holder, is_there

deployment, assessment = table(Deployment), table(AssessmentRow)
DIMENSIONS = ("d1", "d2", "d3", "d4")
_UNKNOWN_FIRST, _UNKNOWN_LAST = -(2**31) + 1, 2**31 - 1


def order_of(scope: Scope, wish: Wish, moment: Moment) -> tuple[ColumnElement[Any], ...]:
    """The keys by which concessions follow each other, all ascending, none empty, no two the same.

    Who may not see scores is not shown them by the order either.
    """
    by_name = (fact.c.sort_name, fact.c.concession_id)
    if wish.order is Order.BUSES:
        return (func.coalesce(-_running(moment), _UNKNOWN_LAST), *by_name)
    if wish.order is Order.END:
        return (func.coalesce(fact.c.end_before, date.max), *by_name)
    if wish.order is Order.CLASS and scope.may(Action.SEE_SCORES):
        key = select(concession.c.key).where(concession.c.id == fact.c.concession_id).scalar_subquery()
        exposed = func.coalesce(-_exposure(moment), 1)
        return exposed, func.coalesce(-_running(moment), _UNKNOWN_FIRST), key
    return by_name


def is_stored(order: Order) -> bool:
    """Whether the keys of this order lie in an index."""
    return order is Order.NAME


def runs() -> ColumnElement[bool]:
    return and_(claim.c.count.is_not(None), claim.c.status.in_(sorted(each.value for each in RUNNING)))


def uncounted() -> ColumnElement[bool]:
    """A batch of which nobody knows how many run."""
    unknown, gone = FleetStatus.UNKNOWN.value, FleetStatus.WITHDRAWN.value
    return and_(claim.c.status != gone, or_(claim.c.count.is_(None), claim.c.status == unknown))


def _running(moment: Moment) -> ScalarSelect[Any]:
    """The running buses of a concession: unknown, not zero, where the only batches have no count."""
    running = func.sum(case((runs(), claim.c.count), else_=0))
    unknown = func.sum(case((uncounted(), 1), else_=0))
    known = case((and_(unknown > 0, running == 0), None), else_=func.coalesce(running, 0))
    return select(known).select_from(batch, claim).where(fleet_of(moment)).correlate(fact).scalar_subquery()


def newest(moment: Moment) -> ColumnElement[bool]:
    """Joins to the deployments that run at the moment their newest assessment."""
    runs_here = is_there(
        deployment,
        batch.c.concession_id == deployment.c.concession_id,
        claim.c.batch_id == batch.c.id,
        claim.c.baseline_id == deployment.c.baseline_id,
        held(claim, moment),
    )
    held_by = is_there(
        deployment,
        holder.c.concession_id == deployment.c.concession_id,
        holder.c.party_id == deployment.c.operator_id,
        held(holder, moment),
    )
    made = assessment.alias("made")
    last = (
        select(made.c.id)
        .where(
            made.c.deployment_id == deployment.c.id,
            made.c.made_in <= moment.known,
            made.c.peildatum <= moment.day,
        )
        .order_by(made.c.peildatum.desc(), made.c.made_in.desc())
        .limit(1)
        .correlate(deployment)
        .scalar_subquery()
    )
    return and_(runs_here, held_by, assessment.c.id == last)


def _exposure(moment: Moment) -> ScalarSelect[Any]:
    """How exposed the most exposed deployment is: its upper class, then leximax on its upper D1–D4.

    A code to compare with and nothing else. Of two lists of points from high to low the first is the
    higher one exactly where it has more fours, or as many and more threes, and so on: hence the counts.
    """
    code = assessment.c.class_high
    for points in (4, 3, 2, 1):
        uppers = [case((assessment.c[f"{each}_high"] == points, 1), else_=0) for each in DIMENSIONS]
        code = code * 10 + sum(uppers[1:], uppers[0])
    highest = select(func.max(code)).select_from(deployment).join(assessment, newest(moment))
    return highest.where(deployment.c.concession_id == fact.c.concession_id).correlate(fact).scalar_subquery()
