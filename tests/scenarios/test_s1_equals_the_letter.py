"""S1: the national overview equals the letter; a share is published or computed, and never both in one."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.scenarios.papers import CONTROLS, NATIONAL, csv_rows, read, rows, taken, workbook
from tests.scenarios.people import Country
from tests.start_lists import LETTER, batch
from tests.web.fleet.forms import send
from tests.web.page_tables import tables

LETTER_DAY, BEFORE, ENTERED = date(2026, 1, 1), date(2026, 11, 21), date(2026, 11, 22)
PAGE, BOTH = "/landelijk?peildatum=01-01-2026", "ongeveer 21%"
COUNTED = "eigen telling [fictief]"
CONTRADICTED = "Totaal en aandeel spreken elkaar tegen."


@pytest.fixture(scope="module")
def letter(country: Country) -> Country:
    """The published totals, and one concession of which nobody has stated the fleet."""
    unknown = {"count_quality": "unknown", "fleet_status": "unknown", "as_of": ""}
    country.listed(LETTER_DAY, batch("ijv-01", "", "", **unknown), controls=LETTER)
    return country


def entered(analyst: FlaskClient, total: str) -> TestResponse:
    """The analyst types the total of zero-emission buses of 1 January 2026, or corrects the one there is."""
    controls = analyst.get(CONTROLS)
    standing = next((row for row in controls.text.split("<tr") if f"{COUNTED}<" in row), "")
    if link := re.search(r'href="([^"]+regel=[^"#]+)', standing):
        typed = {"waarde": total, "toelichting": "herteld"}
        done = send(analyst, analyst.get(unescape(link[1])), CONTROLS, **typed)
    else:
        typed = {"grootheid": "ze", "stand": "1-1-2026", "waarde": total, "bron": COUNTED}
        done = send(analyst, controls, CONTROLS, **typed)
    assert done.status_code == 303, read(done)
    return analyst.get(PAGE)


def test_the_total_is_569_of_which_byd_56_1_and_yutong_43_9_percent(letter: Country) -> None:
    analyst = letter.ministry(BEFORE)
    page = analyst.get(PAGE)
    assert [row[:3] for row in tables(page)["against_controls"][1:]] == [
        ["BYD", "circa 319", "56,1%"],
        ["Yutong", "circa 250", "43,9%"],
        ["Samen", "circa 569", "100,0%"],
    ]
    lines = {row["Fabrikant"]: row for row in rows(workbook(analyst, page, NATIONAL), "Landelijk")}
    assert {name: row["Controletotaal"] for name, row in lines.items()} == {
        "BYD": "circa 319",
        "Yutong": "circa 250",
        "Samen": "circa 569",
    }
    assert {name: round(row["Aandeel"] * 100, 1) for name, row in lines.items()} == {
        "BYD": 56.1,
        "Yutong": 43.9,
        "Samen": 100,
    }


def test_the_share_is_the_published_one_with_its_source_and_is_not_computed(letter: Country) -> None:
    analyst = letter.ministry(BEFORE)
    page = analyst.get(PAGE)
    said = read(page)
    assert BOTH in said
    assert "21,0%" not in said
    assert "is geen totaal van alle zero-emissiebussen bekend" in said
    (share,) = tables(page)["shares"][1:]
    assert (share[0], share[2], share[3], share[6]) == (
        "BYD en Yutong", BOTH, "onbekend", "antwoord op schriftelijke vragen",
    )  # fmt: skip
    (line,) = csv_rows(taken(analyst, page, NATIONAL, "/landelijk/tabel/shares.csv"))
    assert (line["Aandeel"], line["Bron van het totaal"]) == (BOTH, "antwoord op schriftelijke vragen")


def test_an_entered_total_of_2_710_gives_21_0_11_8_and_9_2_percent(letter: Country) -> None:
    analyst = letter.ministry(ENTERED)
    page = entered(analyst, "2.710")
    assert "(2.710 op 1 januari 2026): circa 21,0%" in read(page)
    assert CONTRADICTED not in read(page)
    assert [(row[0], row[2]) for row in tables(page)["shares"][1:]] == [
        ("BYD en Yutong", BOTH),
        ("BYD", "11,8%"),
        ("Yutong", "9,2%"),
        ("BYD en Yutong", "21,0%"),
    ]
    told = rows(workbook(analyst, page, NATIONAL), "Aandeel")
    assert [each["Aandeel"] if isinstance(each["Aandeel"], str) else round(each["Aandeel"] * 100, 1)
            for each in told] == [BOTH, 11.8, 9.2, 21.0]  # fmt: skip
    assert {each["Bron van het totaal"] for each in told[1:]} == {"eigen telling [fictief]"}


def test_a_total_outside_2_647_to_2_775_contradicts_the_published_21_percent(letter: Country) -> None:
    """Both ends are inside; each entry takes the place of the one before."""
    analyst = letter.ministry(ENTERED)
    for total, contradicts in (("2.646", True), ("2.647", False), ("2.775", False), ("2.776", True)):
        said = read(entered(analyst, total))
        assert (CONTRADICTED in said) is contradicts, total
        assert ("2.647 tot en met 2.775" in said) is contradicts, total


def test_a_correction_of_a_correction_is_seen_as_known_at_each_date(letter: Country) -> None:
    days = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25))
    for day, total in zip(days, ("2.710", "2.700", "2.710"), strict=True):
        entered(letter.ministry(day), total)
    analyst = letter.ministry(days[-1])
    assert [row[2] for row in tables(analyst.get(f"{PAGE}&bekend={BEFORE:%d-%m-%Y}"))["shares"][1:]] == [BOTH]
    for day, share in zip(days, ("21,0%", "21,1%", "21,0%"), strict=True):
        page = analyst.get(f"{PAGE}&bekend={day:%d-%m-%Y}")
        assert tables(page)["shares"][-1][2] == share
        in_book = rows(workbook(analyst, page, NATIONAL), "Aandeel")[-1]["Aandeel"]
        assert round(in_book * 100, 1) == float(share.rstrip("%").replace(",", "."))
