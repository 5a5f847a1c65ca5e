"""Many batches at once, confirming in one act, and who stands behind the buses."""

from __future__ import annotations

import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from busrisk.access.scope import national
from busrisk.core.facts import Count
from busrisk.register.providers import providers
from busrisk.register.session import Moment
from tests.databases import NOW
from tests.start_lists import fleet
from tests.web.conftest import Making
from tests.web.fleet.forms import BACK, SHOW, STORE, fields, send, state
from tests.web.page_tables import tables, text, words
from tests.web.visits import form_token, post, register_of, sign_in

LIST, CONFIRM, PARTIES = (f"/wagenpark/zhn/{each}" for each in ("lijst", "bevestigen", "partijen"))
TODAY = NOW.date()


def paste(client: FlaskClient, *rows: str, **typed: object) -> TestResponse:
    """The answer to a pasted list; columns are separated by bars."""
    pasted = "\n".join(row.replace("|", "\t") for row in rows)
    return send(client, client.get(LIST), LIST, lijst=pasted, stap=SHOW, **typed)


def upload(client: FlaskClient, data: bytes, name: str) -> TestResponse:
    filled = {**fields(client.get(LIST), LIST), "stap": SHOW, "bestand": (io.BytesIO(data), name)}
    return client.post(LIST, data=filled, content_type="multipart/form-data")


def template(client: FlaskClient) -> bytes:
    token = form_token(client.get(LIST))
    answer = client.post("/wagenpark/zhn/sjabloon.xlsx", data={"csrf_token": token}, buffered=True)
    assert answer.headers["Content-Disposition"].endswith("wagenpark_zhn_2026-11-22.xlsx")
    return answer.data


# --- A list ------------------------------------------------------------------------------------------


def test_a_list_with_a_fault_stores_nothing_and_stays_in_the_box(app: Flask, qbuzz: FlaskClient) -> None:
    before = fleet(register_of(app), TODAY)
    rows = ("Fabrikant|Aantal|Status|Bron", "BYD|12|in dienst|lijst", "Yutomg|1,5|<b>kapot</b>|lijst")
    page = paste(qbuzz, *rows)
    assert page.status_code == 400
    found = {row[0]: row[1:] for row in tables(page)["foutenlijst"][1:]}
    assert set(found) == {
        "Regel 3, kolom 1 (Fabrikant)",
        "Regel 3, kolom 2 (Aantal)",
        "Regel 3, kolom 3 (Status)",
    }
    assert found["Regel 3, kolom 2 (Aantal)"][:2] == ["1,5", "Aantal moet een heel getal zijn."]
    assert "Bedoelt u Yutong?" in found["Regel 3, kolom 1 (Fabrikant)"][2]
    assert "Lijst: 3 fouten, in 1 van 2 regels. Er is niets opgeslagen." in text(page)
    assert "<b>kapot" not in page.text
    assert fields(page, LIST)["lijst"] == "\n".join(rows).replace("|", "\t")
    assert fleet(register_of(app), TODAY) == before


def test_a_list_shows_new_changed_and_same_and_is_stored_as_a_whole(app: Flask, qbuzz: FlaskClient) -> None:
    rows = ("Kenmerk|Fabrikant|Aantal|Status", "zhn-01|Yutong|49|in dienst", "zhn-04|Volvo|23|in dienst")
    preview = paste(qbuzz, *rows, "|BYD|1.012|besteld", source="vlootlijst week 47")
    assert preview.status_code == 200
    assert "1 nieuw, 1 gewijzigd, 0 uitgestroomd, 1 gelijk" in words(preview)
    assert "Aantal: was 50 , wordt 49" in words(preview)
    done = send(qbuzz, preview, LIST, stap=STORE)
    assert "Bewaard om 11:00: 2 wagenparkdelen vastgelegd." in words(qbuzz.get(done.headers["Location"]))
    now = fleet(register_of(app), TODAY)
    assert (now["zhn-01"].count, now["zhn-05"].count) == (Count(49), Count(1012))
    assert now["zhn-01"].source.citation == "vlootlijst week 47"


def test_what_a_whole_fleet_leaves_out_has_left_service_and_that_needs_a_source(
    app: Flask, qbuzz: FlaskClient
) -> None:
    rows = ("Kenmerk|Aantal", "zhn-01|50")
    refused = paste(qbuzz, *rows, geheel="ja")
    assert refused.status_code == 400
    assert 'href="#veld-source"' in refused.text
    preview = paste(qbuzz, *rows, geheel="ja", source="vlootlijst")
    assert "0 nieuw, 0 gewijzigd, 3 uitgestroomd, 1 gelijk" in words(preview)
    assert send(qbuzz, preview, LIST, stap=STORE).status_code == 303
    assert fleet(register_of(app), TODAY)["zhn-04"].status == "withdrawn"
    assert fleet(register_of(app), date(2026, 1, 1))["zhn-04"].status == "in_service"


def test_back_from_the_preview_keeps_the_list_the_source_and_the_tick(qbuzz: FlaskClient) -> None:
    preview = paste(qbuzz, "Kenmerk|Aantal", "zhn-01|50", geheel="ja", source="vlootlijst")
    form = fields(send(qbuzz, preview, LIST, stap=BACK), LIST)
    assert (form["lijst"], form["geheel"], form["source"]) == (
        "Kenmerk\tAantal\nzhn-01\t50",
        "ja",
        "vlootlijst",
    )


def test_the_template_uploaded_unchanged_changes_nothing(qbuzz: FlaskClient) -> None:
    page = upload(qbuzz, template(qbuzz), "wagenpark.xlsx")
    assert page.status_code == 200
    assert "Dit staat al zo in het register. Er verandert niets." in words(page)


def test_an_uploaded_workbook_is_carried_to_storing_without_a_second_upload(
    app: Flask, qbuzz: FlaskClient
) -> None:
    book = load_workbook(io.BytesIO(template(qbuzz)))
    sheet = book["Wagenpark"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["Aantal"]).value = 47
    out = io.BytesIO()
    book.save(out)
    preview = upload(qbuzz, out.getvalue(), "wagenpark.xlsx")
    assert "0 nieuw, 1 gewijzigd, 0 uitgestroomd, 3 gelijk" in words(preview)
    assert send(qbuzz, preview, LIST, stap=STORE).status_code == 303
    assert fleet(register_of(app), TODAY)["zhn-01"].count == Count(47)

    sheet.cell(3, columns["Aantal"]).value = "62 st."
    out = io.BytesIO()
    book.save(out)
    page = upload(qbuzz, out.getvalue(), "wagenpark.xlsx")
    assert page.status_code == 400
    assert tables(page)["foutenlijst"][1][0].startswith("Werkblad Wagenpark, cel ")
    assert "62 st." in fields(page, LIST)["lijst"]


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"PK\x03\x04kapot", "x.xlsx"), (b"\xd0\xcf\x11\xe0oud", "x.xls"), (b"\xff\xfe\x00", "x.csv")],
)
def test_a_file_that_is_no_list_is_refused_with_a_remedy(qbuzz: FlaskClient, data: bytes, name: str) -> None:
    page = upload(qbuzz, data, name)
    assert page.status_code == 400
    assert len(tables(page)["foutenlijst"][1][3]) > 10


@pytest.mark.parametrize(
    ("tongue", "said"),
    [("nl", "Er is niets opgeslagen. Wat u kunt doen"), ("en", "Nothing has been saved. What you can do")],
)
def test_too_large_a_list_is_refused_before_it_is_read(qbuzz: FlaskClient, tongue: str, said: str) -> None:
    post(qbuzz, "/taal", {"language": tongue})
    head = b'--x\r\nContent-Disposition: form-data; name="bestand"; filename="x.csv"\r\n\r\n'
    body = head + b"x" * (1 << 20) + b"\r\n--x--\r\n"
    page = qbuzz.post(LIST, data=body, content_type="multipart/form-data; boundary=x")
    assert page.status_code == 413
    assert said in words(page)


@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_a_cell_longer_than_any_program_holds_is_a_fault_at_its_place(
    qbuzz: FlaskClient, tongue: str
) -> None:
    post(qbuzz, "/taal", {"language": tongue})
    page = paste(qbuzz, "Fabrikant|Aantal|Toelichting", f"BYD|1|{'x' * 140_000}")
    assert page.status_code == 400
    place, reason = {"nl": ("Regel 2, kolom 3", "De cel telt"), "en": ("Line 2, column 3", "The cell holds")}[
        tongue
    ]
    row = tables(page)["foutenlijst"][1]
    assert (row[0], row[2].startswith(reason)) == (place, True)


# --- Confirming --------------------------------------------------------------------------------------


def test_an_unchanged_fleet_is_confirmed_in_one_act(app: Flask, qbuzz: FlaskClient) -> None:
    page = qbuzz.get(CONFIRM)
    assert "U bevestigt 4 wagenparkdelen: 275 bussen in dienst, 202 niet bevestigd." in words(page)
    done = send(qbuzz, page, CONFIRM)
    assert done.status_code == 303
    after = words(qbuzz.get(done.headers["Location"]))
    assert "Bewaard om 11:00: peildatum bevestigd voor 4 wagenparkdelen." in after
    assert "De bron is van 22 november 2026." in after
    assert "±0" in after
    assert {
        each.status for key, each in fleet(register_of(app), TODAY).items() if key.startswith("zhn-")
    } == {"in_service"}
    again = send(qbuzz, qbuzz.get(CONFIRM), CONFIRM)
    assert "Er is niets gewijzigd" in words(qbuzz.get(again.headers["Location"]))


def test_an_unknown_count_is_named_and_stays_unknown(app: Flask, qbuzz: FlaskClient) -> None:
    new = {"maker": "BYD", "aantal_onbekend": "ja", "status": "in dienst", "source": "lijst"}
    state(qbuzz, "zhn", **new)
    page = qbuzz.get(CONFIRM)
    assert "Blijft onbekend" in words(page)
    assert '<span class="unknown">BYD: onbekend, in dienst</span>' in page.text
    send(qbuzz, page, CONFIRM)
    assert fleet(register_of(app), TODAY)["zhn-05"].count == Count(None)


def test_another_day_is_shown_before_it_is_confirmed(app: Flask, qbuzz: FlaskClient) -> None:
    state(qbuzz, "zhn", "zhn-01", count="60")
    page = send(qbuzz, qbuzz.get(CONFIRM), CONFIRM, peildatum="1-6-2026")
    assert page.status_code == 200
    assert "U koos een andere dag" in words(page)
    assert "Wagenpark op 1 juni 2026" in words(page)
    assert "275 bussen" in words(page)
    assert send(qbuzz, page, CONFIRM).status_code == 303
    assert fleet(register_of(app), date(2026, 6, 1))["zhn-01"].source.citation == "Opgave van Qbuzz"


@pytest.mark.parametrize("day", ["", "31-02-2026", "1-1-2030", "2026"])
def test_a_day_that_will_not_do_is_refused_and_stays(qbuzz: FlaskClient, day: str) -> None:
    page = send(qbuzz, qbuzz.get(CONFIRM), CONFIRM, peildatum=day, source="lijst")
    assert page.status_code == 400
    assert 'href="#veld-peildatum"' in page.text
    assert fields(page, CONFIRM)["source"] == "lijst"


def test_a_fleet_that_others_changed_is_shown_again_before_it_is_confirmed(
    app: Flask, qbuzz: FlaskClient
) -> None:
    page = qbuzz.get(CONFIRM)
    state(sign_in(app, "administrator"), "zhn", "zhn-01", count="47")
    again = send(qbuzz, page, CONFIRM)
    assert again.status_code == 409
    assert "Yutong U15 (first batch): 47, in dienst" in words(again)
    assert send(qbuzz, again, CONFIRM).status_code == 303


# --- Parties -----------------------------------------------------------------------------------------


def stated(app: Flask) -> dict[str, str]:
    """Who was stated for the first deployment of Zuid-Holland Noord, by role."""
    with register_of(app).reader() as reader:
        found = providers(national("nl"), reader, Moment(TODAY, reader.version), "zhn")
    return {each.role: each.actor.name if each.actor else "geen" for said in found.values() for each in said}


def test_parties_are_named_none_or_unknown(app: Flask, qbuzz: FlaskClient) -> None:
    typed = {
        "update_1": "Yutong",
        "telematics_1": "Telematica <BV>",
        "geen_sim_1": "ja",
        "cloud_1": "onbekend",
    }
    page = send(qbuzz, qbuzz.get(PARTIES), PARTIES, **typed)
    assert page.status_code == 400
    assert "Bron: een opgave heeft altijd een bron." in text(page)
    assert fields(page, PARTIES)["telematics_1"] == "Telematica <BV>"
    done = send(qbuzz, page, PARTIES, source="contract")
    assert "Bewaard: 3 rollen gewijzigd." in words(qbuzz.get(done.headers["Location"]))
    assert stated(app) == {"update": "Yutong", "telematics": "Telematica <BV>", "sim": "geen"}
    again = qbuzz.get(PARTIES)
    form = fields(again, PARTIES)
    assert (form["update_1"], form["geen_sim_1"], form["cloud_1"]) == ("Yutong", "ja", "")
    assert "bron: contract" in words(again)
    same = send(qbuzz, again, PARTIES)
    assert "Er is niets gewijzigd" in words(qbuzz.get(same.headers["Location"]))
    gone = send(qbuzz, again, PARTIES, telematics_1="", source="brief")
    assert "Bewaard: 1 rol gewijzigd." in words(qbuzz.get(gone.headers["Location"]))
    assert set(stated(app)) == {"update", "sim"}


def test_a_name_and_none_at_once_is_refused(qbuzz: FlaskClient) -> None:
    page = send(qbuzz, qbuzz.get(PARTIES), PARTIES, sim_2="KPN", geen_sim_2="ja", source="x")
    assert page.status_code == 400
    assert 'href="#veld-sim_2"' in page.text
    form = fields(page, PARTIES)
    assert (form["sim_2"], form["geen_sim_2"]) == ("KPN", "ja")


def test_a_day_before_the_own_term_is_refused_for_parties_too(qbuzz: FlaskClient) -> None:
    page = send(qbuzz, qbuzz.get(PARTIES), PARTIES, update_1="Yutong", source="x", peildatum="1-1-2019")
    assert page.status_code == 400
    assert 'href="#veld-peildatum"' in page.text


def test_an_exercise_marks_the_template_too(exercise: object, making: Making, app: Flask) -> None:
    client = sign_in(making(exercise.settings), "operator", "voorbeeldland")  # type: ignore[attr-defined]
    key = client.get("/wagenpark").text.split('href="/wagenpark/')[1].split('"')[0].split("/")[0]
    token = form_token(client.get("/wagenpark"))
    answer = client.post(f"/wagenpark/{key}/sjabloon.xlsx", data={"csrf_token": token}, buffered=True)
    assert "oefening_wagenpark" in answer.headers["Content-Disposition"]
