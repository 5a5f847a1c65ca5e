"""Figures over time: what was counted is a point; forecasts and orders are dotted, apart from the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from textwrap import wrap

from busrisk.charts import colours
from busrisk.charts.figures import Figure
from busrisk.core import dutch

HEIGHT = 420
SIZE = 10


class Line(StrEnum):
    """How points are joined: not at all, solid between neighbours, or dotted where nothing was counted."""

    NONE = "none"
    SOLID = "solid"
    DOTTED = "dotted"


@dataclass(frozen=True)
class Mark:
    """One point: a day, a figure and what a reader sees at it. No figure breaks the line."""

    day: date
    figure: float | None
    words: str = ""
    drawn: bool = True  # False: only where a line begins, another series draws the point


@dataclass(frozen=True)
class Series:
    name: str
    marks: tuple[Mark, ...]
    line: Line
    open: bool = False  # drawn as an empty ring: not a count


def over_time(series: Sequence[Series], language: str) -> Figure:
    """Points in time from zero upwards, one trace per series that has any."""
    data = [_trace(each, place, language) for place, each in enumerate(series) if each.marks]
    return {"data": data, "layout": {**_layout(language), "annotations": _newest(series, language)}}


def _newest(series: Sequence[Series], language: str) -> list[Figure]:
    """The figure of each series' last point, written beside it."""
    return [
        {
            "x": last.day.isoformat(),
            "y": last.figure,
            "text": dutch.write_number(last.figure, 0, language),
            "showarrow": False,
            "yshift": -16 if each.line is Line.NONE else 16,
        }
        for each in series
        for last in each.marks[-1:]
        if last.figure is not None
    ]


_SYMBOLS = ("circle", "diamond", "square", "triangle-up")  # colour is never the only carrier
_WIDEST = 34  # letters of a line in the legend: a telephone shows no more


def _trace(series: Series, place: int, language: str) -> Figure:
    colour = (colours.COUNTED, colours.INK)[place % 2]
    return {
        "type": "scatter",
        "mode": "markers" if series.line is Line.NONE else "lines+markers",
        "name": "<br>".join(wrap(escape(series.name, quote=False), _WIDEST)),
        "x": [mark.day.isoformat() for mark in series.marks],
        "y": [mark.figure for mark in series.marks],
        "text": [_words(mark, language) for mark in series.marks],
        "hovertemplate": "%{text}<br>%{fullData.name}<extra></extra>",
        "connectgaps": False,
        "line": {"color": colour, "width": 2, "dash": "dot" if series.line is Line.DOTTED else "solid"},
        "marker": {
            "size": [SIZE if mark.drawn else 0 for mark in series.marks],
            "opacity": 1,
            "symbol": f"{_SYMBOLS[place % len(_SYMBOLS)]}{'-open' if series.open else ''}",
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
    }


def _words(mark: Mark, language: str) -> str:
    if mark.figure is None:
        return ""
    figure = dutch.write_number(mark.figure, 0, language)
    return escape(f"{mark.words}: {figure}" if mark.words else figure, quote=False)


def _layout(language: str) -> Figure:
    return {
        "height": HEIGHT,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ".," if language == "en" else ",.",
        "font": {"color": colours.INK, "size": 14, "family": colours.FAMILY},
        "paper_bgcolor": colours.CLEAR,
        "plot_bgcolor": colours.CLEAR,
        "dragmode": False,
        "hovermode": "closest",
        "xaxis": {
            "type": "date",
            "tickformat": "%Y",
            "nticks": 8,
            "fixedrange": True,
            "automargin": True,
            "gridcolor": colours.LINE,
            "tickangle": 0,
        },
        "yaxis": {
            "rangemode": "tozero",
            "fixedrange": True,
            "automargin": True,
            "gridcolor": colours.LINE,
            "tickformat": ",d",
            "nticks": 6,
        },
        "legend": {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top"},
    }
