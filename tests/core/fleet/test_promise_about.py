"""A promised count that is about: against nothing at all it still is a deviation."""

from __future__ import annotations

import pytest

from busrisk.core.facts import Count, PartyRef, Source
from busrisk.core.fleet.promise import Bounds, Kept, KeptLine, PromiseLine, substitution

MAKER = PartyRef("vdl", "VDL")


@pytest.mark.parametrize(
    ("promised", "present", "kept"),
    [
        (Bounds(150, 150, circa=True), Bounds(0, 0), Kept.LESS),
        (Bounds(0, 0), Bounds(85, 85, circa=True), Kept.MORE),
        (Bounds(150, 150, circa=True), Bounds(140, 140), Kept.NOT_DETERMINABLE),
        (Bounds(150, 150, circa=True), Bounds(0, None), Kept.NOT_DETERMINABLE),
    ],
)
def test_about_against_nothing_deviates_and_against_something_it_cannot_be_told(
    promised: Bounds, present: Bounds, kept: Kept
) -> None:
    assert KeptLine((MAKER,), promised, present).kept is kept


def test_what_was_about_stays_about_in_the_words() -> None:
    line = PromiseLine(1, (MAKER,), None, None, Count(150, circa=True), Source("gunning"))
    found = substitution([line], ())
    assert found
    assert found.words("nl") == "wijkt af van inschrijving: circa 150 VDL minder dan toegezegd"
