"""Stating, correcting and withdrawing a control total: read strictly, journalled, nothing overwritten."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.databases import NOW, Database, State
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.national.own_fleet import analyst, csv_rows, own_app, read, stated
from tests.web.page_tables import tables
from tests.web.visits import post, sign_in

PAGE = "/landelijk/controletotalen"
TOTAL = "zero-emissiebussen, landelijk"


def listed(client: FlaskClient, query: str = "") -> dict[str, list[str]]:
    """The national totals of zero-emission buses by their day."""
    rows = tables(client.get(PAGE + query))["controls"][1:]
    return {row[2]: row[1:5] for row in rows if row[0] == TOTAL}


def mark(client: FlaskClient, about: str) -> str:
    """What the link to correct a total carries."""
    page = client.get(PAGE).get_data(as_text=True)
    found = re.search(rf"regel=([0-9a-f]+)#vastleggen\">[^<]*<span class=\"unseen\">: {about}", page)
    assert found, about
    return found[1]


def corrected(client: FlaskClient, **fields: str) -> TestResponse:
    return post(client, PAGE, {"regel": mark(client, TOTAL), **fields}, seen=PAGE)


def journal(register: Register) -> list[tuple[str, str, str]]:
    with register.reader() as reader:
        rows = reader.connection.exec_driver_sql("SELECT action, object, outcome FROM journal ORDER BY id")
        return [tuple(row) for row in rows]


def test_a_total_typed_in_dutch_is_stored_with_its_source_and_journalled(
    empty: Register, making: Making
) -> None:
    client = analyst(own_app(empty, making), empty)
    answer = stated(client, waarde="ca. 2.710", toelichting="telling van de monitor")
    assert answer.status_code == 303
    assert "Het controletotaal is vastgelegd." in read(client.get(answer.location))
    figure, day, sure, source = listed(client)["01-01-2026"]
    assert (figure, day, sure) == ("circa 2.710", "01-01-2026", "gepubliceerd als ‘circa’")
    assert source == "eigen telling telling van de monitor"
    assert journal(empty)[-1] == (
        "state_control", "2026-01-01 all all ze_buses, eigen telling", "new: 2710",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"waarde": "2,710"},
            "Waarde: Aantal moet een heel getal zijn. U vulde in: 2,710. Bedoelt u 2.710? "
            "Vul dan 2710 of 2.710 in.",
        ),
        ({"waarde": ""}, "Waarde: Het getal ontbreekt."),
        ({"waarde": "-3"}, "Waarde: Aantal kan niet negatief zijn. U vulde in: -3."),
        ({"stand": "13/14/2026"}, "Stand: Deze datum bestaat niet. U vulde in: 13/14/2026."),
        ({"stand": ""}, "Stand: De dag ontbreekt."),
        ({"stand": "1-1-2030"}, "Stand: Deze dag is nog niet geweest. U vulde in: 1-1-2030."),
        ({"bron": " "}, "Bron: Elke uitspraak heeft een bron."),
        ({"bron": "x" * 501}, "Bron: Dit is langer dan 500 tekens."),
        ({"grootheid": "kilometers"}, "Grootheid: Deze keuze bestaat niet. U vulde in: kilometers."),
        ({"grootheid": "ze-fabrikant", "fabrikant": "Trabant"}, "Fabrikant: Deze fabrikant is niet bekend."),
    ],
)
def test_what_cannot_be_read_is_named_at_its_field_and_nothing_typed_is_lost(
    empty: Register, making: Making, fields: dict[str, str], sentence: str
) -> None:
    client = analyst(own_app(empty, making), empty)
    before = journal(empty)
    page = stated(client, **fields)
    html = page.get_data(as_text=True)
    (name,) = [name for name in fields if name != "grootheid" or len(fields) == 1]
    assert page.status_code == 400
    assert read(page).count(sentence) == 2, "above the form and at the field"
    assert f'href="#veld-{name}"' in html
    assert re.search(rf'id="veld-{name}"[^>]*aria-describedby="[^"]*fout-{name}" aria-invalid="true"', html)
    kept = {"bron": "eigen telling", "waarde": "2.710"} | fields
    assert all(f'value="{kept[each]}"' in html for each in ("waarde", "bron") if kept[each].strip())
    assert "01-01-2026" not in listed(client)
    assert journal(empty) == before


def test_all_faults_are_told_at_once(empty: Register, making: Making) -> None:
    page = stated(analyst(own_app(empty, making), empty), waarde="veel", stand="ooit", bron="")
    assert page.get_data(as_text=True).count('class="fault" id="fout-') == 3


def test_a_total_of_one_maker_stands_beside_its_other_figures(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    stated(client, grootheid="ze-fabrikant", fabrikant="Yutong", waarde="239")
    rows = tables(client.get("/landelijk"))["statements"]
    assert [row[:2] + row[4:5] for row in rows if row[0] == "Yutong"] == [
        ["Yutong", "circa 250", "controletotaal"], ["Yutong", "239", "ter vergelijking"],
    ]  # fmt: skip


def test_a_correction_needs_a_reason_and_the_old_value_stays_as_known_before(
    database: Database, making: Making
) -> None:
    register = database.open(State.READY)
    client = sign_in(making(register.settings), "ministry")
    without = corrected(client, waarde="2.750")
    assert without.status_code == 400
    assert "Toelichting: Zeg waarom het cijfer verandert." in read(without)
    assert 'value="2.750"' in without.get_data(as_text=True)
    meant = mark(client, f"{TOTAL}, 31-12-2025")
    done = post(
        client, PAGE, {"regel": meant, "waarde": "2.750", "toelichting": "herziene monitor"}, seen=PAGE
    )
    assert done.status_code == 303
    assert listed(client)["31-12-2025"][0] == "2.750"
    assert listed(client, "?bekend=2026-11-21")["31-12-2025"][0] == "2.748"
    assert journal(register)[-1][2] == "changed: 2750"
    again = post(client, PAGE, {"regel": meant, "waarde": "1", "toelichting": "x"}, seen=PAGE)
    assert again.status_code == 409, "the page was opened before the correction"
    assert NOW.date().isoformat() == "2026-11-22"


def test_the_same_figure_again_changes_nothing(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    stated(client)
    before = journal(empty)
    answer = stated(client)
    assert "Er is niets gewijzigd." in read(client.get(answer.location))
    assert journal(empty) == before


def test_a_withdrawn_total_is_gone_now_and_the_share_with_it(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    stated(client)
    meant = {"regel": mark(client, TOTAL)}
    refused = post(client, f"{PAGE}/intrekken", meant, seen=PAGE)
    assert refused.status_code == 400
    assert "zeg waarom het cijfer wordt ingetrokken" in read(refused)
    done = post(client, f"{PAGE}/intrekken", {**meant, "toelichting": "dubbel"}, seen=PAGE)
    assert "is ingetrokken" in read(client.get(done.location))
    assert "01-01-2026" not in listed(client)
    assert "Berekend met het totaal" not in read(client.get("/landelijk"))
    assert journal(empty)[-1] == (
        "withdraw_control", "2026-01-01 all all ze_buses, eigen telling", "withdrawn: 2710; dubbel",
    )  # fmt: skip


def test_a_percentage_is_corrected_as_a_percentage(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    share = {"regel": mark(client, "aandeel zero-emissiebussen"), "toelichting": "gelezen in de bron"}
    assert "ten hoogste 100" in read(post(client, PAGE, {**share, "waarde": "101"}, seen=PAGE))
    assert post(client, PAGE, {**share, "waarde": "20,5"}, seen=PAGE).status_code == 303
    assert "Gepubliceerd: ongeveer 20,5%" in read(client.get("/landelijk"))


def test_who_may_not_state_totals_neither_sees_the_page_nor_acts(empty: Register, making: Making) -> None:
    app = own_app(empty, making)
    for role, party in ((Role.GRANTOR, "prov-zh"), (Role.OPERATOR, "ebs")):
        client = sign_in(app, account(empty, role, party))
        assert client.get(PAGE).status_code == 403
        assert post(client, PAGE, {"waarde": "1"}).status_code == 403
        assert post(client, f"{PAGE}/intrekken", {}).status_code == 403


def test_a_request_without_the_token_of_a_form_stores_nothing(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    answer = client.post(PAGE, data={"grootheid": "ze", "stand": "1-1-2026", "waarde": "1", "bron": "x"})
    assert answer.status_code == 400
    assert "01-01-2026" not in listed(client)


def test_earlier_knowledge_is_to_be_read_only(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    assert "Controletotaal toevoegen" in read(client.get(PAGE))
    assert "Controletotaal toevoegen" not in read(client.get(f"{PAGE}?bekend=2026-11-22"))
    assert client.get(f"{PAGE}?regel=0123456789abcdef").status_code == 404


def test_the_list_can_be_taken_as_a_file(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    rows = csv_rows(client, f"{PAGE}.csv")
    assert {row[4] for row in rows[1:]} == {"319,0", "250,0", "569,0", "21,0"}
