"""Everything wrong with a page as Chromium shows it, wide and narrow."""

from __future__ import annotations

from tests.web.browsing import NARROW, WIDE, Window


def faults(at: Window, path: str, wait_for: str = "main", unfold: bool = False) -> list[str]:
    """What axe finds, pixels too wide, complaints of the browser and requests to other sites.

    `unfold` opens every fold-out first.
    """
    found = []
    for width in (WIDE, NARROW):
        at.open(path, width)
        at.page.wait_for_selector(wait_for)
        if unfold:
            at.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found += [f"{path} {width}: {fault}" for fault in at.axe()]
        found += [f"{path} {width}: {at.overflow} px too wide"] if at.overflow else []
    return found + at.complaints + at.elsewhere
