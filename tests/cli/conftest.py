"""The command on a register with the start list, and what its exports hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from busrisk.register.session import Register
from tests.commands import Command, Ran, environment
from tests.core.start_files import changed

ZHN = "zhn.yutong-u15-first-batch.qbuzz"
Run = Callable[..., Ran]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capsys)


@pytest.fixture
def busrisk(command: Command, ready: Register) -> Run:
    """The command on a register with the start list."""

    def run(*arguments: str | Path, **more: str) -> Ran:
        return command(*arguments, env=environment(ready.settings) | more)

    return run


def mutated(folder: Path, changes: dict[str, dict[str, str]]) -> Path:
    """The shipped list with other values in some rows, as a file."""
    path = folder / "lijst.csv"
    path.write_bytes(changed(changes))
    return path


def csv_rows(path: Path) -> dict[str, dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return {row["Regel"]: row for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}
