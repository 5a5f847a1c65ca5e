from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.register.session import Register
from tests.web.browsing import NARROW, served, window
from tests.web.conftest import Making
from tests.web.faultless import faults, standing
from tests.web.visits import link_for

pytestmark = pytest.mark.browser

FINDING = "/fabrikanten/vb-noordster/bevindingen/remote_disable_public_evidence"


@pytest.mark.parametrize("role", ["grantor", "ministry"])
def test_makers_and_sources_are_accessible_and_fit_the_window(
    app: Flask, chromium: Browser, role: str
) -> None:
    pages = (
        "/fabrikanten",
        "/fabrikanten/yutong",
        "/fabrikanten/yutong/bevindingen/remote_disable_public_evidence",
        "/bronnen",
        "/bronnen?soort=roddel&peildatum=ooit",
    )
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, role))
        assert [fault for path in pages for fault in faults(at, path, unfold=True)] == []


def test_a_finding_is_matched_without_a_script_and_every_step_is_accessible(
    exercise: Register, making: Making, chromium: Browser
) -> None:
    app = making(exercise.settings)
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, "grantor", "voorbeeldland"))
        assert faults(at, FINDING, unfold=True) == []
        at.page.click("text=Bekijk het gevolg")
        assert standing(at) == []
        at.page.click(".faults a >> nth=1")
        assert at.page.evaluate("document.activeElement.name") == "type"
        at.page.select_option("#veld-inzet", index=1)
        for name, value in (("type", "ja"), ("software", "ja"), ("aard", "test"), ("optie", "4.1=4")):
            at.page.check(f"input[name='{name}'][value='{value}']")
        at.page.fill("#veld-motivering", "Het rapport noemt ons type en onze versie.")
        at.page.click("text=Bekijk het gevolg")
        assert standing(at) == []
        assert "daarna 4" in at.page.inner_text("#gevolg")
        at.page.click("text=Vastleggen")
        assert "Voorbeeld-Noord" in at.page.inner_text("#toegepast")
        assert standing(at) == []
        at.open("/fabrikanten/vb-noordster", NARROW)
        assert (at.axe(), at.overflow) == ([], 0)
