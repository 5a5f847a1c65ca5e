from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.test import TestResponse

from busrisk.paths import DATA, STATIC
from busrisk.register.session import Register
from busrisk.web.concessions.places import FILES, MOST_COLUMNS, MOST_ROWS, read_places
from tests.web.browsing import NARROW, WIDE, served, window
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.page_tables import text
from tests.web.visits import link_for, register_of, sign_in

TILE = re.compile(
    r'<li class="tile ([^"]*)"><a href="([^"]+)"><span aria-hidden="true"><b>([^<]+)</b><span>([^<]+)</span>'
    r'<span class="said">([^<]+)</span></span><span class="unseen">([^<]+)</span>'
)

CUT_OFF = """(tiles) => tiles.filter((tile) =>
  [...tile.querySelectorAll('b, span span')].some((text) => text.scrollWidth > tile.clientWidth)
).map((tile) => tile.textContent)"""


def tiles(page: TestResponse) -> dict[str, tuple[str, ...]]:
    """Look, address, buses, class or answers, and words of each square, by its label."""
    found = TILE.findall(page.get_data(as_text=True))
    return {label: (look, href, buses, said, words) for look, href, label, buses, said, words in found}


# --- The places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_every_concession_of_the_start_list_has_one_place_and_no_two_share_one(file: Path) -> None:
    with (file.parent / "concessions.csv").open(encoding="utf-8") as lines:
        keys = {row["concession_id"] for row in csv.DictReader(lines)}
    placed = read_places(file)
    assert Counter(place.key for place in placed) == Counter(keys)
    assert len({(place.column, place.row) for place in placed}) == len(placed)
    assert len({place.label for place in placed}) == len(placed)
    assert all(1 <= len(place.label) <= 6 for place in placed), "longer labels do not fit in a square"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_the_style_sheet_has_every_column_and_row(file: Path) -> None:
    sheet = (STATIC / "style.css").read_text(encoding="utf-8")
    for place in read_places(file):
        assert place.column <= MOST_COLUMNS
        assert place.row <= MOST_ROWS
    for number in range(1, MOST_COLUMNS + 1):
        assert f".col-{number} {{ grid-column: {number}; }}" in sheet
        assert f".row-{number} {{ grid-row: {number}; }}" in sheet


def test_the_places_are_roughly_those_of_the_country() -> None:
    place = {each.key: each for each in read_places(FILES[0])}
    assert place["gd"].column > place["fry"].column > place["nhn"].column
    assert place["zee-2026"].column < place["wbr"].column < place["lim"].column
    assert place["gd"].row < place["ijv"].row < place["utb"].row < place["lim"].row


# --- The map ---------------------------------------------------------------------------------------


def test_the_map_draws_every_running_or_awarded_concession_once(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies")
    drawn = tiles(page)
    assert len(drawn) == 28
    assert drawn["ZHN"] == (
        "col-2 row-4 step-1 open",
        "/concessies/zhn",
        "275",
        "B–E",
        "ZHN, Zuid-Holland Noord: 275 bussen in dienst; ten minste B, E niet uit te sluiten",
    )
    assert 'aria-labelledby="kaart"' in text(page)


def test_unknown_is_drawn_and_never_a_number(app: Flask) -> None:
    drawn = tiles(sign_in(app, "administrator").get("/concessies"))
    assert drawn["UTU"][0].endswith("nothing")
    assert drawn["UTU"][2:4] == ("?", "A–E")
    assert drawn["GD"][2] == "≥ 219"
    assert drawn["ZEE"][2] == "0 +73"
    assert "onbekend aantal bussen in dienst" in drawn["UTU"][4]


def test_an_ended_concession_is_in_the_list_and_not_on_the_map(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies?peildatum=2026-07-01")
    assert "ANM" not in tiles(page)
    assert "Arnhem Nijmegen</a>" in text(page)
    assert "kaart" not in text(
        sign_in(app, "administrator").get("/concessies?peildatum=2026-07-01&status=ended")
    )


def test_the_ministry_sees_how_much_was_answered_and_no_class(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    ours = tiles(sign_in(app, "ministry", "voorbeeldland").get("/concessies"))
    assert ours["NOORD"][0].endswith("share-1")
    assert ours["NOORD"][3] == "26/63"
    assert ours["OOST"][0].endswith("nothing")
    assert not any("step-" in look for look, *_ in ours.values())
    theirs = tiles(sign_in(app, "grantor", "voorbeeldland").get("/concessies"))
    assert theirs["ZUID"][0].endswith("step-4")
    assert theirs["ZUID"][3] == "E"


def test_few_concessions_make_a_small_map_and_one_makes_none(app: Flask) -> None:
    drawn = tiles(sign_in(app, "grantor").get("/concessies"))
    assert {look.rsplit(" step", 1)[0].removesuffix(" nothing") for look, *_ in drawn.values()} == {
        "col-1 row-1",
        "col-1 row-2",
        "col-2 row-2",
    }
    assert tiles(sign_in(app, "grantor").get("/concessies?zoek=zhn")) == {}


def test_the_map_follows_the_search_and_keeps_the_moment(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies?zoek=qbuzz&peildatum=2026-06-01")
    drawn = tiles(page)
    assert set(drawn) == {"GD", "FRY", "ZHN", "DMG"}
    assert drawn["GD"][1] == "/concessies/gd?peildatum=2026-06-01"


def test_a_concession_without_a_place_is_told_apart_and_not_dropped(app: Flask) -> None:
    _add_elsewhere(app)
    page = sign_in(app, "administrator").get("/concessies")
    drawn = tiles(page)
    assert drawn["ELDERS"][0] in {"nothing", "step-1 open"}
    assert "Zonder plaats op de kaart" in text(page)
    assert len(drawn) == 29


def _add_elsewhere(app: Flask) -> None:
    row = "elders-01,elders,Elders,Provincie Zeeland,EBS,Zeeland,2024-12-15,2034-12,running,BYD,CN,,BEV,7,"
    row += "reported,in_service,2024,2025-12-01,een bron,"
    change(register_of(app), "vpr-01,vpr,", f"{row}\nvpr-01,vpr,")


def test_too_many_concessions_are_told_and_not_drawn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("busrisk.register.tiled.MOST_TILES", 20)
    monkeypatch.setattr("busrisk.web.concessions.tile_map.MOST_TILES", 20)
    page = sign_in(app, "administrator").get("/concessies")
    assert "Te veel concessies voor een kaart (meer dan 20)." in text(page)
    assert tiles(page) == {}
    assert "28 van 28 concessies" in text(page)


# --- In a browser ----------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_squares_lie_apart_in_their_places_and_flow_on_a_narrow_screen(
    app: Flask, chromium: Browser
) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "administrator"))
        for width, in_a_row in ((WIDE, 7), (NARROW, 4)):
            at.open("/concessies", width)
            boxes = [tile.bounding_box() for tile in at.page.locator(".tile").all()]
            lefts = {round(box["x"]) for box in boxes if box}
            assert len(lefts) == in_a_row
            assert len({(box["x"], box["y"]) for box in boxes if box}) == 28
            assert at.overflow == 0
            assert at.page.locator(".tile").evaluate_all(CUT_OFF) == []


@pytest.mark.browser
def test_a_square_is_reached_by_key_and_shows_that_it_is(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "administrator"))
        at.open("/concessies", WIDE)
        at.page.locator("form.search .button").focus()
        at.page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert at.page.evaluate("document.activeElement.getAttribute('href')") == "/concessies/nhn"
        assert at.page.evaluate(f"{style}.outlineStyle + ' ' + {style}.outlineWidth") == "solid 3px"
        at.page.keyboard.press("Enter")
        at.page.wait_for_url("**/concessies/nhn")
