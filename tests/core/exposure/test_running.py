"""Running buses of a deployment: what is ordered or gone is left out, and what is not counted is not zero."""

from __future__ import annotations

import pytest

from busrisk.core.exposure.actor_reach import ProviderRole
from busrisk.core.exposure.concentration import Majority
from busrisk.core.exposure.priority import StateLink
from busrisk.core.exposure.running import RunningBuses, running_buses, running_range
from busrisk.core.exposure.words import WORDS, exposure_word, unsized_in_words
from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, Source

S = FleetStatus


def batch(status: FleetStatus, buses: int | None, circa: bool = False) -> BatchFact:
    return BatchFact(
        *("1", "a", "A", None, (), None, None, None, status, Count(buses, circa), CountQuality.REPORTED),
        *(None, Source("list"), None, None),
    )


@pytest.mark.parametrize(
    ("batches", "expected", "value"),
    [
        ([], (0, 0), 0),
        ([batch(S.IN_SERVICE, 40), batch(S.IN_SERVICE_UNVERIFIED, 6)], (46, 46), 46),
        ([batch(S.IN_SERVICE, 40), batch(S.ON_ORDER, None), batch(S.WITHDRAWN, 9)], (40, 40), 40),
        ([batch(S.IN_SERVICE, 100), batch(S.IN_SERVICE, None)], (100, None), None),
        ([batch(S.IN_SERVICE, 40), batch(S.UNKNOWN, 5)], (40, 45), None),
        ([batch(S.UNKNOWN, None)], (0, None), None),
    ],
)
def test_running_buses_at_least_and_at_most(
    batches: list[BatchFact], expected: tuple[int, int | None], value: int | None
) -> None:
    assert running_range(batches) == expected
    assert running_buses(batches) == RunningBuses(*expected)
    assert running_buses(batches).value == value


def test_a_count_that_is_about_stays_about_in_the_sum() -> None:
    assert running_buses([batch(S.IN_SERVICE, 40, circa=True)]) == RunningBuses(40, 40, circa=True)


def test_every_value_of_exposure_has_its_own_word_in_both_languages() -> None:
    values = [*ProviderRole, *StateLink, *Majority]
    assert len(WORDS) == len(values)
    for language in ("nl", "en"):
        assert len({exposure_word(value, language) for value in values}) == len(values)


def test_fleets_of_unknown_size_are_counted_in_words() -> None:
    assert [unsized_in_words(1, "nl"), unsized_in_words(3, "en")] == [
        "1 vloot van onbekende omvang",
        "3 fleets of unknown size",
    ]
