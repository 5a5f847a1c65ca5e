"""The reference date (peildatum) to start from: the newest one the register speaks of."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import Date, Select, String, bindparam, func, select, union_all

from busrisk.access.scope import Scope
from busrisk.register.session import Reader
from busrisk.register.tables import (
    Batch,
    BatchClaim,
    Concession,
    ConcessionClaim,
    Deployment,
    HandoverClaim,
    Holder,
    Need,
    PromiseClaim,
    ProviderClaim,
    table,
)

batch, claim, concession = table(Batch), table(BatchClaim), table(Concession)
holder, fact, deployment = table(Holder), table(ConcessionClaim), table(Deployment)
need, promise, handover = table(Need), table(PromiseClaim), table(HandoverClaim)
provider = table(ProviderClaim)


def newest_day(scope: Scope, reader: Reader, today: date) -> date | None:
    """The latest day up to `today` on which something that is stated of a concession began or ended in the
    scope's region: a batch, a holder, a term, and what it needs, was promised, handed over or has behind it.

    None for a register without a fleet. The same for every reader of a region: a day is no secret.
    """
    asked = {"region": scope.region, "today": today}
    return cast("date | None", reader.connection.scalar(_newest(), asked))


@cache
def _newest() -> Select[Any]:
    """Put together once: a long statement costs more to write than to answer."""
    of_batches = select(claim, batch.c.concession_id).join(batch, batch.c.id == claim.c.batch_id).subquery()
    behind = (
        select(provider, deployment.c.concession_id)
        .join(deployment, deployment.c.id == provider.c.deployment_id)
        .subquery()
    )
    today, region = bindparam("today", type_=Date()), bindparam("region", type_=String())
    days = [
        select(column.label("day"))
        .join(concession, concession.c.id == claims.c.concession_id)
        .where(claims.c.ended_in.is_(None), column <= today, concession.c.region == region)
        for claims in (of_batches, holder, fact, need, promise, handover, behind)
        for column in (claims.c.holds_from, claims.c.holds_to)
    ]
    return select(func.max(union_all(*days).subquery().c.day))
