"""Visiting the pages as a browser does: with a cookie, and the token of the page before."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from busrisk.register.people import issue_link, named
from busrisk.register.session import Register
from busrisk.web.headers import COOKIE

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


def register_of(app: Flask) -> Register:
    register: Register = app.extensions["busrisk"].register
    return register


def client_of(app: Flask) -> FlaskClient:
    """A browser without a cookie."""
    return app.test_client()


def client_with(app: Flask, value: str) -> FlaskClient:
    """A browser that holds a copy of a cookie."""
    client = app.test_client()
    client.set_cookie(COOKIE, value)
    return client


def form_token(page: TestResponse) -> str:
    """The CSRF token that the forms of a page carry."""
    found = _TOKEN.search(page.get_data(as_text=True))
    assert found, f"no form on this page: {page.get_data(as_text=True)[:200]}"
    return found[1]


def heading(page: TestResponse) -> str:
    found = _HEADING.search(page.get_data(as_text=True))
    assert found, f"no heading on this page: {page.get_data(as_text=True)[:200]}"
    return found[1]


def post(
    client: FlaskClient, path: str, fields: dict[str, str] | None = None, seen: str = "/"
) -> TestResponse:
    """Posts with the token of the page `seen`."""
    return client.post(path, data={**(fields or {}), "csrf_token": form_token(client.get(seen))})


def link_for(app: Flask, who: str, region: str = "nl") -> str:
    """The path of a fresh one-time link for the account of a role."""
    with register_of(app).writer("test", "issue_sign_in_link") as writer:
        return f"/aanmelden/{issue_link(writer, named(writer, who, region))}"


def sign_in(app: Flask, who: str, region: str = "nl") -> FlaskClient:
    """A browser in which somebody of this role has signed in."""
    client, link = client_of(app), link_for(app, who, region)
    assert post(client, link, seen=link).status_code == 303
    return client


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie(COOKIE)
    assert found, "this browser holds no cookie"
    return found.value
