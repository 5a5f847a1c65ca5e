from __future__ import annotations

import json
import re
from datetime import date

import pytest
from flask import Flask

from busrisk.access.policy import Role
from busrisk.access.scope import national as whole_region
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import against_controls_table, makers_table
from busrisk.core.tabular import Table
from busrisk.register.pictures import national_picture
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from busrisk.web.written import laid_out
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM
from tests.databases import Database, State
from tests.web.accounts import account
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import post, register_of, sign_in

FIGURE = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)

CIRCA = "circa"


def drawn(page: str) -> dict[str, list[int]]:
    """What the chart draws: per part its bars."""
    found = FIGURE.search(page)
    assert found
    return {trace["name"]: trace["x"] for trace in json.loads(found[1])["data"]}


def printed(app: Flask, table: Table) -> list[list[str]]:
    with app.test_request_context():
        rows = [*table.rows, *((table.total,) if table.total else ())]
        return [[place.text for place in laid_out(row, table)] for row in rows]


def test_the_headlines_are_those_of_the_letter_with_source_and_peildatum(app: Flask) -> None:
    said = text(sign_in(app, "ministry").get("/landelijk"))
    for figure in ("circa 569", "circa 319", "circa 250", "+ 270", "ongeveer 21%", "BYD 73 en Yutong 197"):
        assert figure in said
    assert "Stand op 1 januari 2026" in said
    cited = "antwoord van 26 mei 2026, vraag 4 (gepubliceerd als ‘circa’, stand 1 januari 2026)"
    assert cited in words(sign_in(app, "ministry").get("/landelijk"))
    assert "in het register 422, waarvan 329 niet bevestigd; niet toegedeeld 147" in said
    assert "dekking 74,2%" in said
    assert "(25,8%)" in said


def test_the_register_stands_beside_the_control_totals(app: Flask) -> None:
    found = tables(sign_in(app, "ministry").get("/landelijk"))["against_controls"]
    assert found[1:] == [
        ["BYD", "circa 319", "56,1%", "310", "267", "9", "97,2%", "73", "1", CIRCA],
        ["Yutong", "circa 250", "43,9%", "112", "62", "138", "44,8%", "197", "3", CIRCA],
        ["Samen", "circa 569", "100,0%", "422", "329", "147", "74,2%", "270", "4", CIRCA],
    ]


def test_other_published_figures_are_shown_with_their_source_and_not_averaged(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/landelijk")
    rows = {(row[0], row[1]): row for row in tables(page)["statements"]}
    assert rows["BYD", "320"][4:] == ["ter vergelijking", "busportal.cz"]
    assert rows["Yutong", "239"][4:] == ["ter vergelijking", "busportal.cz"]
    assert "319,5" not in text(page)
    assert "244,5" not in text(page)


def test_nothing_is_known_of_any_bus_on_day_one(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/landelijk")
    rows = tables(page)["capabilities"][1:]
    assert len(rows) == 6
    assert {tuple(row[2:]) for row in rows} == {("0", "0", "0", "0", "569", "569", "100,0%", CIRCA)}
    assert text(page).count("onbekend voor 569 van 569 bussen") == 6


def test_every_maker_is_listed_running_apart_from_ordered(app: Flask) -> None:
    rows = tables(sign_in(app, "ministry").get("/landelijk"))["makers"]
    assert rows[0] == [
        "Fabrikant", "In dienst", "Waarvan niet bevestigd", "Besteld", "Delen zonder aantal",
    ]  # fmt: skip
    assert ["Yutong", "112", "62", "197", "3"] in rows
    assert rows[-2] == ["fabrikant onbekend", "332", "332", "0", "2"]
    assert rows[-1] == ["Samen", "2.639", "2.450", "463", "7"]


def test_page_and_chart_show_the_cells_of_the_tables(app: Flask) -> None:
    with register_of(app).reader() as reader:
        edition = edition_in_force(DEFAULT_PEILDATUM)
        found = national_picture(whole_region("nl"), reader, reader.moment(DEFAULT_PEILDATUM), edition)
    page = sign_in(app, "ministry").get("/landelijk")
    for table in (
        against_controls_table(found, "nl"),
        makers_table(found, "nl"),
        capabilities_table(found, edition.scoring.capabilities, "nl", circa=True),
    ):
        assert tables(page)[table.key][1:] == printed(app, table)
    assert drawn(page.get_data(as_text=True)) == {
        "In register, in dienst": [310, 112],
        "Niet toegedeeld": [9, 138],
        "Besteld": [73, 197],
    }


def test_a_changed_count_changes_page_and_chart_alike(app: Flask) -> None:
    change(register_of(app), ",BEV,43,reported,in_service,2025,", ",BEV,40,reported,in_service,2025,")
    page = sign_in(app, "ministry").get("/landelijk")
    assert tables(page)["against_controls"][1][3:6] == ["307", "267", "12"]
    assert drawn(page.get_data(as_text=True))["In register, in dienst"] == [307, 112]
    assert "in het register 419, waarvan 329 niet bevestigd; niet toegedeeld 150" in text(page)


def test_more_than_the_control_total_warns_and_corrects_nothing(app: Flask) -> None:
    change(register_of(app), ",BEV,43,reported,in_service,2025,", ",BEV,60,reported,in_service,2025,")
    page = sign_in(app, "ministry").get("/landelijk")
    assert "BYD: het register heeft 8 meer dan het controletotaal (327 tegenover circa 319)" in text(page)
    assert tables(page)["against_controls"][1][3:6] == ["327", "267", "0"]


def test_a_correction_leaves_the_old_figure_as_known_the_day_before(
    database: Database, making: Making
) -> None:
    register = database.open(State.READY)
    change(register, ",BEV,43,reported,in_service,2025,", ",BEV,40,reported,in_service,2025,")
    ministry = sign_in(making(register.settings), "ministry")
    now = tables(ministry.get("/landelijk?bekend=2026-11-22"))["against_controls"]
    before = tables(ministry.get("/landelijk?bekend=2026-11-21"))["against_controls"]
    assert (now[1][3], before[1][3]) == ("307", "310")


def test_what_the_register_holds_is_a_block_of_its_own_with_its_own_source(app: Flask) -> None:
    said = words(sign_in(app, "ministry").get("/landelijk"))
    assert said.count("In het register. Bron: dit register (stand 1 januari 2026)") == 1  # for all three
    assert said.count("Gepubliceerd. Bron: Tweede Kamer") == 1


def test_orders_of_which_only_a_later_source_tells_are_counted_apart(app: Flask) -> None:
    said = words(sign_in(app, "ministry").get("/landelijk"))
    assert "waarvan 128 volgens een bron van na 1 januari 2026" in said


def test_a_later_day_names_the_last_stand_on_record_and_never_itself_as_the_source(app: Flask) -> None:
    said = words(sign_in(app, "ministry").get("/landelijk?peildatum=2026-06-15"))
    assert "Laatst vastgelegde stand: 1 januari 2026; daarna is niets vastgelegd." in said
    assert "Bron: dit register (stand 1 januari 2026)" in said
    assert "stand 15 juni 2026" not in said


def test_between_two_stands_the_earlier_one_is_named(app: Flask) -> None:
    haaglanden = ",BEV,43,reported,in_service,2025,"
    change(register_of(app), haaglanden, haaglanden.replace("43", "40"), date(2026, 7, 1))
    said = words(sign_in(app, "ministry").get("/landelijk?peildatum=2026-06-15"))
    assert "Laatst vastgelegde stand op of vóór deze dag: 1 januari 2026." in said
    assert "daarna is niets vastgelegd" not in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("peildatum=13/14/2026", "Peildatum: Deze datum bestaat niet. U vulde in: 13/14/2026."),
        ("peildatum=2026-01", "Peildatum: Dit is geen hele dag. U vulde in: 2026-01."),
        ("bekend=morgen", "Zoals bekend op: Dit is geen datum. U vulde in: morgen."),
        ("bekend=2099-01-01", "Zoals bekend op: deze dag is nog niet geweest."),
    ],
)
def test_a_day_that_cannot_be_read_is_named_and_nothing_typed_is_lost(
    app: Flask, query: str, words: str
) -> None:
    page = sign_in(app, "ministry").get(f"/landelijk?{query}")
    name, _, typed = query.partition("=")
    assert page.status_code == 400
    assert words in text(page)
    assert f'name="{name}" type="text" value="{typed}"' in text(page)
    assert "Daarom ziet u hieronder: Stand op 1 januari 2026" in text(page)
    assert "circa 569" in text(page)


def test_before_anything_was_recorded_the_register_says_nothing_and_shows_no_zero(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/landelijk?bekend=2020-01-01")
    assert page.status_code == 200
    assert "Het register zegt niets over deze dag." in text(page)
    assert "Aan het eind van die dag was in dit register nog niets vastgelegd." in text(page)
    assert "Kies een latere dag bij ‘Zoals bekend op’" in text(page)
    assert "Kies een latere peildatum" not in text(page)
    assert tables(page) == {}


def test_a_day_before_the_first_edition_says_so(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/landelijk?peildatum=01-06-2019")
    assert page.status_code == 200
    assert "Het register zegt niets over deze dag." in text(page)
    assert "Op 1 juni 2019 geldt geen editie van de methode." in text(page)


def test_a_day_to_come_is_no_forecast(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/landelijk?peildatum=2030-01-01")
    assert "Deze peildatum ligt in de toekomst." in text(page)
    assert tables(page)["against_controls"][3][3] == "422"


def test_an_empty_register_is_a_page_with_a_next_step(empty: Register, making: Making) -> None:
    app = making(empty.settings)
    page = sign_in(app, account(empty, Role.MINISTRY, None)).get("/landelijk")
    assert page.status_code == 200
    assert "laat de beheerder een startlijst inlezen" in text(page)


def test_without_a_control_total_the_page_counts_what_the_register_holds(
    ready: Register, making: Making
) -> None:
    with ready.writer("test", "end_controls") as writer:
        writer.connection.exec_driver_sql(f"UPDATE control_total SET ended_in = {writer.change}")
    page = sign_in(making(ready.settings), "ministry").get("/landelijk")
    assert page.status_code == 200
    assert "2.639" in text(page)
    assert "+ 463" in text(page)
    assert "against_controls" not in tables(page)
    assert "Zonder controletotaal is er geen groep bussen om over te tellen." in text(page)


def test_voorbeeldland_has_its_own_makers_and_totals(exercise: Register, making: Making) -> None:
    page = sign_in(making(exercise.settings), "ministry", "voorbeeldland").get("/landelijk")
    assert "OEFENING" in text(page)
    assert "ongeveer 40%" in text(page)
    assert tables(page)["against_controls"][1:] == [
        ["Noordster", "circa 180", "65,5%", "140", "60", "40", "77,8%", "70", "0", CIRCA],
        ["Zuidster", "circa 95", "34,5%", "85", "0", "10", "89,5%", "0", "1", CIRCA],
        ["Samen", "circa 275", "100,0%", "225", "60", "50", "81,8%", "70", "1", CIRCA],
    ]
    assert "BYD" not in text(page)


@pytest.mark.parametrize("role", ["grantor", "operator"])
def test_others_than_ministry_and_administrator_do_not_see_it(app: Flask, role: str) -> None:
    assert sign_in(app, role).get("/landelijk").status_code == 403


def test_the_administrator_sees_it(app: Flask) -> None:
    assert sign_in(app, "administrator").get("/landelijk").status_code == 200


def test_in_english_the_same_figures(app: Flask) -> None:
    ministry = sign_in(app, "ministry")
    post(ministry, "/taal", {"language": "en"})
    page = ministry.get("/landelijk")
    assert "about 21%" in text(page)
    assert tables(page)["against_controls"][3] == [
        "Total", "circa 569", "100.0%", "422", "329", "147", "74.2%", "270", "4",
        "circa",
    ]  # fmt: skip


def test_the_page_costs_the_same_however_many_concessions(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    many, few = sign_in(app, "ministry"), sign_in(app, "ministry", "voorbeeldland")
    register = register_of(app)
    assert statements(register, many, "/landelijk") == statements(register, few, "/landelijk") <= 12
