"""Batches as plain facts, for tests of what is counted."""

from __future__ import annotations

from typing import Any

from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, PartyRef, Source


def batch(record: str, count: int | None, *makers: PartyRef, **more: Any) -> BatchFact:
    """A running batch of a concession and deployment of its own; `more` are other fields."""
    fields: dict[str, Any] = {
        "record_id": record,
        "concession": record,
        "concession_name": record,
        "holder": None,
        "makers": makers,
        "maker_label": None,
        "model": None,
        "propulsion": None,
        "status": FleetStatus.IN_SERVICE,
        "count": Count(count),
        "quality": CountQuality.REPORTED,
        "first_year": None,
        "source": Source("bron"),
        "note": None,
        "deployment": record,
    }
    return BatchFact(**fields | more)
