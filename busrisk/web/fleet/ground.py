"""What every page of one's own fleet stands on: the concession as it is today, or not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort

from busrisk.core.facts import BatchFact, ConcessionFact, Source
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.statement import FleetTerms
from busrisk.register.concessions import NotInRegister, one_concession
from busrisk.register.fleet import batches
from busrisk.register.session import Moment
from busrisk.register.stated_fleet import fleet_terms
from busrisk.web import gate
from busrisk.web.fleet.said import DAY, Refusals
from busrisk.web.installation import installation


@dataclass(frozen=True)
class Ground:
    """One concession that the reader may state the fleet of, with its batches of today."""

    about: ConcessionFact
    now: Moment
    batches: tuple[BatchFact, ...]

    def batch(self, record: str) -> BatchFact:
        found = next((each for each in self.batches if each.record_id == record), None)
        if found is None:
            abort(404)
        return found


def today() -> date:
    return installation().now().date()


def stand() -> Moment:
    """Today, as known now."""
    return Moment(today(), gate.reader().version)


def ground(key: str) -> Ground:
    """The concession today; another's answers like one that does not exist."""
    scope, reader, now = gate.scope(), gate.reader(), stand()
    try:
        about = one_concession(scope, reader, now, key)
    except NotInRegister:
        abort(404)
    return Ground(about, now, batches(scope, reader, now, key))


def terms_on(key: str, day: date | None, refusals: Refusals, source: Source | None = None) -> FleetTerms:
    """What a statement of that day is read against; of today where the day will not do; that is told."""
    scope, reader = gate.scope(), gate.reader()
    try:
        return fleet_terms(scope, reader, day or today(), today(), key, source)
    except FleetRefused as refused:
        refusals.take(refused.faults, DAY)
    except NotInRegister:
        abort(404)
    return fleet_terms(scope, reader, today(), today(), key, source)
