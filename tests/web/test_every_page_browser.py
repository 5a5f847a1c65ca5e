"""Every page, for every role: on day one, with answers, and where something was asked wrongly."""

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
from tests.web.wcag import content

pytestmark = pytest.mark.browser
ROLES = (Role.GRANTOR, Role.OPERATOR, Role.MINISTRY)
WRONG = "peildatum=13/14/2026&bekend=31-02-2026&sinds=gisteren"  # each in a field that some page has


@pytest.fixture(params=["day one", "exercise"])
def state(request: pytest.FixtureRequest, making: Making) -> tuple[Flask, str]:
    register: Register = request.getfixturevalue("ready" if request.param == "day one" else "exercise")
    return making(register.settings), "nl" if request.param == "day one" else "voorbeeldland"


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The contents that some reader was shown before: what is round them differs by role, not by page."""
    return set()


def addresses(app: Flask, role: Role, region: str) -> Iterator[tuple[str, str]]:
    """One of each page this role comes to, and the same asked wrongly where it then says so; its content."""
    client = sign_in(app, role, region)
    for paths in pages(app, client, of_each=1).values():
        path = paths[0]
        page = client.get(path)
        if page.mimetype != "text/html":
            continue
        yield path, content(page.text)
        asked = f"{path}{'&' if '?' in path else '?'}{WRONG}"
        wrong = client.get(asked)
        if wrong.status_code == 400:
            yield asked, content(wrong.text)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shuts_anybody_out(
    state: tuple[Flask, str], role: Role, chromium: Browser, looked_at: set[str]
) -> None:
    """axe finds nothing, nothing overflows at 1440 and 390 pixels, the browser has nothing to complain of."""
    app, region = state
    wrong: list[str] = []
    looked = 0
    with served(app) as address, window(chromium, address) as at:
        at.sign_in(link_for(app, role, region))
        for path, shown in addresses(app, role, region):
            if shown in looked_at:
                continue
            wrong += faults(at, path)
            looked_at.add(shown)
            looked += 1
            at.complaints.clear()
            at.elsewhere.clear()
    assert not wrong, "\n".join(wrong)
    assert looked, "this role has no page of its own"
