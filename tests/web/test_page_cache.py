from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from busrisk.access.policy import Role
from busrisk.register.people import open_account
from busrisk.web.page import CACHE, PageCache
from busrisk.web.shell import PLACEHOLDER
from tests.databases import NOW, on_both
from tests.web.visits import client_of, form_token, post, register_of, sign_in

_WHO = re.compile(r'<span class="who">(.*?)</span>')
_TOKENS = re.compile(r'name="csrf_token" value="[^"]+"')


def pages(app: Flask) -> PageCache:
    found: PageCache = app.extensions[CACHE]
    return found


def without_token(text: str) -> str:
    return _TOKENS.sub("", text)


def rendered(app: Flask, monkeypatch_calls: list[str]) -> None:
    """Notes each time a template is rendered."""
    get = app.jinja_env.get_template

    def noting(name: str, *given: object, **named: object) -> object:
        monkeypatch_calls.append(name)
        return get(name, *given, **named)  # type: ignore[arg-type]

    app.jinja_env.get_template = noting  # type: ignore[method-assign]


def test_a_page_seen_before_is_not_made_again(app: Flask) -> None:
    client, made = sign_in(app, "ministry"), []
    first = client.get("/landelijk").text
    rendered(app, made)
    assert client.get("/landelijk").text == first
    assert made == []


def test_two_readers_of_one_scope_share_a_page_but_not_its_token(app: Flask) -> None:
    one, two = sign_in(app, "ministry"), sign_in(app, "ministry")
    first, second = one.get("/landelijk"), two.get("/landelijk")
    assert without_token(first.text) == without_token(second.text)
    assert form_token(first) != form_token(second)


def test_no_page_shows_the_place_of_the_token(app: Flask) -> None:
    client = sign_in(app, "administrator")
    for path in ("/", "/methode", "/landelijk", "/concessies", "/niets"):
        for _ in range(2):
            assert PLACEHOLDER not in client.get(path).text


@on_both
def test_one_address_is_another_page_for_another_scope(app: Flask) -> None:
    grantor, operator = sign_in(app, "grantor"), sign_in(app, "operator")
    everybody = sign_in(app, "administrator")
    for _ in range(2):
        seen = {without_token(client.get("/concessies").text) for client in (grantor, operator, everybody)}
        assert len(seen) == 3
        assert "Fryslân" not in grantor.get("/concessies").text
        assert "Fryslân" in everybody.get("/concessies").text


def test_a_visitor_never_gets_the_page_of_somebody_signed_in(app: Flask) -> None:
    signed_in = sign_in(app, "grantor").get("/methode").text
    assert "Afmelden" in signed_in
    assert "Afmelden" not in client_of(app).get("/methode").text


def test_one_address_is_another_page_in_another_language(app: Flask) -> None:
    client = sign_in(app, "ministry")
    dutch = client.get("/landelijk").text
    post(client, "/taal", {"language": "en"})
    assert '<html lang="en">' in client.get("/landelijk").text
    post(client, "/taal", {"language": "nl"})
    assert without_token(client.get("/landelijk").text) == without_token(dutch)


@on_both
def test_a_change_of_the_register_makes_every_page_anew(app: Flask) -> None:
    client, made = sign_in(app, "ministry"), []
    client.get("/landelijk")
    with register_of(app).writer("test", "correct") as writer:
        assert writer.change
    rendered(app, made)
    assert "gegevensstand 2" in client.get("/landelijk").text
    assert "national/overview.html" in made


def at_the_clock(app: Flask, clock: datetime) -> None:
    here = app.extensions["busrisk"]
    app.extensions["busrisk"] = replace(here, settings=replace(here.settings, clock=clock))


def test_a_new_day_makes_every_page_anew_and_a_later_hour_does_not(app: Flask) -> None:
    client, made = client_of(app), []
    client.get("/")
    rendered(app, made)
    at_the_clock(app, NOW.replace(hour=22))  # 23 hours in Amsterdam
    client.get("/")
    assert made == []
    at_the_clock(app, NOW + timedelta(days=1))
    client.get("/")
    assert "public/home.html" in made


def header_of(app: Flask, email: str) -> str:
    """What the page's header says of whoever has signed in."""
    found = _WHO.search(sign_in(app, email).get("/methode").text)
    assert found, "the header names nobody"
    return found[1]


@pytest.mark.parametrize("first", [True, False])
def test_a_demonstration_account_and_a_real_one_share_no_page(app: Flask, first: bool) -> None:
    with register_of(app).writer("test", "open_account") as writer:
        open_account(writer, "echt@example.org", "Analist", Role.MINISTRY, "nl", None, demo=False)
    asked = ["echt@example.org", "ministry@demo.invalid"]
    said = {email: header_of(app, email) for email in (asked if first else reversed(asked))}
    assert "demonstratie" in said["ministry@demo.invalid"]
    assert "demonstratie" not in said["echt@example.org"]


def test_two_readers_who_reach_the_same_but_are_named_differently_share_no_page(app: Flask) -> None:
    with register_of(app).writer("test", "open_account") as writer:
        open_account(writer, "een@example.org", "Een", Role.MINISTRY, "nl", None, demo=False)
        open_account(writer, "twee@example.org", "Twee", Role.MINISTRY, "nl", "ebs", demo=False)
    one, two = header_of(app, "een@example.org"), header_of(app, "twee@example.org")
    assert (one, two) == ("Analist", "Analist · EBS")


def test_refusals_are_not_kept(app: Flask) -> None:
    client = sign_in(app, "grantor")
    before = len(pages(app))
    client.get("/concessies/bestaat-niet")
    client.get("/landelijk")
    client.get("/concessies?peildatum=morgen")
    assert len(pages(app)) == before


def test_the_cache_forgets_the_page_asked_for_longest_ago() -> None:
    kept = PageCache(most_bytes=10)
    kept.put("a", b"aaaa")
    kept.put("b", b"bbbb")
    assert kept.get("a") == b"aaaa"
    kept.put("c", b"cccc")
    assert kept.get("b") is None
    assert kept.get("a") == b"aaaa"
    kept.put("a", b"a")
    kept.put("d", b"dddd")
    assert (kept.get("a"), kept.get("c"), kept.get("d")) == (b"a", b"cccc", b"dddd")


def test_a_page_larger_than_the_cache_is_not_kept() -> None:
    kept = PageCache(most_bytes=3)
    kept.put("a", b"aaaa")
    assert len(kept) == 0
