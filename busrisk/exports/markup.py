"""Cells as the markup of a sheet (ECMA-376, SpreadsheetML), in one step: a tree for each costs the most.

A cell's markup begins after its row number: `<c r="A` and `12` are put before it when its row is known.
"""

from __future__ import annotations

import re
from datetime import date

from openpyxl.utils.datetime import to_excel

_RESERVED = re.compile("[&<>]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")  # a workbook reads _x0041_ as 'A' (ECMA-376, ST_Xstring)


def empty_markup(style: int) -> str:
    """A cell with a look and no value."""
    return f'" s="{style}"/>'


def text_markup(text: str, style: int) -> str:
    """A cell that is text whatever it looks like, its outer spaces kept. `text` is legible (`legible.py`)."""
    held = _RESERVED.sub(lambda found: _NAMED[found[0]], text) if _RESERVED.search(text) else text
    held = _ESCAPED.sub("_x005F_x", held)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f'" s="{style}" t="inlineStr"><is><t{space}>{held}</t></is></c>'


def figure_markup(figure: float, style: int) -> str:
    """A cell that is a number; `figure` is finite."""
    return f'" s="{style}"><v>{figure if isinstance(figure, int) else format(figure, ".16g")}</v></c>'


def day_markup(day: date, style: int) -> str:
    """A cell that is a day, or a moment without a time zone: its look makes the number a date."""
    return figure_markup(to_excel(day), style)
