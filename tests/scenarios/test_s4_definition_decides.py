"""S4: whether a minibus is a bus decides number and flag; where the split is unknown no index is made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.scenarios.papers import NATIONAL, csv_rows, read, rows, store, taken, workbook
from tests.scenarios.people import Country
from tests.start_lists import batch
from tests.web.fleet.forms import send
from tests.web.page_tables import tables

START, DAY = date(2026, 12, 13), date(2026, 12, 14)
PAGE, LIST = "/landelijk/verdeling", "/wagenpark/obr/lijst"
WITH, WITHOUT = "?bus=alle", "?bus=zonder-minibussen"
ALL_BUSES = "alle bussen, minibussen vanaf 8 passagiers inbegrepen (Stcrt. 2021, 44576, art. 1)"
NO_MINIBUSES = "zonder wat de bron een minibus noemt"
NOT_COMPUTABLE = "niet te berekenen"
FLEET = """Fabrikant\tType\tAantal\tStatus\tMinibus
Yutong\tU12\t128\tin dienst\tnee
Irizar\tie bus\t39\tin dienst\tnee
VDL + Volvo\tverdeling niet gepubliceerd\t83\tin dienst\tnee
Mercedes-Benz\tSprinter\t32\tin dienst\tja
"""


@pytest.fixture(scope="module")
def brabant(country: Country) -> Country:
    """Arriva pastes its whole fleet on the day after the start of Oost-Brabant."""
    unknown = {"count_quality": "unknown", "fleet_status": "unknown", "as_of": ""}
    country.listed(START, batch("obr-01", "", "", **unknown))
    arriva = country.operator("arriva", DAY)
    about = {"peildatum": "13-12-2026", "source": "persbericht", "dated": "2026-12", "geheel": "ja"}
    store(arriva, LIST, send(arriva, arriva.get(LIST), LIST, lijst=FLEET, stap="bekijken", **about))
    return country


def shares(client: FlaskClient, page: TestResponse) -> dict[str, dict[str, Any]]:
    """The file beside the table of suppliers, by supplier."""
    lines = csv_rows(taken(client, page, NATIONAL, f"{PAGE}/concentration.csv"))
    return {row["Fabrikant"]: row for row in lines}


def test_without_the_minibuses_yutong_has_128_of_250_is_51_2_percent_and_the_flag_is_on(
    brabant: Country,
) -> None:
    analyst = brabant.ministry(DAY)
    page = analyst.get(PAGE + WITHOUT)
    assert "Grootste leverancier: Yutong, 51,2% (128 van 250 bussen)." in read(page)
    assert "Meer dan de helft van één leverancier: grootste leverancier > 50%." in read(page)
    assert tables(page)["concentration"][1] == ["Yutong", "128", "0", "51,2%"]
    assert shares(analyst, page)["Yutong"]["Aandeel"] == "51,2%"
    assert shares(analyst, page)["Yutong"]["Meer dan de helft van één leverancier"] == (
        "grootste leverancier > 50%"
    )


def test_with_them_it_is_128_of_282_is_45_4_percent_and_the_flag_is_off(brabant: Country) -> None:
    analyst = brabant.ministry(DAY)
    page = analyst.get(PAGE + WITH)
    assert "Grootste leverancier: Yutong, 45,4% (128 van 282 bussen)." in read(page)
    assert "Meer dan de helft van één leverancier: geen leverancier > 50%." in read(page)
    assert tables(page)["concentration"][1] == ["Yutong", "128", "0", "45,4%"]
    in_file = shares(analyst, page)["Yutong"]
    assert round(float(in_file["Aandeel"].rstrip("%").replace(",", ".")), 1) == 45.4
    assert in_file["Meer dan de helft van één leverancier"] == "geen leverancier > 50%"


@pytest.mark.parametrize(("chosen", "words", "total"), [(WITH, ALL_BUSES, 282), (WITHOUT, NO_MINIBUSES, 250)])
def test_page_and_files_state_which_definition_is_used(
    brabant: Country, chosen: str, words: str, total: int
) -> None:
    analyst = brabant.ministry(DAY)
    page = analyst.get(PAGE + chosen)
    assert f"Definitie van een bus {words}" in read(page)
    assert {row["Definitie van een bus"] for row in shares(analyst, page).values()} == {words}
    national = analyst.get(f"/landelijk{chosen}")
    assert f"Definitie van een bus {words}" in read(national)
    book = workbook(analyst, national, NATIONAL)
    assert ("Definitie van een bus", words) in [
        tuple(row)[:2] for row in book["Leesmij"].iter_rows(values_only=True)
    ]
    (whole,) = [row for row in rows(book, "Fabrikanten") if row["Fabrikant"] == "Samen"]
    assert (whole["In dienst"], whole["Definitie van een bus"]) == (total, words)


def test_the_page_of_the_concession_says_by_which_definition_it_counts(brabant: Country) -> None:
    said = read(brabant.grantor("prov-nb", DAY).get("/concessies/obr"))
    assert "Yutong 45,4%, VDL + Volvo 29,4%, Irizar 13,8%, Mercedes-Benz 11,3% van 282 bussen" in said
    assert f"HHI: {NOT_COMPUTABLE}; geen leverancier > 50%; {ALL_BUSES}" in said


@pytest.mark.parametrize("chosen", [WITH, WITHOUT])
def test_the_split_of_vdl_and_volvo_is_unknown_so_the_index_is_not_computed(
    brabant: Country, chosen: str
) -> None:
    analyst = brabant.ministry(DAY)
    page = analyst.get(PAGE + chosen)
    assert f"Concentratie-index (HHI, 10.000 is één leverancier): {NOT_COMPUTABLE}." in read(page)
    assert ["VDL + Volvo", "83"] in [row[:2] for row in tables(page)["concentration"]]
    told = {row["Concentratie-index (HHI)"] for row in shares(analyst, page).values()}
    assert told == {NOT_COMPUTABLE}
