"""Every page enlarged: at 320 pixels (1.4.10), at twice the size (1.4.4) and with the spacing of 1.4.12."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.web.browsing import WIDE, Window, served, window
from tests.web.conftest import Making
from tests.web.crawl import pages
from tests.web.visits import link_for, sign_in

pytestmark = pytest.mark.browser
REGION = "voorbeeldland"
SMALLEST, ZOOMED = 320, WIDE // 2
SPACED = """* { line-height: 1.5 !important }
* { letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
DOUBLED = "html { font-size: 200% !important }"
_STYLED = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
_UNFOLD = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
# Text that its own box cuts off; what is there for a reader of the screen alone is cut on purpose.
_CUT = """() => [...document.querySelectorAll('body *')].filter((each) => {
  const style = getComputedStyle(each);
  const cuts = ['hidden', 'clip'].some((way) => [style.overflowX, style.overflowY].includes(way));
  return cuts && each.innerText && style.clipPath === 'none' && !each.closest('svg, .plot')
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def exercised(exercise: Register, making: Making) -> Flask:
    return making(exercise.settings)


def test_nothing_runs_off_the_page_or_is_cut_however_it_is_enlarged(
    exercised: Flask, chromium: Browser
) -> None:
    with served(exercised) as address, window(chromium, address) as at:
        at.sign_in(link_for(exercised, Role.ADMINISTRATOR, REGION))
        wrong = [fault for path in addresses(exercised) for fault in enlarged(at, path)]
    assert not wrong, "\n".join(wrong)


def addresses(app: Flask) -> Iterator[str]:
    client = sign_in(app, Role.ADMINISTRATOR, REGION)
    for paths in pages(app, client, of_each=1).values():
        if client.get(paths[0]).mimetype == "text/html":
            yield paths[0]


def enlarged(at: Window, path: str) -> list[str]:
    """What sticks out or is cut off, in the four ways to enlarge a page, its fold-outs open."""
    found = []
    at.open(path, SMALLEST)
    at.page.evaluate(_UNFOLD)
    for width, rules in ((SMALLEST, ""), (SMALLEST, SPACED), (ZOOMED, ""), (WIDE, SPACED), (WIDE, DOUBLED)):
        at.resize(width)
        at.page.evaluate(_STYLED, rules)
        cut: list[str] = at.page.evaluate(_CUT)
        found += [f"{path} {width} {rules[:20]}: cut: {each}" for each in cut]
        found += [f"{path} {width} {rules[:20]}: {at.overflow} px too wide"] if at.overflow else []
    return found
