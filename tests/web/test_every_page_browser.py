"""Every page, for every role, on day one, with answers and where something was asked wrongly: WCAG and room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.web.browsing import served, window
from tests.web.conftest import Making
from tests.web.crawl import pages
from tests.web.faultless import faults
from tests.web.visits import link_for, sign_in

pytestmark = pytest.mark.browser
ROLES = (Role.GRANTOR, Role.OPERATOR, Role.MINISTRY)
WRONG = "peildatum=13/14/2026&bekend=31-02-2026&sinds=gisteren"  # each in a field that some page has


@pytest.fixture(params=["day one", "exercise"])
def state(request: pytest.FixtureRequest, making: Making) -> tuple[Flask, str]:
    register: Register = request.getfixturevalue("ready" if request.param == "day one" else "exercise")
    return making(register.settings), "nl" if request.param == "day one" else "voorbeeldland"


def addresses(app: Flask, role: Role, region: str) -> Iterator[str]:
    """One of each page that this role comes to, and the same asked wrongly where it then says so."""
    client = sign_in(app, role, region)
    for paths in pages(app, client, of_each=1).values():
        path = paths[0]
        if client.get(path).mimetype != "text/html":
            continue
        yield path
        wrong = f"{path}{'&' if '?' in path else '?'}{WRONG}"
        if client.get(wrong).status_code == 400:
            yield wrong


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shuts_anybody_out(state: tuple[Flask, str], role: Role, chromium: Browser) -> None:
    """axe finds nothing, nothing overflows at 1440 and 390 pixels, the browser has nothing to complain of."""
    app, region = state
    wrong: list[str] = []
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, role, region))
        for path in addresses(app, role, region):
            wrong += faults(at, path)
            at.complaints.clear()
            at.elsewhere.clear()
    assert not wrong, "\n".join(wrong)
