"""The vectors and boundary cases of the scoring model, as sheets that a lawyer can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from busrisk.core.facts import Assessment, Interval, Reason
from busrisk.core.files.answer_sheet import read_answer_sheet
from busrisk.core.score.scoring import score
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")
FOLDER = Path(__file__).parents[1] / "cases"
EXPECTATIONS = {"class", "dimensions", "questions", "coverage", "knock_outs", "flags"}

Case = dict[str, Any]


def read_cases(name: str) -> list[Case]:
    cases: list[Case] = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
    return cases


def assess(sheet: str) -> Assessment:
    situation, rules = read_answer_sheet(sheet, lambda _: RULES)
    return score(situation, rules)


def written(interval: Interval | None) -> str:
    return "left out" if interval is None else f"{interval.low}..{interval.high}"


def observed(assessment: Assessment, case: Mapping[str, Any]) -> Case:
    """What the assessment says on exactly what the case expects something of."""
    reasons: dict[str, Reason] = {reason.question: reason for reason in assessment.reasons}
    statuses = {knock_out.id: knock_out.status.value for knock_out in assessment.knock_outs}
    found: Case = {
        "class": "..".join(assessment.letters),
        "dimensions": {key: written(assessment.dimension(key)) for key in case.get("dimensions", ())},
        "questions": {id: written(reasons[id].interval) for id in case.get("questions", ())},
        "coverage": [code.value for code in reasons["3.1"].coverage],
        "knock_outs": {id: statuses.get(id, "absent") for id in case.get("knock_outs", ())},
        "flags": {id: sorted(reasons[id].flags) for id in case.get("flags", ())},
    }
    return {key: found[key] for key in EXPECTATIONS & case.keys()}


CASES = [*read_cases("vectors.toml"), *read_cases("boundaries.toml")]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sheet_gives_what_its_case_says(case: Case) -> None:
    expected = {key: value for key, value in case.items() if key in EXPECTATIONS}
    assert observed(assess(case["sheet"]), case) == expected


def test_every_case_is_named_once_and_expects_something_known() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
    for case in CASES:
        assert case.keys() - EXPECTATIONS == {"name", "sheet"}, case["name"]
        assert case.keys() & EXPECTATIONS, case["name"]


def test_the_six_vectors_are_all_there() -> None:
    assert [case["name"][:2] for case in read_cases("vectors.toml")] == ["V1", "V2", "V3", "V4", "V5", "V6"]
