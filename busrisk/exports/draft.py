"""The rows of a sheet on their way into its file: kept on disk, so that memory does not grow with them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryFile

_BUFFER = 1 << 18  # bytes
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData\s*>\s*</sheetData>")


class RowDraft:
    """Takes markup row by row; the file has no name, so that it is gone whatever happens."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+b", buffering=_BUFFER)  # noqa: SIM115 - closed by `close`

    def add(self, markup: str) -> None:
        self._file.write(markup.encode())

    def put_into(self, sheet: Path) -> None:
        """Puts the rows into a sheet that was written without any. Raises ValueError without a place."""
        without = sheet.read_bytes()
        place = _NO_ROWS.search(without)
        if place is None:
            raise ValueError("the spreadsheet library wrote a sheet without a place for its rows")
        self._file.seek(0)
        with sheet.open("wb") as whole:
            whole.write(without[: place.start()] + b"<sheetData>")
            shutil.copyfileobj(self._file, whole, _BUFFER)
            whole.write(b"</sheetData>" + without[place.end() :])

    def close(self) -> None:
        self._file.close()
