"""How many buses a concession cannot do without, as somebody stated it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from busrisk.access.scope import Scope
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import Source
from busrisk.core.fleet.need import NeedStatement
from busrisk.register.claims import Identities, Ledger, Stated, held
from busrisk.register.prepared import prepared
from busrisk.register.reach import Keys, of_keys, reached
from busrisk.register.session import Moment, Reader, Writer
from busrisk.register.tables import Concession, Need, SourceRow, table

need, concession, source = table(Need), table(Concession), table(SourceRow)


def needs(
    scope: Scope, reader: Reader, moment: Moment, concession_key: Keys = None
) -> dict[str, ConcessionNeed]:
    """What is known of each concession's need, by key; a concession of which nothing is known is left out."""
    return {
        row.key: ConcessionNeed(
            row.pvr, row.spares, row.crisis_role, row.only_transport, Source(row.citation)
        )
        for row in _needed(scope, reader, moment, concession_key)
    }


@prepared
def _needed(scope: Scope, moment: Moment, concession_key: Keys) -> Select[Any]:
    return (
        select(concession.c.key, need, source.c.citation)
        .join(need, (need.c.concession_id == concession.c.id) & held(need, moment))
        .join(source, source.c.id == need.c.source_id)
        .where(reached(scope, moment), of_keys(concession_key))
    )


class NeedBook:
    """Writes what concessions need; `flush` stores it."""

    def __init__(self, writer: Writer) -> None:
        self._concessions = Identities(writer, Concession)
        self._sources = Identities(writer, SourceRow, "citation")
        self._ledger = Ledger(writer, Need, "concession_id")

    def state(self, concession_key: str, said: NeedStatement, day: date) -> Stated:
        """From `day` on the concession needs this; None in a field is unknown. The need names its source."""
        if said.need.source is None:
            raise ValueError("a need is stated with its source")
        values = {
            "pvr": said.need.pvr,
            "spares": said.need.spares,
            "crisis_role": said.need.crisis_role,
            "only_transport": said.need.only_transport,
            "source_id": self._sources.number(said.need.source.citation),
            "note": said.note,
        }
        return self._ledger.state({"concession_id": self._concessions.number(concession_key)}, values, day)

    def flush(self) -> None:
        self._ledger.flush()
