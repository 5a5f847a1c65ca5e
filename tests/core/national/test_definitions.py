"""S4: the definition decides; what no source says is unknown under each of them."""

from __future__ import annotations

from datetime import date

import pytest

from busrisk.core.facts import PartyRef
from busrisk.core.national.definitions import (
    EU_COUNTRIES,
    BusDefinition,
    Definitions,
    MakerCountries,
    Origin,
    OriginDefinition,
    counted,
    country_code,
    origin_of_makers,
)
from busrisk.core.national.origin import by_origin
from tests.core.fleet_facts import batch

HERE, FAR, MIXED = PartyRef("here", "Hier"), PartyRef("far", "Ver"), PartyRef("mixed", "Gemengd")
COUNTRIES = {
    "here": MakerCountries("NL", "NL", frozenset({"NL", "BE"})),
    "far": MakerCountries("CN", "CN", frozenset({"CN"})),
    "mixed": MakerCountries("IT", None, frozenset({"IT", "CN"})),
}
HQ, PARENT, ASSEMBLY = OriginDefinition


def origin(*makers: PartyRef, by: OriginDefinition = HQ) -> Origin:
    return origin_of_makers(makers, COUNTRIES, by)


def test_there_are_27_member_states_and_no_other_country_of_the_eea_is_one() -> None:
    assert len(EU_COUNTRIES) == 27
    assert not EU_COUNTRIES & {"IS", "LI", "NO", "CH", "GB"}


@pytest.mark.parametrize(
    ("maker", "by", "expected"),
    [
        (HERE, HQ, Origin.EU),
        (FAR, HQ, Origin.NON_EU),
        (MIXED, HQ, Origin.EU),
        (MIXED, PARENT, Origin.UNKNOWN),
        (MIXED, ASSEMBLY, Origin.UNKNOWN),
        (HERE, ASSEMBLY, Origin.EU),
    ],
)
def test_one_maker_may_have_another_origin_by_another_definition(
    maker: PartyRef, by: OriginDefinition, expected: Origin
) -> None:
    assert origin(maker, by=by) is expected


def test_a_plant_of_which_the_country_is_not_named_leaves_assembly_unknown() -> None:
    countries = {"here": MakerCountries(assembly=frozenset({"HU", ""}))}
    assert origin_of_makers([HERE], countries, ASSEMBLY) is Origin.UNKNOWN


def test_two_makers_without_a_split_are_unknown_unless_they_agree() -> None:
    assert origin(HERE, FAR) is Origin.UNKNOWN
    assert origin(HERE, MIXED) is Origin.EU


def test_nobody_and_a_maker_of_whom_nothing_is_stated_are_unknown() -> None:
    assert origin() is origin(PartyRef("new", "Nieuw")) is Origin.UNKNOWN


@pytest.mark.parametrize("prose", ["IT before closing, IN after", "see iveco", "", "XX", "nl", None])
def test_what_is_no_plain_country_code_is_not_guessed(prose: str | None) -> None:
    assert country_code(prose) is None


def test_a_minibus_counts_only_under_the_wide_definition() -> None:
    fleet = (batch("1", 40, HERE), batch("2", 32, HERE, minibus=True))
    assert counted(fleet, BusDefinition.ALL) == fleet
    assert counted(fleet, BusDefinition.WITHOUT_MINIBUSES) == fleet[:1]


def test_the_three_parts_are_always_there_and_make_up_the_whole() -> None:
    fleet = (batch("1", 30, HERE), batch("2", 50, FAR), batch("3", 20), batch("4", None, FAR))
    lines = by_origin(fleet, COUNTRIES, Definitions(), date(2026, 1, 1))
    assert [(line.origin, line.fleet.running) for line in lines] == [
        (Origin.NON_EU, 50), (Origin.EU, 30), (Origin.UNKNOWN, 20),
    ]  # fmt: skip
    assert [line.fleet.unknown_batches for line in lines] == [1, 0, 0]
    assert [line.percent for line in lines] == [50.0, 30.0, 20.0]
    assert [line.nameless for line in lines] == [False, False, True]
