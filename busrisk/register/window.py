"""What was told between two changes of the register: the claims made or ended, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select, true

from busrisk.access.policy import Role
from busrisk.access.scope import Scope
from busrisk.core.facts import PartyRef
from busrisk.core.fleet.changes import Change
from busrisk.core.fleet.history import ConcessionRef, Move, Spell, Told, moves
from busrisk.register.claims import held
from busrisk.register.parties import names
from busrisk.register.prepared import Ask, place
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader
from busrisk.register.tables import (
    Baseline,
    Concession,
    ConcessionClaim,
    Deployment,
    Party,
    Variant,
    VariantMaker,
    table,
)

concession, fact, party = table(Concession), table(ConcessionClaim), table(Party)
deployment, baseline = table(Deployment), table(Baseline)
variant, variant_maker = table(Variant), table(VariantMaker)
T = TypeVar("T")
Moved = tuple[int, Callable[[Told], Change]]  # the number of a telling, and what it changed once it is known

NAMED = (concession.c.key.label("concession_key"), fact.c.name.label("concession_name"))
OF_DEPLOYMENT = (deployment.c.key.label("deployment_key"), baseline.c.variant_id)


def named(moment: Moment) -> ColumnElement[bool]:
    """Joins a concession to its name at the moment."""
    return and_(fact.c.concession_id == concession.c.id, held(fact, moment))


def touched(claims: Any, moment: Moment) -> ColumnElement[bool]:
    """The claims that were made or ended in the window asked about."""
    made, ended, after = claims.c.made_in, claims.c.ended_in, place("after")
    return or_(
        and_(made > after, made <= moment.known),
        and_(ended > after, ended <= moment.known),
    )


def own(scope: Scope) -> ColumnElement[bool]:
    """An operator's own deployments: what was said of them does not pass on with the concession."""
    if scope.role is not Role.OPERATOR:
        return true()
    return deployment.c.operator_id.in_(select(party.c.id).where(party.c.key.in_(scope.parties)))


def about(row: Any) -> ConcessionRef:
    return ConcessionRef(row["concession_key"], row["concession_name"] or row["concession_key"])


class Window:
    """What is asked: whose concessions, between which changes."""

    def __init__(
        self, scope: Scope, reader: Reader, moment: Moment, after: int, concession_key: Keys
    ) -> None:
        self.scope, self.reader, self.moment = scope, reader, moment
        self.after, self.keys = after, concession_key

    def __contains__(self, change: int | None) -> bool:
        return change is not None and self.after < change <= self.moment.known

    @property
    def people(self) -> dict[int, PartyRef]:
        return names(self.scope, self.reader, self.moment)

    @cached_property
    def vehicles(self) -> dict[int, str]:
        """Maker and model of each vehicle type, by its number: 'Yutong U15', or '' where no source says."""
        made_by = select(variant.c.id, variant.c.model, variant_maker.c.party_id)
        query = made_by.join(variant_maker, variant_maker.c.variant_id == variant.c.id, isouter=True)
        makers: dict[int, list[str]] = {}
        models: dict[int, str] = {}
        for number, model, maker in self.reader.connection.execute(query):
            models[number] = model or ""
            makers.setdefault(number, []).extend([self.people[maker].name] if maker else [])
        return {
            number: f"{' + '.join(sorted(makers[number]))} {model}".strip()
            for number, model in models.items()
        }

    def ask(self, stated: Ask) -> Sequence[Any]:
        """The claims that were made or ended in this window."""
        found = stated(self.scope, self.reader, self.moment, self.keys, after=self.after)
        return found.mappings().all()

    def moves(
        self, rows: Iterable[Any], identity: tuple[str, ...], said: Callable[[Any], T]
    ) -> Iterator[tuple[int, Any, Move[T]]]:
        """What each change did to each thing, with a row that names the thing."""
        of: dict[tuple[Any, ...], tuple[list[Spell[T]], list[Spell[T]]]] = {}
        named_by: dict[tuple[Any, ...], Any] = {}
        for row in rows:
            spell = Spell(row["holds_from"], row["holds_to"], said(row))
            for side, change in enumerate((row["ended_in"], row["made_in"])):
                if change in self:
                    key = (change, *(row[name] for name in identity))
                    of.setdefault(key, ([], []))[side].append(spell)
                    named_by.setdefault(key, row)
        for key, (ended, made) in of.items():
            for move in moves(ended, made):
                yield key[0], named_by[key], move
