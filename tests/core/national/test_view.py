"""A view by another definition leaves published figures alone; what it leaves out is said as it is."""

from __future__ import annotations

from typing import Any

from busrisk.core.facts import BatchFact, ControlFact, FleetStatus
from busrisk.core.national.definitions import BusDefinition, Definitions, OriginDefinition
from busrisk.core.national.projection import Start, start_words
from busrisk.core.national.view import Chosen, NationalView, national_view
from busrisk.rulebook.shelf import editions
from tests.core.fleet_facts import batch
from tests.core.national.test_share import DAY, LETTER, A, B

WITHOUT = Chosen(Definitions(bus=BusDefinition.WITHOUT_MINIBUSES))
CAPABILITIES = editions()[0].scoring.capabilities


def seen(*batches: BatchFact, chosen: Chosen, controls: Any = LETTER) -> NationalView:
    return national_view(DAY, batches, controls, {}, CAPABILITIES, {}, chosen)


def test_without_minibuses_nothing_is_subtracted_from_totals_that_count_them() -> None:
    fleet = (batch("1", 400, A), batch("2", 32, A, minibus=True))
    found = seen(*fleet, chosen=WITHOUT).picture
    assert found.total
    lines = (*found.lines, found.total)
    assert [(line.not_allocated, line.excess) for line in lines] == [(None, None)] * 3
    assert [line.control_buses for line in lines] == [319, 250, 569], "published figures stay what they are"


def test_another_definition_of_origin_counts_the_same_buses_and_keeps_the_comparison() -> None:
    chosen = Chosen(Definitions(origin=OriginDefinition.PARENT))
    found = seen(batch("1", 320, A), chosen=chosen).picture
    assert [(line.not_allocated, line.excess) for line in found.lines] == [(0, 1), (250, 0)]


def test_without_minibuses_a_projection_starts_from_the_register() -> None:
    found = seen(batch("1", 300, A), chosen=WITHOUT).projection
    assert found.start is Start.REGISTER_OTHER_DEFINITION
    assert found.total
    assert found.total.starts == 300
    assert "hoort bij de gepubliceerde definitie" in start_words(found, "nl")


def test_only_running_and_ordered_buses_are_counted_as_left_out() -> None:
    minibuses = (
        batch("1", 5, A, minibus=True),
        batch("2", 7, A, minibus=True, status=FleetStatus.ON_ORDER),
        batch("3", 11, A, minibus=True, status=FleetStatus.WITHDRAWN),
        batch("4", 13, A, minibus=True, status=FleetStatus.UNKNOWN),
    )
    assert seen(*minibuses, chosen=WITHOUT).left_out == 12


def test_capabilities_are_unknown_for_the_whole_group_also_where_no_maker_has_a_total_of_its_own() -> None:
    group: tuple[ControlFact, ...] = tuple(each for each in LETTER if len(each.makers) == 2)
    found = seen(batch("1", 100, A), batch("2", 50, B), chosen=Chosen(), controls=group).picture
    assert {(line.of, line.unknown) for line in found.capabilities} == {(569, 569)}
