"""A concession's fleet as it stands, for whoever states it anew: batches, records, makers by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import func, select

from busrisk.access.scope import Scope
from busrisk.core.dutch import write_date
from busrisk.core.facts import BatchFact, ConcessionFact, Source
from busrisk.core.fleet.fields import FleetFault, FleetRefused, place
from busrisk.core.fleet.statement import FleetTerms
from busrisk.core.names import Names
from busrisk.core.saying import Written, say, written
from busrisk.register.claims import held
from busrisk.register.concessions import NotInRegister, one_concession
from busrisk.register.fleet import batches
from busrisk.register.fleet_book import VariantSaid
from busrisk.register.parties import MAKER, makers
from busrisk.register.reach import reached
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    Baseline,
    Batch,
    BatchClaim,
    Concession,
    Party,
    PartyAlias,
    Variant,
    table,
)

batch, claim, concession = table(Batch), table(BatchClaim), table(Concession)
baseline, variant, party, alias = table(Baseline), table(Variant), table(Party), table(PartyAlias)


@dataclass(frozen=True)
class Standing:
    """A batch as it holds on a day, and the vehicle type it is known by."""

    fact: BatchFact
    said: VariantSaid


def concession_to_state(
    scope: Scope, reader: Reader, day: date, today: date, concession_key: str
) -> ConcessionFact:
    """The concession somebody is about to state a fleet of.

    Raises FleetRefused for a day to come, and for one on which it was another's to state; NotInRegister when
    the concession is absent or out of reach.
    """
    if day > today:
        reason = say("De peildatum %(day)s ligt in de toekomst.", day=_written(day))
        remedy = say("Kies vandaag of eerder. Wat nog komt, is een bestelling met een verwachte levering.")
        raise FleetRefused([_of_day(day, reason, remedy)])
    try:
        return one_concession(scope, reader, Moment(day, reader.version), concession_key)
    except NotInRegister:
        now = one_concession(scope, reader, Moment(today, reader.version), concession_key)
        reason = say("Op %(day)s kon u voor %(name)s nog niets opgeven.", day=_written(day), name=now.name)
        remedy = say("Kies een dag waarop de concessie van u is.")
        raise FleetRefused([_of_day(day, reason, remedy)]) from None


def _of_day(day: date, reason: str, remedy: str) -> FleetFault:
    at = place(None, None, None, say("Peildatum"))
    return FleetFault(at, None, None, _written(day), reason, remedy)


def _written(day: date) -> Written:
    return written(partial(write_date, day))


def fleet_terms(
    scope: Scope, reader: Reader, day: date, today: date, concession_key: str, source: Source | None = None
) -> FleetTerms:
    """What a typed statement about the fleet is read against. Raises as `concession_to_state` does."""
    about = concession_to_state(scope, reader, day, today, concession_key)
    moment = Moment(day, reader.version)
    return FleetTerms(
        concession=about.key,
        concession_name=about.name,
        day=day,
        makers=maker_names(scope, reader),
        standing={each.record_id: each for each in batches(scope, reader, moment, about.key)},
        records=records(scope, reader, moment, about.key),
        source=source,
    )


def maker_names(scope: Scope, reader: Reader) -> Names:
    """Every name by which a manufacturer of the scope's region is known: its own, its legal one, aliases."""
    found = makers(scope, reader, Moment(date.max, reader.version))
    legal = {each.legal_name: (each.key,) for each in found if each.legal_name}
    keys = {each.key for each in found}
    query = (
        select(alias.c.name, party.c.key)
        .join(party, party.c.id == alias.c.party_id)
        .where(alias.c.kind == MAKER)
        .order_by(alias.c.id)
    )
    joint: dict[str, tuple[str, ...]] = {}
    for row in reader.connection.execute(query):
        if row.key in keys:
            joint[row.name] = (*joint.get(row.name, ()), row.key)
    return Names(legal | joint | {each.name: (each.key,) for each in found})


def records(scope: Scope, reader: Reader, moment: Moment, concession_key: str) -> frozenset[str]:
    """Every record a concession ever had, also of batches that were taken out."""
    query = (
        select(batch.c.record_id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .where(concession.c.key == concession_key, reached(scope, moment))
    )
    return frozenset(reader.connection.scalars(query))


def standing_fleet(scope: Scope, reader: Reader, moment: Moment, concession_key: str) -> dict[str, Standing]:
    """The batches that hold, by record, each with its vehicle type."""
    query = (
        select(batch.c.record_id, variant)
        .join(claim, claim.c.batch_id == batch.c.id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .join(baseline, baseline.c.id == claim.c.baseline_id)
        .join(variant, variant.c.id == baseline.c.variant_id)
        .where(concession.c.key == concession_key, held(claim, moment), reached(scope, moment))
    )
    types = {row.record_id: row for row in reader.connection.execute(query)}
    found = {}
    for fact in batches(scope, reader, moment, concession_key):
        row = types[fact.record_id]
        shared = row.placeholder_for is None
        said = VariantSaid(row.key, row.model, tuple(maker.key for maker in fact.makers), shared)
        found[fact.record_id] = Standing(fact, said)
    return found


def said_later(scope: Scope, reader: Reader, moment: Moment, concession_key: str) -> dict[str, date]:
    """The records of which something else is claimed after the day, and from when."""
    query = (
        select(batch.c.record_id, func.min(claim.c.holds_from))
        .join(claim, claim.c.batch_id == batch.c.id)
        .join(concession, concession.c.id == batch.c.concession_id)
        .where(
            concession.c.key == concession_key,
            claim.c.ended_in.is_(None),
            claim.c.holds_from > moment.day,
            reached(scope, moment),
        )
        .group_by(batch.c.record_id)
    )
    return {row[0]: row[1] for row in reader.connection.execute(query)}
