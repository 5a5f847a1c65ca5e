"""The whole app over a register of its own, as `serve` makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from busrisk.app import make_app
from busrisk.register.session import Register
from busrisk.settings import Settings
from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.visits import client_of, register_of

Making = Callable[[Settings], Flask]


@pytest.fixture
def making() -> Iterator[Making]:
    """Makes apps and closes their registers afterwards."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        app = make_app(settings)
        app.testing = True  # a template that disagrees with its page is refused
        app.config["PROPAGATE_EXCEPTIONS"] = False  # but a failure is a page, as it is for a reader
        made.append(app)
        return app

    yield make
    for app in made:
        register_of(app).close()


@pytest.fixture
def app(ready: Register, making: Making) -> Flask:
    """The app over the start list and the demonstration accounts."""
    return making(ready.settings)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser in which nobody has signed in."""
    return client_of(app)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; each window of it has a visit of its own."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()
