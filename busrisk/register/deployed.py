"""Which deployments there are: every type of the fleet under every holder it runs with, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, insert, or_, select

from busrisk.access.scope import Scope
from busrisk.core.facts import FleetStatus
from busrisk.register.claims import held
from busrisk.register.reach import among, batched, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import (
    Baseline,
    Batch,
    BatchClaim,
    Concession,
    ConcessionClaim,
    Deployment,
    Holder,
    Party,
    Variant,
    table,
)

batch, claim, baseline, variant = table(Batch), table(BatchClaim), table(Baseline), table(Variant)
concession, deployment, holder, party = table(Concession), table(Deployment), table(Holder), table(Party)
concession_fact = table(ConcessionClaim)


class Deployed(NamedTuple):
    """A deployment that has a batch which has not left service, by number and key.

    `years` are those of entry that its batches name, None: one of them names none. What is on order tells
    nothing of buses that run: it counts only where nothing else is there.
    """

    number: int
    key: str
    years: frozenset[int | None]


def deployed(
    scope: Scope, reader: Reader, moment: Moment, deployment_keys: Collection[str] | None
) -> tuple[Deployed, ...]:
    """The deployments in scope that have a batch at the moment: no more than a score asks of them."""
    query = (
        select(deployment.c.id, deployment.c.key, claim.c.status, claim.c.first_year)
        .join(claim, claim.c.baseline_id == deployment.c.baseline_id)
        .join(batch, (batch.c.id == claim.c.batch_id) & (batch.c.concession_id == deployment.c.concession_id))
        .join(concession, concession.c.id == deployment.c.concession_id)
        .join(concession_fact, concession_fact.c.concession_id == concession.c.id)
        .join(
            holder,
            (holder.c.concession_id == concession.c.id) & (holder.c.party_id == deployment.c.operator_id),
        )
        .where(
            *(held(claims, moment) for claims in (claim, concession_fact, holder)),
            reached(scope, moment),
            among(deployment.c.key, deployment_keys),
        )
        .order_by(deployment.c.id)
    )
    there: dict[tuple[int, str], frozenset[int | None]] = {}
    ordered: dict[tuple[int, str], frozenset[int | None]] = {}
    same: dict[frozenset[int | None], frozenset[int | None]] = {}  # few differ
    for number, key, status, year in reader.connection.execute(query):
        if status == FleetStatus.WITHDRAWN or (deployment_keys is not None and key not in deployment_keys):
            continue
        told = ordered if status == FleetStatus.ON_ORDER else there
        years = told.get((number, key), frozenset()) | {year}
        told[number, key] = same.setdefault(years, years)
    found = ordered | there
    return tuple(Deployed(number, key, years) for (number, key), years in sorted(found.items()))


def fill_deployments(writer: Writer, concession_keys: Collection[str]) -> frozenset[str]:
    """Makes the deployments that fleet and holders of these concessions have together and lack.

    A list that only changes the operator thus deploys the whole fleet anew, also what it does not name.
    Returns the keys of all deployments of the concessions: those to score again.
    """
    wanted = frozenset(concession_keys)
    for some in batched(sorted(wanted)):
        missing = _missing(some)
        writer.connection.execute(insert(deployment).from_select(missing.selected_columns.keys(), missing))
    return _keys_in(writer, wanted)


def _missing(concession_keys: Collection[str]) -> Select[Any]:
    key = concession.c.key + "." + variant.c.key + "." + party.c.key
    return (
        select(
            key.label("key"),
            concession.c.id.label("concession_id"),
            claim.c.baseline_id,
            holder.c.party_id.label("operator_id"),
        )
        .distinct()
        .join(batch, batch.c.concession_id == concession.c.id)
        .join(claim, and_(claim.c.batch_id == batch.c.id, claim.c.ended_in.is_(None)))
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant, variant.c.id == baseline.c.variant_id)
        .join(
            holder, and_(holder.c.concession_id == concession.c.id, holder.c.ended_in.is_(None), _overlap())
        )
        .join(party, party.c.id == holder.c.party_id)
        .join(
            deployment,
            and_(
                deployment.c.concession_id == concession.c.id,
                deployment.c.baseline_id == claim.c.baseline_id,
                deployment.c.operator_id == holder.c.party_id,
            ),
            isouter=True,
        )
        .where(concession.c.key.in_(concession_keys), deployment.c.id.is_(None))
        .order_by("key")
    )


def _overlap() -> ColumnElement[bool]:
    """Batch and holder have at least one day in common."""
    return and_(
        or_(holder.c.holds_to.is_(None), claim.c.holds_from < holder.c.holds_to),
        or_(claim.c.holds_to.is_(None), holder.c.holds_from < claim.c.holds_to),
    )


def _keys_in(reader: Reader, concession_keys: frozenset[str]) -> frozenset[str]:
    query = select(deployment.c.key, concession.c.key.label("concession")).join(
        concession, concession.c.id == deployment.c.concession_id
    )
    rows = reader.connection.execute(query.where(among(concession.c.key, concession_keys)))
    return frozenset(row.key for row in rows if row.concession in concession_keys)


def sharing_baseline(scope: Scope, reader: Reader, deployment_keys: Collection[str]) -> frozenset[str]:
    """These deployments and all others of the same software baselines: what is said of one is said of all."""
    one, other = deployment.alias("one"), deployment.alias("other")
    query = (
        select(one.c.key, other.c.key.label("other"))
        .join(other, other.c.baseline_id == one.c.baseline_id)
        .join(concession, concession.c.id == other.c.concession_id)
        .where(among(one.c.key, deployment_keys), reached(scope, Moment(date.max, reader.version)))
    )
    asked = frozenset(deployment_keys)
    return asked | {row.other for row in reader.connection.execute(query) if row.key in asked}


def days_of_fleet(
    scope: Scope, reader: Reader, after: date, deployment_keys: Collection[str] | None
) -> dict[date, set[str]]:
    """The later days on which a batch or the holder of a deployment's concession begins or ends."""
    found: dict[date, set[str]] = defaultdict(set)
    fleet = (
        select(deployment.c.key, claim.c.holds_from, claim.c.holds_to)
        .join(claim, claim.c.baseline_id == deployment.c.baseline_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(claim.c.ended_in.is_(None))
    )
    holders = (
        select(deployment.c.key, holder.c.holds_from, holder.c.holds_to)
        .join(holder, holder.c.concession_id == deployment.c.concession_id)
        .join(concession, concession.c.id == deployment.c.concession_id)
        .where(holder.c.ended_in.is_(None))
    )
    for query, periods in ((fleet, claim.c), (holders, holder.c)):
        narrowed = query.distinct().where(
            or_(periods.holds_from > after, periods.holds_to > after),
            reached(scope, Moment(after, reader.version)),
            among(deployment.c.key, deployment_keys),
        )
        for key, *bounds in reader.connection.execute(narrowed):
            if deployment_keys is None or key in deployment_keys:
                for day in (bound for bound in bounds if bound is not None and bound > after):
                    found[day].add(key)
    return found
