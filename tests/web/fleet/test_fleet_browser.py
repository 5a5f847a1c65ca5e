"""My fleet in Chromium: accessible in every state, wide and narrow, and without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.core.facts import Count
from busrisk.register.session import Register
from tests.databases import NOW
from tests.start_lists import fleet
from tests.web.browsing import Window, served, window
from tests.web.conftest import Making
from tests.web.faultless import faults, standing
from tests.web.visits import link_for, register_of

pytestmark = pytest.mark.browser

PAGES = (
    "/wagenpark",
    "/wagenpark/zhn",
    "/wagenpark/zhn/deel",
    "/wagenpark/zhn/deel?record=zhn-03",
    "/wagenpark/zhn/lijst",
    "/wagenpark/zhn/bevestigen",
    "/wagenpark/zhn/partijen",
    "/wagenpark/zhn/uitstromen?record=zhn-01",
    "/wagenparkdeel/zhn-01",
)


@pytest.fixture
def at(app: Flask, chromium: Browser) -> Iterator[Window]:
    with served(app) as address, window(chromium, address) as opened:
        opened.sign_in(link_for(app, "operator"))
        yield opened


def test_every_page_is_accessible_and_fits_the_window(at: Window) -> None:
    assert [fault for path in PAGES for fault in faults(at, path, unfold=True)] == []


def test_so_are_errors_preview_and_the_page_after(at: Window) -> None:
    at.open("/wagenpark/zhn/deel?record=zhn-01")
    at.page.fill("#veld-count", "1,234")
    at.page.click("text=Bekijk wat er verandert")
    assert at.page.locator("[role=alert]").count() == 1
    assert standing(at) == []
    at.page.fill("#veld-count", "48")
    at.page.click("text=Bekijk wat er verandert")
    assert at.page.locator("#gevolg").count() == 1
    assert standing(at) == []
    at.page.click("text=Bewaren")
    assert at.page.locator("[role=status]").count() == 1
    assert standing(at) == []


def test_so_are_the_faults_and_the_preview_of_a_list(at: Window) -> None:
    at.open("/wagenpark/zhn/lijst")
    at.page.fill(
        "#veld-lijst", "Fabrikant\tAantal\tStatus\tBron\nYutomg\t1,5\tkapot\tx\n" + "BYD\tx\tx\tx\n" * 20
    )
    at.page.click("text=Bekijk wat er verandert")
    assert at.page.locator("#foutenlijst tbody tr").count() > 3
    assert standing(at) == []
    at.page.fill("#veld-lijst", "Kenmerk\tAantal\nzhn-01\t49\n")
    at.page.check("#veld-geheel")
    at.page.fill("#veld-source", "vlootlijst " + "w" * 90)
    at.page.click("text=Bekijk wat er verandert")
    assert at.page.locator("#wijzigingen tbody tr").count() == 4
    assert standing(at) == []


def test_the_exercise_looks_as_good(exercise: Register, making: Making, chromium: Browser) -> None:
    app = making(exercise.settings)
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "operator", "voorbeeldland"))
        assert faults(at, "/wagenpark") == []
        path = at.page.locator("main section h2 a").first.get_attribute("href")
        assert path
        for each in ("", "/bevestigen", "/partijen"):
            assert faults(at, path + each) == []


def test_a_count_is_changed_looked_at_and_stored_with_the_keyboard_alone(app: Flask, at: Window) -> None:
    """C2, step 2: from the menu to the stored count with Tab, Enter and letters."""
    at.open("/concessies")
    _tab_to(at, "Mijn wagenpark")
    _enter(at)
    _tab_to(at, "Bekijken en wijzigen: Zuid-Holland Noord")
    _enter(at)
    _tab_to(at, "wijzigen: Yutong U15 (first batch)")
    _enter(at)
    _tab_to(at, "", "veld-count")
    at.page.keyboard.press("Control+A")
    at.page.keyboard.type("48")
    _enter(at)
    at.page.wait_for_selector("#gevolg")
    _tab_to(at, "Bewaren")
    _enter(at)
    at.page.wait_for_selector("[role=status]")
    assert "1 wagenparkdeel vastgelegd" in at.page.inner_text("[role=status]")
    assert fleet(register_of(app), NOW.date())["zhn-01"].count == Count(48)


def _enter(at: Window) -> None:
    with at.page.expect_navigation():
        at.page.keyboard.press("Enter")


def _tab_to(at: Window, wanted: str, field: str = "") -> None:
    """Presses Tab until the link, button or field has the focus."""
    for _ in range(80):
        at.page.keyboard.press("Tab")
        name, said = at.page.evaluate(
            "[document.activeElement.id, document.activeElement.textContent.trim().replace(/\\s+/g, ' ')]"
        )
        if (field and name == field) or (wanted and said == wanted):
            return
    pytest.fail(f"{wanted or field} cannot be reached with Tab")
