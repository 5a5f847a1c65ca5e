"""A sign-in link works once, for twelve hours, and is kept by nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from busrisk.access.policy import Role
from busrisk.register.people import (
    LinkRefusal,
    LinkRefused,
    look_at_link,
    redeem,
)
from busrisk.register.session import Register
from tests.databases import NOW, on_both
from tests.register.signing_in import HOUR, MOMENT, ORIGIN, close, link, refusal, who_visits
from tests.register.stored import rows


@on_both
def test_a_link_signs_in_once(ready: Register) -> None:
    token = link(ready)
    session = redeem(ready, token, NOW, ORIGIN)
    visiting = who_visits(ready, session)
    assert visiting is not None
    assert (visiting.role, visiting.scope.parties) == (Role.GRANTOR, {"prov-zh"})
    assert refusal(ready, token) is LinkRefusal.USED


def test_looking_at_a_link_spends_nothing(ready: Register) -> None:
    token = link(ready)
    with ready.reader() as reader:
        for _ in range(2):
            assert look_at_link(reader, token, NOW).email == "grantor@demo.invalid"
    assert redeem(ready, token, NOW, ORIGIN)


@on_both
def test_a_link_lives_twelve_hours_and_not_a_moment_longer(ready: Register) -> None:
    in_time, too_late = link(ready), link(ready)
    assert redeem(ready, in_time, NOW + 12 * HOUR - MOMENT, ORIGIN)
    assert refusal(ready, too_late, NOW + 12 * HOUR) is LinkRefusal.EXPIRED


@pytest.mark.parametrize("token", ["", "onbekend", "x" * 10_000])
def test_a_link_nobody_was_given_is_unknown(ready: Register, token: str) -> None:
    assert refusal(ready, token) is LinkRefusal.UNKNOWN


def test_the_link_of_a_closed_account_answers_like_one_that_was_never_there(ready: Register) -> None:
    token = link(ready)
    close(ready, "grantor@demo.invalid")
    assert refusal(ready, token) is LinkRefusal.UNKNOWN


@on_both
def test_of_many_that_use_one_link_at_once_one_gets_in(ready: Register) -> None:
    token = link(ready)

    def use(_: int) -> str:
        try:
            return "signed in" if redeem(ready, token, NOW, ORIGIN) else ""
        except LinkRefused as refused:
            return refused.reason

    with ThreadPoolExecutor(4) as pool:
        came_of_it = sorted(pool.map(use, range(8)))
    assert came_of_it == ["signed in", *[LinkRefusal.USED] * 7]
    assert len(rows(ready)["visit"]) == 1


def test_neither_link_nor_session_is_kept_as_it_was_given(ready: Register) -> None:
    token = link(ready)
    session = redeem(ready, token, NOW, ORIGIN)
    stored = str(rows(ready))
    assert token not in stored
    assert session not in stored
    assert token != session


def test_signing_in_is_journalled_with_person_and_origin_and_is_no_change(ready: Register) -> None:
    before = rows(ready)
    redeem(ready, link(ready), NOW, ORIGIN)
    after = rows(ready)
    assert after["change"] == before["change"]
    last = after["journal"][max(after["journal"])]
    noted = (last["action"], last["actor"], last["object"], last["origin"], last["change_id"])
    assert noted == ("sign_in", "grantor@demo.invalid", "grantor@demo.invalid", ORIGIN, None)
