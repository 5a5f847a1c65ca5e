from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from busrisk.register.session import Register
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.page_tables import tables
from tests.web.visits import form_token, register_of, sign_in


def export(client: FlaskClient, ending: str, **moment: str) -> TestResponse:
    token = form_token(client.get("/concessies"))
    return client.post(f"/export/register.{ending}", data={"csrf_token": token, **moment}, buffered=True)


def sheets(answer: TestResponse) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(answer.get_data()))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def rows(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))


def entries(app: Flask) -> list[tuple[str, str, str, str]]:
    with register_of(app).reader() as reader:
        columns = "SELECT actor, object, outcome, origin FROM journal"
        query = f"{columns} WHERE action = 'export_register' ORDER BY id"
        return [tuple(row) for row in reader.connection.exec_driver_sql(query)]


def test_the_workbook_is_what_the_reader_reaches_marked_in_its_name(app: Flask) -> None:
    answer = export(sign_in(app, "grantor"), "xlsx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=busregister-nl-2026-01-01-editie-2026-12-vertrouwelijk-tlp-amber-strict.xlsx"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(sheets(answer)) == [
        *("Leesmij", "Concessies", "Wagenpark", "Toezegging", "Scores", "Prioriteit", "Bereik"),
        *("Vraag dit eerst", "Onbekend", "Bronnen", "Gepubliceerd"),
    ]
    with ZipFile(io.BytesIO(answer.get_data())) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "Zuid-Holland Noord" in everything
    for other in ("IJssel-Vecht", "Groningen-Drenthe"):
        assert other not in everything


def test_the_csv_has_the_rows_of_the_page(app: Flask) -> None:
    client = sign_in(app, "grantor")
    answer = export(client, "csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    shown = tables(client.get("/concessies/zhn"))["fleet"][1:]
    found = [row for row in rows(answer) if row["Concessie"] == "Zuid-Holland Noord"]
    assert [row["Aantal"] for row in found] == [row[2] for row in shown]
    assert {row["Markering"] for row in found} == {"VERTROUWELIJK · TLP:AMBER+STRICT"}


def test_a_changed_count_changes_page_workbook_and_csv_alike(app: Flask) -> None:
    change(register_of(app), ",BEV,50,reported,in_service,2024,", ",BEV,55,reported,in_service,2024,")
    client = sign_in(app, "grantor")
    assert tables(client.get("/concessies/zhn"))["fleet"][1][2] == "55"
    assert "55" in {row["Aantal"] for row in rows(export(client, "csv"))}
    fleet = sheets(export(client, "xlsx"))["Wagenpark"]
    header = next(row for row in fleet if "Aantal" in row)
    assert 55 in {row[header.index("Aantal")] for row in fleet}


def test_the_file_speaks_of_the_moment_of_the_page(app: Flask) -> None:
    client = sign_in(app, "administrator")
    answer = export(client, "csv", peildatum="01-06-2026", bekend="20-11-2026")
    assert "2026-06-01" in answer.headers["Content-Disposition"]
    assert {row["Peildatum"] for row in rows(answer)} == {"01-06-2026"}


def test_the_ministry_gets_no_score_of_a_concession(app: Flask) -> None:
    found = sheets(export(sign_in(app, "ministry"), "xlsx"))
    assert "Scores" not in found
    titles = {str(cell) for name in ("Concessies", "Wagenpark") for row in found[name] for cell in row}
    assert not {title for title in titles if title.startswith(("Klasse", "D1", "Kwitantie van de score"))}


def test_an_exercise_is_named_so_in_the_file_name(exercise: Register, making: Making) -> None:
    answer = export(sign_in(making(exercise.settings), "grantor", "voorbeeldland"), "csv")
    assert "-oefening-vertrouwelijk-" in answer.headers["Content-Disposition"]


def test_each_export_is_journalled_with_person_receipt_and_origin(app: Flask) -> None:
    client = sign_in(app, "operator")
    answers = [export(client, ending) for ending in ("xlsx", "csv")]
    found = entries(app)
    assert [entry[0] for entry in found] == ["operator@demo.invalid"] * 2
    assert [entry[1].rsplit(".")[-1] for entry in found] == ["xlsx", "csv"]
    assert {entry[3] for entry in found} == {"127.0.0.1"}
    receipt = rows(answers[1])[0]["Kwitantie"]
    assert [entry[2] for entry in found] == [f"done {receipt}"] * 2


def test_an_export_changes_nothing_but_the_journal(app: Flask) -> None:
    client = sign_in(app, "operator")
    with register_of(app).reader() as reader:
        before = reader.version
    export(client, "csv")
    with register_of(app).reader() as reader:
        assert reader.version == before


@pytest.mark.parametrize("moment", [{"peildatum": "ooit"}, {"bekend": "x"}, {"peildatum": "2019-01-01"}])
def test_a_moment_without_an_export_is_refused_and_not_journalled(app: Flask, moment: dict[str, str]) -> None:
    assert export(sign_in(app, "operator"), "csv", **moment).status_code == 400
    assert entries(app) == []


def test_looking_is_no_export_and_other_formats_do_not_exist(app: Flask) -> None:
    client = sign_in(app, "operator")
    assert client.get("/export/register.csv").status_code == 405
    assert export(client, "pdf").status_code == 404
    assert entries(app) == []
