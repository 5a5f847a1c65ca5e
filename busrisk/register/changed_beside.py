"""What changed beside fleet and answers: needs, promises, hand-overs, parties, published totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import ControlFact, Count
from busrisk.core.fleet.changes import (
    Change,
    ControlChange,
    HandoverChange,
    NeedChange,
    PromiseChange,
    PromisedSaid,
    ProviderChange,
)
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.core.fleet.history import ConcessionRef
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment
from busrisk.register.tables import (
    ControlTotal,
    HandoverClaim,
    Need,
    Party,
    PromiseClaim,
    ProviderClaim,
    SourceRow,
    table,
)
from busrisk.register.window import (
    NAMED,
    OF_DEPLOYMENT,
    Window,
    about,
    baseline,
    concession,
    deployment,
    fact,
    named,
    touched,
)

need, provider, promise = table(Need), table(ProviderClaim), table(PromiseClaim)
handover, control = table(HandoverClaim), table(ControlTotal)
party, source = table(Party), table(SourceRow)
REGION = ConcessionRef("", "")


def of_what_is_public_within_reach(window: Window) -> Iterator[Change]:
    """What everybody who sees a concession may read of it; never what was written beside a line."""
    yield from _of_needs(window)
    yield from _of_promises(window)
    yield from _of_handovers(window)


def _of_concessions(claims: Any, scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    """The claims of a table that hang on a concession."""
    return (
        select(claims, *NAMED)
        .join(concession, concession.c.id == claims.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(claims, moment), reached(scope, moment), of_keys(keys))
        .order_by(claims.c.id)
    )


def _of_needs(window: Window) -> Iterator[NeedChange]:
    for told, row, move in window.moves(window.ask(_needs), ("concession_id",), _need):
        yield NeedChange(told, about(row), move.day, move.before, move.after)


@prepared
def _needs(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return _of_concessions(need, scope, moment, keys)


def _need(row: Any) -> ConcessionNeed:
    return ConcessionNeed(row["pvr"], row["spares"], row["crisis_role"], row["only_transport"])


def _of_promises(window: Window) -> Iterator[PromiseChange]:
    people = names(window.scope, window.reader, window.moment)

    def said(row: Any) -> PromisedSaid:
        maker = people.get(row["party_id"])
        label = maker.name if maker else row["maker_label"]
        return PromisedSaid(label, row["model"], Count(row["count"], row["circa"]))

    for told, row, move in window.moves(window.ask(_promises), ("concession_id", "position"), said):
        yield PromiseChange(told, about(row), row["position"], move.day, move.before, move.after)


@prepared
def _promises(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return _of_concessions(promise, scope, moment, keys)


def _of_handovers(window: Window) -> Iterator[HandoverChange]:
    identity = ("concession_id", "switched_on", "item")
    for told, row, move in window.moves(window.ask(_handovers), identity, _stands):
        if (move.before or HandoverStatus.OPEN) is (move.after or HandoverStatus.OPEN):
            continue  # only what was written beside it changed, and that is told to nobody here
        item = HandoverItem(row["item"])
        yield HandoverChange(told, about(row), item, move.day, move.before, move.after)


@prepared
def _handovers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return _of_concessions(handover, scope, moment, keys)


def _stands(row: Any) -> HandoverStatus:
    return HandoverStatus(row["status"])


def of_providers(window: Window) -> Iterator[ProviderChange]:
    """The parties behind deployments; an operator is told of its own, as with answers."""
    people = names(window.scope, window.reader, window.moment)

    def said(row: Any) -> Provider:
        actor = people[row["party_id"]] if row["party_id"] is not None else None
        return Provider(ProviderRole(row["role"]), actor, none=actor is None)

    identity = ("deployment_key", "role")
    for told, row, move in window.moves(window.ask(_providers), identity, said):
        key, role = row["deployment_key"], ProviderRole(row["role"])
        vehicle = window.vehicles[row["variant_id"]]
        yield ProviderChange(told, about(row), key, vehicle, role, move.day, move.before, move.after)


@prepared
def _providers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    query = (
        select(provider, *OF_DEPLOYMENT, *NAMED)
        .join(deployment, deployment.c.id == provider.c.deployment_id)
        .join(baseline, baseline.c.id == deployment.c.baseline_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(provider, moment), reached(scope, moment), of_keys(keys))
        .order_by(provider.c.id)
    )
    if scope.role is Role.OPERATOR:  # what an earlier holder stated does not pass on
        own = select(party.c.id).where(party.c.key.in_(scope.parties))
        query = query.where(deployment.c.operator_id.in_(own))
    return query


def of_controls(window: Window) -> Iterator[ControlChange]:
    """The published totals of the region, of whatever day they speak."""
    identity = ("as_of", "dimension", "key", "metric", "source_id")
    for told, _row, move in window.moves(window.ask(_controls), identity, _control):
        yield ControlChange(told, REGION, move.day, move.before, move.after)


@prepared
def _controls(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    return (
        select(control, source.c.citation)
        .join(source, source.c.id == control.c.source_id)
        .where(touched(control, moment), control.c.region == scope.region)
        .order_by(control.c.id)
    )


def _control(row: Any) -> ControlFact:
    kept = ("dimension", "key", "metric", "value", "unit", "is_estimate", "basis")
    said = {name: row[name] for name in kept}
    return ControlFact(as_of=PartialDate(row["as_of"]), source=row["citation"], note=None, **said)
