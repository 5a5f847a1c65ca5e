"""Start: what lies before somebody, each with its day, and what changed since when."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.fleet.conftest import qbuzz as qbuzz
from tests.web.fleet.forms import state
from tests.web.statements import statements
from tests.web.visits import heading, sign_in


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_signing_in_leads_to_ones_own_work(app: Flask) -> None:
    for who in ("grantor", "operator", "ministry", "administrator"):
        page = sign_in(app, who).get("/start")
        assert page.status_code == 200
        assert heading(page) == "Start"


def test_the_analyst_sees_what_was_published_and_has_no_place_yet(app: Flask) -> None:
    page = words(sign_in(app, "ministry").get("/start").text)
    assert "147 gepubliceerde bussen hebben in het register nog geen plaats. stand van 01-01-2026" in page


def test_an_operator_is_asked_to_confirm_the_oldest_fleet_first(exercise: Register, making: Making) -> None:
    page = words(sign_in(making(exercise.settings), "operator", "voorbeeldland").get("/start").text)
    zuid, noord = page.index("oudste bron is van 1 juni 2025"), page.index("oudste bron is van 1 december")
    assert zuid < noord
    assert "Vul 1 wagenparkdeel aan : Voorbeeld-Zuid Het aantal of de status is onbekend." in page


def test_what_there_is_to_do_for_one_concession_stands_together(app: Flask) -> None:
    tasks = sign_in(app, "operator").get("/start").text.split('id="te-doen"')[1].split("</section>")[0]
    places = re.findall(r"<h3>([^<]+)</h3>", tasks)
    assert places == [
        "Fryslân (incl. Waddeneilanden)",
        "Groningen-Drenthe",
        "Zuid-Holland Noord",
        "Drechtsteden, Molenlanden en Gorinchem (was DAV)",
    ]


def test_a_fleet_of_which_nothing_is_known_is_not_to_be_confirmed(app: Flask, qbuzz: FlaskClient) -> None:
    """Its operator could not: first a count and a state are needed."""
    for place in range(1, 5):
        state(qbuzz, "zhn", f"zhn-0{place}", count="", aantal_onbekend="ja")
    assert 'href="/wagenpark/zhn/bevestigen"' not in qbuzz.get("/start").text
    assert "Vul 4 wagenparkdelen aan : Zuid-Holland Noord" in words(qbuzz.get("/start").text)


def test_an_order_that_is_late_is_asked_after_with_its_day(app: Flask, qbuzz: FlaskClient) -> None:
    ordered = {"maker": "BYD", "count": "12", "status": "besteld", "source": "contract"}
    state(qbuzz, "zhn", **ordered, expected="12-2026")
    assert "Werk 1 bestelling bij" not in words(qbuzz.get("/start").text)
    state(qbuzz, "zhn", **ordered, expected="10-2026")
    page = words(qbuzz.get("/start").text)
    asked = "De verwachte levering is voorbij. Zijn de bussen in dienst? verwacht vóór of op 31-10-2026"
    assert f"Werk 1 bestelling bij : Zuid-Holland Noord {asked}" in page
    assert page.index("Werk 1 bestelling bij") < page.index("Bevestig het wagenpark")


def test_nobody_is_given_what_is_anothers_to_do(app: Flask) -> None:
    """The fleets are those of operators; the need of a concession is not for the ministry to state."""
    for who, left_out in (
        ("administrator", ("Bevestig het wagenpark", "Leg vast hoeveel bussen nodig zijn")),
        ("ministry", ("Bevestig het wagenpark", "Leg vast hoeveel bussen nodig zijn")),
        ("grantor", ("Bevestig het wagenpark",)),
    ):
        page = words(sign_in(app, who).get("/start").text)
        assert [text for text in left_out if text in page] == []


def test_a_grantor_is_told_what_to_look_at_first_and_the_ministry_is_not(
    exercise: Register, making: Making
) -> None:
    app = making(exercise.settings)
    page = words(sign_in(app, "grantor", "voorbeeldland").get("/start").text)
    first = "Bekijk dit eerst : Voorbeeld-Zuid Vastgesteld is ten minste klasse E, met knock-out K1, K2, K3."
    assert first in page
    assert "Bekijk dit eerst" not in sign_in(app, "ministry", "voorbeeldland").get("/start").text


def test_a_task_leads_to_where_it_is_done(exercise: Register, making: Making) -> None:
    client = sign_in(making(exercise.settings), "operator", "voorbeeldland")
    tasks = client.get("/start").text.split('id="te-doen"')[1].split("</section>")[0]
    links = re.findall(r'href="([^"]+)"', tasks)
    assert "/wagenpark/vb-zuid/bevestigen" in links
    assert "/concessies/vb-noord/behoefte" in links
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_reading_a_start_list_is_one_line_of_news(app: Flask) -> None:
    page = words(sign_in(app, "ministry").get("/start").text)
    assert "66 wagenparkdelen, 28 concessiehouders, 50 controletotalen vastgelegd" in page
    assert "het register" in page


def test_all_changes_can_be_read_since_a_day(app: Flask) -> None:
    client = sign_in(app, "ministry")
    assert "nieuw wagenparkdeel ijv-01: 246 BYD" in words(client.get("/wijzigingen?concessie=ijv").text)
    assert "concessiehouder: onbekend → EBS" in words(client.get("/wijzigingen?concessie=ijv").text)


def test_a_day_that_cannot_be_read_says_so_and_stays_typed(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/wijzigingen?sinds=13/14/2026")
    assert page.status_code == 400
    assert "Sinds: Deze datum bestaat niet. U vulde in: 13/14/2026." in words(page.text)
    assert 'value="13/14/2026"' in page.text


def test_nothing_changed_after_the_last_change(app: Flask) -> None:
    page = words(sign_in(app, "ministry").get("/wijzigingen?sinds=2100").text)
    assert "In deze tijd is niets gewijzigd." in page


def test_the_ministry_reads_no_answer_among_the_changes(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    of_one = "/wijzigingen?concessie=vb-noord"
    told = words(sign_in(app, "grantor", "voorbeeldland").get(of_one).text)
    assert "Noordster N12 met OTA, vraag 1.1: geen antwoord → 3 punten" in told
    kept = words(sign_in(app, "ministry", "voorbeeldland").get(of_one).text)
    assert "nieuw wagenparkdeel vb-noord-01" in kept
    assert "vraag" not in kept
    assert "punten" not in kept


def test_changes_of_a_concession_out_of_reach_answer_like_those_of_none(app: Flask) -> None:
    client = sign_in(app, "operator")
    assert client.get("/wijzigingen?concessie=lim").status_code == 404
    assert client.get("/wijzigingen?concessie=nergens").status_code == 404


def test_start_costs_the_same_statements_for_one_concession_and_for_all(
    ready: Register, exercise: Register, making: Making
) -> None:
    many, few = making(ready.settings), making(exercise.settings)
    for path in ("/start", "/wijzigingen"):
        at_many = statements(ready, sign_in(many, "ministry"), path)
        at_few = statements(exercise, sign_in(few, "ministry", "voorbeeldland"), path)
        assert at_many == at_few
