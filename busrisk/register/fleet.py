"""Fleet batches and deployments: which buses, of which type, in which state, on whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    BatchFact,
    Count,
    CountQuality,
    DeploymentFact,
    FleetStatus,
    PartyRef,
    Propulsion,
    Source,
)
from busrisk.core.names import fold
from busrisk.register.claims import held
from busrisk.register.parties import names
from busrisk.register.prepared import place, prepared
from busrisk.register.reach import Keys, few_enough, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    Baseline,
    Batch,
    BatchClaim,
    Concession,
    ConcessionClaim,
    Deployment,
    Holder,
    SourceRow,
    Variant,
    VariantMaker,
    table,
)

batch, claim, baseline = table(Batch), table(BatchClaim), table(Baseline)
variant, variant_maker, deployment = table(Variant), table(VariantMaker), table(Deployment)
concession, concession_fact = table(Concession), table(ConcessionClaim)
holder, source = table(Holder), table(SourceRow)


def batches(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> tuple[BatchFact, ...]:
    """The fleet batches in scope at the moment, by concession and record."""
    people = names(scope, reader, moment)
    rows = _stated(scope, reader, moment, concession_key).all()
    made_by = _makers(reader, people, None if concession_key is None else {row[0] for row in rows})
    found = (
        batch_fact(made_by[variant_id], people[holder_id] if holder_id else None, deployed, tuple(said))
        for variant_id, holder_id, *said, deployed in rows
    )
    return tuple(sorted(found, key=lambda each: (fold(each.concession_name), each.record_id)))


@prepared
def _stated(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    """Variant and holder of each batch, what is said of it, and its deployment."""
    deployed = (
        (deployment.c.concession_id == batch.c.concession_id)
        & (deployment.c.baseline_id == claim.c.baseline_id)
        & (deployment.c.operator_id == holder.c.party_id)
    )
    return (
        select(baseline.c.variant_id, holder.c.party_id, *SAID, deployment.c.key)
        .select_from(claim)
        .join(batch, batch.c.id == claim.c.batch_id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .join(
            concession_fact,
            (concession_fact.c.concession_id == concession.c.id) & held(concession_fact, moment),
        )
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant, variant.c.id == baseline.c.variant_id)
        .join(source, source.c.id == claim.c.source_id)
        .join(holder, (holder.c.concession_id == concession.c.id) & held(holder, moment), isouter=True)
        .join(deployment, deployed, isouter=True)
        .where(held(claim, moment), reached(scope, moment), of_keys(concession_key))
        .order_by(batch.c.record_id)
    )


def _makers(
    reader: Reader, people: dict[int, PartyRef], few: set[int] | None
) -> dict[int, tuple[PartyRef, ...]]:
    """The makers of each variant; `few`: of these alone."""
    found: dict[int, tuple[PartyRef, ...]] = defaultdict(tuple)
    rows = reader.connection.execute(_made_by(few_enough(few)), {"variants": few or ()})
    for variant_id, party_id in rows:
        joint = (*found[variant_id], people[party_id])
        found[variant_id] = tuple(sorted(joint, key=lambda maker: maker.name))
    return found


@cache
def _made_by(few: bool) -> Select[Any]:
    every = select(variant_maker.c.variant_id, variant_maker.c.party_id)
    return every.where(variant_maker.c.variant_id.in_(place("variants", several=True))) if few else every


SAID = (
    batch.c.record_id,
    concession.c.key.label("concession_key"),
    concession_fact.c.name.label("concession_name"),
    claim.c.maker_label,
    variant.c.model,
    claim.c.propulsion,
    claim.c.status,
    claim.c.count,
    claim.c.circa,
    claim.c.quality,
    claim.c.first_year,
    source.c.citation,
    claim.c.dated,
    claim.c.note,
    claim.c.expected,
    claim.c.minibus,
)  # what a claim says of a batch


@lru_cache(8_192)
def batch_fact(
    makers: tuple[PartyRef, ...], holder: PartyRef | None, deployed: str | None, said: tuple[Any, ...]
) -> BatchFact:
    """The fact of these values of SAID. Kept: most of what is stated of a fleet stays as it is for months."""
    record, key, name, label, model, propulsion, status, count, circa, quality, *rest = said
    first_year, citation, dated, note, expected, minibus = rest
    return BatchFact(
        record_id=record,
        concession=key,
        concession_name=name or key,
        holder=holder,
        makers=makers,
        maker_label=label,
        model=model,
        propulsion=Propulsion(propulsion) if propulsion else None,
        status=FleetStatus(status),
        count=Count(count, circa),
        quality=CountQuality(quality),
        first_year=first_year,
        source=Source(citation, PartialDate(dated) if dated else None),
        note=note,
        deployment=deployed,
        expected=PartialDate(expected) if expected else None,
        minibus=minibus,
    )


def deployments(
    scope: Scope, reader: Reader, moment: Moment, concession_key: str | None = None
) -> tuple[DeploymentFact, ...]:
    """The deployments in scope that have a batch at the moment, each with its batches."""
    return deployments_of(batches(scope, reader, moment, concession_key))


def deployments_of(fleet: Iterable[BatchFact]) -> tuple[DeploymentFact, ...]:
    """Batches grouped by what is scored: one deployment for all batches of the same type and operator.

    What has left service altogether is deployed no more.
    """
    grouped: dict[str, list[BatchFact]] = defaultdict(list)
    for each in fleet:
        if each.deployment is not None:
            grouped[each.deployment].append(each)
    return tuple(
        DeploymentFact(
            key=key,
            concession=parts[0].concession,
            concession_name=parts[0].concession_name,
            operator=parts[0].holder,
            makers=parts[0].makers,
            maker_label=parts[0].maker_label,
            model=parts[0].model,
            batches=tuple(parts),
        )
        for key, parts in grouped.items()
        if any(part.status is not FleetStatus.WITHDRAWN for part in parts)
    )
