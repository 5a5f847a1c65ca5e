"""A visit ends: after silence, after half a day, on signing out, and when the account is closed."""

from __future__ import annotations

from datetime import timedelta

from busrisk.register.people import (
    LinkRefusal,
    redeem,
    sign_out,
    touch,
)
from busrisk.register.session import Register
from tests.databases import NOW, Database, State, on_both
from tests.register.signing_in import HOUR, MINUTE, MOMENT, ORIGIN, close, link, refusal, who_visits
from tests.register.stored import rows


@on_both
def test_a_visit_ends_after_half_an_hour_of_silence(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    assert who_visits(ready, session, NOW + 30 * MINUTE - MOMENT)
    assert who_visits(ready, session, NOW + 30 * MINUTE) is None


def test_a_visit_in_use_goes_on_and_ends_after_twelve_hours_all_the_same(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    now = NOW
    while now + 20 * MINUTE < NOW + 12 * HOUR:
        now += 20 * MINUTE
        visiting = who_visits(ready, session, now)
        assert visiting is not None, f"signed out after {now - NOW}"
        touch(ready, session, visiting, now)
    assert who_visits(ready, session, NOW + 12 * HOUR - MOMENT)
    assert who_visits(ready, session, NOW + 12 * HOUR) is None


def test_a_visit_is_noted_at_most_once_a_minute(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    seen = []
    for after in (0 * MINUTE, MINUTE - MOMENT, MINUTE, MINUTE + MINUTE / 2):
        visiting = who_visits(ready, session, NOW + after)
        assert visiting is not None
        touch(ready, session, visiting, NOW + after)
        (stored,) = rows(ready)["visit"].values()
        seen.append(stored["seen_at"] - NOW)
    assert seen == [timedelta(0), timedelta(0), MINUTE, MINUTE]


@on_both
def test_signing_out_kills_every_copy_of_the_session_and_says_who(ready: Register) -> None:
    session, other = (redeem(ready, link(ready), NOW, ORIGIN) for _ in range(2))
    sign_out(ready, session, NOW + MINUTE)
    assert who_visits(ready, session, NOW + MINUTE) is None
    assert who_visits(ready, other, NOW + MINUTE)
    journal = rows(ready)["journal"]
    last = journal[max(journal)]
    assert (last["action"], last["actor"]) == ("sign_out", "grantor@demo.invalid")


def test_signing_out_twice_changes_nothing_the_second_time(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    sign_out(ready, session, NOW + MINUTE)
    before = rows(ready)
    sign_out(ready, session, NOW + 2 * MINUTE)
    sign_out(ready, "nobody's", NOW + 2 * MINUTE)
    assert rows(ready) == before


def test_a_used_session_does_not_come_back_to_life_by_being_touched(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    visiting = who_visits(ready, session)
    assert visiting is not None
    sign_out(ready, session, NOW)
    touch(ready, session, visiting, NOW + 5 * MINUTE)
    assert who_visits(ready, session, NOW + 5 * MINUTE) is None


def test_closing_an_account_ends_its_visits_at_once(ready: Register) -> None:
    session = redeem(ready, link(ready), NOW, ORIGIN)
    close(ready, "grantor@demo.invalid")
    assert who_visits(ready, session) is None


def test_a_link_is_no_session_and_a_session_no_link(ready: Register) -> None:
    token = link(ready)
    session = redeem(ready, token, NOW, ORIGIN)
    assert who_visits(ready, token) is None
    assert refusal(ready, session) is LinkRefusal.UNKNOWN


def test_a_visitor_is_told_the_data_version_and_whether_it_is_an_exercise(database: Database) -> None:
    found = []
    for state in (State.READY, State.EXERCISE):
        register = database.open(state)
        visiting = who_visits(register, redeem(register, link(register), NOW, ORIGIN))
        with register.reader() as reader:
            assert visiting is not None
            found.append((visiting.exercise, visiting.version == reader.version))
    assert found == [(False, True), (True, True)]
