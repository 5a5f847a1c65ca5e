"""A new edition of the method reaches a register that is already filled, and changes no stored score."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from busrisk.register.session import Register
from busrisk.rulebook import shelf
from busrisk.workflow import make_ready as readiness
from busrisk.workflow import rescore as scoring
from tests.register.stored import counts, rows, touched
from tests.workflow.answering import scores

STARTS = date(2026, 10, 1)


def test_a_start_after_a_new_edition_scores_by_it_once_and_keeps_the_old_scores(
    ready: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = shelf.editions()
    head = first.head.model_copy(update={"id": "2026-10", "holds_from": STARTS})
    both = (first, first.model_copy(update={"head": head, "digest": "0" * 64}))
    for room in (shelf, readiness, scoring):
        monkeypatch.setattr(room, "editions", lambda: both)
    before = rows(ready)
    told: list[str] = []
    settings = replace(ready.settings, clock=datetime(2026, 11, 22, 10, tzinfo=UTC))
    for _ in range(2):
        readiness.make_ready(ready, settings, tell=told.append)
    assert told == ["Nieuwe editie van de methode: 66 keer gescoord."]
    assert touched(before, rows(ready)) == []
    assert counts(ready)["assessment"] == 2 * 66
    found = scores(ready, day=date(2026, 11, 1)).values()
    assert {each.assessment.edition for each in found if each.assessment} == {"2026-10"}
    found = scores(ready, day=date(2026, 9, 30)).values()
    assert {each.assessment.edition for each in found if each.assessment} == {"2026-12"}
