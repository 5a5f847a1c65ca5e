from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from busrisk.register.session import Register
from tests.register.stored import counts
from tests.register.test_findings import pass_on
from tests.web.conftest import Making
from tests.web.page_tables import text, words
from tests.web.visits import post, sign_in
from tests.workflow.test_match_finding import NOORD, STOPS, store

PATH = "/fabrikanten/vb-noordster/bevindingen/remote_disable_public_evidence"
FORM = {
    "inzet": NOORD,
    "type": "ja",
    "software": "ja",
    "aard": "test",
    "optie": "4.1=4",
    "vanaf": "01-01-2026",
    "motivering": "Het rapport noemt ons type en onze versie.",
    "stap": "bekijken",
}
SEAL = re.compile(r'name="zegel" value="([0-9a-f]{64})"')


@pytest.fixture
def app(exercise: Register, making: Making) -> Flask:
    return making(exercise.settings)


@pytest.fixture
def grantor(app: Flask) -> FlaskClient:
    return sign_in(app, "grantor", "voorbeeldland")


def send(client: FlaskClient, **changes: str) -> TestResponse:
    return post(client, PATH, FORM | changes, seen=PATH)


def seal(page: TestResponse) -> str:
    found = SEAL.search(page.get_data(as_text=True))
    assert found, words(page)
    return found[1]


@pytest.mark.parametrize("who", ["grantor", "operator"])
def test_looking_first_then_storing(app: Flask, exercise: Register, who: str) -> None:
    client, before = sign_in(app, who, "voorbeeldland"), counts(exercise)
    seen = send(client)
    assert seen.status_code == 200
    assert "Punten nu 3–4, daarna 4 (0 best, 4 slechtst)" in words(seen)
    assert "onafhankelijke test; telt als onafhankelijk getest (E3)" in words(seen)
    assert "Er is nog niets opgeslagen." in words(seen)
    assert counts(exercise) == before
    stored = send(client, stap="vastleggen", zegel=seal(seen))
    assert (stored.status_code, stored.location) == (303, f"{PATH}#toegepast")
    assert "De leverancier of een ander, ook terwijl de bus rijdt." in words(client.get(PATH))
    assert "Het rapport noemt ons type en onze versie." in words(client.get("/fabrikanten/vb-noordster"))


def test_nothing_is_stored_that_was_not_looked_at(grantor: FlaskClient, exercise: Register) -> None:
    before = counts(exercise)
    assert send(grantor, stap="vastleggen").status_code == 200
    changed = send(grantor, stap="vastleggen", optie="4.1=0", zegel=seal(send(grantor)))
    assert changed.status_code == 409
    assert "Dit is een ander gevolg dan u eerder bekeek" in words(changed)
    assert counts(exercise) == before


def test_every_missing_field_is_named_with_a_link_to_it(grantor: FlaskClient) -> None:
    page = post(grantor, PATH, {"stap": "bekijken"}, seen=PATH)
    assert page.status_code == 400
    shown = text(page)
    for name in ("inzet", "type", "software", "aard", "optie", "vanaf", "motivering"):
        assert f'<a href="#veld-{name}">' in shown
        assert f'id="veld-{name}"' in shown
    assert "Aard van de bevinding: Er is niets gekozen. Kies een van de mogelijkheden." in words(page)


def test_a_day_on_which_the_vehicle_was_anothers_is_refused_at_its_field(
    app: Flask, exercise: Register
) -> None:
    pass_on(exercise, "vb-noord", "vb-stadsvervoer", date(2026, 6, 1))
    client, ours = (
        sign_in(app, "grantor", "voorbeeldland"),
        NOORD.replace("vb-streekvervoer", "vb-stadsvervoer"),
    )
    before = counts(exercise)
    page = send(client, inzet=ours, vanaf="01-03-2026")
    assert page.status_code == 400
    assert "Geldt vanaf: op 01-03-2026 reed dit voertuig niet in deze concessie" in words(page)
    assert '<a href="#veld-vanaf">' in text(page)
    assert FORM["motivering"] in words(page)
    assert send(client, inzet=ours, vanaf="01-06-2026").status_code == 200
    assert counts(exercise) == before


def test_nothing_typed_is_lost_on_a_fault(grantor: FlaskClient) -> None:
    page = text(send(grantor, vanaf="ooit", optie="2.1=3", type="nee", motivering="Onze <eigen> reden."))
    assert "Geldt vanaf: Dit is geen hele dag. Vul een dag in als 01-01-2026." in page
    assert 'value="ooit"' in page
    assert "Onze &lt;eigen&gt; reden.</textarea>" in page
    assert re.search(r'name="type" value="nee" checked', page)
    assert re.search(r'name="optie" value="2\.1=3" checked', page)
    assert re.search(rf'<option value="{re.escape(NOORD)}" selected', page)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("vanaf", "31-12-2026", "Deze dag is nog niet geweest."),
        ("vanaf", "2026", "Dit is geen hele dag."),
        ("vanaf", "31-12-2025", "Op deze dag geldt nog geen editie van de methode."),
        ("motivering", "kort", "Schrijf ten minste één zin"),
        ("motivering", "x" * 2001, "De tekst is te lang. Gebruik ten hoogste 2.000 tekens."),
        ("motivering", "tien tekens\u202e of meer", "In de tekst staat een onzichtbaar teken."),
        ("inzet", "vb-stad.z18.vb-stadsvervoer", "staat niet in de lijst"),
        ("optie", "3.2=4", "‘3.2=4’ staat niet in de lijst"),
        ("aard", "gerucht", "‘gerucht’ staat niet in de lijst"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(
    grantor: FlaskClient, exercise: Register, field: str, value: str, said: str
) -> None:
    before = counts(exercise)
    page = send(grantor, **{field: value})
    assert page.status_code == 400
    assert said in words(page)
    assert counts(exercise) == before


def test_the_ministry_may_not_say_so(app: Flask, exercise: Register) -> None:
    ministry = sign_in(app, "ministry", "voorbeeldland")
    before = counts(exercise)
    for path in (PATH, f"{PATH}/intrekken"):
        assert post(ministry, path, FORM).status_code == 403
    assert counts(exercise) == before


def test_an_operator_of_elsewhere_finds_none_of_these_buses_to_choose(app: Flask) -> None:
    elsewhere = sign_in(app, "operator")
    assert elsewhere.get(PATH).status_code == 404
    page = text(elsewhere.get("/fabrikanten/vdl/bevindingen/ota_public_evidence"))
    found = re.findall(r'<option value="([^".]+)\.', page)
    assert found
    assert set(found) <= {"zhn", "fry", "gd", "dmg"}


def test_taking_it_back_needs_a_reason_and_keeps_what_was_typed(
    grantor: FlaskClient, exercise: Register
) -> None:
    store(exercise, STOPS)
    before = counts(exercise)
    fields = {"welke": f"4.1 {NOORD}", "tot": "31-12-2025", "reden": ""}
    page = post(grantor, f"{PATH}/intrekken", fields, seen=PATH)
    assert page.status_code == 400
    assert "Deze dag ligt vóór de dag waarop de uitspraak begon." in words(page)
    assert "Reden: Schrijf ten minste één zin" in words(page)
    assert counts(exercise) == before
    done = post(grantor, f"{PATH}/intrekken", fields | {"tot": "01-01-2026", "reden": "Een ander type."})
    assert done.status_code == 303
    assert "Nog van geen voertuig binnen uw bereik." in words(grantor.get(PATH))


def test_what_somebody_else_took_back_is_said_and_not_done_again(grantor: FlaskClient) -> None:
    fields = {"welke": f"4.1 {NOORD}", "tot": "01-01-2026", "reden": "Het was een ander type."}
    page = post(grantor, f"{PATH}/intrekken", fields, seen=PATH)
    assert page.status_code == 409
    assert "iemand anders heeft het gewijzigd" in words(page)
