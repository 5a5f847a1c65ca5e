"""S2: what the register can place is counted beside the letter; the rest is 'niet toegedeeld'."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scenarios.papers import NATIONAL, csv_rows, read, rows, store, taken, workbook
from tests.scenarios.people import TODAY, Country
from tests.start_lists import LETTER, batch
from tests.web.fleet.forms import send, state
from tests.web.page_tables import tables

PAGE, FORM = "/landelijk?peildatum=01-01-2026", "/wagenpark/ijv/deel"
DAY, CORRECTED, AGAIN, MORE = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 11, 23)
PRESS = {"status": "in dienst", "source": "persbericht", "dated": "2026-01", "peildatum": "1-1-2026"}


@pytest.fixture(scope="module")
def placed(country: Country) -> Country:
    """Each operator states its batch, and EBS corrects one twice; of a fourth concession nothing is known."""
    unknown = {"count_quality": "unknown", "fleet_status": "unknown", "as_of": ""}
    records = ("ijv-01", "hgl-str-01", "zhn-01", "zee-01")
    country.listed(date(2026, 1, 1), *(batch(each, "", "", **unknown) for each in records), controls=LETTER)
    for operator, key, maker, count in (
        ("ebs", "ijv", "BYD", "246"),
        ("ebs", "hgl-str", "BYD", "43"),
        ("qbuzz", "zhn", "Yutong", "112"),
    ):
        typed = {"maker": maker, "count": count, "aantal_onbekend": None, **PRESS}
        state(country.operator(operator, DAY), key, f"{key}-01", **typed)
    for day, count in ((CORRECTED, "240"), (AGAIN, "246")):
        state(country.operator("ebs", day), "ijv", "ijv-01", count=count, peildatum="1-1-2026")
    return country


def test_the_register_has_byd_289_and_yutong_112_and_401_together(placed: Country) -> None:
    page = placed.ministry().get(PAGE)
    assert [(row[0], row[3]) for row in tables(page)["against_controls"][1:]] == [
        ("BYD", "289"),
        ("Yutong", "112"),
        ("Samen", "401"),
    ]


def test_not_allocated_are_byd_30_and_yutong_138_and_168_together(placed: Country) -> None:
    page = placed.ministry().get(PAGE)
    assert [(row[0], row[5]) for row in tables(page)["against_controls"][1:]] == [
        ("BYD", "30"),
        ("Yutong", "138"),
        ("Samen", "168"),
    ]


def test_coverage_is_70_5_percent_and_the_remainder_29_5_percent(placed: Country) -> None:
    page = placed.ministry().get(PAGE)
    assert "dekking 70,5%. De overige 168 (29,5%) zijn niet toegedeeld" in read(page)
    assert tables(page)["against_controls"][-1][6] == "70,5%"


def test_the_national_total_stays_569(placed: Country) -> None:
    assert tables(placed.ministry().get(PAGE))["against_controls"][-1][1] == "circa 569"


def test_the_files_say_the_same(placed: Country) -> None:
    analyst = placed.ministry()
    page = analyst.get(PAGE)
    told = {row["Fabrikant"]: row for row in rows(workbook(analyst, page, NATIONAL), "Landelijk")}
    assert {
        name: (row["In register, in dienst"], row["Niet toegedeeld"], round(row["Toegedeeld"] * 100, 1))
        for name, row in told.items()
    } == {"BYD": (289, 30, 90.6), "Yutong": (112, 138, 44.8), "Samen": (401, 168, 70.5)}
    lines = csv_rows(taken(analyst, page, NATIONAL, "/landelijk/tabel/against_controls.csv"))
    assert [(row["Fabrikant"], row["In register, in dienst"], row["Niet toegedeeld"]) for row in lines] == [
        ("BYD", "289", "30"),
        ("Yutong", "112", "138"),
    ]


def test_a_concession_of_which_nobody_knows_the_fleet_is_unknown_and_not_zero(placed: Country) -> None:
    page = placed.ministry().get(PAGE)
    origins = {row[0]: row[1:3] for row in tables(page)["origins"][1:]}
    assert origins["onbekend"] == ["onbekend", "onbekend"]
    assert [row[:2] for row in tables(page)["makers"] if row[0] == "fabrikant onbekend"] == [
        ["fabrikant onbekend", "onbekend"]
    ]


@pytest.mark.parametrize(
    ("known", "byd", "total", "coverage"),
    [
        (date(2026, 5, 31), "0", "0", "0,0%"),
        (DAY, "289", "401", "70,5%"),
        (CORRECTED, "283", "395", "69,4%"),
        (date(2026, 7, 31), "283", "395", "69,4%"),
        (AGAIN, "289", "401", "70,5%"),
    ],
)
def test_a_correction_of_a_correction_is_seen_as_known_at_each_date(
    placed: Country, known: date, byd: str, total: str, coverage: str
) -> None:
    analyst = placed.ministry()
    page = analyst.get(f"{PAGE}&bekend={known:%d-%m-%Y}")
    told = tables(page)["against_controls"]
    assert (told[1][3], told[3][3], told[3][6]) == (byd, total, coverage)
    in_book = rows(workbook(analyst, page, NATIONAL), "Landelijk")[-1]
    assert (str(in_book["In register, in dienst"]), in_book["Controletotaal"]) == (total, "circa 569")


def test_a_further_31_byd_is_more_than_the_control_total_and_corrects_nothing(placed: Country) -> None:
    """The operator learns nothing of the national sum; who may see it is told by how much."""
    typed = {"maker": "BYD", "model": "9 m", "count": "31", **PRESS}
    beheer, ebs, analyst = (
        placed.administrator(MORE), placed.operator("ebs", MORE), placed.ministry(MORE)
    )  # fmt: skip
    looked = send(beheer, beheer.get(FORM), FORM, **typed, stap="bekijken")
    assert "meer dan controletotaal (+1)" in read(looked)
    preview = send(ebs, ebs.get(FORM), FORM, **typed, stap="bekijken")
    assert "controletotaal" not in read(preview)
    store(ebs, FORM, preview)
    page = analyst.get(PAGE)
    assert "BYD: het register heeft 1 meer dan het controletotaal (320 tegenover circa 319)" in read(page)
    assert [(row[0], row[1], row[3]) for row in tables(page)["against_controls"][1:]] == [
        ("BYD", "circa 319", "320"),
        ("Yutong", "circa 250", "112"),
        ("Samen", "circa 569", "432"),
    ]
    assert tables(page)["against_controls"][2][5] == "138", (
        "what is too many of one maker places none of another"
    )
    before = analyst.get(f"{PAGE}&bekend={TODAY:%d-%m-%Y}")
    assert tables(before)["against_controls"][-1][3] == "401"
