"""One batch: from the form to a preview, and only then stored."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from busrisk.core.facts import Count
from busrisk.register.session import Register
from tests.databases import NOW
from tests.start_lists import batch, fleet, take
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.fleet.forms import BACK, SHOW, STORE, fields, send, state
from tests.web.page_tables import text, words
from tests.web.visits import register_of, sign_in

FORM = "/wagenpark/zhn/deel"
NEW = {
    "maker": "BYD",
    "count": "12",
    "status": "in dienst",
    "source": "vlootlijst",
    "dated": "2026-11-01",
}


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


def test_what_is_sent_twice_is_stored_once_and_says_so(app: Flask, qbuzz: FlaskClient) -> None:
    preview = send(qbuzz, qbuzz.get(f"{FORM}?record=zhn-01"), FORM, count="48", source="telling", stap=SHOW)
    first, second = (send(qbuzz, preview, FORM, stap=STORE) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    said = words(qbuzz.get(second.headers["Location"]))
    assert "Er is niets gewijzigd: dit stond al zo in het register." in said
    assert fleet(register_of(app), NOW.date())["zhn-01"].count == Count(48)


def test_circa_stays_with_the_sum_of_what_runs(qbuzz: FlaskClient) -> None:
    state(qbuzz, "zhn", "zhn-01", count="ca. 48", source="telling")
    for page in ("/wagenpark/zhn", "/concessies/zhn"):
        assert "circa 273" in words(qbuzz.get(page)), page


def test_only_what_was_looked_at_is_stored(app: Flask, qbuzz: FlaskClient) -> None:
    preview = send(qbuzz, qbuzz.get(FORM), FORM, **NEW, stap=SHOW)
    for other in ({"source": "iets anders"}, {"peildatum": "1-3-2026"}, {"zegel": "x"}, {"count": "999"}):
        page = send(qbuzz, preview, FORM, stap=STORE, **other)
        assert page.status_code == 409
        assert "Deze opgave is een andere dan die u hebt bekeken. Er is niets opgeslagen." in words(page)
    assert "999" in words(page)
    assert "zhn-05" not in fleet(register_of(app), NOW.date())
    assert send(qbuzz, page, FORM, stap=STORE).status_code == 303
    assert fleet(register_of(app), NOW.date())["zhn-05"].count == Count(999)


def test_the_preview_of_a_new_batch_shows_all_that_will_be_stored(qbuzz: FlaskClient) -> None:
    typed = {**NEW, "first_year": "2024", "note": "huur tot 2030"}
    said = words(send(qbuzz, qbuzz.get(FORM), FORM, **typed, stap=SHOW))
    for shown in ("Jaar van instroom: 2024", f"Bron: {NEW['source']}", "Toelichting: huur tot 2030"):
        assert shown in said
    assert "Verwachte levering" not in said


def test_the_reason_of_a_mistake_is_the_one_looked_at(app: Flask, qbuzz: FlaskClient) -> None:
    mistake, page = "/wagenpark/zhn/vergissing", qbuzz.get("/wagenpark/zhn/uitstromen?record=zhn-04")
    preview = send(qbuzz, page, mistake, reden="dubbel ingevoerd", stap=SHOW)
    assert "Reden: dubbel ingevoerd" in words(preview)
    for other in ({"reden": "iets anders"}, {"record": "zhn-03"}):
        assert send(qbuzz, preview, mistake, stap=STORE, **other).status_code == 409
    assert {"zhn-03", "zhn-04"} <= set(fleet(register_of(app), NOW.date()))


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
