"""Who tests of the fleet sign in as."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visits import sign_in


@pytest.fixture
def qbuzz(app: Flask) -> FlaskClient:
    """The demonstration account of an operator: Qbuzz."""
    return sign_in(app, "operator")


@pytest.fixture
def beheer(app: Flask) -> FlaskClient:
    return sign_in(app, "administrator")
