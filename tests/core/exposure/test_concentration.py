"""One maker's share of a fleet: exact where everything is known, and otherwise said to be not computable."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dutch import write_number, write_percent
from busrisk.core.exposure.concentration import Fleet, Majority, Makers, concentration
from busrisk.core.facts import Count, PartyRef
from busrisk.core.shares import decimal_of, percentage


def made_by(*names: str) -> Makers:
    return tuple(PartyRef(name.lower(), name) for name in names)


def fleet(*batches: tuple[str, int | None]) -> Fleet:
    return [(made_by(*filter(None, names.split("/"))), Count(buses)) for names, buses in batches]


EAST = (("Yutong", 128), ("Irizar", 39), ("VDL/Volvo", 83))


def test_the_index_of_two_makers_is_exact_and_rounded_once() -> None:
    found = concentration(fleet(("Iveco", 140), ("Yutong", 112)))
    assert found.total == 252
    assert found.hhi == Fraction(410_000, 81)
    assert write_number(decimal_of(found.hhi), 1, "nl") == "5.061,7"
    assert write_number(decimal_of(found.hhi), 0, "nl") == "5.062"
    shares = [write_percent(percentage(line.share), "nl") for line in found.lines if line.share]
    assert shares == ["55,6%", "44,4%"]


def test_the_definition_of_a_bus_decides_on_share_and_flag() -> None:
    narrow = concentration(fleet(*EAST))
    wide = concentration(fleet(*EAST, ("Mercedes-Benz", 32)))
    assert [
        write_percent(percentage(each.lines[0].share or Fraction(0)), "nl") for each in (narrow, wide)
    ] == [
        "51,2%",
        "45,4%",
    ]
    assert (narrow.majority, wide.majority) == (Majority.ESTABLISHED, Majority.NO)
    assert narrow.hhi is wide.hhi is None


@pytest.mark.parametrize(
    ("batches", "majority"),
    [
        ([("A", 125), ("B", 125)], Majority.NO),
        ([("A", 126), ("B", 124)], Majority.ESTABLISHED),
        ([("A", 60), ("A", 60), ("B", 100)], Majority.ESTABLISHED),
        ([("A", 40), ("A/B", 30), ("C", 50)], Majority.POSSIBLE),
        ([("A", 30), ("A/B", 30), ("C", 60)], Majority.NO),
        ([("A", 50), ("", 20), ("C", 50)], Majority.POSSIBLE),
        ([("", 80), ("C", 20)], Majority.POSSIBLE),
        ([("A", 128), ("B", None)], Majority.NOT_COMPUTABLE),
        ([("A", 0)], Majority.NOT_COMPUTABLE),
        ([], Majority.NOT_COMPUTABLE),
    ],
)
def test_more_than_half_is_established_possible_or_not(
    batches: list[tuple[str, int | None]], majority: Majority
) -> None:
    assert concentration(fleet(*batches)).majority is majority


@pytest.mark.parametrize(
    "batches",
    [
        [("A", 10), ("B/C", 1)],
        [("A", 10), ("", 1)],
        [("A", 10), ("B", None)],
        [],
    ],
)
def test_without_every_maker_and_every_count_there_is_no_index(batches: list[tuple[str, int | None]]) -> None:
    assert concentration(fleet(*batches)).hhi is None


def test_an_unknown_count_is_told_apart_and_leaves_no_share() -> None:
    found = concentration(fleet(("A", 10), ("B", 20), ("B", None), ("", None)))
    assert found.total is None
    assert [(line.buses, line.unsized, line.share) for line in found.lines] == [
        (20, 1, None),
        (10, 0, None),
        (0, 1, None),
    ]


def test_an_approximate_count_is_said_to_be_so() -> None:
    about = concentration([(made_by("A"), Count(10, circa=True)), (made_by("B"), Count(5))])
    assert about.circa
    assert [line.circa for line in about.lines] == [True, False]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 500)), min_size=1, max_size=6))
def test_shares_add_up_to_one_and_the_index_lies_between_even_and_one_maker(
    batches: list[tuple[str, int]],
) -> None:
    found = concentration(fleet(*batches))
    assert sum(line.share or 0 for line in found.lines) == 1
    assert found.hhi is not None
    assert Fraction(10_000, len(found.lines)) <= found.hhi <= 10_000
