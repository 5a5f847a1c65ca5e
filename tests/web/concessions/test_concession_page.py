from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from busrisk.access.scope import national
from busrisk.core.sheets.one_fleet import one_fleet_table
from busrisk.register.pictures import concession_picture
from busrisk.register.session import Register
from busrisk.web.written import laid_out
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import register_of, sign_in

RECEIPT = re.compile(r"<code>([0-9a-f]{64})</code>")


@pytest.fixture
def noord(exercise: Register, making: Making) -> TestResponse:
    """A concession of Voorbeeldland with answers, as its grantor sees it."""
    return sign_in(making(exercise.settings), "grantor", "voorbeeldland").get("/concessies/vb-noord")


def test_the_head_tells_who_grants_who_holds_and_until_when(app: Flask) -> None:
    said = text(sign_in(app, "grantor").get("/concessies/zhn"))
    for each in (
        "<h1>Zuid-Holland Noord</h1>",
        "<dd>Provincie Zuid-Holland</dd>",
        "<dd>Qbuzz</dd>",
        "<dd>15 december 2024 tot en met december 2037</dd>",
        "<dd>lopend</dd>",
        "275 bussen in dienst",
        "202 niet bevestigd",
        "0 van 84 antwoorden (4 keer inzet, 21 vragen elk)",
    ):
        assert each in said


def test_the_fleet_is_the_fleet_sheet_of_this_concession(app: Flask) -> None:
    with register_of(app).reader() as reader:
        _, fleet = concession_picture(national("nl"), reader, reader.moment(DEFAULT_PEILDATUM), "zhn")
    table = one_fleet_table(fleet, "nl")
    with app.test_request_context():
        wanted = [[place.text for place in laid_out(row, table)] for row in table.rows]
    shown = tables(sign_in(app, "grantor").get("/concessies/zhn"))["fleet"]
    assert shown[1:] == wanted
    assert [row[:5] for row in wanted][:2] == [
        ["Yutong", "U15 (first batch)", "50", "opgegeven", "in dienst"],
        ["Yutong", "model not stated", "62", "volgens bestelling", "in dienst, niet bevestigd"],
    ]


def test_each_deployment_has_class_dimensions_authorities_and_coverage_in_words(noord: TestResponse) -> None:
    said = text(noord)
    for each in (
        "Noordster · N12 met OTA",
        "ten minste C, E niet uit te sluiten",
        "Punten: 0 best, 4 slechtst.",
        "D1 Software-updates op afstand (OTA)",
        "R155-autoriteit (vraag 3.3a)",
        "R156-autoriteit (vraag 3.3b)",
        "mogelijk restant van een serie, afgeleid uit het jaar van instroom",
        "niet verplicht op datum toelating, afgeleid uit het jaar van instroom",
        "8 van 21 vragen beantwoord",
    ):
        assert each in said


def test_what_does_not_apply_has_no_boxes(noord: TestResponse) -> None:
    left_out = '<dd><span class="note">niet van toepassing</span></dd>'
    assert f"R155-autoriteit (vraag 3.3a)</a></dt>{left_out}" in text(noord)


def test_knock_outs_carry_their_title_and_say_established_or_possible(
    exercise: Register, making: Making
) -> None:
    page = sign_in(making(exercise.settings), "grantor", "voorbeeldland").get("/concessies/vb-zuid")
    assert (
        '<span class="pill confirmed">vastgesteld</span> <a href="/methode#K1">'
        "K1 Anderen kunnen de bus stilzetten of begrenzen, "
        "en de vervoerder kan niet zelf verbreken"
    ) in text(page)
    k4 = '<a href="/methode#K4">K4 Goedkeuring is vereist maar niet getoond</a>'
    assert f'<span class="pill">mogelijk</span> {k4}' in text(page)


def test_every_number_has_its_reasons_and_leads_to_the_question(noord: TestResponse) -> None:
    found = tables(noord)["redenen-1"]
    rows = {row[0].split()[0]: row[1:] for row in found[1:]}
    assert len(rows) == 22
    option = "Ook batterijbeheer, laden of de elektrische voeding."
    assert rows["1.1"] == [option, "verklaard (E1)", "3–4", ""]
    assert rows["4.2"] == ["onbekend", "", "0–4", ""]
    assert rows["1.3"][0] == "nog niet gevraagd"
    assert 'href="/methode#v1.1"' in text(noord)


def test_a_reason_leads_to_an_anchor_that_the_method_has(noord: TestResponse, app: Flask) -> None:
    method = text(sign_in(app, "grantor").get("/methode"))
    for anchor in set(re.findall(r'href="/methode#([^"]+)"', text(noord))):
        assert f'id="{anchor}"' in method


def test_the_receipt_is_whole_and_names_its_edition(noord: TestResponse, exercise: Register) -> None:
    with exercise.reader() as reader:
        scope = national("voorbeeldland")
        view, _ = concession_picture(scope, reader, reader.moment(DEFAULT_PEILDATUM), "vb-noord")
    receipts = [each.receipt.hash for each in view.scored if each.receipt]
    assert RECEIPT.findall(noord.get_data(as_text=True)) == receipts
    assert "Gescoord per 1 januari 2026 met editie 2026-12." in text(noord)


def test_a_concession_of_others_answers_like_one_that_does_not_exist(app: Flask) -> None:
    grantor = sign_in(app, "grantor")
    for query in ("", "?peildatum=2026-06-01", "?bekend=2020-01-01", "?peildatum=x"):
        other, none = (grantor.get(f"/concessies/{key}{query}") for key in ("ijv", "zzz"))
        assert (other.status_code, none.status_code) == (404, 404)
        assert other.get_data(as_text=True).replace("ijv", "zzz") == none.get_data(as_text=True)


def test_the_ministry_sees_fleet_and_answers_given_but_no_score(exercise: Register, making: Making) -> None:
    page = sign_in(making(exercise.settings), "ministry", "voorbeeldland").get("/concessies/vb-noord")
    said = words(page)
    assert [row[2] for row in tables(page)["fleet"][1:]] == ["80", "40", "30"]
    assert "80 bussen in dienst · 8 van 21 vragen beantwoord" in said
    derived = ("Klasse", "niet uit te sluiten", "vastgesteld", "K1", "D1", "P1", "Prioriteit", "Uitval ")
    for word in (*derived, "verklaard (E1)", "batterijbeheer", "statelijk", "Vraag dit eerst", "Bereik"):
        assert word not in said
    assert not RECEIPT.search(page.get_data(as_text=True))
    assert set(tables(page)) == {"fleet"}


def test_a_changed_count_changes_the_page(app: Flask) -> None:
    change(register_of(app), ",BEV,50,reported,in_service,2024,", ",BEV,55,reported,in_service,2024,")
    page = sign_in(app, "grantor").get("/concessies/zhn")
    assert tables(page)["fleet"][1][2] == "55"
    assert "280 bussen in dienst" in text(page)


def test_a_moment_that_knows_nothing_of_it_is_named_and_the_default_shown(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn?peildatum=2019-01-01")
    assert page.status_code == 400
    assert "Peildatum: op dit moment zegt het register niets over deze concessie." in text(page)
    assert 'name="peildatum" type="text" value="2019-01-01"' in text(page)
    assert "275 bussen in dienst" in text(page)


def test_a_day_on_which_it_was_not_yet_known_is_what_is_named(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn?peildatum=2026-01-01&bekend=2020-01-01")
    assert page.status_code == 400
    assert "Zoals bekend op: aan het eind van die dag was over deze concessie nog niets" in text(page)
    assert 'name="bekend" type="text" value="2020-01-01"' in text(page)
    assert "Peildatum: op dit moment" not in text(page)


def test_after_the_last_stand_on_record_it_says_which_one_that_is(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn?peildatum=2026-06-15")
    assert "Laatst vastgelegde stand: 1 januari 2026; daarna is niets vastgelegd." in text(page)


def test_a_class_is_explained_with_its_numbers(noord: TestResponse) -> None:
    assert "Klasse C: de zwaarste van D1, D2 en D4 is 1; D3 (3) tilt die één stap, naar 2." in words(noord)


def test_what_is_wholly_open_says_that_nothing_is_established(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn")
    assert "ten minste 0, 4 niet uit te sluiten; nog niets vastgesteld" in words(page)


def test_the_way_back_keeps_the_moment(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn?peildatum=2026-06-01")
    assert 'href="/concessies?peildatum=2026-06-01"' in text(page)
    assert "Stand op 1 juni 2026" in text(page)


def test_the_page_costs_the_same_statements_for_one_deployment_and_for_many(app: Flask) -> None:
    admin, register = sign_in(app, "administrator"), register_of(app)
    counts = {statements(register, admin, f"/concessies/{key}") for key in ("ijv", "gd", "zhn")}
    assert len(counts) == 1
    assert counts.pop() <= 23
