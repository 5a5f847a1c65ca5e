"""The accessibility statement says what was tested, what was not, and whom to tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.settings import read_settings
from tests.web.conftest import Making
from tests.web.visits import client_of, register_of, sign_in

PATH = "/toegankelijkheid"
LINK = f'<a href="{PATH}">Toegankelijkheid</a>'


def test_every_page_leads_to_the_statement_in_its_foot(app: Flask) -> None:
    client = sign_in(app, "administrator")
    for path in ("/", "/methode", PATH, "/landelijk", "/concessies", "/concessies/zhn", "/niets"):
        assert LINK in client.get(path).text.split('<footer class="foot">')[1]


def test_a_visitor_may_read_it_and_so_may_a_search_engine(visitor: FlaskClient) -> None:
    assert visitor.get(PATH).status_code == 200
    assert f"Allow: {PATH}\n" in visitor.get("/robots.txt").text


def test_it_claims_no_status_and_says_what_is_missing_for_one(visitor: FlaskClient) -> None:
    said = visitor.get(PATH).text
    assert "Wij claimen geen status." in said
    assert "WCAG-EM" in said
    assert "Concept van een toegankelijkheidsverklaring." in said


def _app(app: Flask, making: Making, contact: str) -> FlaskClient:
    return client_of(making(replace(register_of(app).settings, accessibility_contact=contact)))


def test_a_mail_address_that_was_set_can_be_followed(app: Flask, making: Making) -> None:
    said = _app(app, making, "mailto:toegankelijk@register.example").get(PATH).text
    assert '<a href="mailto:toegankelijk@register.example">toegankelijk@register.example</a>' in said


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "Balie, kamer 4"])
def test_what_is_no_address_is_text_and_never_a_link(app: Flask, making: Making, contact: str) -> None:
    said = _app(app, making, contact).get(PATH).text
    assert f"<strong>{contact}</strong>" in said
    assert 'href="javascript' not in said


def test_without_an_address_it_says_whom_to_ask(visitor: FlaskClient) -> None:
    assert "Vraag het de beheerder van dit register" in visitor.get(PATH).text


def test_the_address_is_a_setting_of_the_installation() -> None:
    assert read_settings({}).accessibility_contact == ""
    set_to = {"BUSRISK_ACCESSIBILITY_CONTACT": "mailto:toegankelijk@register.example"}
    assert read_settings(set_to).accessibility_contact == "mailto:toegankelijk@register.example"
