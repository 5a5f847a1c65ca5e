"""The batches of a start list or a fleet statement, written: their types, sources and periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from busrisk.register.bulk import insert_many
from busrisk.register.claims import Identities, Ledger, Stated
from busrisk.register.session import Writer
from busrisk.register.tables import Baseline, Batch, BatchClaim, Concession, Variant, VariantMaker, table

batch, concession, variant_maker = table(Batch), table(Concession), table(VariantMaker)


@dataclass(frozen=True)
class VariantSaid:
    """The vehicle type of a batch as the source states it. `shared` False: a type of this record alone."""

    key: str
    model: str | None
    makers: tuple[str, ...]
    shared: bool


class FleetBook:
    """Writes the batches of a start list; `flush` stores them."""

    def __init__(
        self, writer: Writer, parties: Identities, sources: Identities, concessions: Identities
    ) -> None:
        self.writer = writer
        self.parties = parties
        self.sources = sources
        self.concessions = concessions
        self.numbers = Identities(writer, Batch, "record_id")
        self._variants = Identities(writer, Variant)
        self._baselines = Identities(writer, Baseline)
        self._claims = Ledger(writer, BatchClaim, "batch_id")

    def concession_by_record(self) -> dict[str, str]:
        """The concession every record belongs to already."""
        query = select(batch.c.record_id, concession.c.key).join(
            concession, concession.c.id == batch.c.concession_id
        )
        return {row.record_id: row.key for row in self.writer.connection.execute(query)}

    def state(
        self, record_id: str, concession_key: str, said: VariantSaid, values: dict[str, Any], day: date
    ) -> Stated:
        stated = (record_id, concession_key, said, values["source"])
        baseline = _baseline_key(said, concession_key)
        if not (
            record_id in self.numbers and baseline in self._baselines and values["source"] in self.sources
        ):
            self.introduce([stated])
        values = {**values, "baseline_id": self._baselines.number(baseline)}
        values["source_id"] = self.sources.number(values.pop("source"))
        return self._claims.state({"batch_id": self.numbers.number(record_id)}, values, day)

    def introduce(self, stated: Iterable[tuple[str, str, VariantSaid, str]]) -> None:
        """Makes what is new of these records, each with its concession, type and source, all in one go."""
        stated = list(stated)
        numbers = self.concessions
        self.numbers.make({record: (numbers.number(where),) for record, where, *_ in stated}, "concession_id")
        self.sources.make({citation: () for *_, citation in stated})
        self._make_variants({said.key: said for _, _, said, _ in stated if said.key not in self._variants})
        self._baselines.make(
            {_baseline_key(said, where): (self._variants.number(said.key),) for _, where, said, _ in stated},
            "variant_id",
        )

    def _make_variants(self, new: dict[str, VariantSaid]) -> None:
        self._variants.make(
            {key: (said.model, None if said.shared else key) for key, said in new.items()},
            *("model", "placeholder_for"),
        )
        makers = [
            (self._variants.number(key), self.parties.number(maker))
            for key, said in new.items()
            for maker in said.makers
        ]
        insert_many(self.writer.connection, variant_maker, ("variant_id", "party_id"), makers)

    def standing(self, region: str, day: date) -> frozenset[str]:
        """The records of a region that hold on a day, before this book wrote."""
        open_numbers = {identity[0] for identity in self._claims.open_on(day)}
        query = (
            select(batch.c.id, batch.c.record_id)
            .join(concession, concession.c.id == batch.c.concession_id)
            .where(concession.c.region == region)
        )
        rows = self.writer.connection.execute(query)
        return frozenset(row.record_id for row in rows if row.id in open_numbers)

    def withdraw(self, record_id: str, day: date) -> Stated:
        return self._claims.withdraw({"batch_id": self.numbers.number(record_id)}, day)

    def flush(self) -> None:
        self._claims.flush()


def _baseline_key(said: VariantSaid, concession_key: str) -> str:
    """No software baseline is known to be shared: each concession has its own until one is recorded."""
    return f"{said.key}@{concession_key}"
