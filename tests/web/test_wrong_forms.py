"""A form that is filled in wrongly is refused in the reader's language, from the place to the remedy."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

from tests.web.fleet.forms import SHOW, fields, send
from tests.web.test_every_page import foreign
from tests.web.visits import post, sign_in

# Typed words are of neither language, and names of columns are understood in both.
FLEET, NEED, PROMISE = "/wagenpark/zhn", "/concessies/zhn/behoefte", "/concessies/zhn/toezegging"
CONTROLS = "/landelijk/controletotalen"
Answer = Callable[[FlaskClient], TestResponse]


def form(path: str, action: str = "", **typed: object) -> Answer:
    def answer(client: FlaskClient) -> TestResponse:
        return send(client, client.get(path), action or path.partition("?")[0], **typed)

    return answer


def batch(**typed: object) -> Answer:
    good = {"maker": "BYD", "count": "12", "status": "in_service", "source": "xyz", "stap": SHOW}
    return form(f"{FLEET}/deel", **(good | typed))


def paste(*rows: str, **typed: object) -> Answer:
    pasted = "\n".join(row.replace("|", "\t") for row in rows)
    return form(f"{FLEET}/lijst", lijst=pasted, stap=SHOW, **typed)


def upload(name: str, data: bytes) -> Answer:
    def answer(client: FlaskClient) -> TestResponse:
        filled = {**fields(client.get(f"{FLEET}/lijst"), f"{FLEET}/lijst"), "stap": SHOW}
        sent = {**filled, "bestand": (io.BytesIO(data), name)}
        return client.post(f"{FLEET}/lijst", data=sent, content_type="multipart/form-data")

    return answer


def book(*rows: tuple[object, ...], sheets: int = 1) -> bytes:
    """A workbook of one sheet is read whatever its name; of more, the one that is named after the fleet."""
    workbook, out = Workbook(), io.BytesIO()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "xyz"
    for number in range(1, sheets):
        workbook.create_sheet(f"qq {number}")
    for row in rows:
        sheet.append(row)
    workbook.save(out)
    return out.getvalue()


HEAD = "Fabrikant|Type|Aantal|Status|Hoe zeker|Jaar van instroom|Minibus|Datum van de bron|Bron"
OPERATOR: dict[str, Answer] = {
    "no maker": batch(maker=""),
    "a maker nobody knows": batch(maker="Yutomg"),
    "a maker unlike any": batch(maker="qqqqqqqq"),
    "a count with a fraction": batch(count="1,5"),
    "a count below zero": batch(count="-3"),
    "a count in foreign digits": batch(count="٣"),
    "a count in the English way": batch(count="1,234"),
    "a count that begins with zero": batch(count="012"),
    "a count too high": batch(count="9999999"),
    "a count in letters": batch(count="xyz"),
    "no status": batch(status=""),
    "a status that is none": batch(status="bestold"),
    "a year that is none": batch(first_year="19999"),
    "a year to come": batch(first_year="2090"),
    "a date that is none": batch(expected="31-2-2026"),
    "a date in two ways": batch(expected="01/02/2026"),
    "a date of two digits": batch(expected="1-1-26"),
    "a date of long ago": batch(expected="1-1-1492"),
    "no source": batch(source=""),
    "a source without a date": batch(brondatum="x", dated="x"),
    "a text too long": batch(model="x" * 300),
    "a hidden character": batch(note="a\u202eb"),
    "a day to come": batch(peildatum="1-1-2090"),
    "a day before ours": batch(peildatum="1-1-1990"),
    "no day": batch(peildatum="x"),
    "an empty list": paste(""),
    "a list without a header": paste("qq|ww", "1|2"),
    "a header alone": paste(HEAD),
    "a column too many": paste(f"{HEAD}|Aantallen|zzz|Status", "BYD"),
    "a column too few": paste("Type|Status", "x|x"),
    "a cell outside": paste("Fabrikant|Aantal||Bron", "BYD|12|zz|xyz|qq"),
    "every field wrong": paste(HEAD, "Yutomg|x|1,5|qq|zz|19|xx|99-99|xyz", "|||||||x|"),
    "a record twice": paste("Kenmerk|Fabrikant|Aantal", "zhn-1|BYD|1", "zhn-1|BYD|1"),
    "a quotation mark": paste('Fabrikant;Aantal;Bron\n"BYD;12;xyz'),
    "a whole fleet without a source": paste(HEAD, "BYD||12|in_service|||||", source="", geheel="ja"),
    "not a workbook": upload("a.xlsx", b"PK\x03\x04xyz"),
    "an old workbook": upload("a.xls", b"\xd0\xcf\x11\xe0xyz"),
    "a workbook without the sheet": upload("a.xlsx", book(("Fabrikant", "Aantal"), sheets=2)),
    "a workbook with a formula": upload("a.xlsx", book(("Fabrikant", "Aantal"), ("BYD", "=1+1"))),
    "a workbook with faults": upload("a.xlsx", book(("Fabrikant", "Aantal"), ("zzz", "x"))),
    "a file of bytes": upload("a.csv", "Fabrikant;Aantal\nBYD\xe9;1,5".encode("latin-1")),
    "a file of nothing": upload("a.csv", b"  "),
    "a file of wide characters": upload("a.csv", "Fabrikant;Aantal".encode("utf-16")),
    "confirmed on a day to come": form(f"{FLEET}/bevestigen", peildatum="1-1-2090"),
    "parties without a source": form(f"{FLEET}/partijen", update_1="xyz", source=""),
    "a need in words": form(NEED, pvr="x", spares="ca. 3", source="", peildatum="2026"),
    "a need of nothing": form(NEED, pvr="0", spares="1", source="xyz", peildatum="1-1-2090"),
    "changes since no day": lambda client: client.get("/wijzigingen?sinds=xyz"),
    "the fleet on no day": lambda client: client.get("/concessies?peildatum=31-2-2026"),
}
GRANTOR: dict[str, Answer] = {
    "a promise of nobody": form(PROMISE, **{"maker-1": "Yutomg", "count-1": "1,5", "dated-1": "x"}),
    "a promise of a day to come": form(PROMISE, **{"peildatum": "1-1-2090", "maker-1": "", "count-1": "3"}),
    "a promise too long": form(PROMISE, **{"maker-1": "BYD", "model-1": "x" * 300, "brondatum": "1-1-26"}),
    "a need in words": form(NEED, pvr="1,5", crisis_role="x", peildatum=""),
}
MINISTRY: dict[str, Answer] = {
    "a total of nothing": form(CONTROLS, grootheid="x", stand="", waarde="", bron=""),
    "a total in the English way": form(CONTROLS, waarde="2,710", stand="1-1-2090", bron="x" * 600),
    "a total of nobody": form(CONTROLS, grootheid="ze-fabrikant", fabrikant="qqq", stand="31-2-2026"),
    "the national picture on no day": lambda client: client.get("/landelijk?peildatum=01/02/2026"),
}
CASES = [
    *(("operator", name, answer) for name, answer in OPERATOR.items()),
    *(("grantor", name, answer) for name, answer in GRANTOR.items()),
    *(("ministry", name, answer) for name, answer in MINISTRY.items()),
]


def _wrong(app: Flask, role: str, language: str) -> Iterator[str]:
    client = sign_in(app, role)
    post(client, "/taal", {"language": language})
    for its_role, name, answer in CASES:
        if its_role == role:
            page = answer(client)
            said = page.get_data(as_text=True)
            if page.status_code != 400:
                yield f"{name}: not refused, {page.status_code}"
            if f'<html lang="{language}"' not in said:
                yield f"{name}: not in the language of the reader"
            yield from (f"{name}: {text}" for text in foreign(said, language))


@pytest.mark.parametrize("role", ["operator", "grantor", "ministry"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_refusal_speaks_the_language_of_the_reader(app: Flask, role: str, language: str) -> None:
    wrong = list(_wrong(app, role, language))
    assert not wrong, "\n".join(wrong)
