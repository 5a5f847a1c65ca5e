"""A concession changes hands: its fleet counts once, what passes on is ticked off, as known at each date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.core.facts import Grade
from tests.databases import Database, State
from tests.register.stored import counts
from tests.start_lists import batch, take
from tests.web.accounts import account
from tests.web.browsing import served, window
from tests.web.conftest import Making
from tests.web.faultless import faults, standing
from tests.web.page_tables import tables, words
from tests.web.statements import statements
from tests.web.visits import link_for, post, register_of, sign_in
from tests.workflow.answering import answer, said

PATH = "/concessies/ijv/overdracht"
SWITCH = date(2022, 12, 11)
FIRST, AGAIN = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC)
KEYS = "2022-12-11-keys"


def read(page: TestResponse) -> str:
    return unescape(words(page))


@pytest.fixture
def s6(database: Database, making: Making) -> Flask:
    """IJssel-Vecht, 246 BYD: Keolis until 10 December 2022, then EBS; Keolis answered two questions."""
    register = database.open(State.EMPTY)
    fleet = batch("ijv-01", "BYD", "246", first_year="2020")
    take(register, fleet | {"operator": "Keolis"}, peildatum=date(2020, 12, 13))
    take(register, fleet, peildatum=SWITCH)
    with register.reader() as reader:
        keys = reader.connection.exec_driver_sql("SELECT key FROM deployment").scalars().all()
    (former,) = [key for key in keys if key.endswith(".keolis")]
    given = [said("1.2", 2, Grade.E1), said("4.1", 2, Grade.E1)]
    answer(register, former, *given, day=date(2022, 1, 1))
    account(register, Role.OPERATOR, "ebs")
    account(register, Role.MINISTRY, None)
    return making(register.settings)


def tick(app: Flask, **fields: str) -> TestResponse:
    client = sign_in(app, "operator-ebs@test.invalid")
    return post(client, PATH, {"overgang": "2022-12-11"} | fields, seen=PATH)


def test_s6_the_fleet_is_counted_once_whoever_holds_it(s6: Flask) -> None:
    client = sign_in(s6, "ministry-nl@test.invalid")
    for day, holder in (("01-12-2022", "Keolis"), ("10-12-2022", "Keolis"), ("11-12-2022", "EBS")):
        page = client.get(f"/concessies/ijv?peildatum={day}")
        assert f"Concessiehouder {holder} Concessieduur" in read(page)
        assert [row[2] for row in tables(page)["fleet"][1:]] == ["246"]
        assert "246 bussen in dienst" in read(page)
    now = read(client.get("/concessies/ijv?peildatum=01-01-2026"))
    assert "Concessiehouder EBS Concessieduur" in now
    assert "246 bussen in dienst" in now
    assert "Resterend 3.628 dagen (9 jaar en 11 maanden)" in now


def test_s6_the_switch_has_its_checklist_and_what_is_to_be_confirmed_again(s6: Flask) -> None:
    client = sign_in(s6, "operator-ebs@test.invalid")
    page = read(client.get(PATH))
    assert "Keolis → EBS op 11 december 2022" in page
    assert "0 van 8 onderdelen afgehandeld. 2 antwoorden van de vorige vervoerder zijn opnieuw te" in page
    notice = read(client.get("/concessies/ijv"))
    assert "Overdracht nog niet af: Keolis → EBS op 11 december 2022; 8 onderdelen staan open" in notice
    assert "2 antwoorden zijn opnieuw te bevestigen" in notice
    start = client.get("/start")
    assert "Werk de overdracht af : IJssel-Vecht 8 onderdelen staan nog open. sinds 11-12-2022" in read(start)
    assert "2 antwoorden van de vorige vervoerder zijn opnieuw te bevestigen." in read(start)
    assert start.text.count(f'href="{PATH}"') == 2


def test_what_is_ticked_off_stays_with_its_note_and_is_known_at_each_date(
    s6: Flask, database: Database, making: Making
) -> None:
    register = register_of(s6)
    for clock, status, note in ((FIRST, "done", "bij de notaris"), (AGAIN, "open", "toch niet volledig")):
        later = making(database.at(register, clock).settings)
        done = tick(later, **{f"{KEYS}-stand": status, f"{KEYS}-opmerking": note})
        assert (done.status_code, done.location) == (303, f"{PATH}?gedaan=ja#overgang-2022-12-11")
    client = sign_in(s6, "operator-ebs@test.invalid")
    progress = {
        known: re.findall(r"\d van 8", read(client.get(f"{PATH}?peildatum=22-11-2026&bekend={known}")))
        for known in ("28-02-2026", "01-03-2026", "31-03-2026", "01-04-2026")
    }
    assert list(progress.values()) == [["0 van 8"], ["1 van 8"], ["1 van 8"], ["0 van 8"]]
    then = read(client.get(f"{PATH}?peildatum=22-11-2026&bekend=31-03-2026"))
    assert "Sleutels en certificaten gedaan · bij de notaris (zo sinds 01-03-2026)" in then
    assert f'name="{KEYS}-opmerking" type="text" value="toch niet volledig"' in client.get(PATH).text
    marked = read(client.get(f"{PATH}?peildatum=15-03-2026"))
    assert "1 van 8" in marked


def test_all_done_and_the_notice_is_gone(s6: Flask) -> None:
    items = re.findall(
        r'name="(2022-12-11-[a-z_]+)-stand"', sign_in(s6, "operator-ebs@test.invalid").get(PATH).text
    )
    assert len(items) == 8
    fields = {f"{item}-stand": "done" for item in items[:-1]} | {f"{items[-1]}-stand": "not_applicable"}
    assert tick(s6, **fields).status_code == 303
    client = sign_in(s6, "operator-ebs@test.invalid")
    assert "8 van 8 onderdelen afgehandeld" in read(client.get(PATH))
    assert "onderdelen staan open" not in read(client.get("/concessies/ijv"))
    assert "Overdracht: " not in read(client.get("/start"))


def test_a_note_at_fault_is_told_at_its_field_and_nothing_is_stored(s6: Flask) -> None:
    before = counts(register_of(s6))["handover"]
    typed = {f"{KEYS}-stand": "done", f"{KEYS}-opmerking": "on\u202ezichtbaar"}
    page = tick(s6, **typed, **{"2022-12-11-logs-stand": "done"})
    assert page.status_code == 400
    assert f'<a href="#veld-{KEYS}-opmerking">' in page.text
    assert "onzichtbaar teken" in read(page)
    assert '<option value="done" selected>' in page.text
    assert counts(register_of(s6))["handover"] == before


def test_another_switch_or_state_than_there_is_is_refused(s6: Flask) -> None:
    assert tick(s6, overgang="2021-01-01").status_code == 404
    assert tick(s6, **{f"{KEYS}-stand": "misschien"}).status_code == 400
    assert counts(register_of(s6))["handover"] == 0


def test_the_ministry_reads_and_states_nothing_and_others_find_nothing(s6: Flask, app: Flask) -> None:
    ministry = sign_in(s6, "ministry-nl@test.invalid")
    assert "Keolis → EBS op 11 december 2022" in read(ministry.get(PATH))
    assert "<fieldset" not in ministry.get(PATH).text
    assert post(ministry, PATH, {"overgang": "2022-12-11"}).status_code == 403
    client = sign_in(s6, "operator-ebs@test.invalid")
    assert client.post(PATH, data={"overgang": "2022-12-11"}).status_code == 400
    grantor = sign_in(app, "grantor")
    assert grantor.get(PATH).status_code == 404
    assert post(grantor, PATH, {"overgang": "2022-12-11"}, seen="/concessies").status_code == 404
    assert "geen wisseling van vervoerder vastgelegd" in read(grantor.get("/concessies/zhn/overdracht"))


def test_the_page_costs_the_same_statements_for_one_item_and_for_all(s6: Flask) -> None:
    client, register = sign_in(s6, "operator-ebs@test.invalid"), register_of(s6)
    pages = (PATH, "/concessies/ijv", "/start")
    few = [statements(register, client, path) for path in pages]
    tick(s6, **{f"{KEYS}-stand": "done", "2022-12-11-logs-stand": "done"})
    assert [statements(register, client, path) for path in pages] == few


@pytest.mark.browser
def test_the_page_and_its_error_state_are_accessible_and_fit(s6: Flask, chromium: Browser) -> None:
    with served(s6) as address, window(chromium, address) as at:
        at.sign_in(link_for(s6, "operator-ebs@test.invalid"))
        for path in (PATH, f"{PATH}?bekend=22-11-2026", f"{PATH}?peildatum=ooit", "/concessies/ijv"):
            assert faults(at, path, unfold=True) == []
        at.open(PATH)
        at.page.fill(f"#veld-{KEYS}-opmerking", "\u202e")
        at.page.press(f"#veld-{KEYS}-opmerking", "Enter")
        at.page.wait_for_selector(".faults")
        assert standing(at) == []
