"""Fleet batches and deployments: which buses, of which type, in which state, on whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

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
from busrisk.register.claims import Identities, Ledger, Stated, held
from busrisk.register.parties import names
from busrisk.register.reach import Keys, among, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
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
    deployed = (
        (deployment.c.concession_id == batch.c.concession_id)
        & (deployment.c.baseline_id == claim.c.baseline_id)
        & (deployment.c.operator_id == holder.c.party_id)
    )
    query = (
        select(
            claim,
            batch.c.record_id,
            concession.c.key.label("concession_key"),
            concession_fact.c.name.label("concession_name"),
            baseline.c.variant_id,
            variant.c.model,
            holder.c.party_id.label("holder_id"),
            deployment.c.key.label("deployment_key"),
            source.c.citation,
        )
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
    people = names(scope, reader, moment)
    rows = reader.connection.execute(query).mappings().all()
    few = None if concession_key is None else {row["variant_id"] for row in rows}
    made_by = _makers(reader, people, few)
    found = (_batch(row, made_by[row["variant_id"]], people) for row in rows)
    return tuple(sorted(found, key=lambda each: (fold(each.concession_name), each.record_id)))


def _makers(
    reader: Reader, people: dict[int, PartyRef], few: set[int] | None
) -> dict[int, tuple[PartyRef, ...]]:
    """The makers of each variant; `few`: of these alone."""
    found: dict[int, tuple[PartyRef, ...]] = defaultdict(tuple)
    for row in reader.connection.execute(select(variant_maker).where(among(variant_maker.c.variant_id, few))):
        joint = (*found[row.variant_id], people[row.party_id])
        found[row.variant_id] = tuple(sorted(joint, key=lambda maker: maker.name))
    return found


def _batch(row: Any, made_by: tuple[PartyRef, ...], people: dict[int, PartyRef]) -> BatchFact:
    return BatchFact(
        record_id=row["record_id"],
        concession=row["concession_key"],
        concession_name=row["concession_name"],
        holder=people[row["holder_id"]] if row["holder_id"] else None,
        makers=made_by,
        maker_label=row["maker_label"],
        model=row["model"],
        propulsion=Propulsion(row["propulsion"]) if row["propulsion"] else None,
        status=FleetStatus(row["status"]),
        count=Count(row["count"], row["circa"]),
        quality=CountQuality(row["quality"]),
        first_year=row["first_year"],
        source=Source(row["citation"], PartialDate(row["dated"]) if row["dated"] else None),
        note=row["note"],
        deployment=row["deployment_key"],
        expected=PartialDate(row["expected"]) if row["expected"] else None,
        minibus=row["minibus"],
    )


def deployments(
    scope: Scope, reader: Reader, moment: Moment, concession_key: str | None = None
) -> tuple[DeploymentFact, ...]:
    """The deployments in scope that have a batch at the moment, each with its batches."""
    return deployments_of(batches(scope, reader, moment, concession_key))


def deployments_of(fleet: Iterable[BatchFact]) -> tuple[DeploymentFact, ...]:
    """Batches grouped by what is scored: one deployment for all batches of the same type and operator."""
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
    )


@dataclass(frozen=True)
class VariantSaid:
    """The vehicle type of a batch as the source states it. `shared` False: a type of this record alone."""

    key: str
    model: str | None
    makers: tuple[str, ...]
    shared: bool


class FleetBook:
    """Writes the batches of a start list; `flush` stores them."""

    def __init__(
        self, writer: Writer, parties: Identities, sources: Identities, concessions: Identities
    ) -> None:
        self.writer = writer
        self.parties = parties
        self.sources = sources
        self.concessions = concessions
        self.numbers = Identities(writer, Batch, "record_id")
        self._variants = Identities(writer, Variant)
        self._baselines = Identities(writer, Baseline)
        self._claims = Ledger(writer, BatchClaim, "batch_id")

    def concession_by_record(self) -> dict[str, str]:
        """The concession every record belongs to already."""
        query = select(batch.c.record_id, concession.c.key).join(
            concession, concession.c.id == batch.c.concession_id
        )
        return {row.record_id: row.key for row in self.writer.connection.execute(query)}

    def state(
        self, record_id: str, concession_key: str, said: VariantSaid, values: dict[str, Any], day: date
    ) -> Stated:
        stated = (record_id, concession_key, said, values["source"])
        baseline = _baseline_key(said, concession_key)
        if not (
            record_id in self.numbers and baseline in self._baselines and values["source"] in self.sources
        ):
            self.introduce([stated])
        values = {**values, "baseline_id": self._baselines.number(baseline)}
        values["source_id"] = self.sources.number(values.pop("source"))
        return self._claims.state({"batch_id": self.numbers.number(record_id)}, values, day)

    def introduce(self, stated: Iterable[tuple[str, str, VariantSaid, str]]) -> None:
        """Makes what is new of these records, each with its concession, type and source, all in one go."""
        stated = list(stated)
        numbers = self.concessions
        self.numbers.make({record: {"concession_id": numbers.number(where)} for record, where, *_ in stated})
        self.sources.make({citation: {} for *_, citation in stated})
        self._make_variants({said.key: said for _, _, said, _ in stated if said.key not in self._variants})
        self._baselines.make(
            {
                _baseline_key(said, where): {"variant_id": self._variants.number(said.key)}
                for _, where, said, _ in stated
            }
        )

    def _make_variants(self, new: dict[str, VariantSaid]) -> None:
        self._variants.make(
            {
                key: {"model": said.model, "placeholder_for": None if said.shared else key}
                for key, said in new.items()
            }
        )
        rows = [
            {"variant_id": self._variants.number(key), "party_id": self.parties.number(maker)}
            for key, said in new.items()
            for maker in said.makers
        ]
        if rows:
            self.writer.connection.execute(insert(variant_maker), rows)

    def standing(self, region: str, day: date) -> frozenset[str]:
        """The records of a region that hold on a day, before this book wrote."""
        open_numbers = {identity[0] for identity in self._claims.open_on(day)}
        query = (
            select(batch.c.id, batch.c.record_id)
            .join(concession, concession.c.id == batch.c.concession_id)
            .where(concession.c.region == region)
        )
        rows = self.writer.connection.execute(query)
        return frozenset(row.record_id for row in rows if row.id in open_numbers)

    def withdraw(self, record_id: str, day: date) -> Stated:
        return self._claims.withdraw({"batch_id": self.numbers.number(record_id)}, day)

    def flush(self) -> None:
        self._claims.flush()


def _baseline_key(said: VariantSaid, concession_key: str) -> str:
    """No software baseline is known to be shared: each concession has its own until one is recorded."""
    return f"{said.key}@{concession_key}"
