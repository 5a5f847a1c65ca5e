"""Chromium at a page: what it showed, what it asked for, and what the policy refused."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import Browser, Page, Response
from werkzeug.serving import make_server

from tests.web.wcag import violations

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = 1440, 390
_NOTE_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP " + event.violatedDirective + " " + event.blockedURI);
});
"""
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a port of this machine; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Window:
    """One browser window with a visit of its own."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def resize(self, width: int, height: int = 900) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def open(self, path: str, width: int = WIDE) -> Response:
        self.resize(width)
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer

    def sign_in(self, link: str) -> None:
        self.open(link)
        self.page.click("main form button")

    @property
    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate(_OVERFLOW))

    def axe(self) -> list[str]:
        """What an accessibility check finds, with the element; empty when nothing."""
        return violations(self.page)


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Window]:
    """A fresh window, its complaints and requests to other hosts noted."""
    context = browser.new_context()
    context.add_init_script(_NOTE_VIOLATIONS)
    made = Window(context.new_page(), address)
    made.page.on("console", lambda said: _note(made, said.type, said.text))
    made.page.on("pageerror", lambda fault: made.complaints.append(str(fault)))
    made.page.on("request", lambda asked: _ask(made, asked.url))
    try:
        yield made
    finally:
        context.close()


def _note(window: Window, kind: str, text: str) -> None:
    # A refused page is answered with its own status on purpose; Chromium reports that as an error too.
    if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
        window.complaints.append(text)


def _ask(window: Window, url: str) -> None:
    if not url.startswith((f"{window.address}/", "data:", "blob:")):
        window.elsewhere.append(url)
