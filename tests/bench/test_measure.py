"""The bench's own arithmetic and the shape of what it writes; nothing here is timed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.__main__ import GOALS, main
from tests.bench.chart import drawn, fleet_against_controls, national_table, page_json, same_figure
from tests.bench.export import HOSTILE, as_shown, bare, fleet_of, g5, no_formula, ours, same_cells
from tests.bench.measure import OutputsDiffer, Result, in_turn, median

RESULT = Result("G0", "something", "1 s", "2 s", 0.5, 0.9, 0.6, at_most=True)
KEYS = {"goal", "what", "ours", "against", "ratio", "worst", "unit", "target", "at_most", "met", "note"}


@given(ratio=st.floats(0, 100), target=st.floats(0, 100))
def test_a_goal_is_met_on_the_right_side_of_its_target(ratio: float, target: float) -> None:
    least = replace(RESULT, ratio=ratio, target=target, at_most=False)
    most = replace(least, at_most=True)
    assert most.met == (ratio <= target)
    assert least.met == (ratio >= target)
    assert most.met or least.met


def test_ours_and_the_floor_take_turns_after_one_warm_up_each() -> None:
    turns: list[str] = []
    pairs = in_turn(lambda: turns.append("ours"), lambda: turns.append("floor"), 7)
    assert turns == ["ours", "floor"] * 8
    assert len(pairs) == 7


def test_of_each_pair_the_first_time_is_ours() -> None:
    (pair,) = in_turn(lambda: time.sleep(0.02), lambda: None, 1)
    assert pair[0] >= 0.02
    assert median([3.0, 1.0, 2.0]) == 2.0


# --- What is written -------------------------------------------------------------------------------


def goal_of(*results: Result, differs: str = "") -> object:
    def measured(folder: Path) -> Sequence[Result]:
        if differs:
            raise OutputsDiffer(differs)
        return results

    return measured


def test_a_goal_that_is_not_met_is_written_and_no_failure(tmp_path: Path) -> None:
    out = tmp_path / "goals.json"
    missed = replace(RESULT, ratio=0.7)
    goals = {"G0": goal_of(RESULT, missed), "G00": goal_of(replace(RESULT, goal="G00"))}
    assert main(["--json", str(out)], goals) == 0  # type: ignore[arg-type]
    written = json.loads(out.read_text())
    assert [(each["goal"], each["met"]) for each in written] == [("G0", True), ("G0", False), ("G00", True)]
    assert all(set(each) == KEYS for each in written)


def test_outputs_that_differ_are_a_failure_and_the_other_goals_are_still_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "goals.json"
    goals = {"G0": goal_of(differs="row 3"), "G00": goal_of(RESULT)}
    assert main(["--json", str(out)], goals) == 1  # type: ignore[arg-type]
    assert "G0: the outputs differ: row 3" in capsys.readouterr().err
    assert len(json.loads(out.read_text())) == 1


def test_named_goals_run_alone_and_a_name_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    goals = {"G0": goal_of(RESULT), "G00": goal_of(differs="not asked for")}
    assert main(["G0"], goals) == 0  # type: ignore[arg-type]
    assert "yes" in capsys.readouterr().out
    with pytest.raises(SystemExit) as refused:
        main(["G99"])
    assert refused.value.code == 2
    told = capsys.readouterr().err
    assert "G99" in told
    assert all(name in told for name in GOALS)


# --- The comparisons -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    table = fleet_of(120)
    folder = tmp_path_factory.mktemp("files")
    ours(table, folder / "ours.xlsx")
    bare([column.title for column in table.columns], as_shown(table), folder / "bare.xlsx")
    return folder / "ours.xlsx", folder / "bare.xlsx"


def test_the_workbook_and_the_bare_loop_hold_the_same_cells(files: tuple[Path, Path]) -> None:
    same_cells(*files)
    assert any(cell in HOSTILE for row in fleet_of(120).rows for cell in row)


def test_a_cell_that_differs_is_found(files: tuple[Path, Path], tmp_path: Path) -> None:
    table = fleet_of(120)
    rows = as_shown(table)
    rows[77] = (*rows[77][:-1], "anders")
    bare([column.title for column in table.columns], rows, tmp_path / "other.xlsx")
    with pytest.raises(OutputsDiffer, match="row 78"):
        same_cells(files[0], tmp_path / "other.xlsx")


def test_a_formula_is_found_and_only_the_floor_has_one(files: tuple[Path, Path]) -> None:
    with pytest.raises(OutputsDiffer, match="formula"):
        no_formula(files[1], "xl/worksheets/sheet1.xml")
    no_formula(files[0], "xl/worksheets/sheet2.xml")


def test_rows_made_as_they_are_asked_for_are_the_same_rows() -> None:
    assert list(fleet_of(1_500, streamed=True).rows) == list(fleet_of(1_500).rows)


def test_the_export_goal_gives_a_time_and_a_memory(tmp_path: Path) -> None:
    time_, memory = g5(tmp_path, rows=60, few=20, many=40, pairs=1)
    assert (time_.goal, memory.goal, memory.unit) == ("G5", "G5", "MB")
    assert (time_.target, memory.target) == (1.2, 16.0)
    assert time_.ratio > 0


def test_the_figure_of_the_page_is_the_figure_of_the_library_and_a_difference_is_found(
    tmp_path: Path,
) -> None:
    figure = fleet_against_controls(national_table(tmp_path), "nl")
    traces = [{key: each for key, each in trace.items() if key != "type"} for trace in figure["data"]]
    written = page_json()(figure)
    same_figure(written, drawn(traces, figure["layout"]))
    other = [*traces[:-1], {**traces[-1], "x": [1] * len(traces[-1]["x"])}]
    with pytest.raises(OutputsDiffer, match="data"):
        same_figure(written, drawn(other, figure["layout"]))
