"""An app over a fleet and control totals of a test's own, and what its pages and files hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.start_lists import LETTER, Row, batch, take
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.page_tables import words
from tests.web.visits import post, sign_in

ALLOCATED = (
    batch("ijv-01", "BYD", "246"),
    batch("hgl-str-01", "BYD", "43"),
    batch("zhn-01", "Yutong", "112"),
)


def own_app(register: Register, making: Making, *rows: Row, controls: Iterable[Row] = LETTER) -> Flask:
    """The app over these rows and totals; without rows over those of S2."""
    take(register, *(rows or ALLOCATED), controls=controls)
    return making(register.settings)


def analyst(app: Flask, register: Register) -> FlaskClient:
    """Somebody of the ministry, signed in."""
    return sign_in(app, account(register, Role.MINISTRY, None))


def csv_rows(client: FlaskClient, address: str, fields: dict[str, str] | None = None) -> list[list[str]]:
    """The rows of a table as its CSV file, without the columns that every row repeats."""
    text = _file(client, address, fields).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet(client: FlaskClient, name: str, fields: dict[str, str] | None = None) -> list[list[object]]:
    """The rows of one sheet of the national workbook, blank ones left out."""
    book = load_workbook(io.BytesIO(_file(client, "/landelijk/landelijk-beeld.xlsx", fields)))
    rows = (list(row) for row in book[name].iter_rows(values_only=True))
    return [row for row in rows if any(cell is not None for cell in row)]


def _file(client: FlaskClient, address: str, fields: dict[str, str] | None) -> bytes:
    with post(client, address, fields, seen="/landelijk") as answer:
        assert answer.status_code == 200
        return answer.get_data()


def read(page: TestResponse) -> str:
    """What a page says, as its reader sees it."""
    return unescape(words(page))


def found(rows: list[list[object]], first: object) -> list[object]:
    """The row that begins with this cell."""
    return next(row for row in rows if row and row[0] == first)


def stated(client: FlaskClient, **fields: str) -> TestResponse:
    """A control total typed into the form; the total of zero-emission buses of 1 January 2026 unless said."""
    typed = {"grootheid": "ze", "stand": "1-1-2026", "waarde": "2.710", "bron": "eigen telling"}
    return post(client, "/landelijk/controletotalen", typed | fields, seen="/landelijk/controletotalen")
