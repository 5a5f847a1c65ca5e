from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import abort

from busrisk.access.policy import Action
from busrisk.register.unavailable import RegisterBusy, RegisterFull, RegisterUnavailable
from busrisk.web.errors import FAULTS
from busrisk.web.gate import needs
from tests.web.visits import client_of, heading, link_for, post, register_of, sign_in


@pytest.mark.parametrize("code", sorted(FAULTS.keys() - {429}))
def test_every_refusal_says_what_why_and_what_to_do(app: Flask, code: int) -> None:
    @needs(Action.READ_PUBLIC)
    def failing() -> str:
        abort(code)

    app.view_functions["public.alive"] = failing
    client = sign_in(app, "ministry")
    answer = client.get("/levend")
    fault = FAULTS[code]
    assert answer.status_code == code
    assert heading(answer) == fault.title
    assert fault.why in answer.text
    assert fault.remedy in answer.text


def test_a_failure_is_a_page_without_a_trace(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    @needs(Action.READ_PUBLIC)
    def failing() -> str:
        raise ValueError("een zeldzaam woord")

    app.view_functions["public.alive"] = failing
    with caplog.at_level(logging.CRITICAL):
        answer = client_of(app).get("/levend")
    assert answer.status_code == 500
    assert heading(answer) == "Er ging iets mis in het register"
    assert "zeldzaam" not in answer.text
    assert "Traceback" not in answer.text


def test_an_unreachable_database_is_a_page_that_asks_to_come_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreachable() -> None:
        raise RegisterUnavailable("de server draait niet")

    monkeypatch.setattr(app.extensions["busrisk"].register, "reader", unreachable)
    with caplog.at_level(logging.CRITICAL):
        answer = client_of(app).get("/methode")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Het register is even niet bereikbaar" in answer.text


@pytest.mark.parametrize(
    ("refusal", "code", "words"),
    [
        (RegisterFull("vol"), 507, "De schijf van het register is vol"),
        (RegisterBusy("bezig"), 503, "Iemand anders is aan het schrijven"),
    ],
)
def test_a_database_that_takes_no_writing_says_so_and_reading_goes_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch, refusal: RegisterUnavailable, code: int, words: str
) -> None:
    def refusing(*_: object) -> None:
        raise refusal

    client, link = client_of(app), link_for(app, "grantor")
    client.get(link)
    with monkeypatch.context() as patch:
        patch.setattr(register_of(app), "writer", refusing)
        answer = post(client, link, seen=link)
        assert answer.status_code == code
        assert heading(answer) == words
        assert client.get("/methode").status_code == 200
    assert post(client, link, seen=link).status_code == 303


def test_an_address_that_takes_no_post_says_which_it_takes(visitor: FlaskClient) -> None:
    answer = post(visitor, "/methode")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_concession_of_another_grantor_answers_like_one_that_is_not_there(app: Flask) -> None:
    client = sign_in(app, "grantor")
    missing, foreign = client.get("/concessies/bestaat-niet"), client.get("/concessies/fry")
    assert missing.status_code == foreign.status_code == 404
    assert missing.text.replace("bestaat-niet", "fry") == foreign.text


def test_a_refusal_speaks_english_to_an_english_reader(visitor: FlaskClient) -> None:
    post(visitor, "/taal", {"language": "en"})
    answer = visitor.get("/niets")
    assert heading(answer) == "There is no such page"
    assert "pagina" not in answer.text


def test_every_code_that_the_app_may_answer_has_a_page() -> None:
    assert {400, 403, 404, 405, 409, 413, 500, 503} <= FAULTS.keys()
