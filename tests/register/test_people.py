"""Accounts, sign-in links that work once, and visits that end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from busrisk.access.policy import Role
from busrisk.register.people import (
    LinkRefusal,
    LinkRefused,
    NoSuchAccount,
    NoSuchOrganisation,
    Person,
    accounts,
    issue_link,
    look_at_link,
    named,
    open_account,
    redeem,
    sign_out,
    touch,
    visitor,
)
from busrisk.register.session import Register
from busrisk.register.tables import Account, table
from tests.databases import NOW, Database, State, on_both
from tests.register.stored import rows

HOUR, MINUTE, MOMENT = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)
ORIGIN = "127.0.0.1"


def person(register: Register, who: str = "grantor") -> Person:
    with register.reader() as reader:
        return named(reader, who, "nl")


def link(register: Register, who: str = "grantor") -> str:
    with register.writer("tester", "issue_sign_in_link") as writer:
        return issue_link(writer, named(writer, who, "nl"))


def who_visits(register: Register, session: str, now: datetime = NOW) -> Person | None:
    with register.reader() as reader:
        return visitor(reader, session, now)


def refusal(register: Register, token: str, now: datetime = NOW) -> LinkRefusal:
    with pytest.raises(LinkRefused) as refused:
        redeem(register, token, now, ORIGIN)
    return refused.value.reason


def close(register: Register, email: str) -> None:
    with register.writer("tester", "close_account") as writer:
        closing = update(table(Account)).where(table(Account).c.email == email)
        writer.connection.execute(closing.values(closed_at=NOW))


# --- Links --------------------------------------------------------------------------------------------


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

    def use(_: int) -> bool:
        try:
            return bool(redeem(ready, token, NOW, ORIGIN))
        except LinkRefused as refused:
            assert refused.reason is LinkRefusal.USED
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(8))) == 1
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


# --- Visits -------------------------------------------------------------------------------------------


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


# --- Accounts -----------------------------------------------------------------------------------------


@on_both
def test_demonstration_accounts_carry_a_role_name_and_nobody_s(exercise: Register) -> None:
    with exercise.reader() as reader:
        everybody = accounts(reader)
    names = {(each.region, each.role.value): each.name for each in everybody}
    roles = {"grantor": "Concessieverlener", "operator": "Vervoerder", "ministry": "Analist ministerie"}
    roles["administrator"] = "Beheerder"
    assert names == {(region, role): name for region in ("nl", "voorbeeldland") for role, name in roles.items()}
    assert all(each.email.endswith("@demo.invalid") and each.demo for each in everybody)
    organisations = {each.email: each.organisation.name for each in everybody if each.organisation}
    assert organisations["grantor@demo.invalid"] == "Provincie Zuid-Holland"
    assert organisations["operator@demo.invalid"] == "Qbuzz"


def test_somebody_is_found_by_role_within_the_region_and_by_address_anywhere(exercise: Register) -> None:
    with exercise.reader() as reader:
        assert named(reader, "grantor", "voorbeeldland").email == "grantor-voorbeeldland@demo.invalid"
        assert named(reader, "grantor", "nl").email == "grantor@demo.invalid"
        assert named(reader, "ministry@demo.invalid", "voorbeeldland").region == "nl"


def test_somebody_who_is_not_there_is_refused_with_who_is(ready: Register) -> None:
    with ready.reader() as reader, pytest.raises(NoSuchAccount) as refused:
        named(reader, "minister", "nl")
    assert "'minister'" in str(refused.value)
    assert "administrator, administrator@demo.invalid, grantor" in str(refused.value)


def test_an_address_has_one_account(ready: Register) -> None:
    with ready.writer("tester", "open_account") as writer:
        made = [
            open_account(writer, "fleet@example.org", "Wagenpark", Role.OPERATOR, "nl", "ebs", demo=False)
            for _ in range(2)
        ]
    assert made == [True, False]
    assert person(ready, "fleet@example.org").scope.parties == {"ebs"}


def test_an_account_for_an_organisation_nobody_knows_is_refused_with_those_there_are(ready: Register) -> None:
    before = rows(ready)
    with pytest.raises(NoSuchOrganisation, match=r"'prov-zhh'.*prov-zh"), ready.writer("tester", "open") as writer:
        open_account(writer, "a@example.org", "Iemand", Role.GRANTOR, "nl", "prov-zhh", demo=False)
    assert rows(ready) == before
