"""The command as it starts: what it has not loaded when it gives its first answer."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.start import loaded_at_first_answer


def test_the_first_answer_loads_no_spreadsheet_drawing_or_table_library(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("BUSRISK_")}
    environ = {**own, "BUSRISK_DATA_DIR": str(tmp_path)}
    loaded = loaded_at_first_answer(environ)
    assert {"flask", "sqlmodel", "busrisk.app", "busrisk.serving"} <= loaded
    assert loaded.isdisjoint({"openpyxl", "plotly", "pandas", "numpy"})
    again = loaded_at_first_answer(environ)
    assert "busrisk.app" in again
    assert again.isdisjoint({"openpyxl", "plotly", "pandas", "numpy", "alembic"})
