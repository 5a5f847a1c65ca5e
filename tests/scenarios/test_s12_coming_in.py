"""S12: numbers and dates as a Dutch reader writes them are read alike by every way in, or refused alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.scenarios.papers import read, sheet_of, uploaded
from tests.scenarios.people import Country
from tests.web.fleet.forms import fields, send
from tests.web.page_tables import tables

FORM, LIST = "/wagenpark/ijv/deel", "/wagenpark/ijv/lijst"
TITLES = ("Kenmerk", "Aantal", "Datum van de bron")
NAMES = {"count": "Aantal", "dated": "Datum van de bron"}

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
    return uploaded(client, LIST, sheet_of(*lines(typed)), "wagenpark.xlsx")


def by_csv(client: FlaskClient, typed: dict[str, str]) -> TestResponse:
    text = "\r\n".join(";".join(line) for line in lines(typed))
    return uploaded(client, LIST, f"\ufeff{text}\r\n".encode(), "wagenpark.csv")


def lines(typed: dict[str, str]) -> list[list[str]]:
    """The batch that stands, with what was typed; columns that nothing was typed in are left out."""
    titles = ["Kenmerk", *(NAMES[name] for name in typed)]
    return [titles, ["ijv-01", *typed.values()]]


WAYS = {"form": by_form, "paste": by_paste, "workbook": by_workbook, "csv": by_csv}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@pytest.fixture
def ebs(odd_names: Country) -> FlaskClient:
    return odd_names.operator("ebs")


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
    page = uploaded(ebs, LIST, sheet_of(TITLES, ("ijv-01", 1234, datetime(2026, 1, 1))), "wagenpark.xlsx")
    assert "Aantal: was 5 , wordt 1234" in read(page)
    assert "Datum van de bron: was 31-12-2025 , wordt 01-01-2026" in read(page)
    fraction = uploaded(ebs, LIST, sheet_of(TITLES[:2], ("ijv-01", 1.234)), "wagenpark.xlsx")
    assert fraction.status_code == 400
    assert "Bedoelt u 1.234? Vul dan 1234 of 1.234 in." in read(fraction)
