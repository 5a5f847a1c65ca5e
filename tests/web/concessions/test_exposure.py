"""What a concession is exposed to: the same on page, workbook and CSV; and the form for what it needs."""

from __future__ import annotations

import csv
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

from busrisk.core.dates import PartialDate
from busrisk.core.exposure.actor_reach import ProviderRole
from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, Source
from busrisk.core.sheets import fleet_table
from busrisk.register.people import named
from busrisk.register.providers import ProviderSaid
from busrisk.register.session import Register
from busrisk.workflow.state_providers import state_providers
from tests.databases import Database
from tests.register.stored import counts
from tests.web.browsing import served, window
from tests.web.conftest import Making
from tests.web.faultless import faults
from tests.web.page_tables import tables, words
from tests.web.statements import statements
from tests.web.visits import link_for, post, register_of, sign_in
from tests.workflow.test_match_finding import NOORD, STOPS, store

PATH = "/concessies/zhn/behoefte"
NEED = {"pvr": "175", "spares": "25", "crisis_role": "", "only_transport": "", "peildatum": "1-1-2026"}
NEED |= {"source": "dienstregeling 2026", "note": ""}
FIRST, LATER = datetime(2026, 11, 21, 9, tzinfo=UTC), datetime(2026, 11, 22, 9, tzinfo=UTC)
# What only who sees scores may read, on a page or in a file.
DERIVED = ("Klasse", "niet uit te sluiten", "Prioriteit", "P1", "K1", "statelijk", "Uitval t", "Uitval h")
DERIVED += ("Vraag dit eerst", "Bereik van één partij", "Smaller met", "Partijen achter")


def read(page: TestResponse) -> str:
    return unescape(words(page))


def state(client: FlaskClient, **changes: str) -> TestResponse:
    return post(client, PATH, NEED | changes, seen=PATH)


def sheets(client: FlaskClient) -> dict[str, list[list[object]]]:
    """Every sheet of the register's workbook, blank rows left out."""
    with post(client, "/export/register.xlsx", {"peildatum": "1-1-2026"}, seen="/concessies") as answer:
        book = load_workbook(io.BytesIO(answer.get_data()))
    rows = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    return {name: [row for row in each if any(row)] for name, each in rows.items()}


def rows_of(sheet: list[list[object]], title: str) -> list[dict[str, object]]:
    """The rows below the titles, by title; `title` is one of them."""
    start = next(place for place, row in enumerate(sheet) if title in row)
    return [dict(zip(map(str, sheet[start]), row, strict=True)) for row in sheet[start + 1 :]]


def shown(value: object, title: str = "") -> str:
    """A figure of the workbook as the page writes it; a percentage lies there as a share of one."""
    if isinstance(value, int | float) and title.startswith(("Uitval", "Aandeel")):
        return f"{100 * value:.1f}%".replace(".", ",")
    return "" if value is None else str(value)


def test_a_stated_need_makes_the_loss_and_the_priority_of_each_deployment(app: Flask) -> None:
    client = sign_in(app, "grantor")
    done = state(client, crisis_role="nee", only_transport="nee")
    assert (done.status_code, done.location) == (303, "/concessies/zhn#blootstelling")
    page = client.get("/concessies/zhn")
    said = read(page)
    assert "Bussen nodig in de spits 175 Reservebussen 25" in said
    assert "Bron: dienstregeling 2026" in said
    found = {row[0]: row[5:7] for row in tables(page)["priorities"][1:]}
    assert found["Yutong · model not stated"] == ["21,1%", "21,1%"]
    assert found["Iveco Bus · type onbekend"] == ["65,7%", "65,7%"]


def test_priority_reach_and_questions_are_the_same_on_page_and_in_the_workbook(app: Flask) -> None:
    client = sign_in(app, "grantor")
    state(client)
    page, book = client.get("/concessies/zhn?peildatum=1-1-2026"), sheets(client)
    of_page = tables(page)
    mine = [row for row in rows_of(book["Prioriteit"], "Inzet") if row["Concessie"] == "Zuid-Holland Noord"]
    wanted = [[shown(value, title) for title, value in row.items() if title != "Concessie"] for row in mine]
    classes = {row[0]: row[3] for row in of_page["priorities"][1:]}
    for row in wanted:
        assert classes[row[0]].endswith(row[3])
    assert [[*row[:3], *row[4:]] for row in of_page["priorities"][1:]] == [
        [*row[:3], *row[4:]] for row in wanted
    ]
    mine = [row for row in rows_of(book["Bereik"], "Partij") if row["Concessie"] == "Zuid-Holland Noord"]
    assert of_page["reach"][1:] == [
        [shown(value, title) for title, value in row.items() if title != "Concessie"] for row in mine
    ]
    asked = rows_of(book["Vraag dit eerst"], "Vraagtekst")
    first = [str(row["Vraag"]) for row in asked if row["Concessie"] == "Zuid-Holland Noord"]
    assert re.findall(r'<span class="id">([^<]+)</span>', page.text) == first[:5]
    assert {"Blad Prioriteit", "Blad Bereik", "Blad Vraag dit eerst", "Blad Toezegging"} <= {
        row[0] for row in book["Leesmij"]
    }


def test_the_ministry_gets_nothing_that_follows_from_a_class_on_page_or_in_files(
    exercise: Register, making: Making
) -> None:
    app = making(exercise.settings)
    store(exercise, STOPS)
    ministry = sign_in(app, "ministry", "voorbeeldland")
    for path in (
        "/concessies/vb-noord",
        "/concessies/vb-noord/toezegging",
        "/concessies/vb-noord/overdracht",
    ):
        assert [word for word in DERIVED if word in read(ministry.get(path))] == []
    book = sheets(ministry)
    assert not {"Prioriteit", "Bereik", "Vraag dit eerst", "Scores"} & set(book)
    assert "Toezegging" in book
    for name in ("Concessies", "Wagenpark", "Toezegging"):
        cells = {str(cell) for row in book[name] for cell in row}
        assert [word for word in DERIVED for cell in cells if cell.startswith(word)] == []
    with post(ministry, "/export/register.csv", {"peildatum": "1-1-2026"}, seen="/concessies") as answer:
        titles = answer.get_data().decode("utf-8-sig").splitlines()[0]
    assert [word for word in DERIVED if word in titles] == []
    assert "Verwachte levering;Minibus" in titles


def test_expected_delivery_and_minibus_stand_in_workbook_and_csv_alike(app: Flask) -> None:
    client = sign_in(app, "administrator")
    fleet = rows_of(sheets(client)["Wagenpark"], "Minibus")
    with post(client, "/export/register.csv", {"peildatum": "1-1-2026"}, seen="/concessies") as answer:
        text = answer.get_data().decode("utf-8-sig")
    in_csv = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    for title in ("Verwachte levering", "Minibus"):
        assert [shown(row[title]) for row in fleet] == [row[title] for row in in_csv]
    ordered = [row["Verwachte levering"] for row in fleet if row["Status"] == "besteld"]
    assert set(ordered) == {"onbekend"}
    table = fleet_table((_on_order(),), (), False, "nl")
    titles = [column.title for column in table.columns]
    (row,) = table.rows
    assert (row[titles.index("Verwachte levering")], row[titles.index("Minibus")]) == ("2026-12", "ja")


def _on_order() -> BatchFact:
    return BatchFact(
        record_id="zhn-90",
        concession="zhn",
        concession_name="Zuid-Holland Noord",
        holder=None,
        makers=(),
        maker_label=None,
        model=None,
        propulsion=None,
        status=FleetStatus.ON_ORDER,
        count=Count(4),
        quality=CountQuality.ORDERED,
        first_year=None,
        source=Source("opgave"),
        note=None,
        deployment=None,
        expected=PartialDate("2026-12"),
        minibus=True,
    )


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("pvr", "1,234", "Aantal moet een heel getal zijn."),
        ("pvr", "ca. 319", "het kan niet 'circa' zijn"),
        ("pvr", "0", "Dit getal is ten minste 1."),
        ("spares", "-3", "Aantal kan niet negatief zijn."),
        ("source", "", "Een opgave heeft altijd een bron."),
        ("peildatum", "13/14/2026", "Peildatum"),
        ("peildatum", "2026", "Peildatum: vul een hele dag in"),
        ("peildatum", "1-1-2099", "Peildatum"),
    ],
)
def test_a_fault_in_the_need_is_told_at_its_field_and_keeps_what_was_typed(
    app: Flask, name: str, typed: str, said: str
) -> None:
    client, register = sign_in(app, "grantor"), register_of(app)
    page = state(client, **{name: typed})
    assert page.status_code == 400
    assert said in read(page)
    assert f'<a href="#veld-{name}">' in page.text
    assert f'name="{name}" type="text" value="{typed}"' in page.text
    assert 'value="25"' in page.text or name == "spares"
    assert counts(register)["concession_need"] == 0


@pytest.mark.parametrize(("typed", "stored"), [("319", "319"), ("1.234", "1.234"), ("onbekend", "onbekend")])
def test_numbers_are_read_as_they_are_written_in_dutch(app: Flask, typed: str, stored: str) -> None:
    client = sign_in(app, "grantor")
    for day in ("1-1-2026", "01-01-2026", "2026-01-01"):
        assert state(client, pvr=typed, peildatum=day).status_code == 303
    assert f"Bussen nodig in de spits {stored} Reservebussen 25" in read(client.get("/concessies/zhn"))


def test_a_corrected_need_is_shown_as_it_was_known(app: Flask, database: Database, making: Making) -> None:
    register = register_of(app)
    for clock, pvr in ((FIRST, "175"), (LATER, "180")):
        later = making(database.at(register, clock).settings)
        assert state(sign_in(later, "operator"), pvr=pvr).status_code == 303
    client = sign_in(app, "operator")
    found = []
    for known in ("20-11-2026", "21-11-2026", "22-11-2026"):
        said = read(client.get(f"/concessies/zhn?peildatum=1-1-2026&bekend={known}"))
        found += re.findall(r"nodig in de spits (\S+)|(Nog niemand) heeft vastgelegd", said)
    assert found == [("", "Nog niemand"), ("175", ""), ("180", "")]


def test_who_may_not_state_a_need_is_refused_and_others_concessions_do_not_exist(app: Flask) -> None:
    assert sign_in(app, "ministry").get(PATH).status_code == 403
    assert post(sign_in(app, "ministry"), PATH, NEED).status_code == 403
    for who, key in (("grantor", "ijv"), ("operator", "ijv"), ("grantor", "zzz")):
        client = sign_in(app, who)
        assert client.get(f"/concessies/{key}/behoefte").status_code == 404
        assert post(client, f"/concessies/{key}/behoefte", NEED, seen="/concessies").status_code == 404
    assert sign_in(app, "grantor").post(PATH, data=NEED).status_code == 400
    assert counts(register_of(app))["concession_need"] == 0


def test_who_stands_behind_the_buses_is_named_unknown_or_said_not_to_be_there(app: Flask) -> None:
    register = register_of(app)
    with register.reader() as reader:
        operator = named(reader, "operator", "nl")
    stated = [ProviderSaid(ProviderRole.SIM, "Een Netwerk"), ProviderSaid(ProviderRole.CLOUD, none=True)]
    fleet = "zhn.yutong-u15-first-batch.qbuzz"
    assert state_providers(register, operator, "zhn", {fleet: stated}, "opgave", date(2026, 1, 1), "") == 2
    page = sign_in(app, "operator").get("/concessies/zhn")
    said = read(page)
    assert "updatepartij onbekend telematicapartij onbekend SIM-aanbieder Een Netwerk opgave" in said
    assert "cloudpartij is er niet opgave" in said
    assert 'href="/wagenpark/zhn/partijen"' in page.text
    grantor = sign_in(app, "grantor").get("/concessies/zhn")
    assert "SIM-aanbieder Een Netwerk" in read(grantor)
    assert 'href="/wagenpark/zhn/partijen"' not in grantor.text


def test_a_finding_that_was_applied_stands_with_its_deployment(exercise: Register, making: Making) -> None:
    store(exercise, STOPS)
    page = sign_in(making(exercise.settings), "grantor", "voorbeeldland").get("/concessies/vb-noord")
    (place,) = {each.split('"')[0] for each in page.text.split('id="inzet-')[1:] if "toegepast op" in each}
    assert place == "1"
    assert NOORD.startswith("vb-noord.")
    said = read(page)
    assert said.count("Bevinding toegepast op dit voertuig") == 1
    assert "Reikwijdte hetzelfde voertuigtype, dezelfde softwareversie" in said
    assert "onafhankelijke test; telt als onafhankelijk getest (E3)" in said
    assert STOPS.motivation in said
    assert 'href="/fabrikanten/vb-noordster"' in page.text


def test_the_page_leads_to_its_parts_in_the_order_of_the_work(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies/zhn")
    contents = page.text.split('class="on-this-page"')[1].split("</nav>")[0]
    links = re.findall(r'href="#([^"]+)"', contents)
    assert links == ["concessie", "vraag-dit-eerst", "scores", "blootstelling", "wagenpark", "redenen"]
    places = [page.text.index(f'id="{link}"') for link in links]
    assert places == sorted(places)
    for anchor in re.findall(r'href="#(inzet-\d)"', page.text):
        assert f'id="{anchor}"' in page.text
    assert 'href="/wagenparkdeel/zhn-01' in page.text


def test_the_workbook_costs_the_same_statements_for_few_and_for_many(
    exercise: Register, making: Making
) -> None:
    app = making(exercise.settings)
    few = statements(exercise, sign_in(app, "administrator", "voorbeeldland"), "/concessies/vb-noord")
    many = statements(exercise, sign_in(app, "administrator"), "/concessies/zhn")
    assert few == many


@pytest.mark.browser
def test_the_form_is_accessible_also_with_its_errors(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor"))
        assert faults(at, PATH) == []
        for width in (1440, 390):
            at.open(PATH, width)
            at.page.fill("#veld-pvr", "1,234")
            at.page.click("main form button")
            at.page.wait_for_selector(".faults")
            assert at.axe() == []
            assert at.overflow == 0


@pytest.mark.browser
def test_a_need_is_stated_with_the_keyboard_alone(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor"))
        at.open("/concessies/zhn")
        _tab_to(at.page, "Benodigde bussen vastleggen")
        at.page.keyboard.press("Enter")
        at.page.wait_for_selector("#veld-pvr")
        for typed in ("175", "25", None, None, None, "dienstregeling 2026"):
            at.page.keyboard.press("Tab") if typed != "175" else at.page.focus("#veld-pvr")
            if typed:
                at.page.keyboard.type(typed)
        at.page.keyboard.press("Enter")
        at.page.wait_for_selector("#blootstelling")
        assert "dienstregeling 2026" in at.page.inner_text("#blootstelling")
        assert "175" in at.page.inner_text("#blootstelling")
        assert at.complaints == []


def _tab_to(page: object, label: str) -> None:
    """Tab after Tab until a link of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
        if page.evaluate("document.activeElement.textContent.trim()") == label:  # type: ignore[attr-defined]
            return
    pytest.fail(f"no Tab leads to {label!r}")
