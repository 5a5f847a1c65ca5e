from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import form_token, register_of, sign_in


def cited(client: FlaskClient, query: str = "") -> dict[str, list[str]]:
    return {row[0]: row for row in tables(client.get(f"/bronnen{query}"))["bronnen"][1:]}


def file(client: FlaskClient, ending: str) -> TestResponse:
    return posted(client, f"/bronnen/bronnen.{ending}")


def posted(client: FlaskClient, path: str) -> TestResponse:
    fields = {"csrf_token": form_token(client.get("/bronnen")), "peildatum": "01-01-2026"}
    return client.post(path, data=fields, buffered=True)


def rows(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))


def test_each_source_stands_once_with_what_rests_on_it(app: Flask) -> None:
    found = cited(sign_in(app, "ministry"), "?zoek=aanhangsel")
    (answer,) = found.values()
    assert answer[0].startswith("Tweede Kamer, Aanhangsel van de Handelingen")
    assert answer[1:3] == ["officieel", "31-12-2025 … 01-01-2026"]
    assert answer[7] == "5"


def test_sources_and_counts_of_a_fleet_are_those_within_reach(app: Flask) -> None:
    everything, ours = sign_in(app, "ministry"), sign_in(app, "grantor")
    query = "?zoek=keolis-deploys"
    (all_of_it,) = cited(everything, query).values()
    assert all_of_it[4:6] == ["1", "246"]
    assert list(cited(ours, query)) == ["Geen bron past hierbij."]


def test_a_source_without_a_count_is_unknown_and_never_zero(app: Flask) -> None:
    (nothing,) = cited(sign_in(app, "ministry"), "?soort=none").values()
    assert nothing[5] == "onbekend"


def test_the_sources_of_the_method_say_which_were_read(app: Flask) -> None:
    method = tables(sign_in(app, "operator").get("/bronnen"))["methode"]
    read = {row[0]: row[3] for row in method[1:]}
    assert read["VN-reglement nr. 155 (R155): cyberbeveiliging van voertuigen"] == "gelezen"
    assert "nog niet gelezen" in read.values()


def test_a_reference_stands_as_printed_and_as_it_must_be(app: Flask) -> None:
    printed = tables(sign_in(app, "grantor").get("/bronnen"))["verwijzingen"][1:]
    assert [row[:2] for row in printed] == [
        ["39362, nr. 388", "29362, nr. 388"],
        ["6643, nr. 1320", "26643, nr. 1320"],
    ]


def test_a_source_leads_to_its_address_and_two_articles_of_one_site_differ(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/bronnen?zoek=electrive.net")
    names = [row[0] for row in tables(page)["bronnen"][1:]]
    assert len(names) == len(set(names)) > 3
    assert (
        'href="https://www.electrive.net/2025/11/24/ebs-bestellt-73-byd-elektrobusse-fuer-zeeland/"'
        in text(page)
    )


def test_a_kind_that_does_not_exist_is_named_and_everything_is_shown(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/bronnen?soort=roddel")
    assert page.status_code == 400
    assert "Soort: deze soort bron bestaat niet." in words(page)
    assert len(tables(page)["bronnen"]) > 10


def test_more_than_fit_one_page_are_paged_and_none_is_lost(app: Flask) -> None:
    client = sign_in(app, "ministry")
    first, second = cited(client), cited(client, "?pagina=2")
    assert len(first) == 50
    assert second
    assert not set(first) & set(second)
    assert cited(client, "?pagina=99") == second
    assert "pagina 2 van 2" in words(client.get("/bronnen?pagina=2"))


def test_page_workbook_and_file_agree(app: Flask) -> None:
    client = sign_in(app, "grantor")
    book = load_workbook(io.BytesIO(posted(client, "/export/register.xlsx").get_data()))
    sheet = [row for row in book["Bronnen"].iter_rows(values_only=True) if row[0] and row[1]]
    found = rows(file(client, "csv"))
    assert {row["Bron"] for row in found} == {row[1] for row in sheet} - {"Bron"}
    shown = {*cited(client), *cited(client, "?pagina=2")}
    method = len(tables(client.get("/bronnen"))["methode"]) - 1
    assert len(found) == method + len(shown)
    assert f"{len(found)} van {len(found)} bronnen" in words(client.get("/bronnen"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_is_marked_and_journalled_before_it_leaves(app: Flask, ending: str) -> None:
    answer = file(sign_in(app, "grantor"), ending)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=busregister-nl-bronnen-2026-01-01-editie-2026-12-vertrouwelijk-tlp-amber-strict"
        f".{ending}"
    )
    with register_of(app).reader() as reader:
        query = "SELECT object, outcome FROM journal WHERE action = 'export_sources'"
        ((name, outcome),) = reader.connection.exec_driver_sql(query).all()
    assert name.endswith(ending)
    assert outcome.startswith("done ")


def test_another_ending_is_no_file(app: Flask) -> None:
    assert file(sign_in(app, "grantor"), "exe").status_code == 404


def test_a_page_costs_the_same_for_few_and_for_many(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    few = statements(register_of(app), sign_in(app, "administrator", "voorbeeldland"), "/bronnen")
    assert statements(register_of(app), sign_in(app, "administrator"), "/bronnen") == few
