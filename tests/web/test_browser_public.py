from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.register.session import Register
from tests.web.browsing import NARROW, WIDE, Window, served, window
from tests.web.conftest import Making
from tests.web.visits import link_for, register_of

pytestmark = pytest.mark.browser
PUBLIC = ("/", "/methode", "/aanmelden?next=/landelijk", "/niets", "/aanmelden/onbekend")


@pytest.fixture
def at_register(app: Flask, chromium: Browser) -> Iterator[Window]:
    with served(app) as address, window(chromium, address) as made:
        yield made


def faultless(at: Window, path: str) -> list[str]:
    """Everything wrong with a page in a wide and a narrow window."""
    wrong = []
    for width in (WIDE, NARROW):
        at.open(path, width)
        wrong += [f"{path} {width}: {fault}" for fault in at.axe()]
        wrong += [f"{path} {width}: {at.overflow} px too wide"] if at.overflow else []
    return wrong + at.complaints + at.elsewhere


def test_the_public_pages_are_accessible_fit_the_window_and_ask_no_other_site(at_register: Window) -> None:
    assert [fault for path in PUBLIC for fault in faultless(at_register, path)] == []


def test_so_they_are_in_english(at_register: Window) -> None:
    at_register.open("/")
    at_register.page.click("header button[name=language]")
    assert at_register.page.locator("html").get_attribute("lang") == "en"
    assert [fault for path in PUBLIC[:2] for fault in faultless(at_register, path)] == []


def test_a_link_signs_in_and_the_button_signs_out(app: Flask, at_register: Window) -> None:
    link = link_for(app, "ministry")
    assert faultless(at_register, link) == []
    at_register.sign_in(link)
    assert at_register.page.url.endswith("/start")
    at_register.page.click("text=Afmelden")
    assert at_register.open("/landelijk").url.endswith("/aanmelden?next=/landelijk")
    assert at_register.open(link).status == 410
    assert faultless(at_register, link) == []


def test_the_page_of_a_refusal_is_faultless_too(app: Flask, at_register: Window) -> None:
    at_register.sign_in(link_for(app, "grantor"))
    assert at_register.open("/landelijk").status == 403
    assert faultless(at_register, "/landelijk") == []


def test_every_question_of_the_method_opens_without_a_script(app: Flask, at_register: Window) -> None:
    at_register.open("/methode", NARROW)
    at_register.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert at_register.page.locator("details.question[open]").count() == len(
        app.extensions["busrisk"].edition.questions
    )
    assert at_register.axe() == []
    assert at_register.overflow == 0


def test_an_address_with_a_question_opens_that_question(at_register: Window) -> None:
    at_register.open("/methode#v4.2")
    at_register.page.wait_for_selector("#v4\\.2[open]")
    at_register.page.evaluate("location.hash = 'v1.1'")
    at_register.page.wait_for_selector("#v1\\.1[open]")
    assert at_register.complaints == []


def test_a_chart_is_drawn_under_the_strict_policy_and_offers_no_upload(
    app: Flask, at_register: Window
) -> None:
    at_register.sign_in(link_for(app, "ministry"))
    at_register.open("/landelijk")
    at_register.page.wait_for_selector(".chart.drawn")
    assert at_register.page.locator(".chart .bars .point").count() > 0
    at_register.page.hover(".chart")
    assert at_register.page.locator(".modebar-btn").count() == 0
    assert "Share" not in at_register.page.content()
    assert at_register.complaints == []
    assert at_register.elsewhere == []


def test_the_keyboard_reaches_the_content_first(at_register: Window) -> None:
    at_register.open("/methode")
    at_register.page.keyboard.press("Tab")
    assert at_register.page.evaluate("document.activeElement.className") == "skip"
    at_register.page.keyboard.press("Enter")
    assert at_register.page.evaluate("document.activeElement.id") == "inhoud"


def test_the_exercise_is_watermarked_on_screen_and_on_every_sheet(
    exercise: Register, making: Making, chromium: Browser
) -> None:
    with served(making(exercise.settings)) as address, window(chromium, address) as at:
        assert faultless(at, "/") == []
        assert at.page.locator(".band.exercise").is_visible()
        at.page.emulate_media(media="print")
        assert at.page.locator(".band.exercise").is_visible()
        assert not at.page.locator("nav").is_visible()
        repeated = at.page.evaluate(
            "['content', 'display'].map((name) =>"
            " getComputedStyle(document.querySelector('.frame'), '::before')[name])"
        )
        assert "OEFENING" in repeated[0]
        assert repeated[1] == "table-header-group"


def test_a_name_that_looks_like_markup_is_shown_as_it_is_and_runs_nothing(
    app: Flask, at_register: Window
) -> None:
    nasty = "<img src=x onerror=alert(1)>&amp; {{ 7*7 }} \"'"
    with register_of(app).writer("test", "rename") as writer:
        rename = "UPDATE party_fact SET name = ? WHERE name = 'BYD'"
        writer.connection.exec_driver_sql(rename, (nasty,))
        assert writer.change
    alerts: list[str] = []
    at_register.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    at_register.sign_in(link_for(app, "administrator"))
    for path in ("/", "/landelijk", "/concessies"):
        at_register.open(path)
        assert nasty in at_register.page.inner_text("main")
    at_register.open("/landelijk")
    at_register.page.wait_for_selector(".chart.drawn")
    drawn = "".join(at_register.page.locator(".chart .ytick").all_text_contents())
    assert nasty.replace(" ", "") in drawn.replace(" ", "").replace("\n", "")
    assert alerts + at_register.complaints + at_register.elsewhere == []
