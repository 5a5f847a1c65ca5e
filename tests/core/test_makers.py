from __future__ import annotations

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    ANYTHING,
    Assessment,
    BatchFact,
    Count,
    CountQuality,
    DeploymentFact,
    FleetStatus,
    Interval,
    PartyRef,
    ScoredDeployment,
    Source,
)
from busrisk.core.makers import VariantFact, maker_stand, profiles_differ, variant_views

A, B = PartyRef("a", "Alfa"), PartyRef("b", "Beta")
OLD, NEW = VariantFact("a-old", "Old 12", True, None), VariantFact("a-new", "New 12", True, None)
MIXED = VariantFact("x-9~a", None, False, None)


def batch(
    record: str, count: int | None, *makers: PartyRef, status: FleetStatus = FleetStatus.IN_SERVICE
) -> BatchFact:
    return BatchFact(
        record_id=record,
        concession=record[0],
        concession_name=record[0].upper(),
        holder=None,
        makers=makers,
        maker_label=None,
        model=None,
        propulsion=None,
        status=status,
        count=Count(count),
        quality=CountQuality.REPORTED,
        first_year=None,
        source=Source("bron", PartialDate("2026-01-01")),
        note=None,
        deployment=record,
    )


def scored(key: str, overall: Interval) -> ScoredDeployment:
    fact = DeploymentFact(key, key[0], key[0].upper(), None, (A,), None, None)
    dimensions = tuple((each, overall) for each in ("D1", "D2", "D3", "D4"))
    made = Assessment("2026-12", "", "", None, overall, dimensions, (), ())
    return ScoredDeployment(fact, made, None, 1, 21)


def test_what_two_makers_share_is_in_the_sum_of_neither() -> None:
    fleet = (batch("p1", 40, A), batch("p2", 50, A, B), batch("p3", None, A), batch("p4", 7, B))
    types = {"p1": OLD, "p2": NEW, "p3": MIXED}
    stand = maker_stand("a", fleet, types)
    assert (stand.fleet.running, stand.fleet.unknown_batches, stand.shared.running) == (40, 1, 50)
    assert (stand.variants, stand.unnamed) == (2, 1)


def test_orders_stay_apart_from_what_runs() -> None:
    stand = maker_stand("a", (batch("p1", 40, A), batch("p2", 9, A, status=FleetStatus.ON_ORDER)), {})
    assert (stand.fleet.running, stand.fleet.on_order) == (40, 9)


def test_one_type_in_two_concessions_is_one_variant_and_the_heaviest_counts() -> None:
    fleet = (batch("p1", 40, A), batch("q1", 20, A))
    (view,) = variant_views(
        "a",
        fleet,
        {"p1": OLD, "q1": OLD},
        (scored("p1", Interval(1, 2)), scored("q1", Interval(0, 4)), scored("z1", Interval(4, 4))),
    )
    assert [each.concession for each in view.batches] == ["p", "q"]
    assert (view.overall, view.answered, view.asked) == (Interval(1, 4), 2, 42)


def test_variants_without_a_known_type_come_last_and_each_by_itself() -> None:
    fleet = (batch("p9", 1, A), batch("p1", 40, A), batch("q1", 20, A))
    types = {"p9": MIXED, "p1": OLD, "q1": NEW}
    views = variant_views("a", fleet, types, ())
    assert [each.variant for each in views] == [NEW, OLD, MIXED]
    assert [each.overall for each in views] == [None, None, None]


def test_variants_of_one_make_may_differ_and_then_the_make_says_so() -> None:
    fleet = (batch("p1", 40, A), batch("q1", 20, A))
    types = {"p1": OLD, "q1": NEW}
    equal = variant_views("a", fleet, types, (scored("p1", ANYTHING), scored("q1", ANYTHING)))
    apart = variant_views("a", fleet, types, (scored("p1", ANYTHING), scored("q1", Interval(0, 0))))
    unseen = variant_views("a", fleet, types, ())
    assert [profiles_differ(each) for each in (equal, apart, unseen)] == [False, True, False]
