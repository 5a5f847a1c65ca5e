from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.register.session import Register
from tests.web.browsing import NARROW, WIDE, served, window
from tests.web.conftest import Making
from tests.web.faultless import faults
from tests.web.visits import link_for

pytestmark = pytest.mark.browser

PAGES = (
    "/concessies?sorteer=klasse",
    "/concessies?zoek=xyzzy",
    "/concessies?provincie=Mars&peildatum=ooit",
    "/concessies/zhn",
    "/concessies/zhn?peildatum=2019-01-01",
)


@pytest.mark.parametrize("role", ["grantor", "ministry"])
def test_day_one_and_errors_are_accessible_and_fit_the_window(
    app: Flask, chromium: Browser, role: str
) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, role))
        assert [fault for path in PAGES for fault in faults(at, path, unfold=True)] == []


def test_so_is_the_exercise_with_its_answers(exercise: Register, making: Making, chromium: Browser) -> None:
    app = making(exercise.settings)
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor", "voorbeeldland"))
        for path in ("/concessies", "/concessies/vb-noord", "/concessies/vb-zuid"):
            assert faults(at, path, unfold=True) == []


def test_a_row_is_a_card_on_a_narrow_screen_and_shows_its_labels(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor"))
        at.open("/concessies", NARROW)
        rows = at.page.locator("#concessies tbody tr")
        boxes = [row.bounding_box() for row in rows.all()]
        assert all(box and box["width"] <= NARROW for box in boxes)
        label = "getComputedStyle(document.querySelector('#concessies td'), '::before').content"
        assert at.page.evaluate(label) == '"Fabrikanten"'


def test_the_whole_table_fits_a_wide_screen(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "administrator"))
        at.open("/concessies", WIDE)
        hidden = "(box) => box.scrollWidth - box.clientWidth"
        assert at.page.locator(".scroll").first.evaluate(hidden) == 0


def test_search_filters_and_downloads_work_without_a_script(app: Flask, chromium: Browser) -> None:
    with served(app) as address:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + link_for(app, "operator"))
        page.click("main form button")
        page.goto(f"{address}/concessies")
        page.fill("#veld-zoek", "fryslan")
        page.select_option("#veld-sorteer", "einddatum")
        page.click("text=Tonen")
        assert "1 van 4 concessies (gefilterd)" in page.inner_text("main")
        with page.expect_download() as download:
            page.click("text=CSV voor Excel")
        assert download.value.suggested_filename.endswith("-vertrouwelijk-tlp-amber-strict.csv")
        context.close()
