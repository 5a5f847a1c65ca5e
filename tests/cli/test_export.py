"""`busrisk export register`: what somebody reaches, whole under its name or not there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from busrisk.register.session import Register
from tests.cli.conftest import Run, csv_rows, mutated
from tests.register.stored import counts, rows


def test_a_workbook_holds_its_sheets_and_the_figures_of_the_register(busrisk: Run, tmp_path: Path) -> None:
    out = tmp_path / "register.xlsx"
    ran = busrisk("export", "register", "--out", out)
    assert ran.out.startswith(f"{out} geschreven (")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        *("Leesmij", "Concessies", "Wagenpark", "Toezegging", "Scores"),
        *("Prioriteit", "Bereik", "Vraag dit eerst", "Onbekend", "Bronnen"),
        *("Landelijk", "Mogelijkheden", "Herkomst", "Aandeel", "Prognose", "Gepubliceerd"),
    ]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["register.xlsx"]


def test_an_export_holds_what_the_person_reaches_and_nothing_else(
    busrisk: Run, tmp_path: Path, ready: Register
) -> None:
    out = tmp_path / "register.csv"
    busrisk("export", "register", "--out", out, "--as", "grantor")
    assert {record.rsplit("-", 1)[0] for record in csv_rows(out)} == {"zhn", "hwgo", "dmg"}
    journal = rows(ready)["journal"]
    last = journal[max(journal)]
    assert (last["action"], last["actor"], last["origin"]) == (
        "export_register",
        "grantor@demo.invalid",
        "command line",
    )


def test_an_export_of_an_earlier_knowledge_shows_the_earlier_count(busrisk: Run, tmp_path: Path) -> None:
    busrisk("import", mutated(tmp_path, {"ijv-01": {"count": "240"}}))
    out = tmp_path / "register.csv"
    counts_ = []
    for at in ("2026-11-22", "2026-11-21"):
        busrisk("export", "register", "--out", out, "--known-at", at)
        counts_.append(csv_rows(out)["ijv-01"]["Aantal"])
    assert counts_ == ["240", "246"]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("register.pdf", "eindigt niet op .xlsx of .csv"),
        ("nergens/register.xlsx", "kan niet worden geschreven"),
        ("nergens/register.csv", "kan niet worden geschreven"),
        (".", "eindigt niet op"),
    ],
)
def test_an_export_that_cannot_be_written_leaves_nothing_and_says_why(
    busrisk: Run, tmp_path: Path, ready: Register, out: str, said: str
) -> None:
    before = counts(ready)
    assert said in busrisk("export", "register", "--out", tmp_path / out).sentence
    assert counts(ready) == before
