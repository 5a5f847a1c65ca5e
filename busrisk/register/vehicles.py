"""Which vehicle type and which software baseline every batch is of."""

from __future__ import annotations

from sqlalchemy import select

from busrisk.access.scope import Scope
from busrisk.core.makers import VariantFact
from busrisk.register.claims import held
from busrisk.register.reach import reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import Baseline, Batch, BatchClaim, Concession, Variant, table

batch, claim, concession = table(Batch), table(BatchClaim), table(Concession)
baseline, variant = table(Baseline), table(Variant)


def vehicles(scope: Scope, reader: Reader, moment: Moment) -> dict[str, VariantFact]:
    """By record the type of its batch, in scope at the moment: one statement.

    A baseline without a label is no known software version: two concessions then share no more than a type.
    """
    query = (
        select(batch.c.record_id, variant.c.key, variant.c.model, variant.c.placeholder_for, baseline.c.label)
        .join(claim, claim.c.batch_id == batch.c.id)
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant, variant.c.id == baseline.c.variant_id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .where(held(claim, moment), reached(scope, moment))
        .order_by(batch.c.record_id)
    )
    return {
        row.record_id: VariantFact(row.key, row.model, row.placeholder_for is None, row.label)
        for row in reader.connection.execute(query)
    }
