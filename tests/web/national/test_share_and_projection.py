"""S1, S2 and S3 through the page, its files and the command line: the same figures everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from busrisk.access.scope import national
from busrisk.core.national.as_json import view_as_json
from busrisk.core.national.view import Chosen
from busrisk.register.national_views import chosen_view
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from tests.start_lists import DAY, batch
from tests.web.conftest import Making
from tests.web.national.own_fleet import ALLOCATED, analyst, csv_rows, found, own_app, read, sheet, stated
from tests.web.page_tables import tables

ORDERS = (
    *(
        batch(f"obr-0{number}", "Yutong", count, model=model, fleet_status="on_order", first_year="2026")
        for number, (count, model) in enumerate((("40", "U12"), ("44", "13 m"), ("44", "15 m")), 1)
    ),
    *(
        batch(f"zee-0{number}", "BYD", count, fleet_status="on_order", first_year="2026")
        for number, count in ((1, "64"), (2, "9"))
    ),
)


def as_json(register: Register) -> dict[str, Any]:
    with register.reader() as reader:
        moment = reader.moment(DAY)
        view = chosen_view(national("nl"), reader, moment, edition_in_force(DAY), Chosen())
    return view_as_json(view, None, moment.known, False)


def test_s1_the_overview_equals_the_letter_and_computes_no_share(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    page = client.get("/landelijk")
    controls = tables(page)["against_controls"]
    assert [(row[0], row[1], row[2]) for row in controls[1:]] == [
        ("BYD", "circa 319", "56,1%"), ("Yutong", "circa 250", "43,9%"), ("Samen", "circa 569", "100,0%"),
    ]  # fmt: skip
    assert "Gepubliceerd: ongeveer 21%. Dit aandeel is overgenomen en niet berekend;" in read(page)
    assert "antwoord op schriftelijke vragen" in read(page)
    assert "is geen totaal van alle zero-emissiebussen bekend" in read(page)
    assert [row[2] for row in tables(page)["shares"][1:]] == ["ongeveer 21%"]
    assert as_json(empty)["shares"]["computed"] == []


def test_s1_an_entered_total_gives_the_share_beside_the_published_one(
    empty: Register, making: Making
) -> None:
    client = analyst(own_app(empty, making), empty)
    assert stated(client).status_code == 303
    page = client.get("/landelijk")
    said = read(page)
    assert "Gepubliceerd: ongeveer 21%" in said
    assert "Berekend met het totaal van dezelfde dag (2.710 op 1 januari 2026): circa 21,0%." in said
    assert "spreken elkaar tegen" not in said
    wanted = [("BYD", "11,8%"), ("Yutong", "9,2%"), ("BYD en Yutong", "21,0%")]
    assert [(row[0], row[2]) for row in tables(page)["shares"][2:]] == wanted
    rows = csv_rows(client, "/landelijk/tabel/shares.csv")
    assert [(row[0], round(float(row[2].rstrip("%").replace(",", ".")), 1)) for row in rows[2:]] == [
        ("BYD", 11.8), ("Yutong", 9.2), ("BYD en Yutong", 21.0),
    ]  # fmt: skip
    assert rows[2][6] == "eigen telling"
    in_book = [row for row in sheet(client, "Aandeel") if row[0] == "BYD"]
    assert round(float(str(in_book[0][2])) * 100, 1) == 11.8
    (computed,) = as_json(empty)["shares"]["computed"]
    assert {name: round(value, 1) for name, value in computed["percent"].items()} == {
        "BYD": 11.8, "Yutong": 9.2, "total": 21.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "warns"), [("2.646", True), ("2.647", False), ("2.775", False), ("2776", True)]
)
def test_s1_a_total_outside_the_range_of_the_published_share_warns(
    empty: Register, making: Making, typed: str, warns: bool
) -> None:
    client = analyst(own_app(empty, making), empty)
    stated(client, waarde=typed)
    said = read(client.get("/landelijk"))
    assert ("Totaal en aandeel spreken elkaar tegen." in said) is warns
    assert ("een totaal van 2.647 tot en met 2.775" in said) is warns


def test_s2_coverage_and_remainder_are_those_of_the_register(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED), empty)
    page = client.get("/landelijk")
    assert "dekking 70,5%. De overige 168 (29,5%) zijn niet toegedeeld" in read(page)
    assert [row[3:8:2] for row in tables(page)["against_controls"][1:]] == [
        ["289", "30", "0"], ["112", "138", "0"], ["401", "168", "0"],
    ]  # fmt: skip
    rows = csv_rows(client, "/landelijk/tabel/against_controls.csv")
    assert [row[3] for row in rows[1:]] == ["289", "112"]
    total = found(sheet(client, "Landelijk"), "Samen")
    assert (total[3], total[5]) == (401, 168)
    told = as_json(empty)
    assert (told["register"]["total"], told["not_allocated"]["total"]) == (401, 168)


def test_s2_more_than_the_control_total_warns_and_corrects_nothing(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED, batch("ijv-02", "BYD", "31")), empty)
    page = client.get("/landelijk")
    assert "BYD: het register heeft 1 meer dan het controletotaal (320 tegenover circa 319)" in read(page)
    assert tables(page)["against_controls"][3][1] == "circa 569"


def test_s3_the_projection_adds_orders_as_an_assumption_only(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED, *ORDERS), empty)
    page = client.get("/landelijk")
    said = read(page)
    assert (
        "Op 31 december 2026 circa 770 bussen, als alle bestellingen worden geleverd en niets uitstroomt: "
        in said
    )
    assert "+201 ten opzichte van circa 569 (circa +35,3%)." in said
    rows = tables(page)["projection"]
    assert "als alle bestellingen worden geleverd en niets uitstroomt" in rows[0][3]
    assert [row[1:5] for row in rows[1:]] == [
        ["circa 319", "73", "392", "22,9%"],
        ["circa 250", "128", "378", "51,2%"],
        ["circa 569", "201", "770", "35,3%"],
    ]
    exported = csv_rows(client, "/landelijk/tabel/projection.csv")
    assert [row[3] for row in exported[1:]] == ["392", "378"]
    assert "als alle bestellingen worden geleverd" in exported[0][3]
    assert found(sheet(client, "Prognose"), "Samen")[3] == 770
    told = as_json(empty)["projection"]
    assert told["buses"] == {"BYD": 392, "Yutong": 378, "total": 770}
    assert told["condition"] == "als alle bestellingen worden geleverd en niets uitstroomt"


def test_s3_orders_after_the_horizon_stand_apart(empty: Register, making: Making) -> None:
    later = batch("zee-03", "BYD", "50", fleet_status="on_order", first_year="2028")
    undated = batch("zee-04", "BYD", "7", fleet_status="on_order", first_year="")
    client = analyst(own_app(empty, making, *ALLOCATED, *ORDERS, later, undated), empty)
    assert tables(client.get("/landelijk"))["projection"][3][2:7] == ["201", "770", "35,3%", "50", "7"]
    in_2028 = client.get("/landelijk?tot=2028")
    assert tables(in_2028)["projection"][3][2:7] == ["251", "820", "44,1%", "0", "7"]
    assert "Op 31 december 2028 circa 820 bussen" in read(in_2028)


@pytest.mark.parametrize("year", ["2025", "3000", "2026,5", "volgend jaar"])
def test_a_horizon_that_is_no_year_ahead_is_refused_and_kept(
    empty: Register, making: Making, year: str
) -> None:
    page = analyst(own_app(empty, making), empty).get(f"/landelijk?tot={year}")
    assert page.status_code == 400
    assert f"U vulde in: {year}." in read(page)
    assert f'name="tot" type="text" value="{year}"' in page.get_data(as_text=True)
