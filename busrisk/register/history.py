"""Every claim ever made on a batch, on both time axes, and how old what is known of a fleet is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.policy import Action, Role
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import RUNNING, BatchFact, PartyRef
from busrisk.core.fleet.history import BatchClaimed, ConcessionRef, LastConfirmed
from busrisk.register.claims import held
from busrisk.register.fleet import SAID, batch_fact
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    Account,
    Baseline,
    Batch,
    BatchClaim,
    Change,
    Concession,
    ConcessionClaim,
    Journal,
    SourceRow,
    Variant,
    VariantMaker,
    table,
)
from busrisk.register.telling import tellings

batch, claim, concession, fact = table(Batch), table(BatchClaim), table(Concession), table(ConcessionClaim)
baseline, variant, variant_maker = table(Baseline), table(Variant), table(VariantMaker)
source, change, account, journal = table(SourceRow), table(Change), table(Account), table(Journal)

RETRACTED = "retract_batch"  # the act that takes out what was entered by mistake


def batch_history(scope: Scope, reader: Reader, moment: Moment, record_id: str) -> tuple[BatchClaimed, ...]:
    """Every claim on the batch as known at the moment, the oldest telling first; within one by day.

    A fleet passes on with its concession: who reaches the concession on the moment's day reads all of it,
    also what was stated under an earlier holder. Empty for a batch that is absent or out of reach.
    """
    query = claims_on_batches(scope, moment).where(
        batch.c.record_id == record_id, claim.c.made_in <= moment.known
    )
    rows = reader.connection.execute(query.order_by(claim.c.made_in, claim.c.holds_from)).mappings().all()
    numbers = {row["made_in"] for row in rows} | {row["ended_in"] for row in rows if row["ended_in"]}
    told, because = tellings(scope, reader, moment, numbers), _reasons(scope, reader, numbers)
    facts = batch_facts(scope, reader, moment, rows)
    return tuple(
        BatchClaimed(
            fact=facts[row["id"]],
            holds_from=row["holds_from"],
            holds_to=row["holds_to"],
            told=told[row["made_in"]],
            ended=told.get(row["ended_in"]) if (row["ended_in"] or 0) <= moment.known else None,
            because=because.get((row["ended_in"], record_id)),
        )
        for row in rows
    )


_SPELL = ("id", "batch_id", "holds_from", "holds_to", "made_in", "ended_in")


def claims_on_batches(scope: Scope, moment: Moment) -> Select[Any]:
    """The claims on batches of the concessions in reach, of any day and any knowledge."""
    named = (fact.c.concession_id == concession.c.id) & held(fact, moment)
    return (
        select(*(claim.c[name] for name in _SPELL), baseline.c.variant_id, *SAID)
        .select_from(claim)
        .join(batch, batch.c.id == claim.c.batch_id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .join(fact, named, isouter=True)
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant, variant.c.id == baseline.c.variant_id)
        .join(source, source.c.id == claim.c.source_id)
        .where(reached(scope, moment))
    )


def batch_facts(scope: Scope, reader: Reader, moment: Moment, rows: Iterable[Any]) -> dict[int, BatchFact]:
    """What each of these claims says, by its number; holder and deployment are no part of it."""
    people = names(scope, reader, moment)
    of: dict[int, list[PartyRef]] = defaultdict(list)
    wanted = {row["variant_id"] for row in rows}
    if wanted:
        for row in reader.connection.execute(select(variant_maker)):
            if row.variant_id in wanted:
                of[row.variant_id].append(people[row.party_id])
    makers = {number: tuple(sorted(each, key=lambda maker: maker.name)) for number, each in of.items()}
    return {
        row["id"]: batch_fact(
            makers.get(row["variant_id"], ()), None, None, tuple(row[column.name] for column in SAID)
        )
        for row in rows
    }


def _reasons(scope: Scope, reader: Reader, changes: Iterable[int]) -> dict[tuple[int, str], str]:
    """Why batches were taken out as entered by mistake, by change and record.

    Free text between those of the concession: none for who neither states its fleet nor sees its scores.
    """
    if not (scope.may(Action.STATE_FLEET) or scope.may(Action.SEE_SCORES)):
        return {}
    query = select(journal.c.change_id, journal.c.object, journal.c.outcome).where(
        journal.c.action == RETRACTED, journal.c.change_id.in_(sorted(changes))
    )
    return {(row.change_id, row.object): row.outcome for row in reader.connection.execute(query)}


def last_confirmed(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> tuple[LastConfirmed, ...]:
    """Per concession in scope with running buses, how old what is known of them is; by name."""
    grouped: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in _tellings_of_fleet(scope, reader, moment, concession_key):
        grouped[row.sort_name, row.key, row.name].append(row)
    return tuple(
        _confirmed(reader, ConcessionRef(key, name), rows) for (_, key, name), rows in sorted(grouped.items())
    )


@prepared
def _tellings_of_fleet(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(concession.c.key, fact.c.name, fact.c.sort_name, claim.c.dated, change.c.at, account.c.role)
        .join(batch, batch.c.concession_id == concession.c.id)
        .join(claim, (claim.c.batch_id == batch.c.id) & held(claim, moment))
        .join(fact, (fact.c.concession_id == concession.c.id) & held(fact, moment))
        .join(change, change.c.id == claim.c.made_in)
        .join(account, account.c.email == change.c.actor, isouter=True)
        .where(
            reached(scope, moment),
            of_keys(concession_key),
            claim.c.status.in_(sorted(each.value for each in RUNNING)),
        )
    )


def _confirmed(reader: Reader, about: ConcessionRef, rows: list[Any]) -> LastConfirmed:
    dated: list[date] = [PartialDate(row.dated).first for row in rows if row.dated]
    by_operator = [reader.at(row.at) for row in rows if row.role == Role.OPERATOR]
    return LastConfirmed(
        concession=about,
        batches=len(rows),
        oldest=min(dated, default=None),
        newest=max(dated, default=None),
        undated=len(rows) - len(dated),
        by_operator=max(by_operator, default=None),
    )
