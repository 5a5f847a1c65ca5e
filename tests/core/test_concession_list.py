from __future__ import annotations

from collections.abc import Sequence

import pytest

from busrisk.core.concession_list import NO_MAKER, Order, Wish, choices, wanted
from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    Assessment,
    BatchFact,
    ConcessionFact,
    ConcessionStatus,
    Count,
    CountQuality,
    DeploymentFact,
    FleetStatus,
    Interval,
    PartyRef,
    ScoredDeployment,
    Source,
)
from busrisk.core.rollup import ConcessionView, concession_views


def fact(key: str, name: str, province: str, end: str | None, status: str = "running") -> ConcessionFact:
    return ConcessionFact(
        key=key,
        name=name,
        region="nl",
        grantors=(PartyRef(f"g-{key}", f"Provincie {province}"),),
        holder=PartyRef("op", "Vervoerder"),
        provinces=(province,),
        start=None,
        end=PartialDate(end) if end else None,
        status=ConcessionStatus(status),
    )


def batch(concession: str, count: int | None, maker: str | None) -> BatchFact:
    return BatchFact(
        record_id=f"{concession}-1",
        concession=concession,
        concession_name=concession,
        holder=None,
        makers=(PartyRef(maker, maker),) if maker else (),
        maker_label=maker,
        model=None,
        propulsion=None,
        status=FleetStatus.IN_SERVICE,
        count=Count(count),
        quality=CountQuality.REPORTED,
        first_year=None,
        source=Source("bron"),
        note=None,
        deployment=None,
    )


def scored(concession: str, high: int, *uppers: int) -> ScoredDeployment:
    dimensions = tuple(zip(("D1", "D2", "D3", "D4"), (Interval(0, upper) for upper in uppers), strict=True))
    made = Assessment("e", "r", "a", None, Interval(0, high), dimensions, (), ())
    deployment = DeploymentFact(concession, concession, concession, None, (), None, None)
    return ScoredDeployment(deployment, made, None)


FLEET = (
    batch("fry", 6, "Alfa"),
    batch("zh", 275, "Beta"),
    batch("utr", None, "Alfa"),
    batch("gro", 90, None),
)
VIEWS = concession_views(
    (
        fact("fry", "Fryslân", "Fryslân", "2034-12"),
        fact("gro", "Groningen", "Groningen", "2029-12-08", "awarded"),
        fact("utr", "Utrecht", "Utrecht", None),
        fact("zh", "Zuid-Holland Noord", "Zuid-Holland", "2034-06-30"),
    ),
    FLEET,
    (scored("fry", 4, 1, 1, 4, 1), scored("zh", 4, 2, 4, 1, 1), scored("utr", 3, 3, 3, 3, 3)),
)


def names(views: Sequence[ConcessionView]) -> list[str]:
    return [view.concession.key for view in views]


def found(**wish: object) -> list[str]:
    return names(wanted(VIEWS, Wish(**wish)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("fryslan", ["fry"]),
        ("FRYSLÂN", ["fry"]),
        ("noord zuid", ["zh"]),
        ("beta", ["zh"]),
        ("vervoerder", ["fry", "gro", "utr", "zh"]),
        ("provincie utrecht", ["utr"]),
        ("bestaat niet", []),
        ("  ", ["fry", "gro", "utr", "zh"]),
    ],
)
def test_a_search_finds_every_word_in_names_without_case_or_accents(words: str, keys: list[str]) -> None:
    assert found(words=words) == keys


def test_filters_narrow_together() -> None:
    assert found(province="Fryslân") == ["fry"]
    assert found(status=ConcessionStatus.AWARDED) == ["gro"]
    assert found(maker="Alfa") == ["fry", "utr"]
    assert found(maker="Alfa", province="Utrecht") == ["utr"]
    assert found(maker="Beta", province="Utrecht") == []


def test_buses_without_a_named_maker_can_be_looked_for() -> None:
    assert found(maker=NO_MAKER) == ["gro"]
    assert choices(VIEWS).makers == ("Alfa", "Beta", NO_MAKER)


def test_only_what_is_there_can_be_chosen() -> None:
    assert choices(VIEWS).statuses == (ConcessionStatus.RUNNING, ConcessionStatus.AWARDED)
    assert choices(()).makers == ()


def test_most_buses_come_first_and_an_unknown_number_last() -> None:
    assert found(order=Order.BUSES) == ["zh", "gro", "fry", "utr"]


def test_the_first_to_end_comes_first_a_month_counting_to_its_last_day() -> None:
    assert found(order=Order.END) == ["gro", "zh", "fry", "utr"]


def test_the_heaviest_upper_bound_comes_first_then_the_dimensions_from_high_to_low() -> None:
    # Both E at most; from high to low 4,2,1,1 stands before 4,1,1,1. A concession without a score comes last.
    assert found(order=Order.CLASS) == ["zh", "fry", "utr", "gro"]
