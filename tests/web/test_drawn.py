from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.facts import ANYTHING, Interval
from busrisk.web.drawn import Fill, Known, class_boxes, known_bar, point_boxes

intervals = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda ends: Interval(min(ends), max(ends)))


def test_a_class_is_drawn_solid_at_least_hatched_where_possible_and_empty_where_ruled_out() -> None:
    drawn = class_boxes(Interval(2, 4))
    assert [(box.mark, box.fill) for box in drawn.boxes] == [
        ("A", Fill.RULED_OUT),
        ("B", Fill.RULED_OUT),
        ("C", Fill.AT_LEAST),
        ("D", Fill.POSSIBLE),
        ("E", Fill.POSSIBLE),
    ]
    assert drawn.words == "ten minste C, E niet uit te sluiten"


def test_points_are_drawn_with_their_numbers() -> None:
    drawn = point_boxes(Interval(3, 3))
    assert [box.mark for box in drawn.boxes] == list("01234")
    assert drawn.words == "3, vastgesteld"


@given(intervals)
def test_one_box_is_solid_unless_nothing_is_known_and_the_interval_is_never_empty(interval: Interval) -> None:
    fills = [box.fill for box in class_boxes(interval).boxes]
    assert fills.count(Fill.AT_LEAST) == (interval != ANYTHING)
    assert fills.count(Fill.RULED_OUT) == 4 - (interval.high - interval.low)


def test_where_nothing_is_known_no_box_is_solid_for_that_would_read_as_the_best_score() -> None:
    drawn = point_boxes(ANYTHING)
    assert {box.fill for box in drawn.boxes} == {Fill.POSSIBLE}
    assert (drawn.words, drawn.note) == ("ten minste 0, 4 niet uit te sluiten", "nog niets vastgesteld")


def test_unknown_is_drawn_and_counted() -> None:
    bar = known_bar("Software-updates op afstand", 50, 0, 519)
    assert [(part.known, part.count) for part in bar.parts] == [(Known.YES, 50), (Known.UNKNOWN, 519)]
    assert bar.words == "onbekend voor 519 van 569 bussen"
    assert bar.all_words == "beantwoord: ja: 50; onbekend: 519"
    assert bar.parts[1].start == bar.parts[0].width == "8.787%"


def test_a_bar_of_nothing_draws_nothing() -> None:
    assert known_bar("Leeg", 0, 0, 0).parts == ()


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(1, 9999))
def test_the_parts_always_fill_the_bar(yes: int, no: int, unknown: int) -> None:
    parts = known_bar("x", yes, no, unknown).parts
    assert sum(float(part.width.rstrip("%")) for part in parts) == pytest.approx(100, abs=0.01)
    assert sum(part.count for part in parts) == yes + no + unknown
