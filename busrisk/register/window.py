"""The claims that were made or ended between two changes: what every list of changes is read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select

from busrisk.access.scope import Scope
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
    Variant,
    VariantMaker,
    table,
)
from busrisk.register.telling import tellings

concession, fact = table(Concession), table(ConcessionClaim)
deployment, baseline = table(Deployment), table(Baseline)
variant, variant_maker = table(Variant), table(VariantMaker)
T = TypeVar("T")


class Window:
    """What is asked: whose concessions, between which changes."""

    def __init__(
        self, scope: Scope, reader: Reader, moment: Moment, after: int, concession_key: Keys
    ) -> None:
        self.scope, self.reader, self.moment = scope, reader, moment
        self.after, self.keys = after, concession_key

    def __contains__(self, change: int | None) -> bool:
        return change is not None and self.after < change <= self.moment.known

    @cached_property
    def told(self) -> Mapping[int, Told]:
        """Every telling of the window, read once for all kinds of change."""
        return tellings(self.scope, self.reader, self.moment, range(self.after + 1, self.moment.known + 1))

    @cached_property
    def vehicles(self) -> Mapping[int, str]:
        """Makers and model of every vehicle type, by its number: 'Yutong U15'; '' where no source says."""
        people = names(self.scope, self.reader, self.moment)
        typed = select(variant.c.id, variant.c.model, variant_maker.c.party_id)
        query = typed.join(variant_maker, variant_maker.c.variant_id == variant.c.id, isouter=True)
        models: dict[int, str] = {}
        makers: dict[int, set[str]] = {}
        for number, model, maker in self.reader.connection.execute(query):
            models[number] = model or ""
            makers.setdefault(number, set()).update({people[maker].name} if maker else ())
        return {each: f"{' + '.join(sorted(makers[each]))} {model}".strip() for each, model in models.items()}

    def ask(self, stated: Ask) -> Sequence[Any]:
        """The claims that were made or ended in this window."""
        found = stated(self.scope, self.reader, self.moment, self.keys, after=self.after)
        return found.mappings().all()

    def moves(
        self, rows: Iterable[Any], identity: tuple[str, ...], said: Callable[[Any], T]
    ) -> Iterator[tuple[Told, Any, Move[T]]]:
        """What each change did to each thing, with a row that names the thing."""
        of: dict[tuple[Any, ...], tuple[list[Spell[T]], list[Spell[T]]]] = {}
        named: dict[tuple[Any, ...], Any] = {}
        for row in rows:
            spell = Spell(row["holds_from"], row["holds_to"], said(row))
            for side, change in enumerate((row["ended_in"], row["made_in"])):
                if change in self:
                    key = (change, *(row[name] for name in identity))
                    of.setdefault(key, ([], []))[side].append(spell)
                    named.setdefault(key, row)
        for key, (ended, made) in of.items():
            for move in moves(ended, made):
                yield self.told[key[0]], named[key], move


OF_DEPLOYMENT = (deployment.c.key.label("deployment_key"), baseline.c.variant_id)
NAMED = (concession.c.key.label("concession_key"), fact.c.name.label("concession_name"))


def named(moment: Moment) -> ColumnElement[bool]:
    return and_(fact.c.concession_id == concession.c.id, held(fact, moment))


def touched(claims: Any, moment: Moment) -> ColumnElement[bool]:
    """The claims that were made or ended in the window asked about."""
    made, ended, after = claims.c.made_in, claims.c.ended_in, place("after")
    return or_(
        and_(made > after, made <= moment.known),
        and_(ended > after, ended <= moment.known),
    )


def about(row: Any) -> ConcessionRef:
    return ConcessionRef(row["concession_key"], row["concession_name"] or row["concession_key"])
