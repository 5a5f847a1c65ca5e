"""What changed beside fleets and answers: parties, needs, promises, hand-overs and published totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.facts import PartyRef
from busrisk.core.fleet.changes import (
    ControlChange,
    HandoverChange,
    NeedChange,
    PromiseChange,
    ProviderChange,
)
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.register.controls import PUBLISHED, control_fact
from busrisk.register.needs import need_of
from busrisk.register.prepared import prepared
from busrisk.register.promises import promise_lines
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment
from busrisk.register.tables import (
    ControlTotal,
    HandoverClaim,
    Need,
    PromiseClaim,
    ProviderClaim,
    SourceRow,
    table,
)
from busrisk.register.window import (
    NAMED,
    OF_DEPLOYMENT,
    Moved,
    Window,
    about,
    baseline,
    concession,
    deployment,
    fact,
    named,
    own,
    touched,
)

provider, need, promise = table(ProviderClaim), table(Need), table(PromiseClaim)
handover, control, source = table(HandoverClaim), table(ControlTotal), table(SourceRow)


def _of_providers(window: Window) -> Iterator[Moved]:
    """Shown per deployment, as its answers are, and to the same readers."""
    rows = window.ask(_stated_of_providers) if window.scope.may(Action.SEE_SCORES) else ()
    said = partial(_provider, window.people if rows else {})
    for number, row, move in window.moves(rows, ("deployment_key", "role"), said):
        yield (
            number,
            partial(
                ProviderChange,
                concession=about(row),
                deployment=row["deployment_key"],
                vehicle=window.vehicles[row["variant_id"]],
                role=ProviderRole(row["role"]),
                **vars(move),
            ),
        )


def _provider(people: Mapping[int, PartyRef], row: Any) -> Provider:
    actor = people[row["party_id"]] if row["party_id"] is not None else None
    return Provider(ProviderRole(row["role"]), actor, none=actor is None)


@prepared
def _stated_of_providers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        select(provider, *OF_DEPLOYMENT, *NAMED)
        .join(deployment, deployment.c.id == provider.c.deployment_id)
        .join(baseline, baseline.c.id == deployment.c.baseline_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(provider, moment), reached(scope, moment), of_keys(keys), own(scope))
        .order_by(provider.c.id)
    )


def _of_needs(window: Window) -> Iterator[Moved]:
    rows = window.ask(_stated_of_needs)
    for number, row, move in window.moves(rows, ("concession_id",), need_of):
        yield number, partial(NeedChange, concession=about(row), **vars(move))


@prepared
def _stated_of_needs(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        _of_concession(need, scope, moment, keys)
        .add_columns(source.c.citation)
        .join(source, source.c.id == need.c.source_id)
    )


def _of_promises(window: Window) -> Iterator[Moved]:
    rows = window.ask(_stated_of_promises)
    lines = promise_lines(window.scope, window.reader, window.moment, rows)
    for number, row, move in window.moves(rows, ("concession_id", "position"), lambda row: lines[row["id"]]):
        yield number, partial(PromiseChange, concession=about(row), position=row["position"], **vars(move))


@prepared
def _stated_of_promises(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return (
        _of_concession(promise, scope, moment, keys)
        .add_columns(source.c.citation)
        .join(source, source.c.id == promise.c.source_id)
    )


def _of_handovers(window: Window) -> Iterator[Moved]:
    rows = window.ask(_stated_of_handovers)
    identity = ("concession_id", "switched_on", "item")
    for number, row, move in window.moves(rows, identity, lambda row: HandoverStatus(row["status"])):
        on, item = date.fromisoformat(row["switched_on"]), HandoverItem(row["item"])
        yield number, partial(HandoverChange, concession=about(row), switched_on=on, item=item, **vars(move))


@prepared
def _stated_of_handovers(scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    return _of_concession(handover, scope, moment, keys)


def _of_concession(claims: Any, scope: Scope, moment: Moment, keys: Keys) -> Select[Any]:
    """What was stated of concessions in reach, with their names."""
    return (
        select(claims, *NAMED)
        .join(concession, concession.c.id == claims.c.concession_id)
        .join(fact, named(moment), isouter=True)
        .where(touched(claims, moment), reached(scope, moment), of_keys(keys))
        .order_by(claims.c.id)
    )


def _of_controls(window: Window) -> Iterator[Moved]:
    national = window.scope.may(Action.SEE_NATIONAL) and window.keys is None
    rows = window.ask(_stated_of_controls) if national else ()
    identity = ("as_of", "dimension", "key", "metric", "source_id")
    for number, _, move in window.moves(rows, identity, _control):
        yield number, partial(ControlChange, **vars(move))


def _control(row: Any) -> Any:
    return control_fact(tuple(row[name] for name in (*PUBLISHED, "citation")), ())


@prepared
def _stated_of_controls(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    return (
        select(control, source.c.citation)
        .join(source, source.c.id == control.c.source_id)
        .where(touched(control, moment), control.c.region == scope.region)
        .order_by(control.c.id)
    )


READ_BESIDE: dict[type, Callable[[Window], Iterator[Moved]]] = {
    ProviderChange: _of_providers,
    NeedChange: _of_needs,
    PromiseChange: _of_promises,
    HandoverChange: _of_handovers,
    ControlChange: _of_controls,
}
