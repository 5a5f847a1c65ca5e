"""S12: numbers and dates as a Dutch reader writes them, by every way in and in every file that goes out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from werkzeug.test import TestResponse

from tests.scenarios.papers import (
    CONTROLS,
    NATIONAL,
    REGISTER,
    csv_rows,
    read,
    rows,
    sheet_of,
    store,
    taken,
    workbook,
)
from tests.scenarios.people import Country
from tests.start_lists import LETTER, batch
from tests.web.fleet.forms import fields, send
from tests.web.page_tables import tables

START, DAY = date(2026, 1, 1), date(2026, 11, 22)
FORM, LIST = "/wagenpark/ijv/deel", "/wagenpark/ijv/lijst"
TITLES = ("Kenmerk", "Aantal", "Datum van de bron")
NAMES = {"count": "Aantal", "dated": "Datum van de bron"}
DUTCH_CSV = "--infilter=CSV:59,34,76,1,,1043,false,true,false,false,false,0,true"  # formulas are evaluated

Way = Callable[[FlaskClient, dict[str, str]], TestResponse]


# --- The ways in -------------------------------------------------------------------------------------


def by_form(client: FlaskClient, typed: dict[str, str]) -> TestResponse:
    stood = {"aantal_onbekend": None} if "count" in typed else {}
    page = client.get(f"{FORM}?record=ijv-01")
    return send(client, page, FORM, stap="bekijken", source="vlootlijst", **stood, **typed)


def by_paste(client: FlaskClient, typed: dict[str, str]) -> TestResponse:
    pasted = "\n".join("\t".join(line) for line in lines(typed))
    return send(client, client.get(LIST), LIST, lijst=pasted, stap="bekijken", source="vlootlijst")


def by_workbook(client: FlaskClient, typed: dict[str, str]) -> TestResponse:
    return upload(client, sheet_of(*lines(typed)), "wagenpark.xlsx")


def by_csv(client: FlaskClient, typed: dict[str, str]) -> TestResponse:
    text = "\r\n".join(";".join(line) for line in lines(typed))
    return upload(client, f"\ufeff{text}\r\n".encode(), "wagenpark.csv")


def upload(client: FlaskClient, data: bytes, name: str) -> TestResponse:
    filled = fields(client.get(LIST), LIST) | {"stap": "bekijken", "source": "vlootlijst"}
    form = {**filled, "bestand": (io.BytesIO(data), name)}
    return client.post(LIST, data=form, content_type="multipart/form-data")


def lines(typed: dict[str, str]) -> list[list[str]]:
    """The batch that stands, with what was typed; columns that nothing was typed in are left out."""
    titles = ["Kenmerk", *(NAMES[name] for name in typed)]
    return [titles, ["ijv-01", *typed.values()]]


WAYS = {"form": by_form, "paste": by_paste, "workbook": by_workbook, "csv": by_csv}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@pytest.fixture(scope="module")
def odd_names(country: Country) -> Country:
    """Three concessions with names that a spreadsheet would run or misread; EBS holds all three."""
    known = {"fleet_status": "in_service", "as_of": "2025-12-31", "first_year": "2020"}
    country.listed(
        START,
        batch("ijv-01", "BYD", "5", concession="-Test", model="-Test", **known),
        batch("hgl-str-01", "BYD", "43", concession="+31", model="+31", **known),
        batch("zhn-01", "Yutong", "1234", operator="EBS", concession="Fryslân", note="één", **known),
        controls=LETTER,
    )
    return country


@pytest.fixture
def ebs(odd_names: Country) -> FlaskClient:
    return odd_names.operator("ebs", DAY)


# --- What comes in -----------------------------------------------------------------------------------


@every_way
@pytest.mark.parametrize(("typed", "becomes"), [("319", "319"), ("1.234", "1234"), ("ca. 319", "ca. 319")])
def test_319_and_1_234_and_ca_319_are_accepted(ebs: FlaskClient, way: Way, typed: str, becomes: str) -> None:
    page = way(ebs, {"count": typed})
    assert page.status_code == 200, read(page)
    assert f"Aantal: was 5 , wordt {becomes}" in read(page)


@every_way
def test_1_234_with_a_comma_is_refused_with_what_was_perhaps_meant(ebs: FlaskClient, way: Way) -> None:
    page = way(ebs, {"count": "1,234"})
    refused(page, way, "Aantal", "1,234", "Aantal moet een heel getal zijn.",
            "Bedoelt u 1.234? Vul dan 1234 of 1.234 in.")  # fmt: skip


@every_way
@pytest.mark.parametrize("typed", ["1-1-2026", "01-01-2026", "2026-01-01"])
def test_a_day_is_accepted_day_first_or_as_iso(ebs: FlaskClient, way: Way, typed: str) -> None:
    page = way(ebs, {"dated": typed})
    assert page.status_code == 200, read(page)
    assert "Datum van de bron: was 31-12-2025 , wordt 01-01-2026" in read(page)


@every_way
def test_13_14_2026_is_refused_as_a_day_that_does_not_exist(ebs: FlaskClient, way: Way) -> None:
    page = way(ebs, {"dated": "13/14/2026"})
    refused(page, way, "Datum van de bron", "13/14/2026", "Deze datum bestaat niet.",
            "Vul in als 31-12-2026, 2026-12-31, 12-2026, 2026-12 of 2026.")  # fmt: skip


def refused(page: TestResponse, way: Way, field: str, value: str, reason: str, remedy: str) -> None:
    """At its place, with what was typed and what to do; nothing typed is lost."""
    assert page.status_code == 400
    if way is by_form:
        assert f"Veld {field}: {reason} U vulde in: {value}. {remedy}" in read(page)
        assert value in fields(page, FORM).values()
        return
    place = "Werkblad Wagenpark, cel B2" if way is by_workbook else "Regel 2, kolom 2"
    assert tables(page)["foutenlijst"][1:] == [[f"{place} ({field})", value, reason, remedy]]
    assert "Er is niets opgeslagen." in read(page)
    assert value in fields(page, LIST)["lijst"]


def test_a_reference_date_is_read_the_same_way(ebs: FlaskClient) -> None:
    for typed in ("1-2-2026", "01-02-2026", "2026-02-01"):
        page = send(ebs, ebs.get(f"{FORM}?record=ijv-01"), FORM, count="6", peildatum=typed, stap="bekijken")
        assert "Dit geldt vanaf 01-02-2026" in read(page)
        assert "Stand op 1 februari 2026" in read(ebs.get(f"/concessies/ijv?peildatum={typed}"))
    wrong = send(ebs, ebs.get(FORM), FORM, count="6", peildatum="13/14/2026", stap="bekijken")
    assert (
        "Peildatum: dit is geen hele dag. U vulde in: 13/14/2026. Vul een hele dag in als 1-1-2026."
        in read(wrong)
    )


def test_numbers_and_days_typed_as_such_in_a_workbook_are_taken_as_they_are(ebs: FlaskClient) -> None:
    page = upload(ebs, sheet_of(TITLES, ("ijv-01", 1234, datetime(2026, 1, 1))), "wagenpark.xlsx")
    assert "Aantal: was 5 , wordt 1234" in read(page)
    assert "Datum van de bron: was 31-12-2025 , wordt 01-01-2026" in read(page)
    fraction = upload(ebs, sheet_of(TITLES[:2], ("ijv-01", 1.234)), "wagenpark.xlsx")
    assert fraction.status_code == 400
    assert "Bedoelt u 1.234? Vul dan 1234 of 1.234 in." in read(fraction)


# --- What goes out -----------------------------------------------------------------------------------


def test_a_share_is_shown_as_21_0_percent(odd_names: Country) -> None:
    analyst = odd_names.ministry(DAY)
    typed = {"grootheid": "ze", "stand": "01-01-2026", "waarde": "2.710", "bron": "eigen telling"}
    assert send(analyst, analyst.get(CONTROLS), CONTROLS, **typed).status_code == 303
    page = analyst.get("/landelijk")
    assert tables(page)["shares"][-1][2] == "21,0%"
    assert tables(page)["shares"][-1][3] == "2.710"
    data = taken(analyst, page, NATIONAL, "/landelijk/tabel/shares.csv")
    assert csv_rows(data)[-1]["Aandeel"].startswith("20,996"), "a file keeps its decimals, after a comma"


def test_the_csv_opens_in_dutch_excel_with_its_letters_intact(ebs: FlaskClient) -> None:
    data = taken(ebs, ebs.get("/concessies"), REGISTER, "/export/register.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    head, *body = text.split("\r\n")
    assert head.startswith("Regel;Concessie;Concessieverlener;")
    assert "Fryslân" in text
    assert ";één;" in text
    assert "\n" not in text.replace("\r\n", "")
    assert len(body) == 4, "three rows, and the end of the last"
    told = {row["Regel"]: row for row in csv_rows(data)}
    assert told["zhn-01"]["Aantal"] == "1234"
    assert told["zhn-01"]["Datum bron"] == "31-12-2025"
    assert (told["ijv-01"]["Concessie"], told["hgl-str-01"]["Concessie"]) == ("'-Test", "'+31")


def cells(book_row: tuple[Cell, ...], head: tuple[Cell, ...]) -> dict[str, Cell]:
    return {str(title.value): cell for title, cell in zip(head, book_row, strict=True)}


def fleet_cells(path: Path | io.BytesIO) -> dict[str, dict[str, Cell]]:
    """The cells of the fleet sheet by record and title."""
    sheet = load_workbook(path)["Wagenpark"]
    every = list(sheet.iter_rows())
    at = next(number for number, row in enumerate(every) if row[0].value == "Regel")
    found = [cells(row, every[at]) for row in every[at + 1 :]]
    return {str(row["Regel"].value): row for row in found if row["Regel"].value}


def is_typed_well(row: dict[str, Cell], name: str) -> None:
    """Counts are numbers, days are days, records text, and a name stays the text it is."""
    assert (row["Aantal"].data_type, type(row["Aantal"].value)) == ("n", int)
    assert row["Datum bron"].is_date
    assert row["Datum bron"].value == datetime(2025, 12, 31)
    for title in ("Regel", "Jaar van instroom", "Concessie", "Type"):
        assert row[title].data_type == "s", title
    assert row["Jaar van instroom"].value == "2020"
    assert (row["Concessie"].value, row["Type"].value) == (name, name)


def test_in_the_workbook_counts_are_numbers_days_are_days_and_records_text(ebs: FlaskClient) -> None:
    told = fleet_cells(io.BytesIO(taken(ebs, ebs.get("/concessies"), REGISTER)))
    is_typed_well(told["ijv-01"], "-Test")
    is_typed_well(told["hgl-str-01"], "+31")
    assert (told["zhn-01"]["Concessie"].value, told["zhn-01"]["Toelichting"].value) == ("Fryslân", "één")


@pytest.mark.office
def test_names_that_look_like_formulas_stay_text_after_libreoffice_has_calculated(
    ebs: FlaskClient, convert: Callable[..., Path], tmp_path: Path
) -> None:
    for ending, options in (("xlsx", ()), ("csv", (DUTCH_CSV,))):
        path = tmp_path / f"register.{ending}"
        path.write_bytes(taken(ebs, ebs.get("/concessies"), REGISTER, f"/export/register.{ending}"))
        opened = convert(path, "xlsx", *options)
        book = load_workbook(opened)
        assert not [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row
                    if cell.data_type in ("f", "e")]  # fmt: skip
        if ending == "xlsx":
            told = fleet_cells(opened)
            is_typed_well(told["ijv-01"], "-Test")
            is_typed_well(told["hgl-str-01"], "+31")
            continue
        (sheet,) = book.worksheets
        texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert {"'-Test", "'+31", "Fryslân", "één"} <= texts


@pytest.mark.office
def test_the_template_of_such_a_concession_comes_back_from_libreoffice_with_0_changes(
    ebs: FlaskClient, convert: Callable[..., Path], tmp_path: Path
) -> None:
    path = tmp_path / "wagenpark.xlsx"
    path.write_bytes(taken(ebs, ebs.get(LIST), "/wagenpark/ijv/sjabloon.xlsx"))
    page = upload(ebs, convert(path, "xlsx").read_bytes(), "wagenpark.xlsx")
    assert page.status_code == 200, read(page)
    assert "Dit staat al zo in het register. Er verandert niets." in read(page)


def test_and_they_stay_text_when_they_are_typed_pasted_and_uploaded(
    odd_names: Country, ebs: FlaskClient
) -> None:
    """Last of all, for it changes the fleet: a model by each way in, found again on the page and in the file."""
    typed = {"maker": "BYD", "count": "1", "status": "in dienst", "source": "vlootlijst"}
    store(ebs, FORM, send(ebs, ebs.get(FORM), FORM, **typed, model="+31 (0)20", stap="bekijken"))
    head, row = ("Fabrikant", "Type", "Aantal", "Status"), ("BYD", "-één", "ca. 319", "in dienst")
    pasted = "\n".join("\t".join(line) for line in (head, row))
    about = {"stap": "bekijken", "source": "vlootlijst"}
    store(ebs, LIST, send(ebs, ebs.get(LIST), LIST, lijst=pasted, **about))
    for text, put in (("-Fryslân", partial(sheet_of, head)), ("@één", None)):
        line = ("BYD", text, "1.234", "in dienst")
        data = put(line) if put else "\n".join(";".join(each) for each in (head, line)).encode()
        store(ebs, LIST, upload(ebs, data, "wagenpark.xlsx" if put else "wagenpark.csv"))
    page = ebs.get("/concessies/ijv")
    shown = {row[1]: row[2] for row in tables(page)["fleet"][1:]}
    wanted = {"+31 (0)20": "1", "-één": "circa 319", "-Fryslân": "1.234", "@één": "1.234"}
    assert {model: shown[model] for model in wanted} == wanted
    told = {row["Type"]: row for row in rows(workbook(ebs, page), "Wagenpark")}
    assert {model: (told[model]["Aantal"], told[model]["Circa"]) for model in wanted} == {
        "+31 (0)20": (1, None),
        "-één": (319, "circa"),
        "-Fryslân": (1234, None),
        "@één": (1234, None),
    }
    lines = {row["Type"]: row for row in csv_rows(taken(ebs, page, REGISTER, "/export/register.csv"))}
    assert {f"'{model}" for model in wanted} <= set(lines)
    assert (lines["'-één"]["Aantal"], lines["'-één"]["Circa"]) == ("319", "circa")
