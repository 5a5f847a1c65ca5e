"""The promised fleet beside the fleet there is: a deviation holds whatever is unknown, or is not said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, PartyRef, Source
from busrisk.core.fleet.promise import Kept, PromiseLine, substitution

IVECO, VANHOOL, YUTONG = (
    PartyRef("iveco", "Iveco"),
    PartyRef("vanhool", "Van Hool"),
    PartyRef("yutong", "Yutong"),
)
VDL, VOLVO = PartyRef("vdl", "VDL"), PartyRef("volvo", "Volvo")
Makers = tuple[PartyRef, ...]


def promised(*said: tuple[Makers, int | None]) -> list[PromiseLine]:
    return [
        PromiseLine(place, makers, None, None, Count(count), Source("bod"))
        for place, (makers, count) in enumerate(said, 1)
    ]


def there(*said: tuple[Makers, int | None], status: FleetStatus = FleetStatus.IN_SERVICE) -> list[BatchFact]:
    return [
        BatchFact(
            f"zhn-{place}",
            "zhn",
            "ZH-Noord",
            None,
            makers,
            None,
            None,
            None,
            status,
            Count(count),
            CountQuality.REPORTED,
            None,
            Source("opgave"),
            None,
            None,
        )
        for place, (makers, count) in enumerate(said, 1)
    ]


BID = promised(((IVECO,), 140), ((VANHOOL,), 112))


def test_what_came_in_place_of_what_was_promised_is_said_in_words() -> None:
    """S5."""
    found = substitution(BID, there(((IVECO,), 140), ((YUTONG,), 112)))
    assert found is not None
    assert found.words() == "wijkt af van inschrijving: 112 Van Hool → 112 Yutong"
    assert [(line.label, line.kept) for line in found.lines] == [
        ("Iveco", Kept.AS_PROMISED),
        ("Van Hool", Kept.LESS),
        ("Yutong", Kept.MORE),
    ]
    assert (found.promised.exact, found.present.exact) == (252, 252)


def test_orders_count_and_what_left_does_not() -> None:
    ordered = there(((IVECO,), 140), status=FleetStatus.ON_ORDER) + there(((VANHOOL,), 112))
    found = substitution(BID, ordered + there(((YUTONG,), 9), status=FleetStatus.WITHDRAWN))
    assert found is not None
    assert found.deviates is False


@pytest.mark.parametrize(
    "fleet",
    [
        there(((IVECO,), 140), ((VANHOOL,), None)),
        there(((IVECO,), 140), ((), 112)),
        there(((IVECO,), 140), ((VANHOOL,), 112), ((), None)),
    ],
)
def test_an_unknown_count_or_maker_is_not_to_be_established_and_never_no_deviation(
    fleet: list[BatchFact],
) -> None:
    found = substitution(BID, fleet)
    assert found is not None
    assert found.deviates is None
    assert found.words().startswith("niet vast te stellen")


def test_more_than_promised_is_a_deviation_whatever_else_is_unknown() -> None:
    found = substitution(BID, there(((IVECO,), 150), ((IVECO,), None), ((VANHOOL,), 112)))
    assert found is not None
    assert found.deviates is True
    assert "ten minste 10 Iveco" in found.words()


@pytest.mark.parametrize("about", [100, 110, 112, 120])
def test_a_count_that_is_about_establishes_neither_a_deviation_nor_none(about: int) -> None:
    line = PromiseLine(1, (VANHOOL,), None, None, Count(112), Source("bod"))
    (there_,) = there(((VANHOOL,), about))
    circa = replace(there_, count=Count(about, circa=True))
    for found in (
        substitution([line], [circa]),
        substitution([replace(line, count=Count(112, circa=True))], [there_]),
    ):
        assert found is not None
        assert [(each.kept, each.by) for each in found.lines] == [(Kept.NOT_DETERMINABLE, None)]
        assert found.deviates is None


def test_buses_of_an_unknown_maker_that_are_about_leave_no_shortage_established() -> None:
    (nameless,) = there(((), 1))
    found = substitution(promised(((VANHOOL,), 112)), [replace(nameless, count=Count(1, circa=True))])
    assert found is not None
    assert found.deviates is None


def test_makers_named_together_are_counted_together() -> None:
    found = substitution(promised(((VDL,), 40), ((VOLVO,), 43)), there(((VDL, VOLVO), 83)))
    assert found is not None
    assert [(line.label, line.kept) for line in found.lines] == [("VDL + Volvo", Kept.AS_PROMISED)]


def test_without_a_promise_nothing_is_compared() -> None:
    assert substitution([], there(((IVECO,), 1))) is None


COUNTED = st.lists(
    st.tuples(st.sampled_from([(IVECO,), (VANHOOL,), (IVECO, VANHOOL), ()]), st.none() | st.integers(0, 99)),
    min_size=1,
    max_size=4,
)


@given(COUNTED, COUNTED)
def test_with_anything_unknown_it_is_never_said_that_nothing_deviates(
    bid: list[tuple[Makers, int | None]], fleet: list[tuple[Makers, int | None]]
) -> None:
    found = substitution(promised(*bid), there(*fleet))
    assert found is not None
    unknown = any(count is None or (not makers and count) for makers, count in [*bid, *fleet])
    if unknown and found.lines:
        assert found.deviates is not False
