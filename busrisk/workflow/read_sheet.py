"""An uploaded sheet, whatever kind of file it is: what it is decides, not what it is called."""

from __future__ import annotations

from busrisk.core.fleet.paste import Cells, csv_cells
from busrisk.exports.returned_file import COMPOUND, ZIPPED
from busrisk.exports.returned_sheet import workbook_cells


def read_sheet(data: bytes, name: str) -> Cells:
    """The cells of a workbook or a CSV file; `name` is for the faults. Raises nothing."""
    is_workbook = data.startswith((ZIPPED, COMPOUND))
    return workbook_cells(data) if is_workbook else csv_cells(data, name)
