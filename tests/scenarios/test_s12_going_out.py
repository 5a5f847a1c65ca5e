"""S12: in every file figures are figures, days are days, and a name that looks like a formula is a name."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

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
    uploaded,
    workbook,
)
from tests.scenarios.people import Country
from tests.web.fleet.forms import send
from tests.web.page_tables import tables

FORM, LIST = "/wagenpark/ijv/deel", "/wagenpark/ijv/lijst"
DUTCH_CSV = "--infilter=CSV:59,34,76,1,,1043,false,true,false,false,false,0,true"  # formulas are evaluated


@pytest.fixture
def ebs(odd_names: Country) -> FlaskClient:
    return odd_names.operator("ebs")


def test_a_share_is_shown_as_21_0_percent(odd_names: Country) -> None:
    analyst = odd_names.ministry()
    typed = {"grootheid": "ze", "stand": "01-01-2026", "waarde": "2.710", "bron": "eigen telling"}
    assert send(analyst, analyst.get(CONTROLS), CONTROLS, **typed).status_code == 303
    page = analyst.get("/landelijk")
    assert tables(page)["shares"][-1][2] == "21,0%"
    assert tables(page)["shares"][-1][3] == "2.710"
    data = taken(analyst, page, NATIONAL, "/landelijk/tabel/shares.csv")
    assert csv_rows(data)[-1]["Aandeel"] == "21,0%"


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
    page = uploaded(ebs, LIST, convert(path, "xlsx").read_bytes(), "wagenpark.xlsx")
    assert page.status_code == 200, read(page)
    assert "Dit staat al zo in het register. Er verandert niets." in read(page)


def test_and_they_stay_text_when_they_are_typed_pasted_and_uploaded(
    odd_names: Country, ebs: FlaskClient
) -> None:
    """Last of all, for it changes the fleet: a model by each way in, found again on page and in files."""
    typed = {"maker": "BYD", "count": "1", "status": "in dienst", "source": "vlootlijst"}
    store(ebs, FORM, send(ebs, ebs.get(FORM), FORM, **typed, model="+31 (0)20", stap="bekijken"))
    head, row = ("Fabrikant", "Type", "Aantal", "Status"), ("BYD", "-één", "ca. 319", "in dienst")
    pasted = "\n".join("\t".join(line) for line in (head, row))
    about = {"stap": "bekijken", "source": "vlootlijst"}
    store(ebs, LIST, send(ebs, ebs.get(LIST), LIST, lijst=pasted, **about))
    for text, put in (("-Fryslân", partial(sheet_of, head)), ("@één", None)):
        line = ("BYD", text, "1.234", "in dienst")
        data = put(line) if put else "\n".join(";".join(each) for each in (head, line)).encode()
        store(ebs, LIST, uploaded(ebs, LIST, data, "wagenpark.xlsx" if put else "wagenpark.csv"))
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
