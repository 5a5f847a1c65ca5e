"""The cells of a fleet sheet, read in a process of its own: a workbook in, JSON out, within limits.

Started as `python -m busrisk.exports.returned_cells`; whatever goes wrong ends the process, and only that.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from busrisk.core.fleet.fields import FLEET_SHEET
from busrisk.core.fleet.paste import MOST_COLUMNS, MOST_ROWS
from busrisk.core.names import fold

MOST_MEMORY = 512 * 1024 * 1024  # bytes
MOST_CPU = 8  # seconds; with the start of the process it stays within ten
_MOST_TEXT = 4_000_000  # characters of all cells: one shared text may stand in every cell


def read_cells(data: bytes) -> dict[str, Any]:
    """The sheet's name, its rows with their number, and each formula: row, column, text, whether it failed.

    `sheet` is None where no sheet is the fleet; `sheets` are the names there are. Raises anything.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on what it leaves out; nothing of that is read here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = _fleet_sheet(book)
        if sheet is None:
            return {"sheet": None, "sheets": [str(name) for name in book.sheetnames]}
        return {"sheet": str(sheet.title)} | _read(sheet)


def _fleet_sheet(book: Any) -> Any:
    """The sheet named after the fleet, or the only one."""
    wanted = {fold(name) for name in FLEET_SHEET}
    sheets = list(book.worksheets)
    named = [sheet for sheet in sheets if fold(str(sheet.title)) in wanted]
    return (named or (sheets if len(sheets) == 1 else [None]))[0]


def _read(sheet: Any) -> dict[str, Any]:
    rows: list[tuple[int, list[str]]] = []
    formulas: list[tuple[int, int, str, bool]] = []
    length = 0
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1), start=1):
        texts = [_text(cell) for cell in row]
        if any(text.strip() for text in texts):
            formulas += _formulas(number, row)
            rows.append((number, _without_blank_end(texts)))
        length += sum(len(text) for text in texts)
        if length > _MOST_TEXT:
            raise ValueError("more text than a fleet has")
    return {"rows": rows, "formulas": formulas}


def _formulas(number: int, row: Any) -> Iterator[tuple[int, int, str, bool]]:
    for position, cell in enumerate(row, start=1):
        if cell.value is not None and cell.data_type in ("f", "e"):
            yield number, position, _text(cell)[:60], cell.data_type == "e"


def _text(cell: Any) -> str:
    """The cell as somebody would type it; a fraction keeps its comma, so that no count is guessed from it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value)


def _without_blank_end(texts: list[str]) -> list[str]:
    last = max((at for at, text in enumerate(texts, start=1) if text.strip()), default=0)
    return texts[:last]


def _limit() -> None:
    """Neither more memory nor more time than a fleet needs, and no picture of the memory when it ends."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    _limit()
    json.dump(read_cells(sys.stdin.buffer.read()), sys.stdout)
