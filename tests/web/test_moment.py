from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from busrisk.access.scope import national
from busrisk.register.session import Register
from busrisk.web.moment import Asked, asked_moment, end_of, moment_form
from tests.databases import NOW, Database, State
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.visits import register_of


def asked(app: Flask, **fields: str) -> Asked:
    with app.test_request_context(), register_of(app).reader() as reader:
        return asked_moment(fields, national("nl"), reader)


def test_without_fields_it_is_the_newest_reference_date_as_known_now(app: Flask) -> None:
    found = asked(app)
    assert (found.moment.day, found.known_on, found.status) == (date(2026, 1, 1), None, 200)
    assert found.address == {}


def test_a_later_import_moves_the_newest_reference_date_and_one_still_to_come_does_not(app: Flask) -> None:
    register, haaglanden = register_of(app), ",BEV,43,reported,in_service,2025,"
    change(register, haaglanden, haaglanden.replace("43", "40"), date(2026, 7, 1))
    change(register, haaglanden, haaglanden.replace("43", "41"), date(2027, 1, 1))
    assert asked(app).moment.day == date(2026, 7, 1)


def test_a_register_without_a_fleet_starts_from_today(empty: Register, making: Making) -> None:
    assert asked(making(empty.settings)).moment.day == NOW.date()


@pytest.mark.parametrize("typed", ["2026-03-05", "5-3-2026", "05-03-2026", " 2026-03-05 "])
def test_a_day_is_read_as_dutch_readers_write_it(app: Flask, typed: str) -> None:
    found = asked(app, peildatum=typed)
    assert found.moment.day == date(2026, 3, 5)
    assert found.address == {"peildatum": "2026-03-05"}


def test_as_known_on_a_day_holds_until_its_end(database: Database, making: Making) -> None:
    register = database.open(State.READY)  # filled on 20 November
    app = making(register.settings)
    assert asked(app, bekend="2026-11-20").moment.known > 0
    assert asked(app, bekend="2026-11-19").moment.known == 0
    with app.test_request_context():  # in Amsterdam it is an hour later than in Greenwich
        assert end_of(date(2026, 11, 20)) == datetime(2026, 11, 20, 22, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["31-02-2026", "2026", "1/2/2026", "x" * 500, "\0", "2026-01-01\r\nX: y", "9999-01-01"]
)
def test_what_cannot_be_read_is_a_fault_and_stays_in_its_field(app: Flask, typed: str) -> None:
    found = asked(app, peildatum=typed)
    assert (found.status, found.moment.day) == (400, date(2026, 1, 1))
    assert [name for name, _ in found.faults] == ["peildatum"]
    with app.test_request_context():
        assert moment_form(found).day == typed.strip()


@pytest.mark.parametrize("typed", ["morgen", "2026"])
def test_the_example_for_as_known_on_is_a_day_that_can_have_been(app: Flask, typed: str) -> None:
    ((name, fault),) = asked(app, bekend=typed).faults
    assert name == "bekend"
    assert fault.endswith("Vul een hele dag in, bijvoorbeeld 22-11-2026.")


def test_a_day_to_come_cannot_be_as_known_on_and_today_is_offered(app: Flask) -> None:
    ((_, fault),) = asked(app, bekend="2027-01-01").faults
    assert "Vul vandaag (22-11-2026) of een eerdere dag in, of laat het veld leeg voor nu." in fault


def test_as_known_before_no_stand_is_claimed(app: Flask) -> None:
    assert asked(app, peildatum="2026-06-15", bekend="2026-11-21").stood is None
    assert asked(app, peildatum="2026-06-15").stood == date(2026, 1, 1)
    assert asked(app, peildatum="2020-01-01").stood is None
