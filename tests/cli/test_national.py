"""`busrisk national`: the figures of the page, for machines and for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from busrisk.register.session import Register
from tests.cli.conftest import ZHN, Run, mutated
from tests.commands import Command, environment, in_its_own_process
from tests.databases import NOW, Database, State, on_both
from tests.workflow.answering import answer, said


@on_both
def test_the_national_figures_are_those_of_the_letter_and_the_register(busrisk: Run) -> None:
    found = busrisk("national", "--as-of", "2026-01-01", "--json").json
    assert found["control"] == {"BYD": 319, "Yutong": 250, "total": 569}
    assert found["register"] == {"BYD": 310, "Yutong": 112, "total": 422}
    assert found["not_allocated"] == {"BYD": 9, "Yutong": 138, "total": 147}
    assert found["on_order"] == {"BYD": 73, "Yutong": 197, "total": 270}
    assert found["more_than_control"] == {"BYD": 0, "Yutong": 0, "total": 0}
    assert (found["share_percent"]["value"], found["share_percent"]["circa"]) == (21, True)
    capabilities = found["capabilities"].values()
    assert {(each["known"], each["unknown"], each["of"]) for each in capabilities} == {(0, 569, 569)}
    assert {"1.1", "2.1", "4.1"} <= {each["question"] for each in capabilities}
    assert (found["in_register"], found["exercise"], found["known_at"]) == (True, False, None)


def test_who_sees_no_scores_is_told_no_answers_of_one_operator_and_never_a_zero(
    busrisk: Run, ready: Register
) -> None:
    answer(ready, ZHN, said("4.1", 3))
    of = {role: busrisk("national", "--json", "--as", role).json for role in ("ministry", "administrator")}
    stop = {role: next(_of_stop(found)) for role, found in of.items()}
    assert (stop["administrator"]["withheld"], stop["administrator"]["yes"] > 0) == (False, True)
    told = stop["ministry"]
    assert (told["withheld"], told["of"]) == (True, stop["administrator"]["of"])
    assert {told[name] for name in ("known", "unknown", "yes", "no")} == {None}
    assert set(told["no_by_evidence"].values()) == {None}
    printed = busrisk("national", "--as", "ministry").out
    assert "niet getoond, van 569 bussen" in printed


def _of_stop(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (each for each in found["capabilities"].values() if each["question"] == "4.1")


def test_the_definitions_are_told_with_the_figures_and_change_them(busrisk: Run) -> None:
    found = busrisk("national", "--json").json
    assert found["definitions"]["bus"]["value"] == "alle"
    assert found["definitions"]["published_figures_apply"] is True
    assert {name: part["running"] for name, part in found["origin"].items()} == {
        "non_eu": 422, "eu": 1835, "unknown": 382,
    }  # fmt: skip
    assert (found["projection"]["buses"]["total"], found["projection"]["horizon"]) == (839, "2026-12-31")
    assert found["shares"]["fitting_totals"] == [2647, 2775]
    other = busrisk("national", "--json", "--niet-eu", "assemblage", "--bus", "zonder-minibussen").json
    assert other["definitions"]["non_eu"]["words"] == "assemblage van de bus buiten de EU"
    assert other["definitions"]["published_figures_apply"] is False
    assert other["origin"]["non_eu"]["running"] == 112
    assert other["control"] == found["control"]


def test_a_definition_or_year_that_is_not_there_is_refused_by_name(busrisk: Run) -> None:
    for option, value in (("--bus", "grote"), ("--niet-eu", "merk"), ("--tot", "1999")):
        refused = busrisk("national", option, value)
        assert refused.code == 2
        assert value in refused.err


def test_the_first_command_on_an_empty_folder_makes_it_ready_and_prints_only_json(tmp_path: Path) -> None:
    """From another folder, in a process of its own, with warnings as errors."""
    home = {"BUSRISK_DATA_DIR": str(tmp_path / "nieuw" / "register")}
    ran = in_its_own_process("national", "--json", env=home, cwd=tmp_path)
    assert ran.json["control"]["total"] == 569
    assert "Startlijst ingelezen" in ran.err
    again = in_its_own_process("national", env=home, cwd=tmp_path)
    assert (again.code, again.err) == (0, "")
    assert "Samen: controletotaal circa 569, register in dienst 422, niet toegedeeld 147" in again.out


def test_a_correction_shows_the_old_figure_as_known_at_the_day_before(
    busrisk: Run, tmp_path: Path, ready: Register
) -> None:
    assert busrisk("import", mutated(tmp_path, {"ijv-01": {"count": "240"}})).code == 0
    known = {
        at: busrisk("national", "--json", *(("--known-at", at) if at else ())).json["register"]["BYD"]
        for at in ("", "2026-11-22", "2026-11-21", NOW.isoformat(), (NOW - timedelta(seconds=1)).isoformat())
    }
    assert list(known.values()) == [304, 304, 310, 304, 310]


def test_a_day_the_register_says_nothing_about_is_said_to_be_so(busrisk: Run) -> None:
    assert busrisk("national", "--json", "--known-at", "2020-01-01").json["in_register"] is False
    told = busrisk("national", "--known-at", "2020-01-01").out
    assert "Het register zegt niets over deze dag." in told


def test_the_exercise_is_a_register_of_its_own_and_says_it_is_one(
    command: Command, database: Database
) -> None:
    settings = database.settings(State.EXERCISE)
    arguments = ("national", "--exercise", "--region", "voorbeeldland", "--json")
    found = command(*arguments, env=environment(settings)).json
    assert found["exercise"] is True
    assert found["control"] == {"Noordster": 180, "Zuidster": 95, "total": 275}
    assert found["capabilities"]["remote_stop"]["known"] > 0
