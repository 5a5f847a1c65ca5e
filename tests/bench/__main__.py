"""Prints the table of goals: all, or those named; `--json FILE` also writes it as a list.

A goal that is not met is a measurement and no failure. Outputs that differ are one: then the status is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.bench.chart import g9
from tests.bench.export import g5
from tests.bench.importing import g6
from tests.bench.measure import Result
from tests.bench.pages import g7, g11
from tests.bench.paging import paging
from tests.bench.rescoring import g1
from tests.bench.start import g10

Goal = Callable[[Path], Sequence[Result]]  # measures in a folder of its own


def _g11(folder: Path) -> Sequence[Result]:
    return (*g11(folder / "pages"), *paging(folder / "paging"))


GOALS: Mapping[str, Goal] = {
    "G1": g1,
    "G5": g5,
    "G6": g6,
    "G7": g7,
    "G9": g9,
    "G10": g10,
    "G11": _g11,
}


def main(arguments: Sequence[str] | None = None, goals: Mapping[str, Goal] = GOALS) -> int:
    """The exit status: 0, or 1 when ours and a floor did not do the same work."""
    asked = _asked(arguments, goals)
    results: list[Result] = []
    failed = 0
    print(f"{'goal':5} {'met':4} {'ratio':>9} {'worst':>9} {'target':>9}  what", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.goals or goals:
            try:
                measured = goals[name](Path(folder) / name)
            except AssertionError as difference:
                print(f"{name}: the outputs differ: {difference}", file=sys.stderr)
                failed = 1
                continue
            for result in measured:
                _print(result)
            results += measured
    if asked.json:
        asked.json.write_text(json.dumps([result.as_json() for result in results], indent=2) + "\n")
    return failed


def _asked(arguments: Sequence[str] | None, goals: Mapping[str, Goal]) -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="scripts/bench")
    words.add_argument("--json", type=Path, help="also write the results to this file")
    words.add_argument(
        "goals", nargs="*", metavar="GOAL", help=f"of {', '.join(goals)}; all when none is named"
    )
    asked = words.parse_args(arguments)
    if unknown := [name for name in asked.goals if name not in goals]:
        words.error(f"no goal is called {', '.join(unknown)}; there are {', '.join(goals)}")
    return asked


def _print(result: Result) -> None:
    target = f"{'≤' if result.at_most else '≥'} {result.target:g} {result.unit}"
    met = "yes" if result.met else "NO"
    figures = f"{result.ratio:9.2f} {result.worst:9.2f} {target:>9}"
    print(f"{result.goal:5} {met:4} {figures}  {result.what}")
    print(f"{'':41}{result.ours} against {result.against}", flush=True)
    if result.note:
        print(f"{'':41}{result.note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
