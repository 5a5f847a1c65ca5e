"""The reference date (peildatum) to start from: the newest one the register speaks of."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import func, select, union_all

from busrisk.access.scope import Scope
from busrisk.register.session import Reader
from busrisk.register.tables import Batch, BatchClaim, Concession, ConcessionClaim, Holder, table

batch, claim, concession = table(Batch), table(BatchClaim), table(Concession)
holder, fact = table(Holder), table(ConcessionClaim)


def newest_day(scope: Scope, reader: Reader, today: date) -> date | None:
    """The latest day up to `today` on which a batch, a holder or a term began or ended in the scope's region.

    None for a register without a fleet. The same for every reader of a region: a day is no secret.
    """
    of_batches = select(claim, batch.c.concession_id).join(batch, batch.c.id == claim.c.batch_id).subquery()
    days = [
        select(column.label("day"))
        .join(concession, concession.c.id == claims.c.concession_id)
        .where(claims.c.ended_in.is_(None), column <= today, concession.c.region == scope.region)
        for claims in (of_batches, holder, fact)
        for column in (claims.c.holds_from, claims.c.holds_to)
    ]
    return cast("date | None", reader.connection.scalar(select(func.max(union_all(*days).subquery().c.day))))
