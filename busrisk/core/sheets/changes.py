"""What changed since when, as a table: who told it, of which concession, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice

from busrisk.core.fleet.changes import (
    AnswerChange,
    Change,
    ControlChange,
    FleetChange,
    HandoverChange,
    HolderChange,
    NeedChange,
    PromiseChange,
    ProviderChange,
)
from busrisk.core.fleet.history import ConcessionRef, Told
from busrisk.core.sheets.change_words import said
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick

_ROLES = {
    "grantor": ("concessieverlener", "grantor"),
    "operator": ("vervoerder", "operator"),
    "ministry": ("ministerie", "ministry"),
    "administrator": ("beheerder", "administrator"),
}

# What a telling of many says of each kind: one of them and more, each in Dutch and in English.
_KINDS = {
    FleetChange: (("wagenparkdeel", "fleet batch"), ("wagenparkdelen", "fleet batches")),
    HolderChange: (("concessiehouder", "concession holder"), ("concessiehouders", "concession holders")),
    AnswerChange: (("antwoord", "answer"), ("antwoorden", "answers")),
    ProviderChange: (("partij achter de bussen", "party"), ("partijen achter de bussen", "parties")),
    NeedChange: (("behoefte", "need"), ("behoeften", "needs")),
    PromiseChange: (
        ("regel van een toezegging", "line promised"),
        ("regels van toezeggingen", "lines promised"),
    ),
    HandoverChange: (
        ("punt van een overdracht", "item handed over"),
        ("punten van overdrachten", "items handed over"),
    ),
    ControlChange: (("controletotaal", "control total"), ("controletotalen", "control totals")),
}
MANY = 10  # changes of one telling, from which a sum says more than the list


class Grain(StrEnum):
    """What is one row of a telling of many, such as a start list that was read."""

    CHANGE = "change"
    CONCESSION = "concession"
    TELLING = "telling"


@dataclass(frozen=True)
class ChangesListed:
    """`concessions`: the key of the one concession that a row is about; '' where it is about more or none."""

    table: Table
    concessions: tuple[str, ...]
    more: bool  # there are more rows than were asked for


def listed_changes(
    changes: Iterable[Change], language: str, most: int, grain: Grain = Grain.CHANGE
) -> ChangesListed:
    """One row per change, the newest telling first; of a telling of many one per `grain`."""
    columns = (
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("what", pick(language, "Wat", "What"), width=70),
        Column("day", pick(language, "Geldt vanaf", "Holds from"), Kind.DATE, 12),
        Column("told", pick(language, "Vastgelegd", "Recorded"), Kind.DATE, 12),
        Column("who", pick(language, "Door", "By"), width=26),
    )
    found = tuple(islice(_grouped(changes, grain), most + 1))
    table = Table(
        "changes",
        pick(language, "Wijzigingen", "Changes"),
        columns,
        tuple(_row(each, language) for each in found[:most]),
        empty=pick(language, "In deze tijd is niets gewijzigd.", "Nothing changed in this time."),
        unknown=pick(language, "onbekend", "unknown"),
    )
    keys = (_places(each) for each in found[:most])
    named = tuple(next(iter(of)).key if len(of) == 1 else "" for of in keys)
    return ChangesListed(table, named, len(found) > most)


Group = tuple[Change, ...]


def _grouped(changes: Iterable[Change], grain: Grain) -> Iterator[Group]:
    """What goes into each row."""
    for _, of in groupby(changes, key=lambda each: each.told.change):
        together = tuple(of)
        if grain is Grain.CHANGE or len(together) <= MANY:
            yield from ((each,) for each in together)
        elif grain is Grain.TELLING:
            yield together
        else:
            yield from (tuple(each) for _, each in groupby(together, key=lambda each: each.concession))


def _row(group: Group, language: str) -> tuple[Cell, ...]:
    first = group[0]
    what = said(first, language) if len(group) == 1 else _sum_of(group, language)
    dated = [each.day for each in group if each.concession.key] or [each.day for each in group]
    return _about(group, language), what, min(dated), first.told.at.date(), who(first.told, language)


def _places(group: Group) -> set[ConcessionRef]:
    return {each.concession for each in group if each.concession.key}


def _about(group: Group, language: str) -> str:
    places = _places(group)
    if not places:
        return pick(language, "landelijk", "national")
    if len(places) == 1:
        return next(iter(places)).name
    return pick(language, "{0} concessies", "{0} concessions").format(len(places))


def _sum_of(group: Group, language: str) -> str:
    """'66 wagenparkdelen, 28 concessiehouders vastgelegd'."""
    counts = Counter(type(each) for each in group)
    parts = ", ".join(
        f"{counts[kind]} {pick(language, *words[counts[kind] > 1])}"
        for kind, words in _KINDS.items()
        if counts[kind]
    )
    return pick(language, "{0} vastgelegd", "{0} recorded").format(parts)


def who(told: Told, language: str) -> str:
    """Role and organisation, never a person; the register itself where nobody's account told it."""
    if told.role is None:
        return pick(language, "het register", "the register")
    role = pick(language, *_ROLES[told.role])
    return f"{role} · {told.organisation.name}" if told.organisation else role
