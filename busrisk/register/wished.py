"""What a reader looks for in the list as conditions in SQL, on the claim that holds of each concession."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
)

from busrisk.access.scope import Scope
from busrisk.core.concession_list import NO_MAKER, Wish, folded
from busrisk.core.dates import PartialDate
from busrisk.core.facts import ConcessionStatus, PartyRef
from busrisk.register.claims import held
from busrisk.register.reach import reached
from busrisk.register.session import Moment
from busrisk.register.tables import (
    Baseline,
    Batch,
    BatchClaim,
    Concession,
    ConcessionClaim,
    ConcessionGrantor,
    Holder,
    VariantMaker,
    table,
)

concession, fact = table(Concession), table(ConcessionClaim)
grantor, holder = table(ConcessionGrantor), table(Holder)
batch, claim, baseline = table(Batch), table(BatchClaim), table(Baseline)
variant_maker = table(VariantMaker)
_PRECISIONS = (4, 7, 10)  # characters of a year, a month and a day


def in_reach(scope: Scope, moment: Moment) -> ColumnElement[bool]:
    """Claims on concessions in scope that hold at the moment: one for each concession.

    Who reaches everything is asked per claim, so that the index on names is walked and not made anew.
    """
    within = select(concession.c.id).where(reached(scope, moment))
    if not scope.everything:
        return and_(held(fact, moment), fact.c.concession_id.in_(within))
    this_one = within.where(concession.c.id == fact.c.concession_id).correlate(fact)
    return and_(held(fact, moment), this_one.exists())


@dataclass(frozen=True)
class Told:
    """What the conditions must know beforehand: the names of parties and provinces at the moment."""

    people: dict[int, PartyRef]
    provinces: Sequence[str]

    def named(self, name: str) -> list[int]:
        return [number for number, party in self.people.items() if party.name == name]

    def holding(self, word: str) -> list[int]:
        """The parties whose name holds a folded word."""
        return [number for number, party in self.people.items() if word in folded(party.name)]


def fitting(wish: Wish, moment: Moment, told: Told) -> tuple[ColumnElement[bool], ...]:
    """What a concession must meet to be in the list: every part of the wish."""
    found = [_word(word, moment, told) for word in sorted(set(folded(wish.words).split()))]
    if wish.province:
        found.append(_lies_in(wish.province))
    if wish.status:
        found.append(status_at(moment) == wish.status.value)
    if wish.maker == NO_MAKER:
        found.append(_has_nameless(moment))
    elif wish.maker:
        found.append(_made_by(told.named(wish.maker), moment))
    return tuple(found)


def _word(word: str, moment: Moment, told: Told) -> ColumnElement[bool]:
    """A word of a name, province or party; or the whole key of a concession."""
    parties = told.holding(word)
    keyed = select(concession.c.id).where(concession.c.key == word).scalar_subquery()
    places = [_lies_in(province) for province in told.provinces if word in folded(province)]
    return or_(
        fact.c.sort_name.contains(word, autoescape=True),
        fact.c.concession_id == keyed,
        *places,
        *((_party(holder, parties, moment), _party(grantor, parties, moment)) if parties else ()),
        _made_by(parties, moment),
    )


def _lies_in(province: str) -> ColumnElement[bool]:
    listed = literal(";") + fact.c.provinces + literal(";")
    return listed.contains(f";{province};", autoescape=True)


def _party(claims: Any, parties: list[int], moment: Moment) -> Exists:
    of_it = claims.c.concession_id == fact.c.concession_id
    return is_there(fact, of_it, held(claims, moment), claims.c.party_id.in_(_numbers(parties)))


def is_there(beside: Any, *conditions: ColumnElement[bool]) -> Exists:
    """Whether there are such rows beside a row of a table; whatever else the statement joins is another."""
    return select(literal(1)).where(*conditions).correlate(beside).exists()


def _numbers(parties: list[int]) -> Any:
    """Numbers in the text of the statement: a database takes only so many parameters."""
    return bindparam(None, parties, expanding=True, literal_execute=True)


def fleet_of(moment: Moment) -> ColumnElement[bool]:
    """Joins the batches of a concession: `batch` and what is claimed of each at the moment."""
    return and_(
        batch.c.concession_id == fact.c.concession_id, claim.c.batch_id == batch.c.id, held(claim, moment)
    )


def _made_by(parties: list[int], moment: Moment) -> ColumnElement[bool]:
    if not parties:
        return false()
    made = and_(baseline.c.id == claim.c.baseline_id, variant_maker.c.variant_id == baseline.c.variant_id)
    return is_there(fact, fleet_of(moment), made, variant_maker.c.party_id.in_(_numbers(parties)))


def _has_nameless(moment: Moment) -> ColumnElement[bool]:
    named = is_there(baseline, variant_maker.c.variant_id == baseline.c.variant_id)
    return is_there(fact, fleet_of(moment), baseline.c.id == claim.c.baseline_id, ~named)


def status_at(moment: Moment) -> ColumnElement[str]:
    """The state of a concession on the moment's day, as `core.terms.status_on` tells it."""
    ended, awarded, running = (each.value for each in _STATES)
    return case(
        (fact.c.end_before <= moment.day, literal(ended)),
        (fact.c.start_on > moment.day, literal(awarded)),
        (and_(fact.c.status == awarded, _has_begun(moment.day)), literal(running)),
        else_=fact.c.status,
    )


_STATES = (ConcessionStatus.ENDED, ConcessionStatus.AWARDED, ConcessionStatus.RUNNING)


def _has_begun(day: date) -> ColumnElement[bool]:
    """Whether the last day that the start can mean is there; a month or year still going on is not over."""
    found = []
    for length in _PRECISIONS:
        now = day.isoformat()[:length]
        over = fact.c.start <= now if PartialDate(now).last <= day else fact.c.start < now
        found.append(and_(func.length(fact.c.start) == length, over))
    return or_(*found)
