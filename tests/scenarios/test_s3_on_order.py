"""S3: what is on order is counted beside what runs; a projection is an assumption and says so."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scenarios.papers import NATIONAL, csv_rows, read, rows, store, taken, workbook
from tests.scenarios.people import Country
from tests.start_lists import LETTER, batch
from tests.web.fleet.forms import send, state
from tests.web.page_tables import tables

PAGE = "/landelijk?peildatum=01-01-2026"
DAY, LIST = date(2026, 6, 1), "/wagenpark/obr/lijst"
CONDITION = "als alle bestellingen worden geleverd en niets uitstroomt"
OOST_BRABANT = """Fabrikant\tType\tAantal\tStatus\tVerwachte levering
Yutong\tU12\t40\tbesteld\t13-12-2026
Yutong\t13 m\t44\tbesteld\t13-12-2026
Yutong\t15 m\t44\tbesteld\t13-12-2026
"""


@pytest.fixture(scope="module")
def ordered(country: Country) -> Country:
    """Arriva pastes its three orders; EBS adds its two in the form."""
    unknown = {"count_quality": "unknown", "fleet_status": "unknown", "as_of": ""}
    awarded = {"concession_status": "awarded", **unknown}
    country.listed(
        date(2026, 1, 1), *(batch(each, "", "", **awarded) for each in ("obr-01", "zee-01")), controls=LETTER
    )
    arriva, ebs = country.operator("arriva", DAY), country.operator("ebs", DAY)
    about = {"peildatum": "1-1-2026", "source": "persbericht", "dated": "2025-12"}
    pasted = send(arriva, arriva.get(LIST), LIST, lijst=OOST_BRABANT, stap="bekijken", **about)
    store(arriva, LIST, pasted)
    for count, model in (("64", "12 m"), ("9", "18 m")):
        order = {"maker": "BYD", "model": model, "count": count, "status": "besteld", "expected": "2026"}
        state(ebs, "zee", **order, **about)
    return country


def test_oost_brabant_has_128_on_order_and_zeeland_73(ordered: Country) -> None:
    arriva, ebs = ordered.operator("arriva"), ordered.operator("ebs")
    for page, count in ((arriva.get("/wagenpark/obr"), "128"), (ebs.get("/wagenpark/zee"), "73")):
        assert f"besteld {count}" in read(page)
        assert "in dienst onbekend" in read(page), "nobody said that anything runs, or that nothing does"


def test_at_1_january_2026_569_are_in_service_and_201_on_order(ordered: Country) -> None:
    page = ordered.ministry().get(PAGE)
    assert [(row[0], row[1], row[7]) for row in tables(page)["against_controls"][1:]] == [
        ("BYD", "circa 319", "73"),
        ("Yutong", "circa 250", "128"),
        ("Samen", "circa 569", "201"),
    ]
    assert [row[3] for row in tables(page)["against_controls"][1:]] == ["0", "0", "0"], "none of them runs"
    assert "Besteld + 201 BYD 73 en Yutong 128 nog niet in dienst" in read(page)


def test_the_projection_is_byd_392_yutong_378_and_770_together_up_201_or_35_3_percent(
    ordered: Country,
) -> None:
    page = ordered.ministry().get(PAGE)
    assert [row[:5] for row in tables(page)["projection"][1:]] == [
        ["BYD", "circa 319", "73", "392", "22,9%"],
        ["Yutong", "circa 250", "128", "378", "51,2%"],
        ["Samen", "circa 569", "201", "770", "35,3%"],
    ]
    assert (
        f"Op 31 december 2026 circa 770 bussen, {CONDITION}: +201 ten opzichte van circa 569 (circa +35,3%)."
    ) in read(page)


def test_the_projection_is_never_printed_without_its_condition(ordered: Country) -> None:
    analyst = ordered.ministry()
    page = analyst.get(PAGE)
    said, at = read(page), 0
    while (at := said.find("770", at + 1)) > 0:
        assert CONDITION in said[max(0, at - 700) : at + 100]
    assert CONDITION in tables(page)["projection"][0][3]
    told = rows(workbook(analyst, page, NATIONAL), "Prognose")
    (title,) = [each for each in told[0] if CONDITION in each]
    assert {row["Fabrikant"]: row[title] for row in told} == {"BYD": 392, "Yutong": 378, "Samen": 770}
    assert {row["Fabrikant"]: round(row["Groei"] * 100, 1) for row in told}["Samen"] == 35.3
    lines = csv_rows(taken(analyst, page, NATIONAL, "/landelijk/tabel/projection.csv"))
    assert [row[title] for row in lines] == ["392", "378"]


def test_who_has_only_orders_is_nowhere_counted_as_running(ordered: Country) -> None:
    """The register as a file has the orders as orders, each with its expected delivery."""
    analyst = ordered.ministry()
    told = rows(workbook(analyst, analyst.get(PAGE)), "Wagenpark")
    orders = [row for row in told if row["Status"] == "besteld"]
    assert sorted(row["Aantal"] for row in orders) == [9, 40, 44, 44, 64]
    assert {str(row["Verwachte levering"])[:10] for row in orders} == {"2026-12-13", "2026"}
    parts = analyst.get("/landelijk/verdeling?peildatum=01-01-2026")
    assert {row[0]: row[1] for row in tables(parts)["statuses"][1:]}["besteld"] == "201"


def test_the_development_shows_orders_apart_from_what_was_counted(ordered: Country) -> None:
    page = ordered.ministry().get("/ontwikkeling?peildatum=01-01-2026")
    assert "770" in read(page)
    assert CONDITION in read(page)
