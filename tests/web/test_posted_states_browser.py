"""What only a sent form leads to: its errors, its preview, and what was changed by another in the meantime.

My fleet's counts and lists, the match of a finding and the handover are looked at where they are tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.browsing import Window, served, window
from tests.web.faultless import standing
from tests.web.visits import link_for

pytestmark = pytest.mark.browser
Opening = Callable[[str], Window]


@pytest.fixture
def opening(app: Flask, chromium: Browser) -> Iterator[Opening]:
    """Windows in which somebody of a role has signed in."""
    with served(app) as address, _windows(app, chromium, address) as opens:
        yield opens


@contextmanager
def _windows(app: Flask, chromium: Browser, address: str) -> Iterator[Opening]:
    opened = []

    def opens(who: str) -> Window:
        opened.append(window(chromium, address))
        at = opened[-1].__enter__()
        at.sign_in(link_for(app, who))
        return at

    yield opens
    for each in opened:
        each.__exit__(None, None, None)


def press(at: Window, text: str, shows: str) -> list[str]:
    """Presses a button; what is wrong with the page that follows, which must show this."""
    with at.page.expect_navigation():
        at.page.click(f"main button:not(.unseen):visible:text-is('{text}')")
    assert at.page.locator(shows).count(), f"{at.page.url}: no {shows}: {at.page.inner_text('main')[:300]}"
    return standing(at, text)


def test_confirming_a_day_that_cannot_be_another_day_and_the_day_itself(opening: Opening) -> None:
    at = opening("operator")
    at.open("/wagenpark/zhn/bevestigen")
    at.page.fill("#veld-peildatum", "31-2-2026")
    assert press(at, "Bevestigen", "#fout-peildatum") == []
    at.page.fill("#veld-peildatum", "1-3-2026")
    assert press(at, "Bevestigen", "p[role=status]") == []
    assert press(at, "Bevestigen", ".notice[role=status]") == []


def test_buses_that_left_and_buses_that_never_were(opening: Opening) -> None:
    at = opening("operator")
    at.open("/wagenpark/zhn/uitstromen?record=zhn-01")
    at.page.fill("#veld-peildatum", "gisteren")
    assert press(at, "Bekijk het uitstromen", "#fout-peildatum") == []
    at.page.fill("#veld-peildatum", "1-3-2026")
    at.page.fill("#veld-source", "afmelding " + "w" * 80)
    assert press(at, "Bekijk het uitstromen", "#gevolg") == []
    at.open("/wagenpark/zhn/uitstromen?record=zhn-01")
    assert press(at, "Bekijk het uithalen", "#fout-reden") == []
    at.page.fill("#veld-reden", "Dubbel ingevoerd.")
    assert press(at, "Bekijk het uithalen", "#gevolg") == []
    assert press(at, "Bewaren", ".notice[role=status]") == []


def test_parties_refused_and_stored(opening: Opening) -> None:
    at = opening("operator")
    at.open("/wagenpark/zhn/partijen")
    field = at.page.locator("fieldset.roles input:not([type=checkbox])").first
    field.fill("Een Netwerk")
    at.page.fill("#veld-peildatum", "2026")
    at.page.fill("#veld-source", "")
    assert press(at, "Bewaren", "#fout-peildatum") == []
    at.page.fill("#veld-peildatum", "1-3-2026")
    at.page.fill("#veld-source", "contract van 2025")
    assert press(at, "Bewaren", ".notice[role=status]") == []


def test_a_promise_refused_looked_at_and_stored(opening: Opening) -> None:
    at = opening("grantor")
    at.open("/concessies/zhn/toezegging")
    at.page.fill("#veld-dag", "31-2-2024")
    at.page.fill("#veld-maker-1", "Van Hool")
    at.page.fill("#veld-count-1", "1,5")
    assert press(at, "Bekijk wat u gaat vastleggen", "#fout-count-1") == []
    at.page.fill("#veld-dag", "1-6-2024")
    at.page.fill("#veld-count-1", "112")
    at.page.fill("#veld-bron", "Gunningsbesluit")
    assert press(at, "Bekijk wat u gaat vastleggen", "#gevolg") == []
    assert press(at, "Meer regels", "#veld-maker-6") == []
    assert press(at, "Bekijk wat u gaat vastleggen", "#gevolg") == []
    assert press(at, "Vastleggen", ".notice[role=status]") == []


def test_a_need_refused_and_stored(opening: Opening) -> None:
    at = opening("grantor")
    at.open("/concessies/zhn/behoefte")
    at.page.fill("#veld-pvr", "1,234")
    at.page.fill("#veld-peildatum", "morgen")
    assert press(at, "Bewaren", "#fout-pvr") == []
    at.page.fill("#veld-pvr", "175")
    at.page.fill("#veld-peildatum", "1-3-2026")
    at.page.fill("#veld-source", "dienstregeling 2026")
    assert press(at, "Bewaren", "#blootstelling") == []


def test_a_control_total_refused_stored_corrected_and_withdrawn(opening: Opening) -> None:
    at = opening("ministry")
    at.open("/landelijk/controletotalen")
    at.page.fill("#veld-waarde", "veel")
    assert press(at, "Vastleggen", "#fout-waarde") == []
    at.page.fill("#veld-stand", "1-1-2026")
    at.page.fill("#veld-waarde", "2.710")
    at.page.fill("#veld-bron", "eigen telling")
    assert press(at, "Vastleggen", ".notice[role=status]") == []
    at.page.locator("#controls tbody tr", has_text="eigen telling").locator("td:last-child a").click()
    at.page.wait_for_selector("input[name=regel]", state="attached")
    at.page.fill("#veld-waarde", "minder")
    assert press(at, "Vastleggen", "#fout-waarde") == []
    at.page.fill("#veld-waarde", "2.711")
    at.page.fill("#veld-toelichting", "")
    assert press(at, "Intrekken", ".faults") == []


def test_a_preview_that_went_stale_says_what_changed_and_what_it_would_do_now(opening: Opening) -> None:
    first, second = opening("operator"), opening("operator")
    for at, count in ((first, "40"), (second, "45")):
        at.open("/wagenpark/zhn/deel?record=zhn-01")
        at.page.fill("#veld-count", count)
        assert press(at, "Bekijk wat er verandert", "#gevolg") == []
    assert press(second, "Bewaren", ".notice[role=status]") == []
    assert press(first, "Bewaren", ".faults") == []
    assert first.page.evaluate("document.activeElement.className") == "faults"
    first.open("/wagenpark/zhn/bevestigen")
    second.open("/wagenpark/zhn/deel?record=zhn-01")
    second.page.fill("#veld-count", "41")
    press(second, "Bekijk wat er verandert", "#gevolg")
    press(second, "Bewaren", ".notice[role=status]")
    assert press(first, "Bevestigen", ".faults") == []


def test_a_form_whose_token_has_gone_is_refused_in_words(opening: Opening) -> None:
    at = opening("grantor")
    at.open("/concessies/zhn/behoefte")
    at.page.evaluate("document.querySelector('main input[name=csrf_token]').remove()")
    assert press(at, "Bewaren", "main .notice") == []
