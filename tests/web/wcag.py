"""What axe finds on a page as it stands: every rule of WCAG 2.2 A and AA it can judge, and its good practice.

Contrast takes most of the time and hangs on nothing but a part's markup, the width and the style sheet. A
part that was found good once in a run is therefore not measured again on the next page that repeats it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_THERE = "typeof axe !== 'undefined'"
# axe leaves the size of targets (2.5.8) out unless it is asked for.
_RULES = """axe.run(document, {resultTypes: ['violations'],
  rules: {'target-size': {enabled: true}, 'color-contrast': {enabled: false}}})
  .then((found) => found.violations)"""
_PARTS = "[...document.querySelectorAll('body > :not(.frame), .frame > :not(main), main > *')]"
_MARKUP = f"[window.innerWidth + location.hash, {_PARTS}.map((each) => each.outerHTML)]"
_CONTRAST = f"""(wanted) => {{
  const parts = {_PARTS};
  return axe.run({{include: wanted.map((each) => parts[each])}},
    {{resultTypes: ['violations'], runOnly: ['color-contrast']}}).then((found) => found.violations);
}}"""
_good: set[str] = set()


def violations(page: Page) -> list[str]:
    """Each rule that is broken, with the element; empty when nothing."""
    if not page.evaluate(_THERE):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_RULES) + _contrast(page)
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def content(html: str) -> str:
    """A page by its content alone: the same for every visitor who is shown the same."""
    found = _MAIN.search(html)
    assert found, f"no main part on this page: {html[:200]}"
    return _digest("", found[0])


def _contrast(page: Page) -> list[dict[str, Any]]:
    """Violations in the parts of the page that were not found good before."""
    where, parts = page.evaluate(_MARKUP)
    fresh = {place: _digest(where, part) for place, part in enumerate(parts)}
    fresh = {place: digest for place, digest in fresh.items() if digest not in _good}
    found: list[dict[str, Any]] = page.evaluate(_CONTRAST, list(fresh)) if fresh else []
    if not found:
        _good.update(fresh.values())
    return found


def _digest(where: str, markup: str) -> str:
    return sha256(f"{where}\n{_TOKEN.sub('', markup)}".encode()).hexdigest()
