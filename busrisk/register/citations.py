"""The sources of the register: what is cited, by whom it speaks, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import false, func, select

from busrisk.access.scope import Scope
from busrisk.core.citations import CitationKind, Reference, read_kinds, read_references
from busrisk.core.facts import BatchFact, ControlFact
from busrisk.core.national.definitions import NOWHERE
from busrisk.core.sources import SourceLine, source_lines
from busrisk.paths import DATA
from busrisk.register.claims import held
from busrisk.register.findings import findings
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import PartyFact, RegionRow, SourceRow, table
from busrisk.rulebook.shape import Edition

fact, source, region = table(PartyFact), table(SourceRow), table(RegionRow)


def party_sources(scope: Scope, reader: Reader, moment: Moment) -> tuple[tuple[str, str], ...]:
    """Each citation with the name of whom it says something, of the parties of the scope's region.

    Who a party is, is public. An exercise's parties and real ones never stand in one list.
    """
    fictional = select(region.c.fictional).where(region.c.code == scope.region).scalar_subquery()
    query = (
        select(source.c.citation, fact.c.name)
        .join(fact, (fact.c.source_id == source.c.id) & held(fact, moment))
        .where((func.coalesce(fact.c.country, "") == NOWHERE) == func.coalesce(fictional, false()))
        .order_by(source.c.citation, fact.c.name)
    )
    rows = reader.connection.execute(query)
    return tuple((citation, name) for citations, name in rows for citation in citations.splitlines())


def sources(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    edition: Edition,
    fleet: Iterable[BatchFact],
    controls: Iterable[ControlFact],
) -> tuple[SourceLine, ...]:
    """Every source of the register and of the method; `fleet` and `controls` are those within reach."""
    found, about = findings(scope, reader, moment), party_sources(scope, reader, moment)
    return source_lines(fleet, controls, found, about, edition, _kinds())


@cache
def _kinds() -> tuple[tuple[str, CitationKind], ...]:
    """The shipped list: no act changes it, so it is read once."""
    path = DATA / "source_kinds.csv"
    return read_kinds(path.read_bytes(), path.name)


@cache
def references() -> tuple[Reference, ...]:
    """References that documents print wrongly, with how they must be read."""
    path = DATA / "references.csv"
    return read_references(path.read_bytes(), path.name)
