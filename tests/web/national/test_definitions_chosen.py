"""S4 and S8 on the pages: the definition decides, and unknown is not no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from busrisk.core.facts import Grade
from busrisk.register.session import Register
from tests.start_lists import batch
from tests.web.conftest import Making
from tests.web.national.own_fleet import ALLOCATED, analyst, csv_rows, found, own_app, read, sheet
from tests.web.page_tables import tables
from tests.workflow.answering import answer, said, scores

OOST_BRABANT = (
    batch("obr-01", "Yutong", "128"),
    batch("obr-02", "Irizar", "39"),
    batch("obr-03", "VDL", "42"),
    batch("obr-04", "Volvo", "41"),
    batch("obr-05", "Mercedes-Benz", "32", model="Sprinter 6 m minibus", propulsion=""),
)
WITHOUT = "bus=zonder-minibussen"


def test_s4_the_definition_of_a_bus_changes_number_and_flag(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *OOST_BRABANT), empty)
    with_them, without = client.get("/landelijk/verdeling"), client.get(f"/landelijk/verdeling?{WITHOUT}")
    assert "Grootste leverancier: Yutong, 45,4% (128 van 282 bussen)." in read(with_them)
    assert "geen leverancier > 50%" in read(with_them)
    assert "Grootste leverancier: Yutong, 51,2% (128 van 250 bussen)." in read(without)
    assert "Meer dan de helft van één leverancier: grootste leverancier > 50%." in read(without)
    assert "alle bussen, minibussen vanaf 8 passagiers inbegrepen (Stcrt. 2021, 44576, art. 1)" in read(
        with_them
    )
    assert "zonder wat de bron een minibus noemt" in read(without)


def test_s4_an_unknown_split_leaves_the_index_uncomputed(empty: Register, making: Making) -> None:
    fleet = [row for row in OOST_BRABANT if row["record_id"] not in ("obr-03", "obr-04")]
    fleet.append(batch("obr-03", "Hess and Solaris", "83"))
    client = analyst(own_app(empty, making, *fleet), empty)
    said = read(client.get(f"/landelijk/verdeling?{WITHOUT}"))
    assert "Yutong, 51,2%" in said
    assert "Concentratie-index (HHI, 10.000 is één leverancier): niet te berekenen." in said


def test_the_definition_changes_the_three_parts_on_page_and_in_files(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *OOST_BRABANT), empty)
    rows = tables(client.get("/landelijk"))["origins"]
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("niet-EU", "128"), ("EU", "154"), ("onbekend", "0"), ("Samen", "282"),
    ]  # fmt: skip
    chosen = {"bus": "zonder-minibussen", "niet_eu": "assemblage"}
    page = client.get("/landelijk?bus=zonder-minibussen&niet_eu=assemblage")
    assert [(row[0], row[1]) for row in tables(page)["origins"][1:]] == [
        ("niet-EU", "128"), ("EU", "83"), ("onbekend", "39"), ("Samen", "250"),
    ]  # fmt: skip
    assert "De gepubliceerde cijfers gaan niet over deze definitie" in read(page)
    assert "Door deze definitie tellen 32 bussen niet mee" in read(page)
    exported = csv_rows(client, "/landelijk/tabel/origins.csv", chosen)
    assert [row[1] for row in exported[1:]] == ["128", "83", "39"]
    assert {row[7] for row in exported[1:]} == {"zonder wat de bron een minibus noemt"}
    assert {row[8] for row in exported[1:]} == {"assemblage van de bus buiten de EU"}
    assert found(sheet(client, "Herkomst", chosen), "EU")[1] == 83
    assert ["Definitie van niet-EU", "assemblage van de bus buiten de EU"] in [
        row[:2] for row in sheet(client, "Leesmij", chosen)
    ]


@pytest.mark.parametrize("query", ["bus=grote", "niet_eu=merk"])
def test_a_definition_that_is_not_there_is_refused_by_name(
    empty: Register, making: Making, query: str
) -> None:
    page = analyst(own_app(empty, making), empty).get(f"/landelijk?{query}")
    assert page.status_code == 400
    assert "deze definitie bestaat niet. U koos: " in read(page)


def two_answer(register: Register) -> None:
    """EBS and Qbuzz each say of one concession that the buses cannot be stopped."""
    for key in scores(register):
        if not key.startswith("ijv"):
            answer(register, key, said("4.1", 0, Grade.E1))


def test_who_sees_no_scores_reads_nowhere_what_only_two_operators_answered(
    empty: Register, making: Making
) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED), empty)
    two_answer(empty)
    page, split = client.get("/landelijk"), client.get("/landelijk/verdeling")
    for each in (page, split):
        stop = next(row for row in tables(each)["capabilities"] if row[1] == "4.1")
        assert stop[2:9] == [*["niet getoond"] * 5, stop[7], "niet getoond"]
        assert "onbekend voor 414" not in read(each)
    assert "155" not in tables(page)["capabilities"][-1]
    in_book = next(row for row in sheet(client, "Mogelijkheden") if row[1] == "4.1")
    assert in_book[2:9] == [*["niet getoond"] * 5, 569, "niet getoond"]
    for address in ("/landelijk/tabel/capabilities.csv", "/landelijk/verdeling/capabilities.csv"):
        line = next(row for row in csv_rows(client, address) if row[1] == "4.1")
        assert line[2:7] == ["niet getoond"] * 5
    assert "Niet getoond: het zou verraden" in read(split)
    assert csv_rows(client, "/landelijk/verdeling/ask_first.csv")[1:] == []


def test_s8_unknown_is_not_no_and_nothing_is_averaged(empty: Register, making: Making) -> None:
    own_app(empty, making, *ALLOCATED)
    two_answer(empty)
    client = analyst(making(replace(empty.settings, fewest_contributors=2)), empty)
    page = client.get("/landelijk")
    stop = next(row for row in tables(page)["capabilities"] if row[1] == "4.1")
    assert stop[2:] == ["0", "155", "0", "0", "414", "569", "72,8%", "circa"]
    assert "onbekend voor 414 van 569 bussen" in read(page)
    in_book = next(row for row in sheet(client, "Mogelijkheden") if row[1] == "4.1")
    assert in_book[2:8] == [0, 155, 0, 0, 414, 569]
    for each in (page, client.get("/landelijk/verdeling"), client.get("/ontwikkeling")):
        assert "kan niet op afstand worden stilgezet" not in read(each)
        assert "gemiddelde klasse" not in read(each)


def test_totals_follow_a_filter_and_say_so(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED), empty)
    page = client.get("/landelijk/verdeling?fabrikant=byd")
    assert "Gefilterd: Fabrikant: BYD. Alle totalen op deze pagina zijn die van de selectie." in read(page)
    assert tables(page)["makers"][-1][:2] == ["Samen", "289"]
    assert "Gefilterd" not in read(client.get("/landelijk/verdeling"))
    exported = csv_rows(client, "/landelijk/verdeling/makers.csv", {"fabrikant": "byd"})
    assert [row[:2] for row in exported[1:]] == [["BYD", "289"]]


def test_who_sees_no_scores_is_shown_no_answers_of_one_or_two_concessions(
    empty: Register, making: Making
) -> None:
    client = analyst(own_app(empty, making, *ALLOCATED), empty)
    whole, narrow = client.get("/landelijk/verdeling"), client.get("/landelijk/verdeling?fabrikant=yutong")
    assert {"capabilities", "coverage", "authorities", "ask_first", "reaches"} <= set(tables(whole))
    assert not {"capabilities", "coverage", "authorities", "ask_first", "reaches"} & set(tables(narrow))
    assert "de selectie omvat te weinig concessies met bussen in dienst" in read(narrow)
    assert csv_rows(client, "/landelijk/verdeling/coverage.csv", {"fabrikant": "yutong"})[1:] == []


def test_what_cannot_be_selected_is_refused_and_named(empty: Register, making: Making) -> None:
    page = analyst(own_app(empty, making, *ALLOCATED), empty).get("/landelijk/verdeling?fabrikant=trabant")
    assert page.status_code == 400
    assert "Fabrikant: dit komt in dit wagenpark niet voor. U koos: trabant." in read(page)


def test_type_approval_is_split_by_what_the_date_of_admission_says(empty: Register, making: Making) -> None:
    rows = [row | {"first_year": year} for row, year in zip(ALLOCATED, ("2020", "2025", "2025"), strict=True)]
    page = analyst(own_app(empty, making, *rows), empty).get("/landelijk/verdeling")
    coverage = {row[0]: row[1:] for row in tables(page)["coverage"][1:]}
    assert coverage["niet verplicht op datum toelating"] == ["246", "61,3%"]
    assert coverage["Samen"] == ["401", "100,0%"]
    assert tables(page)["authorities"][1:] == [
        ["R155", "3.3a", "onbekend", "401", "100,0%"],
        ["R156", "3.3b", "onbekend", "401", "100,0%"],
    ]
    assert "voldoet niet" not in read(page).replace("dat een bus niet voldoet", "")
