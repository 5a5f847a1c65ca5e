"""Changes: whatever somebody stated is told with its day, to whoever may read it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from busrisk.access.scope import scope_of
from busrisk.core.sheets.changes import listed_changes
from busrisk.register.changed import changes_since
from busrisk.register.session import Register
from tests.databases import NOW
from tests.web.conftest import Making
from tests.web.fleet.forms import send
from tests.web.national.own_fleet import stated
from tests.web.page_tables import tables
from tests.web.statements import statements
from tests.web.visits import register_of, sign_in

NEED, PARTIES = "/concessies/zhn/behoefte", "/wagenpark/zhn/partijen"
PROMISE = "/concessies/zhn/toezegging"
MINISTRY = scope_of(Role.MINISTRY, "nl", None)
SECRET = "niet voor het ministerie"


def told(client: FlaskClient, query: str = "concessie=zhn") -> list[tuple[str, str]]:
    """Who told what, of the newest telling first."""
    rows = tables(client.get(f"/wijzigingen?{query}"))["changes"][1:]
    return [(row[4], row[1]) for row in rows if "wagenparkdeel" not in row[1]]


def need(client: FlaskClient, pvr: str) -> None:
    typed = {"pvr": pvr, "spares": "25", "peildatum": "1-1-2026", "source": f"dienstregeling, {SECRET}"}
    assert send(client, client.get(NEED), NEED, **typed).status_code == 303


def promise(client: FlaskClient, count: str) -> None:
    typed = {"dag": "1-6-2024", "maker-1": "VDL", "count-1": count, "bron": "gunning", "brondatum": "2024"}
    preview = send(client, client.get(PROMISE), f"{PROMISE}#gevolg", stap="bekijken", **typed)
    assert send(client, preview, f"{PROMISE}#gevolg", stap="vastleggen").status_code == 303


def test_a_need_and_its_correction_are_told(app: Flask) -> None:
    grantor = sign_in(app, "grantor")
    for pvr in ("175", "180"):
        need(grantor, pvr)
    kept = "25 reserve, rol in crisisplan: onbekend, enig ov: onbekend"
    found = [what for _, what in told(grantor)]
    assert found[0] == f"benodigde bussen: 175 in de spits, {kept} → 180 in de spits, {kept}"
    assert found[1] == f"benodigde bussen: onbekend → 175 in de spits, {kept}"


def test_a_promise_and_its_correction_are_told(app: Flask) -> None:
    grantor = sign_in(app, "grantor")
    for count in ("112", "ca. 110"):
        promise(grantor, count)
    found = [what for _, what in told(grantor)]
    assert found[:2] == [
        "toezegging, regel 1: 112 VDL → circa 110 VDL",
        "toezegging, regel 1: niets → 112 VDL",
    ]


def test_who_stands_behind_a_fleet_is_told_to_whoever_sees_scores(app: Flask) -> None:
    operator = sign_in(app, "operator")
    assert (
        send(operator, operator.get(PARTIES), PARTIES, update_1="Yutong", source="contract").status_code
        == 303
    )
    for role in ("operator", "grantor"):
        by, what = told(sign_in(app, role))[0]
        assert by == "vervoerder · Qbuzz"
        assert what == "Yutong U15 (first batch), updatepartij: onbekend → Yutong"
    assert all("partij" not in what for _, what in told(sign_in(app, "ministry")))


def test_a_hand_over_is_told_without_what_was_written_beside_it(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    path = "/concessies/vb-zuid/overdracht"
    grantor = sign_in(app, "grantor", "voorbeeldland")
    typed = {"2026-01-01-keys-stand": "done", "2026-01-01-keys-opmerking": SECRET}
    assert send(grantor, grantor.get(path), path, **typed).status_code == 303
    for role in ("grantor", "ministry"):
        client = sign_in(app, role, "voorbeeldland")
        assert (
            told(client, "concessie=vb-zuid")[0][1] == "overdracht, Sleutels en certificaten: open → gedaan"
        )
        assert SECRET not in client.get("/wijzigingen").text


@pytest.mark.parametrize(("role", "sees"), [("ministry", True), ("administrator", True), ("grantor", False)])
def test_a_published_total_is_told_to_who_sees_the_national_picture(
    app: Flask, role: str, sees: bool
) -> None:
    assert stated(sign_in(app, "ministry")).status_code == 303
    found = [what for _, what in told(sign_in(app, role), "")]
    assert (
        any(what.startswith("controletotaal") and what.endswith(": geen → 2.710") for what in found) is sees
    )


def test_a_published_share_is_told_as_a_share_and_after_the_concessions(app: Flask) -> None:
    register = register_of(app)
    with register.reader() as reader:
        found = changes_since(MINISTRY, reader, reader.moment(NOW.date()), 0)
    rows = listed_changes(found, "nl", len(found)).table.rows
    whole = [place for place, row in enumerate(rows) if row[0] == "landelijk"]
    assert whole == list(range(whole[0], len(rows)))
    assert any(str(row[1]).endswith(": geen → ongeveer 21%") for row in rows[whole[0] :])


def test_of_a_start_list_each_concession_is_a_line_that_leads_to_its_changes(app: Flask) -> None:
    client = sign_in(app, "ministry")
    page = client.get("/wijzigingen?sinds=1-11-2026")
    rows = tables(page)["changes"][1:]
    assert len(rows) == 29
    assert ["Groningen-Drenthe", "7 wagenparkdelen, 1 concessiehouder vastgelegd", "01-01-2026"] in [
        row[:3] for row in rows
    ]
    assert rows[-1][:2] == ["landelijk", "50 controletotalen vastgelegd"]
    assert 'href="/wijzigingen?concessie=gd&amp;sinds=1-11-2026"' in page.text
    assert len(tables(client.get("/wijzigingen?concessie=gd&sinds=1-11-2026"))["changes"][1:]) == 8


def test_all_that_is_wrong_with_the_days_stands_in_one_list(app: Flask) -> None:
    client = sign_in(app, "ministry")
    page = client.get("/wijzigingen?sinds=gisteren&peildatum=13/14/2026&bekend=31-02-2026")
    assert page.status_code == 400
    assert page.text.count('role="alert"') == 1
    assert [f'href="#veld-{name}"' in page.text for name in ("sinds", "peildatum", "bekend")] == [True] * 3
    assert client.get("/wijzigingen?peildatum=13/14/2026").status_code == 400


def test_what_was_written_beside_a_need_stays_with_those_who_work_on_it(app: Flask) -> None:
    need(sign_in(app, "grantor"), "175")
    assert SECRET not in sign_in(app, "ministry").get("/wijzigingen?concessie=zhn").text


def test_more_kinds_of_change_cost_no_more_statements(app: Flask) -> None:
    register, analyst = register_of(app), sign_in(app, "ministry")
    grantor = sign_in(app, "grantor")
    need(grantor, "175")
    few = statements(register, analyst, "/wijzigingen?sinds=1-1-2026")
    for pvr in ("180", "185", "190"):
        need(grantor, pvr)
    promise(grantor, "112")
    assert statements(register, analyst, "/wijzigingen?sinds=1-1-2026") - few <= 1  # the telling of promises
