"""Prints the table of goals; `--json FILE` also writes it as a list."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.bench.measure import Result
from tests.bench.pages import g7, g11
from tests.bench.start import g10


def main() -> None:
    words = argparse.ArgumentParser(prog="scripts/bench")
    words.add_argument("--json", type=Path, help="also write the results to this file")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        results = (*g7(place / "g7"), *g10(place / "g10"), *g11(place / "g11"))
    print(f"{'goal':8} {'met':4} {'ratio':>7} {'worst':>7} {'target':>8}  what")
    for result in results:
        _print(result)
    if asked.json:
        asked.json.write_text(json.dumps([result.as_json() for result in results], indent=2) + "\n")


def _print(result: Result) -> None:
    target = f"{'≤' if result.at_most else '≥'} {result.target:g}"
    met = "yes" if result.met else "NO"
    print(f"{result.goal:8} {met:4} {result.ratio:7.2f} {result.worst:7.2f} {target:>8}  {result.what}")
    print(f"{'':38}{result.ours} against {result.against}")


if __name__ == "__main__":
    main()
