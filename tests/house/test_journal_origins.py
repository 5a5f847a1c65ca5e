"""Every act of the workflow tells the journal from where it was done."""

from __future__ import annotations

import ast
from pathlib import Path

import busrisk

WORKFLOW = Path(busrisk.__file__).parent / "workflow"
ON_THE_COMMAND_LINE = {"import_fleet.py", "load_exercise.py"}  # there is no address to tell


def without_origin(path: Path) -> list[int]:
    calls = (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.Call))
    notes = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id == "note"]
    return [each.lineno for each in notes if len(each.args) + len(each.keywords) < 5]


def test_every_act_is_journalled_with_its_origin() -> None:
    silent = {path.name for path in WORKFLOW.glob("*.py") if without_origin(path)}
    assert silent == ON_THE_COMMAND_LINE
