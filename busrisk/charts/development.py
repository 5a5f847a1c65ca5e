"""The figure of the development: zero-emission buses counted and forecast, and the group with its orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from busrisk.charts.figures import Figure
from busrisk.charts.over_time import Line, Mark, Series, over_time
from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.national.projection import Start, condition
from busrisk.core.national.trend import NEAR, Said, Trend, TrendPoint
from busrisk.core.sheets.national import listed
from busrisk.core.wording import pick


def development(found: Trend, language: str) -> Figure:
    """Counts joined only where they are about a year apart; each forecast by itself; orders dotted."""
    counted = [point for point in found.zero_emission if point.said is not Said.FORECAST]
    forecast = [point for point in found.zero_emission if point.said is Said.FORECAST]
    sources = list(dict.fromkeys((point.control.basis, point.control.source) for point in forecast))
    name = pick(language, "zero-emissie, geteld of geschat", "zero-emission, counted or estimated")
    series = [Series(name, _joined(counted, language), Line.SOLID), *_group(found, language)]
    for basis, source in sources:
        members = [
            point for point in forecast if (point.control.basis, point.control.source) == (basis, source)
        ]
        marks = tuple(_mark(point, language) for point in members)
        series.append(Series(_forecast(basis, language), marks, Line.DOTTED, open=True))
    return over_time(series, language)


def _forecast(basis: str, language: str) -> str:
    told = basis.removeprefix("projection").strip()
    if language == "en":
        return f"zero-emission, projection {told}".strip()
    told = told.replace("made in", "gemaakt in").replace("by ", "van ")
    return f"zero-emissie, prognose {told}".strip()


def _joined(points: Sequence[TrendPoint], language: str) -> tuple[Mark, ...]:
    """The line breaks where nothing is known for longer than a year or so."""
    marks: list[Mark] = []
    for point in points:
        day = _middle(point.day)
        if marks and (day - marks[-1].day).days > NEAR:
            marks.append(Mark(marks[-1].day + timedelta(days=1), None))
        marks.append(_mark(point, language))
    return tuple(marks)


def _mark(point: TrendPoint, language: str) -> Mark:
    day = dutch.write_date(point.day, language)
    return Mark(_middle(point.day), point.control.value, day)


def _middle(day: PartialDate) -> date:
    """Where a figure of a whole month or year is drawn."""
    return day.first + (day.last - day.first) / 2


def _group(found: Trend, language: str) -> list[Series]:
    """Non-EU buses as published or derived, and dotted from the newest on what is ordered."""
    known = [point for point in found.shares if point.buses is not None]
    marks = tuple(
        Mark(
            _middle(point.day),
            point.buses,
            f"{dutch.write_date(point.day, language)}, {listed(point.makers, language)}",
        )
        for point in known
    )
    name = pick(language, "niet-EU-fabrikanten", "non-EU manufacturers")
    series = [Series(name, marks, Line.NONE)]
    made = found.projection
    if made and made.total and made.total.by_then and made.total.starts and made.total.ends and known:
        ends = Mark(made.horizon, made.total.ends, dutch.write_date(made.horizon, language))
        registered = f"{dutch.write_date(made.day, language)}, register"
        start = Mark(made.day, made.total.starts, registered)
        if made.start is Start.CONTROL:
            start = Mark(marks[-1].day, made.total.starts, marks[-1].words, drawn=False)
        ordered = pick(language, "met bestellingen", "with orders")
        series.append(Series(f"{ordered}, {condition(language)}", (start, ends), Line.DOTTED, open=True))
    return series
