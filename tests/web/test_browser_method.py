"""The method in a browser: without a mouse, narrow, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.register.session import Register
from tests.web.browsing import Window, served, window
from tests.web.conftest import Making
from tests.web.faultless import faults
from tests.web.visits import link_for

pytestmark = pytest.mark.browser
PAPER = 710  # pixels between the margins of A4 portrait
# Elements of the page that stick out of the paper, with a little room for rounding.
_CUT = """(paper) => [...document.querySelectorAll('main *')]
  .filter((each) => !each.closest('.unseen') && each.getBoundingClientRect().right > paper + 1)
  .map((each) => each.outerHTML.slice(0, 90))"""
_SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((each) => each.checkVisibility({contentVisibilityAuto: true})).length"""


@pytest.fixture
def at_register(app: Flask, chromium: Browser) -> Iterator[Window]:
    with served(app) as address, window(chromium, address) as made:
        yield made


@pytest.fixture
def at_exercise(exercise: Register, making: Making, chromium: Browser) -> Iterator[Window]:
    app = making(exercise.settings)
    with served(app) as address, window(chromium, address) as made:
        made.sign_in(link_for(app, "administrator", "voorbeeldland"))
        yield made


def test_the_method_unfolded_and_the_statement_have_no_faults(at_register: Window) -> None:
    assert faults(at_register, "/methode", unfold=True) == []
    assert faults(at_register, "/toegankelijkheid") == []


def test_a_question_opens_and_closes_with_the_keyboard(at_register: Window) -> None:
    at_register.open("/methode")
    at_register.page.focus("#v1\\.1 summary")
    at_register.page.keyboard.press("Enter")
    assert at_register.page.locator("#v1\\.1 .options li").first.is_visible()
    at_register.page.keyboard.press("Space")
    assert not at_register.page.locator("#v1\\.1 .options li").first.is_visible()


def test_from_the_list_of_priorities_the_deployment_stands_open(at_exercise: Window) -> None:
    at_exercise.open("/concessies/vb-noord")
    assert at_exercise.page.locator(".deployment[open]").count() == 0
    at_exercise.page.click("a[href='#inzet-2']")
    at_exercise.page.wait_for_selector("#inzet-2[open]")


def test_from_a_reason_the_question_stands_open(at_exercise: Window) -> None:
    at_exercise.open("/concessies/vb-noord")
    at_exercise.page.click(".deployment >> nth=0 >> summary >> nth=0")
    at_exercise.page.click(".deployment >> nth=0 >> .reasons > summary")
    at_exercise.page.click(".deployment >> nth=0 >> a[href$='#v4.2']")
    at_exercise.page.wait_for_selector("#v4\\.2[open]")
    assert at_exercise.complaints == []


@pytest.mark.parametrize(
    "path", ["/methode", "/toegankelijkheid", "/landelijk", "/concessies", "/concessies/vb-noord"]
)
def test_on_paper_nothing_is_cut_and_nothing_can_be_pressed(at_exercise: Window, path: str) -> None:
    at_exercise.page.emulate_media(media="print")
    at_exercise.open(path, PAPER)
    assert at_exercise.page.evaluate(_CUT, PAPER) == []
    assert at_exercise.page.evaluate(_SHOWN, "nav.side, button, input:not([type=hidden]), select") == 0
    assert at_exercise.page.evaluate(_SHOWN, "h1") == 1


def test_on_paper_every_option_and_every_reason_can_be_read(at_exercise: Window) -> None:
    at_exercise.page.emulate_media(media="print")
    at_exercise.open("/methode", PAPER)
    assert at_exercise.page.evaluate(_SHOWN, ".question .options li") == 5 * 51
    at_exercise.open("/concessies/vb-noord", PAPER)
    assert at_exercise.page.evaluate(_SHOWN, ".reasons tbody tr") == 3 * 22


def test_on_paper_a_source_says_its_address_and_unknown_is_hatched(at_exercise: Window) -> None:
    at_exercise.page.emulate_media(media="print")
    at_exercise.open("/methode", PAPER)
    address = "getComputedStyle(document.querySelector('.sources a'), '::after').content"
    assert "https://" in at_exercise.page.evaluate(address)
    ground = "getComputedStyle(document.querySelector('.sources .unknown')).backgroundImage"
    assert "repeating-linear-gradient" in at_exercise.page.evaluate(ground)


def test_on_paper_a_drawn_chart_gives_way_to_its_table(at_exercise: Window) -> None:
    at_exercise.open("/landelijk")
    at_exercise.page.wait_for_selector(".chart.drawn")
    at_exercise.page.emulate_media(media="print")
    assert not at_exercise.page.locator(".chart .plot").first.is_visible()
    assert at_exercise.page.locator(".chart .on-paper").first.is_visible()
    assert at_exercise.page.locator(".chart + .scroll table").first.is_visible()
