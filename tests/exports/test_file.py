"""The workbook as a file: reproducible, streamed, loaded late, and gone when it fails."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from busrisk.core.tabular import Book, Cell, Table
from busrisk.exports import sheet as sheets
from busrisk.exports.workbook import write_workbook

MADE = datetime(2026, 2, 3, 14, 5, 6, tzinfo=UTC)

GROWTH = """
import sys
from pathlib import Path
from busrisk.core.tabular import Book, Column, Kind, Table
from busrisk.exports.workbook import write_workbook

class Rows:
    def __init__(self, count):
        self.count = count
    def __iter__(self):
        return (("regel " + str(n) * 8, n) for n in range(self.count))

def peak(count):
    columns = (Column("a", "Tekst", width=20), Column("b", "Aantal", Kind.COUNT))
    book = Book("b", "b", "L", (), (Table("t", "T", columns, Rows(count)),), "M")
    write_workbook(book, Path(sys.argv[1]))
    status = Path("/proc/self/status").read_text()  # the peak of this program alone; ru_maxrss inherits
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))

few = peak(1_000)
print(peak(100_000) - few)
"""


def test_the_same_book_made_at_the_same_moment_gives_the_same_bytes(book: Book) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_workbook(book, first, MADE)
    write_workbook(book, second, MADE)
    assert first.getvalue() == second.getvalue()
    properties = openpyxl.load_workbook(first).properties
    assert properties.created == properties.modified == MADE.replace(tzinfo=None)
    assert {member.date_time for member in zipfile.ZipFile(first).infolist()} == {(2026, 2, 3, 14, 5, 6)}


def test_a_path_and_a_stream_get_the_same_file(book: Book, tmp_path: Path) -> None:
    stream = io.BytesIO()
    write_workbook(book, stream, MADE)
    write_workbook(book, tmp_path / "b.xlsx", MADE)
    assert (tmp_path / "b.xlsx").read_bytes() == stream.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


class _BreaksHalfway:
    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        yield ("1", "geheim", 1, 1.0, 1.0, None, "x")
        raise ConnectionError("the register went away")


def test_a_failed_export_leaves_no_file_behind(
    book: Book, fleet: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(drafts))
    out = tmp_path / "out" / "b.xlsx"
    out.parent.mkdir()
    out.write_bytes(b"the earlier export")
    broken = replace(book, sheets=(fleet, replace(fleet, rows=_BreaksHalfway())))
    with pytest.raises(ConnectionError):
        write_workbook(broken, out)
    assert list(drafts.iterdir()) == []
    assert [path.name for path in out.parent.iterdir()] == ["b.xlsx"]
    assert out.read_bytes() == b"the earlier export"


def test_a_finished_export_leaves_no_draft_behind(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    write_workbook(book, io.BytesIO())
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_is_refused_in_words(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LAST_ROW", 15)
    with pytest.raises(sheets.SheetFull, match="Werkblad Wagenpark heeft meer dan 15 rijen"):
        write_workbook(book, io.BytesIO())


def test_the_spreadsheet_library_is_not_loaded_before_an_export() -> None:
    modules = ("workbook", "comma", "naming", "stamp", "legible", "archive", "labels", "wrapping")
    imports = "; ".join(f"import busrisk.exports.{name}" for name in modules)
    program = f"import sys; {imports}; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GROWTH, str(tmp_path / "b.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) <= 8 * 1024, f"{done.stdout.strip()} KiB more for a hundred times the rows"
