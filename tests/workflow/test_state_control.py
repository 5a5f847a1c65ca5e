"""Two people at one control total: the second is told, and nothing is stored by halves."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from busrisk.core.facts import ControlFact
from busrisk.core.files.companions import ControlRow
from busrisk.core.national.control_entry import Entry, mark_of, read_entry
from busrisk.register.claims import Step
from busrisk.register.controls import control_totals
from busrisk.register.people import Person, named
from busrisk.register.session import Register
from busrisk.workflow.state_control import ControlChangedSince, state_control, withdraw_control
from tests.databases import NOW, on_both
from tests.start_lists import DAY


def person(register: Register) -> Person:
    with register.reader() as reader:
        return named(reader, "ministry", "nl")


def total(register: Register, who: Person) -> ControlFact:
    """The total of zero-emission buses of the end of 2025."""
    with register.reader() as reader:
        found = control_totals(who.scope, reader, reader.moment(DAY))
    return next(
        each
        for each in found
        if (each.as_of.text, each.key, each.metric) == ("2025-12-31", "all", "ze_buses")
    )


def correction(before: ControlFact, value: str) -> ControlRow:
    typed = {"waarde": value, "toelichting": "herzien"}
    return cast(ControlRow, read_entry(Entry(typed, NOW.date(), frozenset(), before)))


@on_both
def test_a_correction_stands_and_another_of_the_same_page_is_refused(ready: Register) -> None:
    who = person(ready)
    before = total(ready, who)
    assert state_control(ready, who, correction(before, "2.750"), before, "hier") is Step.CHANGED
    now = total(ready, who)
    assert (now.value, now.note, now.basis, mark_of(now) != mark_of(before)) == (
        2750,
        "herzien",
        "reported",
        True,
    )
    with pytest.raises(ControlChangedSince) as refused:
        state_control(ready, who, correction(before, "2.800"), before, "daar")
    assert refused.value.now == now
    assert total(ready, who) == now


def test_withdrawing_what_somebody_else_corrected_is_refused(ready: Register) -> None:
    who = person(ready)
    before = total(ready, who)
    state_control(ready, who, correction(before, "ca. 2.750"), before, "hier")
    assert total(ready, who).basis == 'reported "circa"'
    with pytest.raises(ControlChangedSince):
        withdraw_control(ready, who, before, "dubbel", "daar")
    assert withdraw_control(ready, who, total(ready, who), "dubbel", "daar") is Step.WITHDRAWN
    with pytest.raises(ControlChangedSince) as gone:
        state_control(ready, who, correction(before, "1"), replace(before, value=2750.0), "hier")
    assert gone.value.now is None


def test_a_new_total_never_corrects_one_that_stands(ready: Register) -> None:
    who = person(ready)
    before = total(ready, who)
    with pytest.raises(ControlChangedSince) as refused:
        state_control(ready, who, correction(before, "1"), None, "hier")
    assert refused.value.now == total(ready, who) == before
