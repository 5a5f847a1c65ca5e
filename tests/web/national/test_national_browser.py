from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from busrisk.register.session import Register
from tests.web.browsing import NARROW, served, window
from tests.web.conftest import Making
from tests.web.faultless import faults
from tests.web.visits import link_for

pytestmark = pytest.mark.browser
DRAWN = ".chart.drawn"


def test_day_one_an_error_and_a_silent_day_are_accessible_and_fit_the_window(
    app: Flask, chromium: Browser
) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        assert faults(at, "/landelijk", DRAWN, unfold=True) == []
        assert faults(at, "/landelijk?peildatum=13/14/2026&bekend=morgen", DRAWN) == []
        assert faults(at, "/landelijk?bekend=2020-01-01") == []


def test_the_other_national_pages_are_accessible_and_fit_the_window(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        assert faults(at, "/ontwikkeling", DRAWN, unfold=True) == []
        assert faults(at, "/landelijk/verdeling?fabrikant=yutong&verlener=nergens", unfold=True) == []
        assert faults(at, "/landelijk/controletotalen") == []


def test_a_mistyped_total_leads_to_its_field_and_keeps_what_was_typed(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        at.open("/landelijk/controletotalen", NARROW)
        at.page.fill("#veld-stand", "1-1-2026")
        at.page.fill("#veld-waarde", "2,710")
        at.page.fill("#veld-bron", "eigen telling")
        at.page.click("text=Vastleggen")
        assert at.axe() == []
        at.page.click(".faults a")
        assert at.page.evaluate("document.activeElement.id") == "veld-waarde"
        assert at.page.input_value("#veld-waarde") == "2,710"
        at.page.fill("#veld-waarde", "2.710")
        at.page.keyboard.press("Enter")
        at.page.wait_for_url("**gedaan=new**")
        assert "2.710" in at.page.inner_text("#controls")


def test_a_table_is_taken_as_a_file_from_beside_it(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        at.open("/landelijk?niet_eu=moeder")
        with at.page.expect_download() as taken:
            at.page.click("#herkomst .download")
        assert taken.value.suggested_filename.startswith("origins-nl-2026-01-01")
        assert "uiteindelijke moeder" in taken.value.path().read_text(encoding="utf-8-sig")


def test_the_numbers_stand_there_before_the_drawing_script_comes(app: Flask, chromium: Browser) -> None:
    with served(app) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.route("**/plotly*", lambda route: route.abort())
        page.goto(address + link_for(app, "ministry"))
        page.click("main form button")
        page.goto(f"{address}/ontwikkeling")
        assert "2.748" in page.inner_text("#zero_emission")
        context.close()


def test_so_is_the_exercise(exercise: Register, making: Making, chromium: Browser) -> None:
    app = making(exercise.settings)
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "administrator", "voorbeeldland"))
        assert faults(at, "/landelijk", DRAWN, unfold=True) == []
        assert at.page.locator(".band.exercise").is_visible()


def test_orders_are_drawn_beside_what_runs_and_never_on_top_of_it(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        at.open("/landelijk")
        at.page.wait_for_selector(DRAWN)
        running, waiting, ordered = (
            [box.bounding_box() for box in trace.locator(".point path").all()]
            for trace in at.page.locator(".chart .trace.bars").all()
        )
    for here, rest, later in zip(running, waiting, ordered, strict=True):
        assert here
        assert rest
        assert later
        assert abs(rest["x"] - (here["x"] + here["width"])) < 6, "what is not placed follows what is"
        assert abs(later["x"] - here["x"]) < 6, "orders start from zero too"
        assert later["y"] >= here["y"] + here["height"] - 4, "on a line of their own"


def test_a_chart_stays_off_the_table_under_it_when_the_window_narrows(app: Flask, chromium: Browser) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        at.open("/landelijk")
        at.page.wait_for_selector(DRAWN)
        svg = at.page.locator(".chart .main-svg").first
        wide = svg.get_attribute("width") or ""
        at.page.set_viewport_size({"width": NARROW, "height": 900})
        expect(svg).not_to_have_attribute("width", wide)
        drawing = svg.bounding_box()
        below = at.page.locator("#controle table").first.bounding_box()
    assert drawing
    assert below
    assert drawing["y"] + drawing["height"] <= below["y"]


def test_without_a_script_no_empty_box_stands_where_the_chart_would_be(app: Flask, chromium: Browser) -> None:
    with served(app) as address:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + link_for(app, "ministry"))
        page.click("main form button")
        page.goto(f"{address}/landelijk")
        box = page.locator(".plot").bounding_box()
        assert box is None or box["height"] == 0
        context.close()


def test_a_reader_chooses_a_day_with_the_keyboard_and_is_led_to_the_wrong_field(
    app: Flask, chromium: Browser
) -> None:
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "ministry"))
        at.open("/landelijk", NARROW)
        at.page.click("text=Andere peildatum")
        at.page.fill("#veld-peildatum", "1 jan")
        at.page.keyboard.press("Enter")
        at.page.click(".faults a")
        assert at.page.evaluate("document.activeElement.id") == "veld-peildatum"
        assert at.page.input_value("#veld-peildatum") == "1 jan"
        at.page.fill("#veld-peildatum", "1-2-2026")
        at.page.keyboard.press("Enter")
        at.page.wait_for_url("**peildatum=1-2-2026**")
        assert "Stand op 1 februari 2026" in at.page.inner_text("main")
