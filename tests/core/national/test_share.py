"""S1: the published share beside what follows from a total, and the totals that can be behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from busrisk.core.dates import PartialDate
from busrisk.core.facts import ControlFact, PartyRef
from busrisk.core.national.picture import National, national
from busrisk.core.national.share import Shares, fitting_totals, shares

DAY = date(2026, 1, 1)
A, B = PartyRef("a", "Alfa"), PartyRef("b", "Beta")


def control(value: float, *makers: PartyRef, metric: str = "ze_buses", source: str = "brief") -> ControlFact:
    return ControlFact(
        as_of=PartialDate("2026-01-01"),
        dimension="manufacturer" if makers else "all",
        key=" + ".join(maker.name for maker in makers) or "all",
        metric=metric,
        value=value,
        unit="buses",
        is_estimate=True,
        basis='reported "circa"',
        source=source,
        note=None,
        makers=makers,
    )


LETTER = (control(319, A), control(250, B), control(569, A, B), control(21, A, B, metric="ze_share"))


def view(*controls: ControlFact) -> National:
    return national(DAY, (), controls, {}, ())


def found(*more: ControlFact) -> Shares:
    made = shares(view(*LETTER, *more), (*LETTER, *more))
    assert made is not None
    return made


def half_up(buses: int, total: int, decimals: str = "1") -> Decimal:
    return (Decimal(100 * buses) / total).quantize(Decimal(decimals), ROUND_HALF_UP)


def test_the_totals_behind_21_percent_of_569_buses_run_from_2647_to_2775() -> None:
    assert fitting_totals(569, 21.0) == (2647, 2775)
    assert [half_up(569, total) for total in (2646, 2647, 2775, 2776)] == [22, 21, 21, 20]


@given(some.integers(1, 5000), some.integers(1, 99))
def test_a_total_fits_exactly_where_its_share_rounds_to_the_published_one(buses: int, percent: int) -> None:
    fitting = fitting_totals(buses, float(percent))
    if fitting is None:
        return
    least, most = fitting
    assert half_up(buses, least) == half_up(buses, most) == percent
    assert half_up(buses, most + 1) < percent
    assert least == buses or half_up(buses, least - 1) > percent


def test_a_share_with_a_decimal_leaves_a_narrower_range() -> None:
    fitting = fitting_totals(770, 14.7)
    assert fitting is not None
    assert fitting[0] <= 5236 <= fitting[1]
    assert {half_up(770, total, "0.1") for total in fitting} == {Decimal("14.7")}


@given(some.integers(1, 5000), some.integers(1, 9999))
def test_a_share_with_two_decimals_fits_what_rounds_to_two_decimals(buses: int, hundredths: int) -> None:
    percent = Decimal(hundredths) / 100
    fitting = fitting_totals(buses, float(percent))
    decimals = max(0, -int(percent.normalize().as_tuple().exponent))
    for total in fitting or ():
        assert half_up(buses, total, str(Decimal(1).scaleb(-decimals))) == percent


def test_each_decimal_given_narrows_the_range_tenfold() -> None:
    assert fitting_totals(100_000, 14.75) == (677_737, 678_195)


@pytest.mark.parametrize(("buses", "percent"), [(569, 0.0), (0, 21.0), (3, 99.0)])
def test_where_no_largest_total_fits_there_is_no_range(buses: int, percent: float) -> None:
    assert fitting_totals(buses, percent) is None


def test_without_a_total_nothing_is_computed() -> None:
    made = found()
    assert (made.published, made.computed) == (LETTER[3], ())


def test_with_a_total_of_the_same_day_the_share_is_computed_beside_the_published_one() -> None:
    made = found(control(2710, source="eigen telling"))
    (computed,) = made.computed
    percents = {part.maker.name if part.maker else "": round(part.percent, 1) for part in computed.parts}
    assert percents == {"Alfa": 11.8, "Beta": 9.2, "": 21.0}
    assert (computed.same_day, computed.contradicts) == (True, False)
    assert made.published == LETTER[3]


@pytest.mark.parametrize(("total", "contradicts"), [(2646, True), (2647, False), (2775, False), (2776, True)])
def test_a_total_outside_the_range_contradicts_the_published_share(total: int, contradicts: bool) -> None:
    (computed,) = found(control(total, source="eigen telling")).computed
    assert computed.contradicts is contradicts


def test_a_total_of_another_day_is_divided_by_what_was_counted_that_day_and_contradicts_nothing() -> None:
    before = PartialDate("2025-12-31")
    counted = [
        replace(control(buses, *makers, source="telling"), as_of=before)
        for buses, makers in ((2748, ()), (320, (A,)), (239, (B,)))
    ]
    (computed,) = found(*counted).computed
    assert [part.buses for part in computed.parts] == [320, 239, 559]
    assert (computed.same_day, computed.contradicts) == (False, False)


def test_a_total_of_another_day_without_counts_of_that_day_gives_no_share() -> None:
    (computed,) = found(replace(control(2748), as_of=PartialDate("2025-12-31"))).computed
    assert computed.parts == ()


def test_of_two_published_shares_the_one_by_the_source_of_the_group_is_shown() -> None:
    other = control(23, A, B, metric="ze_share", source="krant")
    assert view(other, *LETTER).share == LETTER[3]
    assert view(other, *LETTER[:3]).share == other


def test_a_projection_is_no_total() -> None:
    assert found(replace(control(4444), basis="projection by CROW")).computed == ()


def test_without_a_group_there_is_no_share() -> None:
    assert shares(view(), (control(2710),)) is None
