"""`busrisk import`: shown, stored whole or refused, under somebody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from busrisk.register.session import Register
from tests.cli.conftest import Run, mutated
from tests.commands import Command
from tests.core.start_files import changed
from tests.databases import on_both
from tests.register.stored import counts, rows
from tests.start_lists import TEN_FAULTS


@on_both
def test_importing_the_shipped_list_again_changes_nothing(busrisk: Run, ready: Register) -> None:
    before = rows(ready)
    ran = busrisk("import", "data/concessions.csv")
    assert (ran.code, ran.out) == (0, "66 regels gecontroleerd: 0 wijzigingen.\n")
    assert rows(ready) == before


def test_a_dry_run_shows_what_would_change_and_stores_nothing(
    busrisk: Run, tmp_path: Path, ready: Register
) -> None:
    before = rows(ready)
    ran = busrisk("import", mutated(tmp_path, {"ijv-01": {"count": "240"}}), "--dry-run")
    assert ran.out.splitlines() == [
        "gewijzigd  wagenparkdeel ijv-01: aantal 246 wordt 240",
        "66 regels: 0 nieuw, 1 gewijzigd, 0 vervallen; 0 keer gescoord. Er is niets bewaard (proef).",
    ]
    assert rows(ready) == before


def test_a_list_with_ten_faults_is_refused_with_ten_places_and_stores_nothing(
    busrisk: Run, tmp_path: Path, ready: Register
) -> None:
    before = rows(ready)
    path = mutated(tmp_path, TEN_FAULTS)
    ran = busrisk("import", path)
    assert (ran.code, ran.out) == (1, "")
    *faults, last = ran.err.splitlines()
    assert len(faults) == 10
    assert all(fault.startswith(f"{path}, rij ") and ", veld " in fault for fault in faults)
    assert last == "10 fout(en) gevonden; er is niets bewaard."
    assert rows(ready) == before


def test_a_list_with_faults_does_not_even_make_a_data_folder(command: Command, tmp_path: Path) -> None:
    home = tmp_path / "register"
    ran = command("import", mutated(tmp_path, TEN_FAULTS), env={"BUSRISK_DATA_DIR": str(home)})
    assert ran.code == 1
    assert not home.exists()


def test_a_first_import_into_an_empty_folder_is_the_whole_register(command: Command, tmp_path: Path) -> None:
    env = {"BUSRISK_DATA_DIR": str(tmp_path / "register")}
    one = tmp_path / "een.csv"
    one.write_bytes(b"".join(line for line in changed({}).splitlines(True)[:2]))
    assert command("import", one, env=env).code == 0
    found = command("national", "--json", env=env).json
    assert found["register"] == {"BYD": 246, "Yutong": 0, "total": 246}


@pytest.mark.parametrize("role", ["grantor", "operator", "ministry"])
def test_only_an_administrator_imports(busrisk: Run, role: str, ready: Register) -> None:
    before = counts(ready)
    ran = busrisk("import", "data/concessions.csv", "--as", role)
    assert (ran.code, "mag dit niet: import_fleet." in ran.sentence) == (3, True)
    assert counts(ready) == before


def test_an_import_is_journalled_under_the_name_it_was_done_in(
    busrisk: Run, tmp_path: Path, ready: Register
) -> None:
    busrisk("import", mutated(tmp_path, {"ijv-01": {"count": "240"}}), "--as", "administrator@demo.invalid")
    journal = rows(ready)["journal"]
    last = journal[max(journal)]
    assert (last["action"], last["actor"], last["object"]) == (
        "import_fleet",
        "administrator@demo.invalid",
        "lijst.csv",
    )
