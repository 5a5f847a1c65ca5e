"""Behind each number: who said what of it and when, and how it stands beside what was published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.databases import NOW, Database, State
from tests.start_lists import batch, fleet, take
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.fleet.forms import SHOW, STORE, send, state
from tests.web.page_tables import words
from tests.web.visits import register_of, sign_in

FORM = "/wagenpark/zhn/deel"
NEW = {
    "maker": "BYD",
    "count": "12",
    "status": "in dienst",
    "source": "vlootlijst",
    "dated": "2026-11-01",
}


def test_a_correction_of_a_correction_is_told_newest_first_and_as_known_at(
    database: Database, making: Making
) -> None:
    """S5: what was known before stays to be read, and nothing is overwritten."""
    register = database.open(State.READY)
    for later, count in ((1, "48"), (2, "49")):
        clock = database.at(register, NOW + timedelta(days=later))
        state(sign_in(making(clock.settings), "operator"), "zhn", "zhn-01", count=count, peildatum="1-1-2026")
    after = making(database.at(register, NOW + timedelta(days=3)).settings)
    client = sign_in(after, "grantor")
    said = words(client.get("/wagenparkdeel/zhn-01"))
    places = [said.index(f"Van 1 januari 2026 tot nu: {count} bussen, in dienst") for count in (49, 48, 50)]
    assert places == sorted(places)
    assert "Later vervangen op 24 november 2026 om 11:00 door vervoerder Qbuzz." in said
    before = words(client.get("/wagenparkdeel/zhn-01?bekend=23-11-2026"))
    assert "Wagenparkdeel zhn-01: 48 bussen, in dienst." in before
    assert "49 bussen" not in before
    assert "Later vervangen op 24 november" not in before
    first = words(client.get("/wagenparkdeel/zhn-01?bekend=22-11-2026"))
    assert "Wagenparkdeel zhn-01: 50 bussen, in dienst." in first


def test_the_fleet_of_a_concession_leads_to_the_history_of_each_number(app: Flask) -> None:
    client = sign_in(app, "ministry")
    page = client.get("/concessies/zhn?bekend=2026-11-21")
    assert 'href="/wagenparkdeel/zhn-01?bekend=2026-11-21"' in page.text
    told = client.get("/wagenparkdeel/zhn-01")
    assert "test.invalid" not in told.text
    assert "@" not in words(told)


def test_a_moment_that_knew_nothing_of_it_gives_way_to_now(qbuzz: FlaskClient) -> None:
    page = qbuzz.get("/wagenparkdeel/zhn-01?bekend=2020-01-01")
    assert page.status_code == 400
    assert "50 bussen, in dienst" in words(page)


@pytest.fixture
def letter(empty: Register, making: Making) -> tuple[Flask, FlaskClient]:
    """The control totals of the letter, concessions whose fleet nobody knows, and an administrator."""
    records = ("ijv-01", "hgl-str-01", "zhn-01", "zee-01", "obr-01")
    unknown = {"count_quality": "unknown", "fleet_status": "unknown"}
    take(empty, *(batch(record, "", "", **unknown) for record in records))
    app = making(empty.settings)
    return app, sign_in(app, account(register_of(app), Role.ADMINISTRATOR, None))


def test_what_is_stated_is_reconciled_with_the_published_totals(letter: tuple[Flask, FlaskClient]) -> None:
    """S2."""
    _, client = letter
    for key, maker, count in (("ijv", "BYD", "246"), ("hgl-str", "BYD", "43"), ("zhn", "Yutong", "112")):
        typed = {
            "maker": maker,
            "count": count,
            "status": "in dienst",
            "source": "pers",
            "peildatum": "1-1-2026",
        }
        state(client, key, f"{key}-01", **typed, aantal_onbekend=None)
    said = words(client.get("/landelijk?peildatum=2026-01-01"))
    for figure in ("569", "401", "168", "70,5%"):
        assert figure in said
    more = {"maker": "BYD", "count": "31", "status": "in dienst", "source": "pers", "peildatum": "1-1-2026"}
    action = "/wagenpark/ijv/deel"
    preview = send(client, client.get(action), action, **more, stap=SHOW)
    assert "meer dan controletotaal (+1)" in words(preview)
    assert send(client, preview, action, stap=STORE).status_code == 303
    assert "569" in words(client.get("/landelijk?peildatum=2026-01-01"))


def test_orders_are_counted_apart_from_what_runs(letter: tuple[Flask, FlaskClient]) -> None:
    """S3: 128 and 73 on order."""
    app, client = letter
    orders = (("obr", "Yutong", ("40", "44", "44")), ("zee", "BYD", ("64", "9")))
    for key, maker, counts in orders:
        for count in counts:
            typed = {"maker": maker, "count": count, "status": "besteld", "expected": "13-12-2026"}
            state(client, key, **typed, model=f"model {count}", source="pers", peildatum="1-1-2026")
    said = words(client.get("/wagenpark/obr"))
    assert "besteld 128" in said
    assert "in dienst onbekend" in said
    stated = fleet(register_of(app)).values()
    assert sum(each.count.value or 0 for each in stated if each.status == "on_order") == 201
    assert "201" in words(client.get("/landelijk?peildatum=2026-01-01"))
