"""A figure as a plain dict, made from the same Table as the page and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import Any

from busrisk.charts import colours
from busrisk.core import dutch
from busrisk.core.tabular import Cell, Table

Figure = dict[str, Any]
ROW_HEIGHT = 56  # pixels per bar
FRAME_HEIGHT = 110  # pixels for axis and legend
LINE_LENGTH = 18  # characters of a name before it breaks, so that a narrow screen keeps room for the bars


class Look(StrEnum):
    """How a part is drawn: solid is counted, hatched is not placed, dotted is not there yet."""

    SOLID = "solid"
    HATCHED = "hatched"
    DOTTED = "dotted"


@dataclass(frozen=True)
class Part:
    """One part of each bar: a column of figures and how it is drawn."""

    column: str
    look: Look


def bars(table: Table, label: str, parts: Sequence[Part], language: str, stacked: bool = True) -> Figure:
    """Horizontal bars, one per row of the table, built up from the columns in `parts`, from zero.

    An unknown or textual cell draws nothing: the table under the figure says that it is unknown.
    `label` is the key of the column that names the bars. Raises KeyError for a column the table lacks.
    """
    rows = tuple(table.rows)
    names = [_name(str(cell)) for cell in _column(table, label, rows)]
    titles = {column.key: column.title for column in table.columns}
    data = [
        _trace(names, _column(table, part.column, rows), titles[part.column], part.look, language)
        for part in parts
    ]
    return {"data": data, "layout": _layout(len(rows), stacked, language)}


@lru_cache(maxsize=1_024)
def _name(text: str) -> str:
    """A name over several lines; the drawing script reads markup, so what looks like it is escaped."""
    return "<br>".join(map(_escaped, wrap(text, LINE_LENGTH, break_on_hyphens=False)))


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _column(table: Table, key: str, rows: Sequence[tuple[Cell, ...]]) -> list[Cell]:
    keys = [column.key for column in table.columns]
    if key not in keys:
        raise KeyError(f"table {table.key!r} has no column {key!r}; it has {', '.join(keys)}")
    place = keys.index(key)
    return [row[place] for row in rows]


def _trace(names: list[str], cells: list[Cell], title: str, look: Look, language: str) -> Figure:
    values = [cell if isinstance(cell, int | float) else None for cell in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "name": _escaped(title),
        "y": names,
        "x": values,
        "text": ["" if not value else dutch.write_number(value, 0, language) for value in values],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": colours.PAPER if look is Look.SOLID else colours.INK},
        "hovertemplate": "%{y}<br>%{fullData.name}: %{text}<extra></extra>",
        "marker": _marker(look),
    }


def _marker(look: Look) -> Figure:
    if look is Look.SOLID:
        return {"color": colours.COUNTED, "line": {"width": 1, "color": colours.INK}}
    shape = "/" if look is Look.HATCHED else "."
    return {
        "color": colours.UNKNOWN_GROUND,
        "line": {"width": 1, "color": colours.EDGE},
        "pattern": {
            "shape": shape,
            "fgcolor": colours.UNKNOWN_LINE,
            "bgcolor": colours.UNKNOWN_GROUND,
            "size": 8,
            "solidity": 0.2,
        },
    }


def _layout(rows: int, stacked: bool, language: str) -> Figure:
    return {
        "barmode": "stack" if stacked else "group",
        "height": FRAME_HEIGHT + ROW_HEIGHT * max(rows, 1),
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ".," if language == "en" else ",.",
        "font": {"color": colours.INK, "size": 14, "family": colours.FAMILY},
        "paper_bgcolor": colours.CLEAR,
        "plot_bgcolor": colours.CLEAR,
        "bargap": 0.35,
        "dragmode": False,
        "uniformtext": {"mode": "hide", "minsize": 11},  # a figure that does not fit stands in the table
        "xaxis": {
            "rangemode": "tozero",
            "fixedrange": True,
            "automargin": True,
            "gridcolor": colours.LINE,
            "nticks": 5,
            "tickangle": 0,
        },
        "yaxis": {
            "autorange": "reversed",
            "fixedrange": True,
            "automargin": True,
            "ticks": "outside",
            "tickcolor": colours.CLEAR,
        },
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
    }
