from __future__ import annotations

from datetime import date

from busrisk.charts.over_time import Line, Mark, Series, over_time

DAY = date(2026, 1, 1)


def test_a_series_without_points_is_not_drawn() -> None:
    assert over_time([Series("leeg", (), Line.SOLID)], "nl")["data"] == []


def test_the_axis_starts_at_zero_and_names_are_no_markup() -> None:
    figure = over_time([Series("<b>x</b>", (Mark(DAY, 1234, "<i>"),), Line.NONE)], "nl")
    (trace,) = figure["data"]
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert (trace["name"], trace["text"]) == ("&lt;b&gt;x&lt;/b&gt;", ["&lt;i&gt;: 1.234"])
    assert trace["mode"] == "markers"


def test_dotted_lines_and_open_points_are_told_apart_from_counts() -> None:
    marks = (Mark(DAY, 1), Mark(DAY, None), Mark(DAY, 3))
    counted, forecast = over_time(
        [Series("a", marks, Line.SOLID), Series("b", marks, Line.DOTTED, open=True)], "en"
    )["data"]
    assert (counted["line"]["dash"], forecast["line"]["dash"]) == ("solid", "dot")
    assert counted["marker"]["symbol"].endswith("open") is False
    assert forecast["marker"]["symbol"].endswith("open") is True
    assert (counted["y"], counted["connectgaps"]) == ([1, None, 3], False)
