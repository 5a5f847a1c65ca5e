"""Everything wrong with a page as Chromium shows it, wide and narrow."""

from __future__ import annotations

from tests.web.browsing import NARROW, WIDE, Window

_UNFOLD = "document.querySelectorAll('details').forEach((each) => (each.open = true))"


def faults(at: Window, path: str, wait_for: str = "main", unfold: bool = False) -> list[str]:
    """What axe finds, pixels too wide, complaints of the browser and requests to other sites.

    `unfold` opens every fold-out first.
    """
    at.open(path)
    at.page.wait_for_selector(wait_for)
    found = _at(at, path, unfold)
    if at.page.locator(".chart").count():  # drawn by a script for the width it found
        at.open(path, NARROW)
        at.page.wait_for_selector(wait_for)
    at.resize(NARROW)
    return found + _at(at, path, unfold) + at.complaints + at.elsewhere


def standing(at: Window, what: str = "") -> list[str]:
    """The same of the page as it stands, without asking for it again: for what only a form leads to."""
    found = []
    for width in (NARROW, WIDE):
        at.resize(width)
        found += _at(at, what, unfold=True)
    return found + at.complaints + at.elsewhere


def _at(at: Window, what: str, unfold: bool) -> list[str]:
    if unfold:
        at.page.evaluate(_UNFOLD)
    width = at.page.viewport_size["width"] if at.page.viewport_size else 0
    found = [f"{what} {width}: {fault}" for fault in at.axe()]
    return found + ([f"{what} {width}: {at.overflow} px too wide"] if at.overflow else [])
