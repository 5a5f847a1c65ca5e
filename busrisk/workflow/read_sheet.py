"""An uploaded sheet, whatever kind of file it is: what it is decides, not what it is called."""

from __future__ import annotations

from busrisk.core.fleet.paste import TypedLines, csv_cells, typed_lines
from busrisk.exports.returned_sheet import workbook_cells

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"


def read_sheet(data: bytes, name: str) -> TypedLines:
    """The typed lines of a workbook or a CSV file; `name` is for the faults. Raises nothing."""
    is_workbook = data.startswith((_ZIP, _COMPOUND))
    return typed_lines(workbook_cells(data) if is_workbook else csv_cells(data, name))
