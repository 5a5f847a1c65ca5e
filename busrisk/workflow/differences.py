"""What an import changes, in words: shown before it is stored and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from busrisk.core.dutch import write_count
from busrisk.core.facts import Count, FleetStatus
from busrisk.core.fleet.statement import BatchSaid
from busrisk.core.wording import word
from busrisk.register.claims import Stated, Step

_WATCHED = {
    "quality": "hoe zeker",
    "propulsion": "aandrijving",
    "first_year": "jaar",
    "expected": "verwachte levering",
    "minibus": "minibus",
    "maker_label": "fabrikant",
    "dated": "datum van de bron",
    "note": "toelichting",
}


@dataclass(frozen=True)
class Difference:
    """One thing an import changes: what it is about, and in Dutch what becomes of it."""

    step: Step
    about: str
    said: str = ""


@dataclass(frozen=True)
class ImportReport:
    """What an import did or, on a dry run, would do."""

    rows: int
    differences: tuple[Difference, ...]
    absent: tuple[str, ...]  # in the register, not in this file: left as they are unless the list is whole
    rescored: int
    stored: bool

    @property
    def changes_nothing(self) -> bool:
        return not self.differences and not self.rescored

    def count(self, step: Step) -> int:
        return sum(1 for each in self.differences if each.step is step)


def batch_values(row: BatchSaid) -> dict[str, Any]:
    """What a row claims of its batch, as the register keeps it."""
    return {
        "status": row.status.value,
        "count": row.count.value,
        "circa": row.count.circa,
        "quality": row.quality.value,
        "propulsion": row.propulsion.value if row.propulsion else None,
        "first_year": row.first_year,
        "expected": str(row.expected) if row.expected else None,
        "minibus": row.minibus,
        "maker_label": row.maker_label,
        "source": row.source.citation,
        "dated": str(row.source.dated) if row.source.dated else None,
        "note": row.note,
    }


def batch_difference(stated: Stated, row: BatchSaid) -> Difference:
    """'aantal 246 wordt 240', for each field that changed; of a new batch its buses."""
    buses = f"{write_count(row.count, 'nl')} ({word(row.status, 'nl')})"
    said = _became(stated.before, row) if stated.step is Step.CHANGED else buses
    return Difference(stated.step, f"wagenparkdeel {row.record_id}", said)


def _became(before: Mapping[str, Any], row: BatchSaid) -> str:
    then = Count(before["count"], before["circa"])
    parts = []
    if then != row.count:
        parts.append(f"aantal {write_count(then, 'nl')} wordt {write_count(row.count, 'nl')}")
    if before["status"] != row.status.value:
        parts.append(f"status {word(FleetStatus(before['status']), 'nl')} wordt {word(row.status, 'nl')}")
    now = batch_values(row)
    parts += [label for name, label in _WATCHED.items() if before[name] != now[name]]
    return ", ".join(parts) or "type of bron"
