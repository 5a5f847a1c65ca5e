"""What is read and taken from a page: its words, the workbook and the CSV file of the moment it shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from tests.web.fleet.forms import fields, send
from tests.web.page_tables import words

REGISTER, NATIONAL = "/export/register.xlsx", "/landelijk/landelijk-beeld.xlsx"
CONTROLS = "/landelijk/controletotalen"


def read(page: TestResponse) -> str:
    """What a page says, as its reader sees it."""
    return unescape(words(page))


def taken(client: FlaskClient, page: TestResponse, form: str, address: str = "") -> bytes:
    """The file a button of the page gives: the form with all it carries, sent to the button's address."""
    answer = client.post(address or form, data=fields(page, form), buffered=True)
    assert answer.status_code == 200, answer.status
    return answer.data


def workbook(client: FlaskClient, page: TestResponse, form: str = REGISTER) -> Workbook:
    return load_workbook(io.BytesIO(taken(client, page, form)))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet under their titles: the first row that has as many cells filled as the widest."""
    lines = [list(line) for line in book[sheet].iter_rows(values_only=True)]
    filled = [sum(cell is not None for cell in line) for line in lines]
    head = filled.index(max(filled))
    return [dict(zip(map(str, lines[head]), line, strict=True)) for line in lines[head + 1 :] if any(line)]


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(*lines: Sequence[object], name: str = "Wagenpark") -> bytes:
    """A workbook as somebody makes one: a sheet of rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for line in lines:
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(client: FlaskClient, action: str, data: bytes, name: str) -> TestResponse:
    """What the list of a fleet answers to a file."""
    filled = fields(client.get(action), action) | {"stap": "bekijken", "source": "vlootlijst"}
    form = {**filled, "bestand": (io.BytesIO(data), name)}
    return client.post(action, data=form, content_type="multipart/form-data")


def store(client: FlaskClient, action: str, preview: TestResponse) -> TestResponse:
    """Stores what was looked at; the page after."""
    assert preview.status_code == 200, read(preview)
    assert "Er is nog niets opgeslagen." in read(preview)
    done = send(client, preview, action, stap="bewaren")
    assert done.status_code == 303, read(done)
    return client.get(done.headers["Location"])
