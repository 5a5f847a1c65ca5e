"""S3: orders are added to what runs as an assumption only, and only those expected in time."""

from __future__ import annotations

from datetime import date
from typing import Any

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, FleetStatus
from busrisk.core.national.picture import national
from busrisk.core.national.projection import Projection, Start, projection, start_words
from tests.core.fleet_facts import batch
from tests.core.national.test_share import DAY, LETTER, A, B

END = date(2026, 12, 31)


def order(record: str, count: int | None, maker: Any = A, **more: Any) -> BatchFact:
    return batch(record, count, maker, status=FleetStatus.ON_ORDER, **more)


def made(*batches: BatchFact, horizon: date = END, day: date = DAY) -> Projection:
    return projection(national(day, batches, LETTER, {}, ()), batches, horizon)


def test_s3_running_and_orders_by_the_end_of_the_year_per_maker_and_together() -> None:
    in_december = PartialDate("2026-12-13")
    found = made(
        order("1", 64, expected=PartialDate("2026")),
        order("2", 9, expected=PartialDate("2026")),
        *(order(f"3{count}", count, B, expected=in_december) for count in (40, 44)),
        order("5", 44, B, expected=in_december),
    )
    assert found.total
    assert [(line.starts, line.by_then, line.ends) for line in (*found.lines, found.total)] == [
        (319, 73, 392), (250, 128, 378), (569, 201, 770),
    ]  # fmt: skip
    assert round(found.total.growth_percent or 0, 1) == 35.3


def test_an_order_for_later_or_without_a_date_stands_apart() -> None:
    found = made(
        order("1", 10, expected=PartialDate("2027-01")),
        order("2", 20),
        order("3", None, expected=PartialDate("2026")),
        order("4", 5, first_year=2026),
    )
    assert found.total
    assert (found.total.by_then, found.total.later, found.total.undated) == (5, 10, 20)
    assert found.total.uncounted == 1


def test_an_order_that_may_come_before_or_after_the_horizon_is_not_counted_as_in_time() -> None:
    found = made(order("1", 10, expected=PartialDate("2026")), horizon=date(2026, 6, 30))
    assert found.total
    assert (found.total.by_then, found.total.undated) == (0, 10)


def test_running_buses_are_no_orders_and_the_control_total_is_where_it_starts() -> None:
    found = made(batch("1", 320, A))
    assert [line.ends for line in found.lines] == [319, 250]


def test_without_a_control_total_there_is_nothing_to_project() -> None:
    orders = (order("1", 10, expected=PartialDate("2026")),)
    found = projection(national(DAY, orders, (), {}, ()), orders, END)
    assert (found.lines, found.total) == ((), None)


def test_the_projection_follows_a_maker_without_a_control_total_of_its_own() -> None:
    group = tuple(each for each in LETTER if each.makers != (A,))
    orders = (batch("1", 12, A), order("2", 8, expected=PartialDate("2026")))
    found = projection(national(DAY, orders, group, {}, ()), orders, END)
    assert [(line.starts, line.ends) for line in found.lines] == [(12, 20), (250, 250)]
    assert [line.circa for line in found.lines] == [False, True]


def test_an_order_that_was_delivered_since_the_control_total_does_not_make_the_projection_fall() -> None:
    before = (batch("1", 300, A, first_year=2024), batch("2", 200, B, first_year=2024))
    ordered = order("3", 64, expected=PartialDate("2026"))
    delivered = batch("3", 64, A, first_year=2026)
    in_june = date(2026, 6, 1)
    assert [line.ends for line in made(*before, ordered).lines] == [383, 250]
    later = made(*before, delivered, day=in_june)
    assert later.start is Start.REGISTER_OTHER_DAY
    assert [line.ends for line in later.lines] == [364, 200], (
        "all from the register, the delivered bus among them"
    )
    assert later.total
    assert (later.total.starts, later.total.circa) == (564, False)
    assert start_words(later, "nl") == (
        "begonnen bij het register, want het controletotaal is van 1 januari 2026"
    )


def test_on_another_day_the_control_total_stands_while_nothing_may_have_come_into_service_since() -> None:
    found = made(batch("1", 300, A, first_year=2024), order("2", 9, expected=PartialDate("2026")), day=END)
    assert found.start is Start.CONTROL
    assert found.total
    assert (found.total.ends, start_words(found, "nl")) == (578, "")


def test_a_running_batch_without_a_year_may_have_come_since() -> None:
    assert made(batch("1", 300, A), day=END).start is Start.REGISTER_OTHER_DAY


def test_a_maker_of_which_nothing_is_counted_starts_from_unknown_and_not_from_nothing() -> None:
    found = made(batch("1", 300, A), batch("2", None, B), day=END)
    assert [(line.starts, line.ends) for line in found.lines] == [(300, 300), (None, None)]
