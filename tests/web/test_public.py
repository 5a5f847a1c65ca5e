from __future__ import annotations

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.visits import client_of, register_of, sign_in


def test_the_public_page_shows_the_published_figures_with_their_source(visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    for figure in ("circa 569", "circa 319", "circa 250", "ongeveer 21%"):
        assert figure in page
    assert "stand 1 januari 2026" in page
    assert page.count("antwoord van 26 mei 2026, vraag 4") == 3


def test_the_public_page_shows_nothing_the_register_holds(visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    for figure in ("310", "112", "422", "147", "Qbuzz", "Zuid-Holland"):
        assert figure not in page


def test_the_public_page_says_what_this_is_not(visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    assert "Geen landelijke risicoanalyse" in page
    assert "Niet geaccrediteerd voor staatsgeheime" in page


def test_an_empty_register_has_a_public_page_without_figures(empty: Register, making: Making) -> None:
    page = client_of(making(empty.settings)).get("/")
    assert page.status_code == 200
    assert "circa" not in page.text


def test_every_page_of_an_exercise_is_watermarked(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    visitor, client = client_of(app), sign_in(app, "administrator", "voorbeeldland")
    for browser, path in (
        (visitor, "/"),
        (visitor, "/niets"),
        (client, "/landelijk"),
        (client, "/concessies"),
    ):
        assert "OEFENING · Voorbeeldland" in browser.get(path).text


def test_no_page_of_a_real_register_is_watermarked(app: Flask) -> None:
    assert "OEFENING" not in sign_in(app, "administrator").get("/landelijk").text


def test_private_pages_are_marked_and_public_ones_say_that_they_are_public(app: Flask) -> None:
    client = sign_in(app, "ministry")
    assert "VERTROUWELIJK · TLP:AMBER+STRICT" in client.get("/landelijk").text
    assert "Openbare pagina" in client.get("/methode").text


def test_security_txt_names_the_contact_of_the_deployment_and_expires(app: Flask, making: Making) -> None:
    settings = replace(register_of(app).settings, security_contact="mailto:meldpunt@register.example")
    text = client_of(making(settings)).get("/.well-known/security.txt").text
    assert "Contact: mailto:meldpunt@register.example\n" in text
    assert "Expires: 2027-05-21T00:00:00Z\n" in text


def test_security_txt_without_a_contact_leads_to_whom_to_ask(visitor: FlaskClient) -> None:
    assert "Contact: http://localhost/#kwetsbaarheid\n" in visitor.get("/.well-known/security.txt").text
    assert 'id="kwetsbaarheid"' in visitor.get("/").text


def test_search_engines_may_read_the_public_pages_only(visitor: FlaskClient) -> None:
    assert visitor.get("/robots.txt").text.endswith("Disallow: /\n")


def test_the_liveness_page_asks_nothing_of_the_register(app: Flask) -> None:
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(register_of(app).engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    assert client_of(app).get("/levend").text == "levend\n"
    assert seen == []
