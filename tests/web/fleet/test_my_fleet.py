"""My fleet: who may state it, what it shows, and one batch from form to preview to history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from busrisk.core.facts import Count
from busrisk.register.session import Register
from tests.databases import NOW, Database, State
from tests.start_lists import batch, fleet, take
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.fleet.forms import BACK, SHOW, STORE, fields, send, state
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


@pytest.fixture
def qbuzz(app: Flask) -> FlaskClient:
    """The demonstration account of an operator: Qbuzz."""
    return sign_in(app, "operator")


@pytest.fixture
def beheer(app: Flask) -> FlaskClient:
    return sign_in(app, "administrator")


# --- Who may -----------------------------------------------------------------------------------------


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


# --- What stands -------------------------------------------------------------------------------------


def test_the_overview_counts_what_runs_is_on_order_and_is_not_known(qbuzz: FlaskClient) -> None:
    said = words(qbuzz.get("/wagenpark"))
    assert "Zuid-Holland Noord lopend, Qbuzz · de oudste bron is van 10 juli 2024" in said
    assert "in dienst 275 besteld 0 wagenparkdelen zonder aantal of status 0" in said
    assert "202 bussen niet bevestigd" in said
    assert "IJssel-Vecht" not in said


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


# --- One batch ---------------------------------------------------------------------------------------


def test_a_changed_count_is_previewed_then_stored_and_told_on_the_next_page(
    app: Flask, qbuzz: FlaskClient
) -> None:
    preview = send(qbuzz, qbuzz.get(f"{FORM}?record=zhn-01"), FORM, count="48", stap=SHOW)
    said = words(preview)
    assert "Er is nog niets opgeslagen." in said
    assert "0 nieuw, 1 gewijzigd, 0 uitgestroomd, 0 gelijk" in said
    assert "Aantal: was 50 , wordt 48" in said
    assert "Totaal daarna 273 bussen in dienst, 202 niet bevestigd (in dienst −2)" in said
    assert "De opgave verandert en de bron niet." in said
    assert fleet(register_of(app))["zhn-01"].count == Count(50)
    done = send(qbuzz, preview, FORM, stap=STORE)
    assert (done.status_code, done.headers["Location"]) == (303, "/wagenpark/zhn?gedaan=2")
    said = words(qbuzz.get("/wagenpark/zhn?gedaan=2"))
    assert "Bewaard om 11:00: 1 wagenparkdeel vastgelegd." in said
    assert "in dienst 273 verschil met de vorige opgave: −2" in said
    assert "door vervoerder Qbuzz (opgave)" in said
    assert fleet(register_of(app), NOW.date())["zhn-01"].count == Count(48)


@pytest.mark.parametrize("done", ["1", "99", "x", "-1", "<script>", "3.0"])
def test_the_address_cannot_claim_that_something_was_stored(qbuzz: FlaskClient, done: str) -> None:
    page = qbuzz.get("/wagenpark/zhn", query_string={"gedaan": done})
    assert page.status_code == 200
    assert 'role="status"' not in page.text
    assert "<script>" not in page.text


def test_an_unchanged_form_changes_nothing_and_says_so(qbuzz: FlaskClient) -> None:
    preview = send(qbuzz, qbuzz.get(f"{FORM}?record=zhn-01"), FORM, stap=SHOW)
    assert "Dit staat al zo in het register. Er verandert niets." in words(preview)
    assert 'value="bewaren"' not in preview.text


def test_back_gives_the_form_with_everything_typed(qbuzz: FlaskClient) -> None:
    typed = {
        **NEW,
        "note": "met ‘haakjes’ <en> & meer\nregel 2",
        "aantal_onbekend": None,
        "peildatum": "1-3-2026",
    }
    preview = send(qbuzz, qbuzz.get(FORM), FORM, **typed, stap=SHOW)
    form = send(qbuzz, preview, FORM, stap=BACK)
    assert form.status_code == 200
    assert 'role="alert"' not in form.text
    stood = fields(form, FORM)
    assert {name: stood[name].replace("\r\n", "\n") for name in typed if typed[name]} == {
        name: value for name, value in typed.items() if value
    }


def test_a_blank_count_is_unknown_and_said_to_be_before_it_is_stored(app: Flask, qbuzz: FlaskClient) -> None:
    preview = send(qbuzz, qbuzz.get(FORM), FORM, **{**NEW, "count": ""}, stap=SHOW)
    assert "Het aantal is leeg: het telt als onbekend, nooit als nul." in words(preview)
    assert "BYD: onbekend, in dienst" in words(preview)
    state(qbuzz, "zhn", **{**NEW, "count": "", "aantal_onbekend": "ja"})
    assert fleet(register_of(app), NOW.date())["zhn-05"].count == Count(None)
    again = qbuzz.get(f"{FORM}?record=zhn-05")
    assert fields(again, FORM)["aantal_onbekend"] == "ja"
    assert fields(again, FORM)["count"] == ""


def test_a_number_that_is_also_said_to_be_unknown_is_refused(qbuzz: FlaskClient) -> None:
    page = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, aantal_onbekend="ja", stap=SHOW)
    assert page.status_code == 400
    assert "Aantal: er staat een getal, en ‘het aantal is niet bekend’ is aangevinkt." in text(page)
    assert fields(page, FORM)["count"] == "12"


@pytest.mark.parametrize(
    ("typed", "count"), [("319", Count(319)), ("1.234", Count(1234)), ("ca. 319", Count(319, True))]
)
def test_numbers_are_read_as_dutch_readers_write_them(
    app: Flask, qbuzz: FlaskClient, typed: str, count: Count
) -> None:
    """S12."""
    state(qbuzz, "zhn", **{**NEW, "count": typed})
    assert fleet(register_of(app), NOW.date())["zhn-05"].count == count


@pytest.mark.parametrize("typed", ["1-1-2026", "01-01-2026", "2026-01-01"])
def test_days_are_read_day_first_or_as_iso(app: Flask, qbuzz: FlaskClient, typed: str) -> None:
    """S12."""
    state(qbuzz, "zhn", **{**NEW, "peildatum": typed})
    assert "zhn-05" in fleet(register_of(app), date(2026, 1, 1))


def test_what_cannot_be_read_is_refused_at_its_field_and_nothing_typed_is_lost(
    app: Flask, qbuzz: FlaskClient
) -> None:
    """S12: '1,234' in a count and '13/14/2026' as a day."""
    wrong = {"count": "1,234", "peildatum": "13/14/2026", "maker": 'Yutomg"><script>alert(1)</script>'}
    page = send(qbuzz, qbuzz.get(FORM), FORM, **{**NEW, **wrong}, stap=SHOW)
    assert page.status_code == 400
    said = text(page)
    assert (
        "Aantal moet een heel getal zijn. U vulde in: 1,234. Bedoelt u 1.234? Vul dan 1234 of 1.234 in."
        in said
    )
    assert "Peildatum: dit is geen hele dag. U vulde in: 13/14/2026." in said
    assert '<div class="faults" role="alert" tabindex="-1" autofocus>' in said
    for name in wrong:
        assert f'href="#veld-{name}"' in said
        assert f'id="veld-{name}"' in said
    assert page.text.count('aria-invalid="true"') == 3
    assert "<script>alert" not in page.text
    stood = fields(page, FORM)
    assert {name: stood[name] for name in wrong} == wrong
    assert stood["source"] == NEW["source"]
    assert "zhn-05" not in fleet(register_of(app), NOW.date())


def test_a_day_to_come_is_refused_by_name(qbuzz: FlaskClient) -> None:
    page = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, peildatum="1-1-2027", stap=SHOW)
    assert page.status_code == 400
    assert "De peildatum 01-01-2027 ligt in de toekomst." in text(page)


def test_a_preview_of_another_fleet_is_refused_with_what_changed_and_what_was_typed(
    app: Flask, qbuzz: FlaskClient, beheer: FlaskClient
) -> None:
    preview = send(qbuzz, qbuzz.get(f"{FORM}?record=zhn-01"), FORM, count="48", note="geteld", stap=SHOW)
    state(beheer, "zhn", "zhn-01", count="47")
    page = send(qbuzz, preview, FORM, stap=STORE)
    assert page.status_code == 409
    said = words(page)
    assert "Intussen is dit wagenpark gewijzigd. Uw opgave is niet opgeslagen." in said
    assert (
        "was ‘Yutong U15 (first batch): 50, in dienst’, is nu ‘Yutong U15 (first batch): 47, in dienst’"
        in said
    )
    assert "(beheerder)" in said
    assert "Aantal: was 47 , wordt 48" in said
    assert fields(page, FORM)["note"] == "geteld"
    assert fleet(register_of(app), NOW.date())["zhn-01"].count == Count(47)
    assert send(qbuzz, page, FORM, stap=STORE).status_code == 303
    assert fleet(register_of(app), NOW.date())["zhn-01"].count == Count(48)


def test_storing_without_a_preview_shows_one(app: Flask, qbuzz: FlaskClient) -> None:
    for seen in (None, "", "x", "9" * 30):
        page = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, stap=STORE, gezien=seen)
        assert page.status_code == 200
        assert "Er is nog niets opgeslagen." in words(page)
    assert "zhn-05" not in fleet(register_of(app), NOW.date())


def test_only_what_was_looked_at_is_stored(app: Flask, qbuzz: FlaskClient) -> None:
    preview = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, stap=SHOW)
    page = send(qbuzz, preview, FORM, count="999", stap=STORE)
    assert page.status_code == 200
    assert "Er is nog niets opgeslagen." in words(page)
    assert "999" in words(page)
    assert "zhn-05" not in fleet(register_of(app), NOW.date())


# --- Leaving -----------------------------------------------------------------------------------------


def test_what_left_service_and_what_was_a_mistake_are_two_acts(app: Flask, qbuzz: FlaskClient) -> None:
    left, mistake = "/wagenpark/zhn/uitstromen", "/wagenpark/zhn/vergissing"
    page = qbuzz.get(f"{left}?record=zhn-01")
    empty = send(qbuzz, page, left, source="", stap=SHOW)
    assert empty.status_code == 400
    assert "Bron: een opgave heeft altijd een bron." in text(empty)
    preview = send(qbuzz, page, left, source="verkoopakte", dated="2026-11", stap=SHOW)
    assert "Status: was in dienst , wordt uitgestroomd" in words(preview)
    assert send(qbuzz, preview, left, stap=STORE).status_code == 303
    assert fleet(register_of(app), NOW.date())["zhn-01"].status == "withdrawn"

    refused = send(qbuzz, qbuzz.get(f"{left}?record=zhn-04"), mistake, stap=SHOW)
    assert refused.status_code == 400
    assert "Reden: zeg waarom" in text(refused)
    preview = send(qbuzz, refused, mistake, reden="dubbel ingevoerd <b>", stap=SHOW)
    assert "1 uitgehaald" in words(preview)
    done = send(qbuzz, preview, mistake, stap=STORE)
    assert "1 wagenparkdeel uitgehaald" in words(qbuzz.get(done.headers["Location"]))
    assert "zhn-04" not in fleet(register_of(app), NOW.date())
    told = text(qbuzz.get("/wagenparkdeel/zhn-04"))
    assert "uitgehaald: ingevoerd bij vergissing" in told
    assert "dubbel ingevoerd &lt;b&gt;" in told


def test_without_any_batch_each_page_says_what_comes_there_and_the_next_step(
    empty: Register, making: Making
) -> None:
    take(empty, batch("zhn-01", "Yutong", "3"))
    app = making(empty.settings)
    client = sign_in(app, account(register_of(app), Role.OPERATOR, "qbuzz"))
    mistake = "/wagenpark/zhn/vergissing"
    page = client.get("/wagenpark/zhn/uitstromen?record=zhn-01")
    send(client, send(client, page, mistake, reden="dubbel", stap=SHOW), mistake, stap=STORE)
    for path, said in (
        ("", "nog geen wagenpark vastgelegd Voeg een wagenparkdeel toe, of plak uw lijst uit Excel."),
        ("/zhn", "Begin met één wagenparkdeel, of plak uw lijst uit Excel in één keer."),
        ("/zhn/bevestigen", "Op deze dag is er niets te bevestigen. Voeg eerst een wagenparkdeel toe."),
        ("/zhn/partijen", "Dat kan zodra er een wagenpark is vastgelegd. Voeg eerst een wagenparkdeel toe."),
    ):
        assert said in words(client.get(f"/wagenpark{path}"))
    state(client, "zhn", **NEW)
    assert "zhn-02" in fleet(register_of(app), NOW.date())


# --- History -----------------------------------------------------------------------------------------


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


# --- Scenarios ---------------------------------------------------------------------------------------


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
