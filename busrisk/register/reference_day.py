"""The reference date (peildatum) to start from: the newest one the register speaks of."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import func, select

from busrisk.access.scope import Scope
from busrisk.register.session import Reader
from busrisk.register.tables import Batch, BatchClaim, Concession, table

batch, claim, concession = table(Batch), table(BatchClaim), table(Concession)


def newest_day(scope: Scope, reader: Reader, today: date) -> date | None:
    """The latest day up to `today` on which something began to hold of a fleet in the scope's region.

    None for a register without a fleet. The same for every reader of a region: a day is no secret.
    """
    query = (
        select(func.max(claim.c.holds_from))
        .join(batch, batch.c.id == claim.c.batch_id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .where(claim.c.ended_in.is_(None), claim.c.holds_from <= today, concession.c.region == scope.region)
    )
    return cast("date | None", reader.connection.scalar(query))
