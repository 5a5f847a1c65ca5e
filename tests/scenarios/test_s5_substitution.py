"""S5: Zuid-Holland Noord was promised with Van Hool and came with Yutong; each date shows what was known."""

from __future__ import annotations

import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.scenarios.papers import NATIONAL, REGISTER, csv_rows, read, rows, store, taken, workbook
from tests.scenarios.people import TODAY, Country
from tests.start_lists import batch
from tests.web.fleet.forms import fields, send, state
from tests.web.page_tables import tables

PAGE, PROMISE = "/concessies/zhn", "/concessies/zhn/toezegging"
TO = f"{PROMISE}#gevolg"  # where its form goes
LIST = "/wagenpark/zhn/lijst"
SPLIT = "/landelijk/verdeling?peildatum=01-01-2026"
AWARD, REPLACED, RUNNING = date(2024, 6, 1), date(2024, 7, 10), date(2025, 1, 15)
CORRECTED, AGAIN = date(2026, 3, 1), date(2026, 4, 1)
RECORDED = {
    AWARD: "1 juni 2024",
    REPLACED: "10 juli 2024",
    RUNNING: "15 januari 2025",
    CORRECTED: "1 maart 2026",
    AGAIN: "1 april 2026",
}


@pytest.fixture(scope="module")
def zhn(country: Country) -> Country:
    """The award, the replacement six weeks later, the first buses, a correction, and a correction of that."""
    unknown = {"count_quality": "unknown", "fleet_status": "unknown", "as_of": ""}
    country.listed(AWARD, batch("zhn-01", "", "", concession_status="awarded", **unknown))
    ordered(country.operator("qbuzz", AWARD))
    promised(country.grantor("prov-zh", AWARD))
    letter = {"source": "brief van de vervoerder", "dated": "10-07-2024"}
    state(country.operator("qbuzz", REPLACED), "zhn", "zhn-02", maker="Yutong", **letter)
    delivered(country.operator("qbuzz", RUNNING))
    for day, count in ((CORRECTED, "110"), (AGAIN, "112")):
        counted = {"source": f"telling van {day:%d-%m-%Y}", "peildatum": "15-01-2025"}
        state(country.operator("qbuzz", day), "zhn", "zhn-02", count=count, **counted)
    return country


def ordered(qbuzz: FlaskClient) -> None:
    order = {"status": "besteld", "source": "inschrijving", "dated": "01-06-2024", "expected": "12-2024"}
    state(qbuzz, "zhn", "zhn-01", maker="Iveco Bus", count="140", aantal_onbekend=None, **order)
    state(qbuzz, "zhn", maker="Van Hool", count="112", **order)


def promised(grantor: FlaskClient) -> None:
    """The grantor takes the fleet of the bid over as the promise, and looks before it is stored."""
    lines = send(grantor, grantor.get(PROMISE), TO, stap="neem", overnemen="01-06-2024")
    preview = send(grantor, lines, TO, stap="bekijken")
    assert "Er is nog niets opgeslagen." in read(preview)
    assert send(grantor, preview, TO, stap="vastleggen").status_code == 303


def delivered(qbuzz: FlaskClient) -> None:
    """The workbook goes out, comes back with another state in two cells, and is stored."""
    book = load_workbook(io.BytesIO(taken(qbuzz, qbuzz.get(LIST), "/wagenpark/zhn/sjabloon.xlsx")))
    sheet = book["Wagenpark"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Status")
    for row in (2, 3):
        sheet.cell(row, column).value = "in dienst"
    out = io.BytesIO()
    book.save(out)
    form = fields(qbuzz.get(LIST), LIST) | {"stap": "bekijken", "source": "proces-verbaal van oplevering"}
    file = {"bestand": (io.BytesIO(out.getvalue()), "wagenpark.xlsx")}
    store(qbuzz, LIST, qbuzz.post(LIST, data=form | file, content_type="multipart/form-data"))


# What was known at the end of each day: the one on which something was recorded, and the day before it.
KNOWN = (
    (AWARD, "Van Hool", 112),
    (date(2024, 7, 9), "Van Hool", 112),
    (REPLACED, "Yutong", 112),
    (date(2026, 2, 28), "Yutong", 112),
    (CORRECTED, "Yutong", 110),
    (date(2026, 3, 31), "Yutong", 110),
    (AGAIN, "Yutong", 112),
    (TODAY, "Yutong", 112),
)
as_known = pytest.mark.parametrize(("known", "maker", "count"), KNOWN, ids=lambda each: str(each))


def test_as_known_on_1_june_2024_the_fleet_is_the_one_that_was_promised(zhn: Country) -> None:
    page = zhn.grantor("prov-zh").get(f"{PAGE}?peildatum=01-06-2024&bekend=01-06-2024")
    assert "Stand op 1 juni 2024, zoals bekend aan het eind van 1 juni 2024." in read(page)
    assert [(row[0], row[2], row[4]) for row in tables(page)["fleet"][1:]] == [
        ("Iveco Bus", "140", "besteld"),
        ("Van Hool", "112", "besteld"),
    ]
    assert "Toezegging bij inschrijving zoals in de inschrijving" in read(page)
    assert "wijkt af" not in read(page).casefold()


def test_today_yutong_112_is_44_4_percent_of_252_and_the_index_of_the_two_5_062(zhn: Country) -> None:
    page = zhn.grantor("prov-zh").get(PAGE)
    assert [(row[0], row[2], row[4]) for row in tables(page)["fleet"][1:]] == [
        ("Iveco Bus", "140", "in dienst"),
        ("Yutong", "112", "in dienst"),
    ]
    assert "Iveco Bus 55,6%, Yutong 44,4% van 252 bussen in dienst; HHI: 5.062" in read(page)
    assert "15 december 2024 tot en met december 2037" in read(page)
    ministry = zhn.ministry()
    shares = tables(ministry.get(SPLIT))["concentration"][1:]
    assert [(row[0], row[1], row[3]) for row in shares] == [
        ("Iveco Bus", "140", "55,6%"),
        ("Yutong", "112", "44,4%"),
    ]
    exact = csv_rows(taken(ministry, ministry.get(SPLIT), NATIONAL, "/landelijk/verdeling/concentration.csv"))
    assert {row["Concentratie-index (HHI)"][:7] for row in exact} == {"5061,72"}


def test_a_banner_says_that_the_fleet_deviates_from_the_bid(zhn: Country) -> None:
    """To whoever holds or grants the concession, with what to do; on the list and to the ministry too."""
    banner = "Wijkt af van inschrijving: 112 Van Hool → 112 Yutong."
    grantor, operator, ministry = zhn.grantor("prov-zh"), zhn.operator("qbuzz"), zhn.ministry()
    for client in (grantor, operator, ministry):
        assert banner in read(client.get(PAGE))
        assert "Bron: inschrijving (01-06-2024)" in read(client.get(PAGE))
        assert "wijkt af van inschrijving" in read(client.get("/concessies"))
    for client in (grantor, operator):
        assert "Het wagenpark wijkt af van de inschrijving" in read(client.get("/start"))
    recorded = grantor.get(f"{PAGE}?peildatum=10-07-2024&bekend=10-07-2024")
    assert banner in read(recorded), "from the day on which it was recorded"


@as_known
def test_a_correction_of_a_correction_is_seen_as_known_at_each_date_on_the_page(
    zhn: Country, known: date, maker: str, count: int
) -> None:
    client = zhn.grantor("prov-zh")
    page = client.get(f"{PAGE}?peildatum=15-01-2025&bekend={known:%d-%m-%Y}")
    fleet = {row[0]: row[2] for row in tables(page)["fleet"][1:]}
    assert fleet == {"Iveco Bus": "140", maker: str(count)}
    beside = client.get(f"{PROMISE}?peildatum=15-01-2025&bekend={known:%d-%m-%Y}")
    kept = {row[0]: row[1:6] for row in tables(beside)["kept"][1:]}
    assert kept["Van Hool"][:2] == ["112", "112"], "what was promised stays what was promised"
    assert kept[maker][2:4] == [str(count), str(count)]
    assert kept["alle fabrikanten samen"][4] == (
        "zoals in de inschrijving"
        if maker == "Van Hool"
        else f"wijkt af van inschrijving: 112 Van Hool → {count} Yutong"
    )


@as_known
def test_and_in_the_workbook_and_the_csv_file(zhn: Country, known: date, maker: str, count: int) -> None:
    client = zhn.grantor("prov-zh")
    page = client.get(f"{PAGE}?peildatum=01-01-2026&bekend={known:%d-%m-%Y}")
    book = workbook(client, page)
    fleet = {row["Fabrikant"]: row["Aantal"] for row in rows(book, "Wagenpark")}
    assert fleet == {"Iveco Bus": 140, maker: count}
    kept = {row["Fabrikant"]: row for row in rows(book, "Toezegging")}
    assert kept["Van Hool"]["Toegezegd ten minste"] == 112
    assert kept[maker]["Rijdt of besteld ten minste"] == count
    lines = csv_rows(taken(client, page, REGISTER, "/export/register.csv"))
    assert {row["Fabrikant"]: row["Aantal"] for row in lines} == {"Iveco Bus": "140", maker: str(count)}
    warned = all(row.get("Let op", "").startswith("EERDERE KENNIS") for row in lines)
    assert warned is (known < AGAIN), "figures that were corrected since say so"


@as_known
def test_and_in_the_history_of_the_number(zhn: Country, known: date, maker: str, count: int) -> None:
    address = f"/wagenparkdeel/zhn-02?peildatum=01-01-2026&bekend={known:%d-%m-%Y}"
    page = read(zhn.grantor("prov-zh").get(address))
    assert f"Geschiedenis: {maker}" in page
    assert f"Wagenparkdeel zhn-02: {count} bussen" in page
    for day, words in RECORDED.items():
        assert (f"Vastgelegd op {words} om " in page) is (day <= known)


def test_history_is_never_overwritten(zhn: Country) -> None:
    """Everything that was ever said of the number is there, newest first, with who replaced it and when."""
    page = read(zhn.grantor("prov-zh").get("/wagenparkdeel/zhn-02"))
    told = (
        "Vastgelegd op 1 april 2026 om 14:00 door vervoerder Qbuzz (opgave) Van 15 januari 2025 tot nu: "
        "112 bussen, in dienst Hoe zeker",
        "Vastgelegd op 1 maart 2026 om 13:00 door vervoerder Qbuzz (opgave) Van 15 januari 2025 tot nu: "
        "110 bussen, in dienst Later vervangen op 1 april 2026 om 14:00 door vervoerder Qbuzz.",
        "Vastgelegd op 15 januari 2025 om 13:00 door vervoerder Qbuzz (opgave) Van 15 januari 2025 tot "
        "nu: 112 bussen, in dienst Later vervangen op 1 maart 2026 om 13:00 door vervoerder Qbuzz.",
        "Vastgelegd op 10 juli 2024 om 14:00 door vervoerder Qbuzz (opgave) Van 10 juli 2024 tot nu: "
        "112 bussen, besteld Later vervangen op 15 januari 2025 om 13:00 door vervoerder Qbuzz.",
        "Vastgelegd op 1 juni 2024 om 14:00 door vervoerder Qbuzz (opgave) Van 1 juni 2024 tot nu: "
        "112 bussen, besteld Later vervangen op 10 juli 2024 om 14:00 door vervoerder Qbuzz.",
    )
    places = [page.index(each) for each in told]
    assert places == sorted(places)
    assert page.rindex("Fabrikant Van Hool") > places[-1]


def test_what_was_promised_has_a_history_of_its_own(zhn: Country) -> None:
    history = tables(zhn.grantor("prov-zh").get(PROMISE))["promise-history"][1:]
    assert [(row[0], row[1], row[4], row[6], row[8]) for row in history] == [
        ("01-06-2024", "concessieverlener · Provincie Zuid-Holland", "Iveco Bus", "140", "geldt"),
        ("01-06-2024", "concessieverlener · Provincie Zuid-Holland", "Van Hool", "112", "geldt"),
    ]
