"""Vehicle types: one that is not named is never shared; makers that are not told apart count to neither."""

from __future__ import annotations

import pytest

from busrisk.access.scope import national
from busrisk.core.facts import FleetStatus
from busrisk.core.national.picture import fleet_sum
from busrisk.register.session import Register
from tests.databases import on_both
from tests.start_lists import batch, fleet, picture, take

NL = national("nl")


@on_both
def test_a_blank_count_is_unknown_and_never_zero(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", ""), batch("ijv-02", "BYD", "0"))
    found = fleet(empty)
    assert (found["ijv-01"].count.value, found["ijv-02"].count.value) == (None, 0)
    total = fleet_sum(found.values())
    assert (total.running, total.unknown_batches) == (0, 1)


def test_a_withdrawn_batch_is_in_no_sum_and_not_unknown(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", "", fleet_status="withdrawn"), batch("ijv-02", "BYD", "40"))
    total = fleet_sum(fleet(empty).values())
    assert (total.running, total.on_order, total.unknown_batches) == (40, 0, 0)


@on_both
def test_a_batch_of_two_makers_counts_to_neither_alone(ready: Register) -> None:
    joint = fleet(ready)["anm-01"]
    assert [one.key for one in joint.makers] == ["hess", "solaris"]
    assert joint.status is FleetStatus.IN_SERVICE
    by_label = {one.label: one.fleet.running for one in picture(ready, NL).makers}
    assert by_label["Hess + Solaris"] == 50
    assert "Hess" not in by_label
    assert by_label["Solaris"] == 20 + 96 + 30 + 9 + 14


def test_a_batch_of_two_makers_of_the_group_counts_to_their_sum_alone(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", "246"), batch("zhn-01", "BYD + Yutong", "20"))
    view = picture(empty, NL)
    assert [line.fleet.running for line in view.lines] == [246, 0]
    assert view.total is not None
    assert (view.total.fleet.running, view.total.not_allocated) == (266, 303)
    assert {(each.known, each.unknown, each.of) for each in view.capabilities} == {(0, 569, 569)}


def test_a_type_that_is_not_named_is_never_shared_between_records(empty: Register) -> None:
    unnamed = [
        "",
        "model not stated",
        "12 m and 13 m",
        "12 m en 13 m",
        "onbekend",
        "diverse",
        "U12 / U15",
        "U12 & U15",
    ]
    take(
        empty,
        *(batch(f"ijv-{number}a", "Yutong", "1", model=model) for number, model in enumerate(unnamed, 10)),
        *(batch(f"ijv-{number}b", "Yutong", "1", model=model) for number, model in enumerate(unnamed, 10)),
    )
    found = [each.deployment for each in fleet(empty).values()]
    assert len(set(found)) == len(found) == 2 * len(unnamed)


def test_a_named_type_is_one_deployment_per_concession(empty: Register) -> None:
    take(
        empty,
        batch("ijv-01", "Yutong", "1", model="U12"),
        batch("ijv-02", "Yutong", "2", model="u12 "),
        batch("zhn-01", "Yutong", "3", model="U12"),
    )
    found = {each.record_id: each.deployment for each in fleet(empty).values()}
    assert found["ijv-01"] == found["ijv-02"] != found["zhn-01"]


@pytest.mark.parametrize(
    ("one", "other"), [("U12", "U12+"), ("宇通十二", "宇通十三"), ("3.0", "30"), ("Й", "И")]
)
def test_two_names_that_look_alike_without_their_signs_are_two_types(
    empty: Register, one: str, other: str
) -> None:
    take(empty, batch("ijv-01", "Yutong", "1", model=one), batch("ijv-02", "Yutong", "2", model=other))
    found = {each.record_id: each for each in fleet(empty).values()}
    assert found["ijv-01"].deployment != found["ijv-02"].deployment
    assert (found["ijv-01"].model, found["ijv-02"].model) == (one, other)
