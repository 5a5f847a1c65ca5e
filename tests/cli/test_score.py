"""`busrisk score`: a sheet of answers without a register, or the stored score of a deployment."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from busrisk.app import make_app
from busrisk.register.session import Register
from tests.cli.conftest import ZHN, Run, csv_rows
from tests.commands import Command
from tests.web.visits import register_of, sign_in
from tests.workflow.answering import scores

VECTORS = tomllib.loads(
    (Path(__file__).parents[1] / "core" / "cases" / "vectors.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS["case"], ids=lambda case: case["name"][:2])
def test_a_sheet_of_answers_is_scored_without_a_register(
    command: Command, tmp_path: Path, case: dict[str, Any]
) -> None:
    home, sheet = tmp_path / "register", tmp_path / "antwoorden.toml"
    sheet.write_text(case["sheet"], encoding="utf-8")
    env = {"BUSRISK_DATA_DIR": str(home), "BUSRISK_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    found = command("score", "--answers", sheet, "--json", env=env).json
    assert "..".join(found["class"]) == case["class"]
    assert {key: "..".join(map(str, bounds)) for key, bounds in found["dimensions"].items()} == case[
        "dimensions"
    ]
    status = {each["id"]: each["status"] for each in found["knock_outs"]}
    assert {key: status.get(key, "absent") for key in case["knock_outs"]} == case["knock_outs"]
    assert set(found) == {"class", "words", "dimensions", "knock_outs", "reasons", "receipt"}
    assert set(found["receipt"]) == {"app_version", "edition", "rules_digest", "answers_digest", "on", "hash"}
    assert [each["question"] for each in found["reasons"]][:2] == ["1.1", "1.2"]
    assert list(tmp_path.iterdir()) == [sheet]


def test_a_sheet_with_a_misspelt_key_is_refused_with_its_place(command: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "antwoorden.toml"
    sheet.write_text('[answers]\n"1.1" = { punten = 3, grade = "E1" }\n', encoding="utf-8")
    ran = command("score", "--answers", sheet, "--json", env={})
    assert (ran.code, ran.out) == (1, "")
    assert 'answers."1.1"' in ran.err
    assert "Traceback" not in ran.err


def test_a_score_is_told_in_words_with_its_receipt(command: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "antwoorden.toml"
    sheet.write_text("", encoding="utf-8")
    told = command("score", "--answers", sheet, env={}).out
    assert told.splitlines()[:2] == [
        "Klasse: ten minste A, E niet uit te sluiten",
        "D1: 0 tot 4 (0 best, 4 slechtst)",
    ]
    assert "K1: mogelijk" in told


def test_one_deployment_has_one_receipt_on_command_line_workbook_csv_and_page(
    busrisk: Run, ready: Register, tmp_path: Path
) -> None:
    told = busrisk("score", "--deployment", ZHN, "--json").json["receipt"]["hash"]
    book = tmp_path / "register.xlsx"
    table = tmp_path / "register.csv"
    assert busrisk("export", "register", "--out", book).code == 0
    assert busrisk("export", "register", "--out", table).code == 0
    assert told == _cell(openpyxl.load_workbook(book)["Scores"], ZHN)
    assert told == csv_rows(table)["zhn-01"]["Kwitantie van de score"]
    app = make_app(ready.settings)
    page = sign_in(app, "grantor").get("/concessies/zhn").get_data(as_text=True)
    register_of(app).close()
    assert told in page
    stored = scores(ready)[ZHN].receipt
    assert stored is not None
    assert told == stored.hash


def _cell(sheet: Any, first: str) -> str:
    """The receipt of the row whose first cell is this."""
    titles = next(row for row in sheet.iter_rows(values_only=True) if "Kwitantie" in row)
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == first)
    return str(row[titles.index("Kwitantie")])


def test_a_deployment_out_of_reach_is_answered_like_one_that_is_not_there(busrisk: Run) -> None:
    refused = [
        busrisk("score", "--deployment", key, "--as", "grantor").err.replace(key, "…")
        for key in ("gd.gd-02.qbuzz", "ijv.ijv-01~byd-12-m-206-and-13-m-40.ebs", "bestaat-niet")
    ]
    assert len(set(refused)) == 1
    assert ZHN in refused[0]
    assert "ijv." not in refused[0]


def test_the_ministry_is_not_told_the_score_of_one_deployment(busrisk: Run) -> None:
    ran = busrisk("score", "--deployment", ZHN, "--as", "ministry")
    assert (ran.code, "mag dit niet: see_scores." in ran.sentence) == (3, True)
