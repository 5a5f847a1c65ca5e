"""Small acts on a register, and the changes they left."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from busrisk.register.claims import Identities, Ledger
from busrisk.register.session import Register, Writer
from busrisk.register.tables import Change, Party, PartyFact, table

DAY = date(2026, 1, 1)
change = table(Change)


def state_name(writer: Writer, key: str, name: str, day: date = DAY) -> None:
    """From a day on a party has this name."""
    number = Identities(writer, Party).number(key)
    ledger = Ledger(writer, PartyFact, "party_id")
    ledger.state({"party_id": number}, {"name": name}, day)
    ledger.flush()


def changes(register: Register) -> list[int]:
    with register.reader() as reader:
        return list(reader.connection.scalars(select(change.c.id).order_by(change.c.id)))
