from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import NOW, on_both
from tests.web.conftest import Making
from tests.web.visits import (
    client_of,
    client_with,
    cookie,
    form_token,
    heading,
    link_for,
    post,
    register_of,
    sign_in,
)


def visits(app: Flask) -> int:
    with register_of(app).reader() as reader:
        return int(reader.connection.exec_driver_sql("SELECT count(*) FROM visit").scalar_one())


def test_the_sign_in_page_says_how_one_gets_in(visitor: FlaskClient) -> None:
    page = visitor.get("/aanmelden")
    assert page.status_code == 200
    assert "busrisk sign-in-link ROL of E-MAILADRES" in page.text.replace("  ", " ")


def test_opening_a_link_says_for_whom_it_is_and_spends_nothing(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "grantor")
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "Concessieverlener" in page.text
        assert "Provincie Zuid-Holland" in page.text
    assert visits(app) == 0


@on_both
def test_pressing_the_button_signs_in_where_the_work_of_the_role_begins(app: Flask) -> None:
    for role, start in (("ministry", "/start"), ("grantor", "/start")):
        client, link = client_of(app), link_for(app, role)
        answer = post(client, link, seen=link)
        assert answer.status_code == 303
        assert answer.headers["Location"] == start
        assert client.get(start).status_code == 200


@on_both
def test_a_link_works_once(app: Flask) -> None:
    link = link_for(app, "grantor")
    assert post(client_of(app), link, seen=link).status_code == 303
    second = client_of(app)
    opened = second.get(link)
    assert opened.status_code == 410
    assert heading(opened) == "Deze aanmeldlink is al gebruikt"
    assert "nieuwe aanmeldlink" in opened.text
    assert post(second, link).status_code == 410
    assert visits(app) == 1


def test_a_link_of_yesterday_says_what_to_do(app: Flask, making: Making) -> None:
    link = link_for(app, "grantor")
    tomorrow = making(replace(register_of(app).settings, clock=NOW + timedelta(hours=12)))
    page = client_of(tomorrow).get(link)
    assert page.status_code == 410
    assert heading(page) == "Deze aanmeldlink is verlopen"
    assert post(client_of(tomorrow), link).status_code == 410


def test_a_link_nobody_made_is_not_known(visitor: FlaskClient) -> None:
    page = visitor.get("/aanmelden/zomaar-iets")
    assert page.status_code == 404
    assert heading(page) == "Deze aanmeldlink is niet bekend"


def test_signing_in_needs_the_token_of_the_form(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "grantor")
    client.get(link)
    assert client.post(link).status_code == 400
    assert visits(app) == 0
    assert post(client, link, seen=link).status_code == 303


@on_both
def test_signing_out_kills_every_copy_of_the_cookie(app: Flask) -> None:
    client = sign_in(app, "ministry")
    thief = client_with(app, cookie(client))
    assert thief.get("/landelijk").status_code == 200
    assert post(client, "/afmelden").headers["Location"] == "/"
    assert client.get("/landelijk").status_code == 303
    assert thief.get("/landelijk").status_code == 303


def test_signing_in_again_ends_the_visit_before(app: Flask) -> None:
    client = sign_in(app, "ministry")
    thief, link = client_with(app, cookie(client)), link_for(app, "grantor")
    post(client, link, seen=link)
    assert thief.get("/landelijk").status_code == 303
    assert client.get("/concessies").status_code == 200


def test_signing_in_and_out_begin_with_a_new_token(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "ministry")
    before = form_token(client.get(link))
    client.post(link, data={"csrf_token": before})
    during = form_token(client.get("/"))
    assert client.post("/taal", data={"csrf_token": before, "language": "en"}).status_code == 400
    client.post("/afmelden", data={"csrf_token": during})
    assert client.post("/taal", data={"csrf_token": during, "language": "en"}).status_code == 400


@pytest.mark.parametrize(
    ("later", "status"),
    [(timedelta(minutes=29), 200), (timedelta(minutes=30), 303), (timedelta(hours=13), 303)],
)
def test_a_visit_ends_after_half_an_hour_of_silence(
    app: Flask, making: Making, later: timedelta, status: int
) -> None:
    client = sign_in(app, "ministry")
    then = making(replace(register_of(app).settings, clock=NOW + later))
    assert client_with(then, cookie(client)).get("/landelijk").status_code == status


@on_both
def test_a_visit_ends_after_twelve_hours_however_busy(app: Flask, making: Making) -> None:
    client = sign_in(app, "ministry")
    kept = cookie(client)
    for minutes in range(25, 12 * 60, 25):
        then = making(replace(register_of(app).settings, clock=NOW + timedelta(minutes=minutes)))
        assert "Afmelden" in client_with(then, kept).get("/methode").text
    late = making(replace(register_of(app).settings, clock=NOW + timedelta(hours=12)))
    assert client_with(late, kept).get("/landelijk").status_code == 303


def test_the_cookie_is_bound_to_this_site_and_hidden_from_scripts(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "grantor")
    answer = post(client, link, seen=link)
    flags = [part.strip() for part in answer.headers["Set-Cookie"].split(";")]
    assert flags[0].startswith("__Host-busrisk=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(flags)
    assert not [flag for flag in flags if flag.startswith(("Domain", "Expires", "Max-Age"))]


def test_a_forged_cookie_is_nobody(app: Flask) -> None:
    real = cookie(sign_in(app, "ministry"))
    assert client_with(app, real).get("/landelijk").status_code == 200
    assert client_with(app, real[:-3] + "abc").get("/landelijk").status_code == 303


def test_who_and_for_whom_stand_at_the_top_of_each_page(app: Flask) -> None:
    page = sign_in(app, "operator").get("/methode").text
    assert "Vervoerder · Qbuzz" in page
    assert "demonstratie" in page
