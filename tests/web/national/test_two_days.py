"""Figures of two days, or by two definitions, are never taken from each other without saying so."""

from __future__ import annotations

from datetime import date

from busrisk.register.session import Register
from tests.start_lists import batch, take
from tests.web.conftest import Making
from tests.web.national.own_fleet import analyst, csv_rows, own_app, read
from tests.web.page_tables import tables

BOTH_DAYS = "vergeleken zijn het controletotaal van 1 januari 2026 en het register op 1 juni 2026"


def test_where_the_register_is_of_another_day_than_the_total_both_days_are_named(
    empty: Register, making: Making
) -> None:
    client = analyst(own_app(empty, making), empty)
    take(empty, batch("ijv-02", "BYD", "5"), peildatum=date(2026, 3, 1))
    assert BOTH_DAYS in read(client.get("/landelijk?peildatum=01-06-2026"))
    assert "vergeleken zijn" not in read(client.get("/landelijk?peildatum=01-01-2026"))


def test_every_row_and_the_sentence_name_both_days(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    take(empty, batch("ijv-01", "BYD", "0"), peildatum=date(2026, 3, 1))  # they left after the total
    page = client.get("/landelijk?peildatum=01-06-2026")
    said = "circa; totaal van 01-01-2026, register op 01-06-2026"
    assert {row[-1] for row in tables(page)["against_controls"][1:]} == {said}
    assert "in het verschil zit ook wat sindsdien in- of uitstroomde" in read(page)
    (header, *lines) = csv_rows(client, "/landelijk/tabel/against_controls.csv", {"peildatum": "01-06-2026"})
    assert {line[header.index("Hoe zeker")] for line in lines} == {said}
    now = client.get("/landelijk?peildatum=01-01-2026")
    assert {row[-1] for row in tables(now)["against_controls"][1:]} == {"circa"}


def test_a_projection_of_another_day_starts_from_the_register_and_says_why(
    empty: Register, making: Making
) -> None:
    page = analyst(own_app(empty, making), empty).get("/landelijk?peildatum=01-06-2026")
    assert (
        "ten opzichte van 401 (+0,0%); begonnen bij het register, "
        "want het controletotaal is van 1 januari 2026." in read(page)
    )
    rows = tables(page)["projection"]
    assert rows[0][1] == "In register, in dienst"
    assert [row[1] for row in rows[1:]] == ["289", "112", "401"]


def test_without_minibuses_nothing_is_not_allocated_and_the_page_says_why(
    empty: Register, making: Making
) -> None:
    page = analyst(own_app(empty, making), empty).get("/landelijk?bus=zonder-minibussen")
    assert "in het register 289; niet toegedeeld hoort bij de gepubliceerde definitie" in read(page)
    assert [row[5] for row in tables(page)["against_controls"][1:]] == ["onbekend"] * 3
