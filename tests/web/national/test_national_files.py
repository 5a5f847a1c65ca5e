"""National files: marked, journalled, with the definitions on every row, and only for who may."""

from __future__ import annotations

import pytest
from flask import Flask

from busrisk.register.session import Register
from tests.web.national.own_fleet import csv_rows, sheet
from tests.web.page_tables import tables
from tests.web.visits import post, register_of, sign_in

TABLES = ("against_controls", "statements", "capabilities", "makers", "origins", "shares", "projection")
PARTS = (
    "makers",
    "statuses",
    "concentration",
    "coverage",
    "authorities",
    "capabilities",
    "ask_first",
    "reaches",
)


def last_entry(register: Register) -> tuple[str, str]:
    with register.reader() as reader:
        rows = reader.connection.exec_driver_sql(
            "SELECT action, object FROM journal ORDER BY id DESC LIMIT 1"
        )
        return tuple(rows.one())  # type: ignore[return-value]


@pytest.mark.parametrize("key", TABLES)
def test_each_table_of_the_national_picture_has_a_file(app: Flask, key: str) -> None:
    client = sign_in(app, "ministry")
    shown = tables(client.get("/landelijk"))[key]
    rows = csv_rows(client, f"/landelijk/tabel/{key}.csv")
    assert rows[0][: len(shown[0])] == shown[0]
    assert {row[rows[0].index("Definitie van niet-EU")] for row in rows[1:]} == {
        "hoofdkantoor van de fabrikant buiten de EU"
    }
    assert {row[rows[0].index("Markering")] for row in rows[1:]} == {"VERTROUWELIJK · TLP:AMBER+STRICT"}
    assert {row[rows[0].index("Peildatum")] for row in rows[1:]} == {"01-01-2026"}


@pytest.mark.parametrize("key", PARTS)
def test_each_table_of_the_distribution_has_a_file(app: Flask, key: str) -> None:
    client = sign_in(app, "ministry")
    shown = tables(client.get("/landelijk/verdeling"))[key]
    rows = csv_rows(client, f"/landelijk/verdeling/{key}.csv")
    assert rows[0][: len(shown[0])] == shown[0]
    assert len(rows) > 1


def test_what_leaves_is_journalled_under_its_name(app: Flask) -> None:
    client = sign_in(app, "ministry")
    csv_rows(client, "/landelijk/tabel/shares.csv")
    action, name = last_entry(register_of(app))
    assert action == "export_national"
    assert name == "shares-nl-2026-01-01-editie-2026-12-vertrouwelijk-tlp-amber-strict.csv"


def test_the_workbook_says_by_which_definitions_it_was_made(app: Flask) -> None:
    client = sign_in(app, "ministry")
    cover = {str(row[0]): row[1] for row in sheet(client, "Leesmij", {"niet_eu": "moeder"}) if len(row) > 1}
    assert cover["Definitie van niet-EU"] == "uiteindelijke moeder van de fabrikant buiten de EU"
    assert str(cover["Let op"]).startswith("De gepubliceerde cijfers gaan niet over deze definitie")
    assert "27 lidstaten" in str(cover["Landenlijst"])


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("/landelijk/tabel/niets.csv", {}, 404),
        ("/landelijk/verdeling/niets.csv", {}, 404),
        ("/landelijk/tabel/shares.csv", {"peildatum": "31-02-2026"}, 400),
        ("/landelijk/tabel/shares.csv", {"peildatum": "2019-01-01"}, 400),
        ("/landelijk/tabel/shares.csv", {"bus": "grote"}, 400),
        ("/landelijk/verdeling/makers.csv", {"fabrikant": "trabant"}, 400),
    ],
)
def test_a_file_of_what_cannot_be_read_is_refused(
    app: Flask, address: str, fields: dict[str, str], status: int
) -> None:
    assert post(sign_in(app, "ministry"), address, fields, seen="/landelijk").status_code == status


def test_a_grantor_takes_no_national_file(app: Flask) -> None:
    client = sign_in(app, "grantor")
    assert post(client, "/landelijk/tabel/shares.csv", seen="/concessies").status_code == 403
    assert post(client, "/landelijk/landelijk-beeld.xlsx", seen="/concessies").status_code == 403
