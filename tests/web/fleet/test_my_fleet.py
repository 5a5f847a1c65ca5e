"""My fleet: who may state it, and what it shows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from tests.databases import Database, State
from tests.start_lists import batch, take
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.fleet.forms import SHOW, send
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import register_of, sign_in

FORM = "/wagenpark/zhn/deel"
NEW = {
    "maker": "BYD",
    "count": "12",
    "status": "in dienst",
    "source": "vlootlijst",
    "dated": "2026-11-01",
}


@pytest.mark.parametrize("role", ["grantor", "ministry"])
def test_only_the_owner_of_the_facts_states_them_but_others_read_the_history(app: Flask, role: str) -> None:
    client = sign_in(app, role)
    for path in ("/wagenpark", "/wagenpark/zhn", FORM, "/wagenpark/zhn/lijst", "/wagenpark/zhn/bevestigen"):
        assert client.get(path).status_code == 403
    assert "Mijn wagenpark" not in words(client.get("/concessies"))
    assert client.get("/wagenparkdeel/zhn-01").status_code == 200


def test_a_concession_of_others_answers_like_one_that_does_not_exist(qbuzz: FlaskClient) -> None:
    for path in ("", "/deel", "/lijst", "/bevestigen", "/partijen", "/uitstromen?record=ijv-01"):
        other, none = (qbuzz.get(f"/wagenpark/{key}{path}") for key in ("ijv", "zzz"))
        assert (other.status_code, none.status_code) == (404, 404)
    assert qbuzz.get("/wagenparkdeel/ijv-01").status_code == 404
    assert qbuzz.get("/wagenpark/zhn/deel?record=ijv-01").status_code == 404


def test_a_record_of_another_concession_cannot_be_stated_through_ones_own(qbuzz: FlaskClient) -> None:
    page = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, record_id="ijv-01", stap=SHOW)
    assert page.status_code == 400
    assert "Dit kenmerk hoort niet bij Zuid-Holland Noord." in text(page)


def test_the_overview_counts_what_runs_is_on_order_and_is_not_known(qbuzz: FlaskClient) -> None:
    said = words(qbuzz.get("/wagenpark"))
    assert "Zuid-Holland Noord lopend, Qbuzz · de oudste bron is van 10 juli 2024" in said
    assert "in dienst 275 besteld 0 wagenparkdelen zonder aantal of status 0" in said
    assert "202 bussen niet bevestigd" in said
    assert "IJssel-Vecht" not in said


def test_many_concessions_are_turned_page_by_page_and_each_is_there_once(
    app: Flask, beheer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall(r'<h2><a href="/wagenpark/([^"]+)"', beheer.get("/wagenpark").text)
    monkeypatch.setattr("busrisk.web.fleet.views.PAGE_SIZE", 10)
    turned: list[str] = []
    path: str | None = "/wagenpark"
    while path:
        page = beheer.get(path).text
        turned += re.findall(r'<h2><a href="/wagenpark/([^"]+)"', page)
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        path = unescape(following[1]) if following else None
    assert len(turned) == 28
    assert turned[:20] == whole
    assert len(set(turned)) == 28


def test_a_place_that_does_not_exist_shows_the_first_concessions(beheer: FlaskClient) -> None:
    for place in ("nergens", "x" * 3000, "<script>"):
        page = beheer.get("/wagenpark", query_string={"na": place})
        assert page.status_code == 200
        assert "Achterhoek-Rivierenland" in page.text


def test_who_holds_no_concession_is_told_what_comes_here_and_what_to_do(app: Flask) -> None:
    client = sign_in(app, account(register_of(app), Role.OPERATOR, "prov-ut"))
    said = words(client.get("/wagenpark"))
    assert "Hier komen de concessies te staan waarvan u op dit moment de vervoerder bent." in said
    assert "Vraag de beheerder" in said


def test_a_concession_lists_its_batches_with_how_sure_source_and_date(qbuzz: FlaskClient) -> None:
    rows = tables(qbuzz.get("/wagenpark/zhn"))["wagenpark"]
    assert rows[1][:7] == [
        "Yutong",
        "U15 (first batch)",
        "50",
        "in dienst",
        "sinds 2024",
        "opgegeven",
        "transport-online.nl 15-12-2024",
    ]
    assert rows[3][1] == "onbekend"


def test_the_pages_cost_as_many_statements_for_sixty_batches_as_for_one(
    database: Database, making: Making
) -> None:
    paths = ("/wagenpark", "/wagenpark/zhn", "/wagenpark/zhn/bevestigen", "/wagenpark/zhn/partijen")
    costs = []
    for many in (1, 60):
        register = database.open(State.EMPTY)
        take(register, *(batch(f"zhn-{n:02}", "Yutong", "3", model=f"U{n}") for n in range(1, many + 1)))
        app = making(register.settings)
        client = sign_in(app, account(register_of(app), Role.OPERATOR, "qbuzz"))
        costs.append(
            [statements(register_of(app), client, path) for path in (*paths, "/wagenparkdeel/zhn-01")]
        )
    assert costs[0] == costs[1]
