"""How a cell looks: a quiet page, strong figures, and nothing that colour alone has to say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from busrisk.exports.legible import could_run

INK, MUTED, LINE, WHITE = "FF1C2A36", "FF56646F", "FFD9DFE3", "FFFFFFFF"
_AMBER, _AMBER_INK, _OXBLOOD = "FFFFF4DC", "FF5A3B00", "FF7A2A2F"

_BODY = Font(name="Calibri", size=11, color=INK)
_PLAIN = PatternFill()
_OPEN = Border()


def _ground(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


@dataclass(frozen=True)
class Look:
    """One cell style. `quoted` makes a spreadsheet keep the text as text when somebody edits the cell."""

    font: Font = _BODY
    fill: PatternFill = _PLAIN
    border: Border = _OPEN
    side: str = "left"
    level: str = "top"
    wrap: bool = False
    indent: int = 1  # keeps text off the figures that end at the edge of the column before it
    number_format: str = "General"
    quoted: bool = False

    def on(self, side: str, edge: int = 0) -> Look:
        """The same look for a column that starts left or ends right, there `edge` indents from the edge."""
        return replace(self, side=side, indent=1 if side == "left" else edge)

    def holding(self, text: str) -> Look:
        """The same look for a text, quoted where a spreadsheet might take it for a formula."""
        return replace(self, quoted=True) if could_run(text) else self


_RULE = Border(top=Side("medium", color=INK))
_HAIRLINE = Border(bottom=Side("thin", color=LINE))

MARKING = Look(Font(name="Calibri", size=11, bold=True, color=_AMBER_INK), _ground(_AMBER), level="center")
WATERMARK = Look(Font(name="Calibri", size=11, bold=True, color=WHITE), _ground(_OXBLOOD), level="center")
TITLE = Look(Font(name="Calibri", size=15, bold=True, color=INK), level="center")
STAMP = Look(Font(name="Calibri", size=10, color=MUTED), level="center")
HEADER = Look(Font(name="Calibri", size=11, bold=True, color=WHITE), _ground(INK), level="center", wrap=True)
DATA = Look(border=_HAIRLINE)
REMARK = Look(Font(name="Calibri", size=11, italic=True, color=MUTED))
LABEL = Look(Font(name="Calibri", size=11, bold=True, color=MUTED), border=_HAIRLINE, wrap=True)
TOTAL = Look(Font(name="Calibri", size=11, bold=True, color=INK), border=_RULE)


class Wardrobe:
    """The style number of each look in one workbook, made at first use."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet
        self._numbers: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """The workbook's number for the look."""
        if look not in self._numbers:
            self._numbers[look] = self._make(look)
        return self._numbers[look]

    def _make(self, look: Look) -> int:
        cell = Cell(self._sheet, row=1, column=1)
        cell.font, cell.fill, cell.border = look.font, look.fill, look.border
        cell.alignment = Alignment(
            horizontal=look.side, vertical=look.level, wrap_text=look.wrap, indent=look.indent
        )
        cell.number_format = look.number_format
        cell.quotePrefix = look.quoted
        return int(cell.style_id)
