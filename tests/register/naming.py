"""One party whose name is stated, withdrawn and read back: claims at their simplest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from busrisk.register.claims import Identities, Ledger, Step, held
from busrisk.register.session import Moment, Reader, Register, Writer
from busrisk.register.tables import Party, PartyFact, table

DAY = date(2026, 1, 1)
name_claim = table(PartyFact)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


@dataclass
class Named:
    """One party whose name is stated, withdrawn and read back; each act is a change of its own."""

    register: Register
    key: str = "someone"

    @contextmanager
    def act(self) -> Iterator[tuple[Writer, Ledger, dict[str, int]]]:
        with self.register.writer("tester", "state") as writer:
            number = Identities(writer, Party).number(self.key)
            ledger = Ledger(writer, PartyFact, "party_id", where=name_claim.c.party_id == number)
            yield writer, ledger, {"party_id": number}
            ledger.flush()

    def state(self, name: str, on: int) -> Step:
        with self.act() as (_, ledger, identity):
            return ledger.state(identity, {"name": name}, day(on)).step

    def withdraw(self, on: int) -> Step:
        with self.act() as (_, ledger, identity):
            return ledger.withdraw(identity, day(on)).step

    @property
    def version(self) -> int:
        with self.register.reader() as reader:
            return reader.version

    def named(self, on: int, known: int | None = None) -> str | None:
        with self.register.reader() as reader:
            return self.read(reader, Moment(day(on), reader.version if known is None else known))

    def read(self, reader: Reader, moment: Moment) -> str | None:
        """The name that holds at a moment; two names at once are a failure."""
        query = (
            select(name_claim.c.name)
            .join(table(Party), table(Party).c.id == name_claim.c.party_id)
            .where(table(Party).c.key == self.key, held(name_claim, moment))
        )
        found = reader.connection.scalars(query).all()
        assert len(found) <= 1, f"{found} all hold on {moment}"
        return found[0] if found else None
