"""Three journeys from the sign-in link on, with the keyboard alone; at every stop the focus can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.register.session import Register
from tests.web.browsing import NARROW, served, window
from tests.web.conftest import Making
from tests.web.keyboard import Keyboard
from tests.web.visits import link_for

pytestmark = pytest.mark.browser
REGION = "voorbeeldland"
TASK = "Leg vast hoeveel bussen nodig zijn : Voorbeeld-Noord"


@pytest.fixture
def exercised(exercise: Register, making: Making) -> Flask:
    return making(exercise.settings)


@pytest.fixture
def keys(exercised: Flask, chromium: Browser) -> Iterator[Keyboard]:
    with served(exercised) as address, window(chromium, address) as at:
        keys = Keyboard(at)
        yield keys
        assert keys.wrong == []
        assert (at.complaints, at.elsewhere) == ([], [])


def arrive(keys: Keyboard, app: Flask, who: str) -> None:
    """The link from the mail; then the button on the page behind it."""
    keys.at.open(link_for(app, who, REGION))
    keys.to("button", "Aanmelden")
    keys.enter()
    assert keys.at.page.url.endswith("/start")


def refused(keys: Keyboard, field: str) -> None:
    """After an error the focus is at its summary, whose first link leads to the field that says so itself."""
    assert keys.at.page.evaluate("document.activeElement.className") == "faults"
    assert not keys.stop()["lost"]
    keys.press("Tab", "Enter")
    assert keys.place == f"veld-{field}"
    keys.stop()
    described = (
        "document.getElementById(document.activeElement.getAttribute('aria-describedby').split(' ').pop())"
    )
    assert keys.at.page.evaluate(f"{described}.className") == "fault"
    assert keys.at.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_a_grantor_states_a_need_and_finds_what_to_ask_first(exercised: Flask, keys: Keyboard) -> None:
    """C1: Start, a task, its form with an error, the concession, and the question in the method."""
    page = keys.at.page
    arrive(keys, exercised, "grantor")
    keys.to("link", TASK)
    keys.enter()
    keys.fill("Bussen nodig in de spits", "1,234")
    keys.fill("Reservebussen", "12")
    keys.to("combobox", "Rol in een crisis- of evacuatieplan")
    keys.press("ArrowDown")
    keys.fill("Bron", "dienstregeling 2026")
    keys.enter()
    refused(keys, "pvr")
    assert page.input_value("#veld-spares") == "12"
    keys.type("120")
    keys.enter()
    page.wait_for_selector("#blootstelling")
    assert "dienstregeling 2026" in page.inner_text("#blootstelling")
    keys.press("Tab")
    assert not keys.stop()["lost"]
    first = page.locator("#vraag-dit-eerst .asks a").first
    name = first.inner_text()
    anchor = (first.get_attribute("href") or "").split("#")[1]
    keys.follow(name)
    assert page.url.endswith(f"/methode#{anchor}") or f"#{anchor}" in page.url
    page.wait_for_selector(f"[id='{anchor}'][open]")
    keys.press("Tab")
    assert page.evaluate("(id) => document.getElementById(id).contains(document.activeElement)", anchor)
    keys.stop()


def test_an_operator_corrects_a_number_and_confirms_the_day(exercised: Flask, keys: Keyboard) -> None:
    """C2: Mijn wagenpark, a count, its preview, stored; the history of that number; the reference date."""
    page = keys.at.page
    arrive(keys, exercised, "operator")
    keys.follow("Mijn wagenpark")
    keys.follow("Voorbeeld-Noord")
    about = page.locator("#wagenpark .doings a .unseen").first.inner_text()
    keys.follow(f"wijzigen {about}")
    keys.fill("Aantal", "1,5")
    keys.enter()
    refused(keys, "count")
    keys.type("64")
    keys.fill("Bron", "eigen telling")
    keys.enter()
    page.wait_for_selector("#gevolg")
    keys.to("button", "Bewaren")
    keys.enter()
    assert "1 wagenparkdeel vastgelegd" in page.inner_text("[role=status]")
    keys.to("link", f"geschiedenis {about}")
    keys.enter()
    assert "64" in page.inner_text("section.telling >> nth=0")
    keys.follow("Naar mijn wagenpark")
    keys.follow("Peildatum bevestigen")
    keys.to("button", "Bevestigen")
    keys.enter()
    assert page.locator("[role=status]").count() == 1


def test_the_ministry_asks_again_enters_a_total_and_takes_a_file(exercised: Flask, keys: Keyboard) -> None:
    """C3: another day and definition, a control total refused and stored, development as a file."""
    page = keys.at.page
    arrive(keys, exercised, "ministry")
    keys.follow("Landelijk beeld")
    page.wait_for_selector(".chart.drawn")
    _unfold(keys)
    keys.fill("Peildatum", "1-2-2026")
    keys.to("combobox", "Definitie van een bus")
    keys.press("ArrowDown")
    keys.to("button", "Tonen")
    keys.enter()
    assert "Stand op 1 februari 2026" in page.inner_text("main")
    assert page.locator("#veld-bus option").first.get_attribute("selected") is None
    keys.follow("Controletotalen")
    keys.fill("Stand", "1-1-2026")
    keys.fill("Waarde", "2,710")
    keys.fill("Bron", "eigen telling")
    keys.enter()
    refused(keys, "waarde")
    keys.type("2.710")
    keys.enter()
    assert "2.710" in page.inner_text("#controls")
    keys.follow("Ontwikkeling")
    page.wait_for_selector(".chart.drawn")
    keys.to("button", "CSV voor Excel : Zero-emissiebussen, landelijk")
    with page.expect_download() as taken:
        keys.press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")


def _unfold(keys: Keyboard) -> None:
    """The fold-out of the moment opens and closes with Space and with Enter."""
    folded = keys.at.page.locator("details.moment").first
    while keys.at.page.evaluate("document.activeElement.tagName") != "SUMMARY":
        keys.press("Tab")
    keys.stop()
    keys.press("Space")
    assert folded.get_attribute("open") is not None
    keys.press("Enter")
    assert folded.get_attribute("open") is None
    keys.press("Enter")


def test_back_through_a_long_page_the_focus_stays_clear_of_the_band(exercised: Flask, keys: Keyboard) -> None:
    """Shift+Tab scrolls up, where the band of the exercise sticks; in both widths, and with text enlarged."""
    keys.at.sign_in(link_for(exercised, "grantor", REGION))
    for width, height in ((1440, 900), (NARROW, 844), (720, 450), (320, 256)):
        keys.at.open("/concessies/vb-noord")
        keys.at.resize(width, height)
        keys.at.page.evaluate("document.querySelector('footer a').focus()")
        for _ in range(60):
            keys.press("Shift+Tab")
            if keys.stop()["lost"]:
                break


def test_the_way_to_the_content_comes_first_and_leads_past_the_menu(exercised: Flask, keys: Keyboard) -> None:
    keys.at.sign_in(link_for(exercised, "operator", REGION))
    for path in ("/start", "/concessies", "/wagenpark/vb-noord", "/landelijk", "/methode"):
        keys.at.open(path)
        keys.press("Tab")
        assert keys.focus == ("link", "Naar de inhoud")
        keys.stop()
        keys.press("Enter")
        assert keys.place == "inhoud"
        keys.press("Tab")
        assert keys.at.page.evaluate("!document.activeElement.closest('nav.side, header')")


ORDER = """() => {
  const stops = 'main :is(a[href], button, input, select, textarea, summary)';
  const places = [...document.querySelectorAll(stops)]
    .filter((each) => each.checkVisibility() && each.tabIndex >= 0 && each.type !== 'hidden'
      && !each.closest('thead'))
    .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 100)]);
  return places.slice(1).flatMap(([box, markup], before) => {
    const [last] = places[before];
    const beside = box.top < last.bottom && box.left >= last.left - 1;
    return box.top >= last.top - 30 || beside || box.left > last.right - 1 ? [] : [markup];
  });
}"""


@pytest.mark.parametrize("width", [1440, NARROW])
def test_the_focus_goes_the_way_a_page_is_read(exercised: Flask, keys: Keyboard, width: int) -> None:
    """No stop lies above the stop before it, unless it begins a column beside it."""
    keys.at.sign_in(link_for(exercised, "administrator", REGION))
    for path in (
        "/start",
        "/concessies",
        "/concessies/vb-noord",
        "/wagenpark/vb-noord",
        "/landelijk",
        "/bronnen",
    ):
        keys.at.open(path, width)
        assert keys.at.page.evaluate(ORDER) == []
