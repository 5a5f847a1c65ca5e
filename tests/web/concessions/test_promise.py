"""The promised fleet on pages and in files: stated, beside the fleet there is, as known at each date."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Browser
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.access.scope import national
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count, Source
from busrisk.core.fleet.promise import PromiseSaid
from tests.databases import Database, State
from tests.fleets import speaker, stored_promise
from tests.register.stored import counts
from tests.start_lists import batch, take
from tests.web.accounts import account
from tests.web.browsing import served, window
from tests.web.conftest import Making
from tests.web.faultless import faults
from tests.web.page_tables import tables, words
from tests.web.statements import statements
from tests.web.visits import link_for, post, register_of, sign_in

PATH = "/concessies/zhn/toezegging"
PAGES = (PATH, "/concessies/zhn", "/concessies", "/start")
DAY = date(2024, 6, 1)
PROMISED, RECORDED = datetime(2024, 6, 1, 12, tzinfo=UTC), datetime(2024, 7, 10, 12, tzinfo=UTC)
CORRECTED, AGAIN = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC)
GRANTOR = "prov-zh"
SEAL = re.compile(r'name="zegel" value="([0-9a-f]{64})"')
BANNER = "Wijkt af van inschrijving: 112 Van Hool → 112 Yutong."
S5 = {
    "dag": "01-06-2024",
    "bron": "Gunningsbesluit",
    "brondatum": "2024-06-01",
    **{"maker-1": "Iveco Bus", "model-1": "", "count-1": "140"},
    **{"maker-2": "Van Hool", "model-2": "", "count-2": "112"},
}


def read(page: TestResponse) -> str:
    return unescape(words(page))


def look(client: FlaskClient, **changes: str) -> TestResponse:
    return post(client, PATH, S5 | {"stap": "bekijken"} | changes, seen=PATH)


def store(client: FlaskClient, **changes: str) -> TestResponse:
    found = SEAL.search(look(client, **changes).text)
    assert found
    return post(client, PATH, S5 | {"stap": "vastleggen", "zegel": found[1]} | changes, seen=PATH)


@pytest.fixture
def s5(database: Database, making: Making) -> Flask:
    """ZH-Noord: promised with Van Hool and seen so, replaced by Yutong six weeks later."""
    register = database.open(State.EMPTY)
    iveco = batch("zhn-03", "Iveco Bus", "140")
    then = database.at(register, PROMISED)
    take(then, iveco, batch("zhn-02", "Van Hool", "112"), peildatum=DAY)
    said = [
        PromiseSaid((key,), None, None, Count(count), Source("Gunningsbesluit", PartialDate("2024-06-01")))
        for key, count in (("iveco", 140), ("vanhool", 112))
    ]
    stored_promise(then, speaker(national("nl")), "zhn", said, DAY)
    take(database.at(register, RECORDED), iveco, batch("zhn-02", "Yutong", "112"), peildatum=DAY)
    return making(register.settings)


def test_s5_as_known_at_the_award_the_fleet_is_what_was_promised(s5: Flask) -> None:
    client = sign_in(s5, account(register_of(s5), Role.MINISTRY, None))
    then = client.get("/concessies/zhn?peildatum=01-06-2024&bekend=01-06-2024")
    fleet = {row[0]: row[2] for row in tables(then)["fleet"][1:]}
    assert fleet == {"Van Hool": "112", "Iveco Bus": "140"}
    assert "wijkt af" not in read(then).casefold()
    assert "zoals in de inschrijving" in read(then)


def test_s5_today_the_page_tells_what_came_in_place_of_what(s5: Flask) -> None:
    client = sign_in(s5, account(register_of(s5), Role.MINISTRY, None))
    now = client.get("/concessies/zhn")
    said = read(now)
    assert BANNER in said
    assert "Bron: Gunningsbesluit (01-06-2024)" in said
    assert "Iveco Bus 55,6%, Yutong 44,4% van 252 bussen in dienst; HHI: 5.062" in said
    assert {row[0]: row[2] for row in tables(now)["fleet"][1:]} == {"Yutong": "112", "Iveco Bus": "140"}
    assert "wijkt af van inschrijving" in read(client.get("/concessies"))


def test_s5_the_promise_beside_the_fleet_is_the_same_on_page_and_in_the_workbook(s5: Flask) -> None:
    client = sign_in(s5, account(register_of(s5), Role.MINISTRY, None))
    shown = tables(client.get(PATH))["kept"][1:]
    assert [row[:6] for row in shown] == [
        ["Iveco Bus", "140", "140", "140", "140", "zoals toegezegd"],
        ["Van Hool", "112", "112", "0", "0", "minder dan toegezegd"],
        ["Yutong", "0", "0", "112", "112", "meer dan toegezegd"],
        ["alle fabrikanten samen", *("252",) * 4, BANNER[:1].lower() + BANNER[1:-1]],
    ]
    with post(client, "/export/register.xlsx", {"peildatum": "1-6-2026"}, seen="/concessies") as answer:
        sheet = load_workbook(io.BytesIO(answer.get_data()))["Toezegging"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Zuid-Holland Noord"]
    assert [[str(cell) for cell in row[1:7]] for row in rows] == [row[:6] for row in shown]


def test_a_correction_of_a_correction_overwrites_nothing(
    s5: Flask, database: Database, making: Making
) -> None:
    register = register_of(s5)
    grantor = account(register, Role.GRANTOR, GRANTOR)
    for clock, count in ((CORRECTED, "110"), (AGAIN, "112")):
        later = making(database.at(register, clock).settings)
        assert store(sign_in(later, grantor), **{"count-2": count}).status_code == 303
    client = sign_in(s5, grantor)

    def van_hool(known: str) -> str:
        page = client.get(f"{PATH}?peildatum=01-06-2024&bekend={known}")
        return next((row[2] for row in tables(page)["promise"] if row[0] == "Van Hool"), "")

    days = ("01-06-2024", "28-02-2026", "01-03-2026", "31-03-2026", "01-04-2026")
    assert [van_hool(day) for day in days] == ["112", "112", "110", "110", "112"]
    history = [row for row in tables(client.get(PATH))["promise-history"] if row[4] == "Van Hool"]
    assert [(row[6], row[8].split(" op ")[0]) for row in history] == [
        ("112", "geldt"),
        ("110", "vervangen"),
        ("112", "vervangen"),
    ]
    assert history[0][1] == "concessieverlener · Provincie Zuid-Holland"


def test_nothing_is_stored_before_it_was_looked_at(app: Flask) -> None:
    client, register = sign_in(app, "grantor"), register_of(app)
    before = counts(register)
    seen = look(client)
    assert seen.status_code == 200
    assert "Er is nog niets opgeslagen." in read(seen)
    assert [row[:3] for row in tables(seen)["preview"][1:]] == [
        ["Iveco Bus", "onbekend", "140"],
        ["Van Hool", "onbekend", "112"],
    ]
    assert post(client, PATH, S5 | {"stap": "vastleggen"}, seen=PATH).status_code == 200
    other = {"stap": "vastleggen", "zegel": "0" * 64}
    assert post(client, PATH, S5 | other, seen=PATH).status_code == 409
    assert counts(register) == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("count-2", "1,234", "Regel 2 (Aantal): Aantal moet een heel getal zijn."),
        ("maker-1", "Yutang", "Bedoelt u Yutong?"),
        ("maker-2", "", "De fabrikant ontbreekt."),
        ("dag", "13/14/2026", "Dag van de toezegging: dit is geen hele dag. U vulde in: 13/14/2026."),
        ("dag", "2024", "dit is geen hele dag"),
        ("dag", "01-01-2099", "deze dag is nog niet geweest"),
        ("bron", "", "Een toezegging heeft altijd een bron."),
        ("dated-1", "ooit", "Datum van de bron"),
        ("brondatum", "ooit", "Datum van de bron"),
    ],
)
def test_a_fault_names_its_field_and_keeps_what_was_typed(
    app: Flask, name: str, value: str, said: str
) -> None:
    client, register = sign_in(app, "grantor"), register_of(app)
    before = counts(register)
    page = look(client, **{name: value})
    assert page.status_code == 400
    assert said in read(page)
    assert re.search(r'<a href="#veld-([^"]+)">', page.text)
    for field in re.findall(r'<a href="#veld-([^"]+)">', page.text):
        assert f'id="veld-{field}"' in page.text
    assert 'value="Gunningsbesluit"' in page.text or name == "bron"
    assert not value or f'value="{value}"' in page.text
    assert counts(register) == before


def test_the_fleet_of_a_day_is_taken_over_to_look_at(app: Flask) -> None:
    client, register = sign_in(app, "grantor"), register_of(app)
    before = counts(register)
    page = post(client, PATH, {"stap": "neem", "overnemen": "22-11-2026"}, seen=PATH)
    assert page.status_code == 200
    assert re.findall(r'name="maker-\d" value="([^"]+)"', page.text)[:2] == ["Yutong", "Yutong"]
    assert re.findall(r'name="count-\d" type="text" value="([^"]+)"', page.text)[:2] == ["50", "62"]
    early = post(client, PATH, {"stap": "neem", "overnemen": "01-01-2020"}, seen=PATH)
    assert early.status_code == 400
    assert "was van deze concessie nog geen wagenpark vastgelegd" in read(early)
    more = post(client, PATH, S5 | {"stap": "meer"}, seen=PATH)
    assert 'name="maker-6"' in more.text
    assert 'name="maker-2" value="Van Hool"' in re.sub(r'id="[^"]+" ', "", more.text)
    assert counts(register) == before


def test_where_nothing_was_promised_there_is_no_banner_and_nothing_is_guessed(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn")
    assert "wijkt af" not in read(page).casefold()
    assert "Toezegging bij inschrijving niet vastgelegd" in read(page)


def test_what_is_unknown_is_said_to_be_not_determinable(app: Flask) -> None:
    client = sign_in(app, "grantor")
    lines = {"maker-1": "onbekend", "count-1": "", "maker-2": "", "count-2": ""}
    assert store(client, dag="01-01-2026", **lines).status_code == 303
    said = read(client.get("/concessies/zhn"))
    assert "Niet vast te stellen of het wagenpark afwijkt van de inschrijving." in said


def test_only_who_granted_it_states_it_and_only_of_its_own(app: Flask) -> None:
    register = register_of(app)
    before = counts(register)["promise"]
    for who in ("operator", "ministry"):
        assert post(sign_in(app, who), PATH, S5).status_code == 403
    assert post(sign_in(app, "grantor"), "/concessies/ijv/toezegging", S5).status_code == 404
    assert sign_in(app, "grantor").get("/concessies/ijv/toezegging").status_code == 404
    assert sign_in(app, "grantor").post(PATH, data=S5).status_code == 400
    assert counts(register)["promise"] == before
    assert 'name="maker-1"' not in sign_in(app, "ministry").get(PATH).text


def test_a_deviation_is_a_task_of_grantor_and_operator(app: Flask) -> None:
    grantor = sign_in(app, "grantor")
    assert store(grantor, dag="01-01-2026").status_code == 303
    for who in ("grantor", "operator"):
        page = sign_in(app, who).get("/start")
        assert "Het wagenpark wijkt af van de inschrijving" in read(page)
        assert f'href="{PATH}"' in page.text


def test_the_page_costs_the_same_statements_for_one_line_and_for_many(app: Flask) -> None:
    grantor, register = sign_in(app, "grantor"), register_of(app)
    one = {"maker-2": "", "count-2": ""}
    assert store(grantor, dag="01-01-2026", **one).status_code == 303
    few = [statements(register, grantor, path) for path in PAGES]
    assert store(grantor, dag="01-01-2026").status_code == 303
    many = [
        statements(register, grantor, path) for path in (PATH, "/concessies/zhn", "/concessies", "/start")
    ]
    assert few == many


@pytest.mark.browser
def test_the_page_and_its_error_state_are_accessible_and_fit(app: Flask, chromium: Browser) -> None:
    assert store(sign_in(app, "grantor"), dag="01-01-2026").status_code == 303
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor"))
        for path in (
            PATH,
            f"{PATH}?peildatum=ooit",
            f"{PATH}?bekend=22-11-2026",
            "/concessies/zhn",
            "/concessies",
        ):
            assert faults(at, path, unfold=True) == []
        at.open(PATH)
        at.page.fill("#veld-count-1", "1,234")
        at.page.press("#veld-count-1", "Enter")
        at.page.wait_for_selector(".faults")
        assert at.axe() == []
        assert at.page.input_value("#veld-count-1") == "1,234"
        assert at.complaints == []
