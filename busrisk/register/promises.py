"""The fleet a holder promised at the award, kept beside what later came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused
from busrisk.core.facts import Count, PartyRef, Source
from busrisk.core.fleet.promise import PromiseClaimed, PromiseLine, PromiseSaid
from busrisk.core.fleet.values import read_makers
from busrisk.core.names import Names
from busrisk.register.claims import Identities, Ledger, Stated, held
from busrisk.register.parties import names
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.stated_fleet import maker_names
from busrisk.register.tables import Concession, Party, PromiseClaim, SourceRow, table
from busrisk.register.telling import tellings

promise, concession, source = table(PromiseClaim), table(Concession), table(SourceRow)


def promised(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> dict[str, tuple[PromiseLine, ...]]:
    """The promised fleets that hold on the day, by concession key, each in its own order."""
    rows = _standing(scope, reader, moment, concession_key).mappings().all()
    lines = promise_lines(scope, reader, moment, rows)
    found: dict[str, tuple[PromiseLine, ...]] = {}
    for row in rows:
        found[row["key"]] = (*found.get(row["key"], ()), lines[row["id"]])
    return found


@prepared
def _standing(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(promise, concession.c.key, source.c.citation)
        .join(concession, concession.c.id == promise.c.concession_id)
        .join(source, source.c.id == promise.c.source_id)
        .where(held(promise, moment), reached(scope, moment), of_keys(concession_key))
        .order_by(concession.c.key, promise.c.position)
    )


def promises(scope: Scope, reader: Reader, moment: Moment, concession_key: str) -> tuple[PromiseLine, ...]:
    """The promised fleet as it holds on the day, in its own order; empty where none was stated."""
    return promised(scope, reader, moment, concession_key).get(concession_key, ())


def promise_history(
    scope: Scope, reader: Reader, moment: Moment, concession_key: str
) -> tuple[PromiseClaimed, ...]:
    """Every line ever promised as known at the moment, also one taken back since; the newest first."""
    query = (
        select(promise, source.c.citation)
        .join(concession, concession.c.id == promise.c.concession_id)
        .join(source, source.c.id == promise.c.source_id)
        .where(concession.c.key == concession_key, promise.c.made_in <= moment.known, reached(scope, moment))
        .order_by(promise.c.made_in.desc(), promise.c.position, promise.c.holds_from)
    )
    rows = reader.connection.execute(query).mappings().all()
    numbers = {row["made_in"] for row in rows} | {row["ended_in"] for row in rows if row["ended_in"]}
    told, lines = tellings(scope, reader, moment, numbers), promise_lines(scope, reader, moment, rows)
    return tuple(
        PromiseClaimed(
            line=lines[row["id"]],
            holds_from=row["holds_from"],
            holds_to=row["holds_to"],
            told=told[row["made_in"]],
            ended=told.get(row["ended_in"]) if (row["ended_in"] or 0) <= moment.known else None,
        )
        for row in rows
    )


def promise_lines(
    scope: Scope, reader: Reader, moment: Moment, rows: Sequence[Any]
) -> dict[int, PromiseLine]:
    """What each of these claims says, by its number."""
    people = names(scope, reader, moment) if rows else {}
    by_key = {each.key: each for each in people.values()}
    joint = any(row["party_id"] is None and row["maker_label"] for row in rows)
    known = maker_names(scope, reader) if joint else None
    found = {}
    for row in rows:
        maker = people.get(row["party_id"])
        named = [by_key[key] for key in _named_by(row["maker_label"], known) if key in by_key]
        found[row["id"]] = PromiseLine(
            position=row["position"],
            makers=(maker,) if maker else _by_name(named),
            maker_label=row["maker_label"],
            model=row["model"],
            count=Count(row["count"], row["circa"]),
            source=Source(row["citation"], PartialDate(row["dated"]) if row["dated"] else None),
        )
    return found


def _named_by(label: str | None, known: Names | None) -> tuple[str, ...]:
    """The makers a joint label stands for; none where it no longer stands for anybody."""
    try:
        return read_makers(label, known)[0] if label and known else ()
    except ValueRefused:
        return ()


def _by_name(makers: Sequence[PartyRef]) -> tuple[PartyRef, ...]:
    return tuple(sorted(set(makers), key=lambda maker: maker.name))


class PromiseBook:
    """Writes the promise of one concession; `flush` stores it."""

    def __init__(self, writer: Writer, concession_key: str) -> None:
        self._number = Identities(writer, Concession).number(concession_key)
        self._parties, self._sources = Identities(writer, Party), Identities(writer, SourceRow, "citation")
        where = promise.c.concession_id == self._number
        self._ledger = Ledger(writer, PromiseClaim, "concession_id", "position", where=where)

    def state(self, said: Sequence[PromiseSaid], day: date) -> list[Stated]:
        """From `day` on the promise is these lines; lines beyond them are taken out."""
        standing = {identity[1] for identity in self._ledger.open_on(day)}
        done = [
            self._ledger.state(self._at(place), self._values(each), day) for place, each in enumerate(said, 1)
        ]
        beyond = sorted(place for place in standing if place > len(said))
        return done + [self._ledger.withdraw(self._at(place), day) for place in beyond]

    def _at(self, position: int) -> dict[str, int]:
        return {"concession_id": self._number, "position": position}

    def _values(self, said: PromiseSaid) -> dict[str, object]:
        return {
            "party_id": self._parties.number(said.makers[0]) if len(said.makers) == 1 else None,
            "maker_label": said.maker_label,
            "model": said.model,
            "count": said.count.value,
            "circa": said.count.circa,
            "source_id": self._sources.number(said.source.citation),
            "dated": str(said.source.dated) if said.source.dated else None,
        }

    def flush(self) -> None:
        self._ledger.flush()
