"""Control totals: published figures kept apart from the batches, to reconcile with."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.facts import ControlFact, PartyRef
from busrisk.register.claims import Identities, Ledger, Stated, known
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import ControlTotal, PartyAlias, SourceRow, table

if TYPE_CHECKING:
    from busrisk.core.files.companions import ControlRow

control, source, alias = table(ControlTotal), table(SourceRow), table(PartyAlias)


def control_totals(scope: Scope, reader: Reader, moment: Moment) -> tuple[ControlFact, ...]:
    """Every control total of the region as known at the moment, of any day: the caller picks by `as_of`.

    The day of the moment does not filter: a total published for 2015 stays a fact of 2015.
    """
    stands_for = _makers_by_label(scope, reader, moment)
    facts = (
        _fact(tuple(row), stands_for[row.key.casefold()] if row.dimension == "manufacturer" else ())
        for row in _published(scope, reader, moment)
    )
    return tuple(sorted(facts, key=_in_order))


@prepared
def _published(scope: Scope, moment: Moment, _keys: Keys) -> Select[Any]:
    columns = ("as_of", "dimension", "key", "metric", "value", "unit", "is_estimate", "basis", "note")
    return (
        select(*(control.c[name] for name in columns), source.c.citation)
        .join(source, source.c.id == control.c.source_id)
        .where(known(control, moment), control.c.region == scope.region)
    )


@lru_cache(4_096)
def _fact(said: tuple[Any, ...], makers: tuple[PartyRef, ...]) -> ControlFact:
    """What a row of `_published` says; kept, for a published figure does not change."""
    as_of, dimension, key, metric, value, unit, is_estimate, basis, note, citation = said
    return ControlFact(
        as_of=PartialDate(as_of),
        dimension=dimension,
        key=key,
        metric=metric,
        value=value,
        unit=unit,
        is_estimate=is_estimate,
        basis=basis,
        source=citation,
        note=note,
        makers=makers,
    )


def _in_order(control: ControlFact) -> tuple[str, ...]:
    """By day, subject and source, the same in every database."""
    return control.as_of.text, control.dimension, control.key, control.metric, control.source


def _makers_by_label(scope: Scope, reader: Reader, moment: Moment) -> dict[str, tuple[PartyRef, ...]]:
    people = names(scope, reader, moment)
    found: dict[str, tuple[PartyRef, ...]] = defaultdict(tuple)
    found.update({each.name.casefold(): (each,) for each in people.values()})
    several: dict[str, list[PartyRef]] = defaultdict(list)
    for name, party_id in reader.connection.execute(_aliases()):
        several[name.casefold()].append(people[party_id])
    found.update({name: tuple(parties) for name, parties in several.items()})
    return found


@cache
def _aliases() -> Select[Any]:
    return select(alias.c.name, alias.c.party_id).where(alias.c.kind == "manufacturer").order_by(alias.c.id)


class ControlBook:
    """Writes control totals; `flush` stores them."""

    def __init__(self, writer: Writer, sources: Identities, region: str) -> None:
        self.region = region
        self.sources = sources
        identity = ("region", "as_of", "dimension", "key", "metric", "source_id")
        self._ledger = Ledger(writer, ControlTotal, *identity)

    def state(self, row: ControlRow) -> Stated:
        """A published figure is a fact of its own day: another value, whenever stated, is a correction."""
        values = {
            "value": row.value,
            "unit": row.unit,
            "is_estimate": row.is_estimate,
            "basis": row.basis,
            "note": row.note,
        }
        return self._ledger.state(self._identity(row), values, row.as_of.first)

    def withdraw(self, control: ControlFact) -> Stated:
        """From now on nobody claims it, of its own day either; what was known before stays known."""
        return self._ledger.withdraw(self._identity(control), control.as_of.first)

    def _identity(self, about: ControlRow | ControlFact) -> dict[str, Any]:
        return {
            "region": self.region,
            "as_of": str(about.as_of),
            "dimension": about.dimension,
            "key": about.key,
            "metric": about.metric,
            "source_id": self.sources.number(about.source),
        }

    def flush(self) -> None:
        self._ledger.flush()
