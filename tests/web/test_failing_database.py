"""A database that fails while it is used: a page with a remedy, and the next request goes on."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from busrisk.access.policy import Action
from busrisk.register.session import Register
from busrisk.web.gate import needs, reader
from busrisk.web.headers import ALWAYS
from tests.databases import NOW, POSTGRESQL, Database, State, on_both
from tests.register.breaking import cut_off, damage, no_room
from tests.register.stored import rows
from tests.register.writing import state_name
from tests.web.conftest import Making
from tests.web.visits import client_of, client_with, cookie, heading, link_for, post, register_of, sign_in

on_postgresql = pytest.mark.parametrize("database", [POSTGRESQL], indirect=True)
COUNT = text("SELECT count(*) FROM change")


def instead_of_alive(app: Flask, doing: Callable[[], object]) -> None:
    @needs(Action.READ_PUBLIC)
    def view() -> str:
        return str(doing())

    app.view_functions["public.alive"] = view


def is_unavailable(answer: TestResponse) -> bool:
    for name, value in ALWAYS.items():
        assert answer.headers.getlist(name) == [value]
    return (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


@on_postgresql
def test_a_server_that_stops_during_a_view_is_a_page_and_the_next_request_goes_on(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def looking_twice() -> object:
        reader().connection.scalar(COUNT)
        cut_off(register_of(app))
        return reader().connection.scalar(COUNT)

    client = sign_in(app, "ministry")
    instead_of_alive(app, looking_twice)
    with caplog.at_level(logging.CRITICAL):
        answer = client.get("/levend")
    assert is_unavailable(answer)
    assert "Het register is even niet bereikbaar" in answer.text
    assert client.get("/landelijk").status_code == 200


@on_postgresql
def test_a_connection_lost_after_the_last_look_does_not_spoil_the_answer(app: Flask) -> None:
    def looking_once() -> object:
        found = reader().connection.scalar(COUNT)
        cut_off(register_of(app))
        return found

    instead_of_alive(app, looking_once)
    client = client_of(app)
    for _ in range(2):
        assert (client.get("/levend").status_code, client.get("/levend").text) == (200, "1")


@on_both
def test_a_failure_of_the_view_itself_is_still_a_page_in_full(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    instead_of_alive(app, lambda: reader().connection.execute(text("SELECT * FROM nowhere")))
    client = sign_in(app, "ministry")
    with caplog.at_level(logging.CRITICAL):
        answer = client.get("/levend")
    assert (answer.status_code, heading(answer)) == (500, "Er ging iets mis in het register")
    assert "Afmelden" in answer.text


def test_a_damaged_file_is_a_page_to_whoever_asks(
    ready: Register, making: Making, caplog: pytest.LogCaptureFixture
) -> None:
    before = making(ready.settings)
    visit = cookie(sign_in(before, "ministry"))
    register_of(before).close()
    damage(ready)
    app = making(ready.settings)
    with caplog.at_level(logging.CRITICAL):
        for client in (client_of(app), client_with(app, visit)):
            assert is_unavailable(client.get("/"))


@on_both
def test_a_writer_that_finds_another_writing_is_a_page_that_asks_to_come_back(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def writing() -> None:
        with register_of(app).writer("tester", "state_name", 20) as writer:
            state_name(writer, "one", "Een")

    instead_of_alive(app, writing)
    with caplog.at_level(logging.CRITICAL), register_of(app).writer("other", "long_act") as other:
        state_name(other, "other", "Een ander")
        answer = client_of(app).get("/levend")
    assert is_unavailable(answer)
    assert heading(answer) == "Iemand anders is aan het schrijven"


def test_a_disk_without_room_takes_no_act_and_shows_every_page_also_one_never_opened(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client, link = sign_in(app, "ministry"), link_for(app, "grantor")
    with caplog.at_level(logging.CRITICAL), no_room():
        for path in ("/", "/methode", "/landelijk", "/concessies"):
            assert client.get(path).status_code == 200, path
        assert post(client, link, seen="/").status_code in (503, 507)
    assert post(client, link, seen="/").status_code == 303


def test_templates_that_cannot_be_kept_are_made_each_time(database: Database, making: Making) -> None:
    settings = database.settings(State.READY)
    (settings.data_dir / "compiled-templates").write_text("geen map")
    assert client_of(making(settings)).get("/methode").status_code == 200


# --- A visit is kept alive, but never at the cost of the page --------------------------------------


def at_minute(app: Flask, minutes: int) -> None:
    here = app.extensions["busrisk"]
    later = replace(here.settings, clock=NOW + timedelta(minutes=minutes))
    app.extensions["busrisk"] = replace(here, settings=later)


@on_both
def test_a_page_does_not_wait_for_whoever_is_writing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    client = sign_in(app, "ministry")
    client.get("/landelijk")
    at_minute(app, 5)
    with register_of(app).writer("other", "long_act") as other:
        state_name(other, "other", "Een ander")
        begun = time.monotonic()
        assert client.get("/landelijk").status_code == 200
        assert time.monotonic() - begun < 1
    assert len(untouched(caplog)) == 1


@on_both
def test_a_visit_that_could_not_be_touched_is_touched_again_after_a_minute(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = sign_in(app, "ministry"), sign_in(app, "administrator")
    at_minute(app, 5)
    with register_of(app).writer("other", "long_act") as other:
        state_name(other, "other", "Een ander")
        for client in (one, two, one, two):
            assert client.get("/landelijk").status_code == 200
        assert len(untouched(caplog)) == 1
    assert seen_at(app) == {NOW}
    at_minute(app, 6)
    one.get("/landelijk")
    assert seen_at(app) == {NOW, NOW + timedelta(minutes=6)}


def untouched(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if "not touched" in line.getMessage()]


def seen_at(app: Flask) -> set[object]:
    return {row["seen_at"] for row in rows(register_of(app))["visit"].values()}
