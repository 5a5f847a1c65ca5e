from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.web.headers import ALWAYS, POLICY
from tests.databases import Database, State
from tests.web.conftest import Making
from tests.web.visits import client_of, form_token, link_for, post, register_of, sign_in

PAGES = [
    "/",
    "/methode",
    "/aanmelden",
    "/niets",
    "/landelijk",
    "/levend",
    "/robots.txt",
    "/.well-known/security.txt",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    for name, value in ALWAYS.items():
        assert answer.headers.getlist(name) == [value], f"{path}: {name}"


def test_files_and_refused_posts_carry_them_too(app: Flask, visitor: FlaskClient) -> None:
    with app.test_request_context():
        style = app.jinja_env.globals["asset"]("style.css")  # type: ignore[operator]
    for answer in (visitor.get(style), visitor.post("/taal"), visitor.delete("/methode")):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_this_site_only_and_nothing_inline() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_nothing_private_is_stored(app: Flask) -> None:
    client = sign_in(app, "ministry")
    for path in ("/landelijk", "/concessies", "/methode", "/"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_strict_transport_is_asked_behind_tls_only(app: Flask) -> None:
    client = client_of(app)
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert (
        "max-age=31536000"
        in client.get("/", base_url="https://127.0.0.1").headers["Strict-Transport-Security"]
    )


@pytest.mark.parametrize("host", ["elders.example", "127.0.0.1.elders.example", "evil:80"])
def test_another_host_is_refused_with_a_page_that_says_why(app: Flask, host: str) -> None:
    answer = app.test_client().get("/methode", headers={"Host": host})
    assert answer.status_code == 400
    assert "Dit adres hoort niet bij dit register" in answer.text
    assert host not in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8123", "localhost:8000"])
def test_this_machine_is_trusted_at_any_port(app: Flask, host: str) -> None:
    assert app.test_client().get("/levend", headers={"Host": host}).status_code == 200


def test_a_form_that_is_too_large_is_refused_with_a_page(visitor: FlaskClient) -> None:
    answer = visitor.post("/taal", data={"language": "x" * (1 << 20)})
    assert answer.status_code == 413
    assert "Dit is te groot" in answer.text


def test_redirects_stay_on_this_site(app: Flask) -> None:
    client = client_of(app)
    for target in ("//elders.example", "https://elders.example", "/\\elders.example", "/methode?a=1"):
        answer = post(client, "/taal", {"language": "nl", "next": target})
        assert answer.status_code == 303
        assert re.match(r"^/(?![/\\])", answer.headers["Location"])


def test_a_proxy_with_tls_is_believed_when_it_is_trusted_and_not_otherwise(
    database: Database, making: Making
) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
    for trusted in (0, 1, 2):
        app = making(database.settings(State.READY, trusted_proxies=trusted))
        answer = client_of(app).get("/", headers=said)
        assert ("Strict-Transport-Security" in answer.headers) is bool(trusted)
        link = link_for(app, "grantor")
        client = client_of(app)
        form = client.get(link, headers=said)
        sent = {"csrf_token": form_token(form)}
        referrer = {"Referer": f"https://localhost{link}"}
        assert client.post(link, data=sent, headers=said | referrer).status_code == 303
        with register_of(app).reader() as reader:
            query = "SELECT origin FROM visit"
            (origin,) = reader.connection.exec_driver_sql(query).scalars()
        assert origin == ("127.0.0.1", "203.0.113.9", "198.51.100.7")[trusted]
