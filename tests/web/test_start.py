"""Start: what lies before somebody, each with its day, and what changed since when."""

from __future__ import annotations

import re

from flask import Flask

from busrisk.register.session import Register
from tests.web.conftest import Making
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
    assert "147 gepubliceerde bussen hebben in het register nog geen plaats. 01-01-2026" in page


def test_an_operator_is_asked_to_confirm_the_oldest_fleet_first(exercise: Register, making: Making) -> None:
    page = words(sign_in(making(exercise.settings), "operator", "voorbeeldland").get("/start").text)
    zuid, noord = page.index("oudste bron is van 1 juni 2025"), page.index("oudste bron is van 1 december")
    assert zuid < noord
    assert "1 wagenparkdeel heeft geen aantal of geen status" in page


def test_a_grantor_is_told_what_to_look_at_first_and_the_ministry_is_not(
    exercise: Register, making: Making
) -> None:
    app = making(exercise.settings)
    page = words(sign_in(app, "grantor", "voorbeeldland").get("/start").text)
    assert "Voorbeeld-Zuid Bekijk dit eerst: vastgesteld is ten minste E, K1" in page
    assert "Bekijk dit eerst" not in sign_in(app, "ministry", "voorbeeldland").get("/start").text


def test_a_task_leads_to_where_it_is_done(exercise: Register, making: Making) -> None:
    client = sign_in(making(exercise.settings), "operator", "voorbeeldland")
    tasks = client.get("/start").text.split('class="tasks"')[1].split("</ul>")[0]
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
