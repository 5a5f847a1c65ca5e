"""Signing in without a browser: a link, a session, and who holds it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from busrisk.register.people import LinkRefusal, LinkRefused, Person, issue_link, named, redeem, visitor
from busrisk.register.session import Register
from busrisk.register.tables import Account, table
from tests.databases import NOW

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
