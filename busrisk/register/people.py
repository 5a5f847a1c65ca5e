"""Accounts, one-time sign-in links and visits. Tokens are kept as digests only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, insert, select, update

from busrisk.access.policy import Role
from busrisk.access.scope import Scope, scope_of
from busrisk.core.facts import PartyRef
from busrisk.register.journal import note
from busrisk.register.session import Reader, Register, Writer
from busrisk.register.tables import (
    Account,
    Change,
    Party,
    PartyFact,
    RegionRow,
    SignInLink,
    Visit,
    table,
)
from busrisk.settings import Refusal

account, visit, link = table(Account), table(Visit), table(SignInLink)
party, party_fact, region = table(Party), table(PartyFact), table(RegionRow)

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
LINK_LIVES = timedelta(hours=12)
_TOUCH_AT_MOST = timedelta(minutes=1)
_TOUCH_WAITS = 50  # milliseconds for another writer


class LinkRefusal(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"


class LinkRefused(Exception):
    """A sign-in link that lets nobody in, and why."""

    def __init__(self, reason: LinkRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchAccount(Refusal):
    """Nobody has this e-mail address or role; the message names what there is."""


class NoSuchOrganisation(Refusal):
    """An account would speak for an organisation the register does not know."""


@dataclass(frozen=True)
class Person:
    """Somebody signed in, or named on the command line."""

    account: int
    email: str
    name: str
    role: Role
    region: str
    region_name_nl: str
    region_name_en: str
    organisation: PartyRef | None
    demo: bool
    version: int  # the data version at the moment of looking: read in the same statement
    exercise: bool  # whether the register holds a fictional region: then every page and file says so
    seen_at: datetime | None = None
    ends_at: datetime | None = None  # when the visit runs out if nothing more is heard of it

    @property
    def scope(self) -> Scope:
        return scope_of(self.role, self.region, self.organisation.key if self.organisation else None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _people() -> Select[Any]:
    version = select(func.coalesce(func.max(table(Change).c.id), 0)).scalar_subquery()
    fictional = region.alias("fictional")
    exercise = select(func.count()).select_from(fictional).where(fictional.c.fictional)
    named = and_(
        party_fact.c.party_id == party.c.id, party_fact.c.ended_in.is_(None), party_fact.c.holds_to.is_(None)
    )
    return (
        select(
            account,
            party.c.key.label("party_key"),
            party_fact.c.name.label("party_name"),
            region.c.name_nl,
            region.c.name_en,
            version.label("version"),
            exercise.scalar_subquery().label("fictional_regions"),
        )
        .join(region, region.c.code == account.c.region)
        .join(party, party.c.id == account.c.party_id, isouter=True)
        .join(party_fact, named, isouter=True)
        .where(account.c.closed_at.is_(None))
    )


def _person(row: Any) -> Person:
    organisation = PartyRef(row.party_key, row.party_name or row.party_key) if row.party_key else None
    return Person(
        account=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        region=row.region,
        region_name_nl=row.name_nl,
        region_name_en=row.name_en,
        organisation=organisation,
        demo=row.demo,
        version=row.version,
        exercise=bool(row.fictional_regions),
    )


# --- Accounts -------------------------------------------------------------------------------------


def open_account(
    writer: Writer, email: str, name: str, role: Role, region: str, party_key: str | None, demo: bool
) -> bool:
    """Makes an account; False when the address has one. Production refuses demonstration accounts at start.

    Raises NoSuchOrganisation: an account bound to nothing would reach nothing, and nobody would know why.
    """
    if writer.connection.scalar(select(account.c.id).where(account.c.email == email)) is not None:
        return False
    number = _party_number(writer, party_key) if party_key else None
    values = {"email": email, "name": name, "role": role.value, "region": region, "demo": demo}
    writer.connection.execute(insert(account).values(**values, party_id=number, made_at=_utc(writer.now)))
    note(writer, "open_account", email, "done")
    return True


def _party_number(reader: Reader, key: str) -> int:
    number = reader.connection.scalar(select(party.c.id).where(party.c.key == key))
    if number is None:
        there_are = ", ".join(reader.connection.scalars(select(party.c.key).order_by(party.c.key)))
        raise NoSuchOrganisation(f"Geen organisatie met sleutel {key!r}. Er is: {there_are or 'nog niets'}.")
    return int(number)


def accounts(reader: Reader) -> tuple[Person, ...]:
    """Everybody who may sign in, by region and role."""
    rows = reader.connection.execute(_people().order_by(account.c.region, account.c.id))
    return tuple(_person(row) for row in rows)


def named(reader: Reader, who: str, region_code: str | None = None) -> Person:
    """The account with this e-mail address, or the first with this role in the region."""
    known = accounts(reader)
    here = [person for person in known if region_code in (None, person.region)]
    for person in here:
        if who in (person.email, person.role):
            return person
    there_are = ", ".join(sorted({person.email for person in here} | {person.role for person in here}))
    of = f" in regio {region_code!r}" if region_code else ""
    raise NoSuchAccount(
        f"Geen account met rol of e-mailadres {who!r}{of}. Er is: {there_are or 'nog niemand'}. "
        "Kies daaruit, of open een account met busrisk open-account."
    )


def has_demo_accounts(reader: Reader) -> bool:
    """Whether a demonstration account is open."""
    demo = select(account.c.id).where(account.c.demo, account.c.closed_at.is_(None))
    return reader.connection.scalar(demo.limit(1)) is not None


def has_accounts(reader: Reader) -> bool:
    """Whether anybody ever had an account here."""
    return reader.connection.scalar(select(account.c.id).limit(1)) is not None


# --- Signing in and out ------------------------------------------------------------------------------


def issue_link(writer: Writer, person: Person) -> str:
    """A one-time token for the account; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    made = _utc(writer.now)
    row = {"digest": _digest(token), "account_id": person.account, "made_at": made}
    writer.connection.execute(insert(link).values(**row, expires_at=made + LINK_LIVES))
    note(writer, "issue_sign_in_link", person.email, "done")
    return token


def look_at_link(reader: Reader, token: str, now: datetime) -> Person:
    """Whom a link would sign in. Looking spends nothing. Raises LinkRefused."""
    row = reader.connection.execute(select(link).where(link.c.digest == _digest(token))).first()
    if row is None:
        raise LinkRefused(LinkRefusal.UNKNOWN)
    if row.used_at is not None:
        raise LinkRefused(LinkRefusal.USED)
    if row.expires_at <= _utc(now):
        raise LinkRefused(LinkRefusal.EXPIRED)
    person = reader.connection.execute(_people().where(account.c.id == row.account_id)).first()
    if person is None:
        raise LinkRefused(LinkRefusal.UNKNOWN)
    return _person(person)


def redeem(register: Register, token: str, now: datetime, origin: str) -> str:
    """Spends the link and begins a visit: the new session token. Raises LinkRefused."""
    with register.writer("sign-in", "redeem") as writer:
        person = look_at_link(writer, token, now)
        spent = update(link).where(link.c.digest == _digest(token)).values(used_at=_utc(now))
        writer.connection.execute(spent)
        session = secrets.token_urlsafe(32)
        begun = {"begun_at": _utc(now), "seen_at": _utc(now), "origin": origin[:64]}
        writer.connection.execute(
            insert(visit).values(digest=_digest(session), account_id=person.account, **begun)
        )
        writer.actor = person.email
        note(writer, "sign_in", person.email, "done", origin)
    return session


# Built once: every request of somebody signed in runs it, and building it costs more than running it.
_VISITOR = (
    _people()
    .join(visit, visit.c.account_id == account.c.id)
    .add_columns(visit.c.seen_at, visit.c.begun_at)
    .where(
        visit.c.digest == bindparam("digest"),
        visit.c.ended_at.is_(None),
        visit.c.seen_at > bindparam("seen_after"),
        visit.c.begun_at > bindparam("begun_after"),
    )
)


def visitor(reader: Reader, session: str, now: datetime) -> Person | None:
    """Who holds a live visit: not signed out, seen within 30 minutes, begun within 12 hours, account open."""
    moment = _utc(now)
    asked = {"digest": _digest(session), "seen_after": moment - IDLE, "begun_after": moment - ABSOLUTE}
    row = reader.connection.execute(_VISITOR, asked).first()
    if row is None:
        return None
    ends_at = min(row.seen_at + IDLE, row.begun_at + ABSOLUTE)
    return replace(_person(row), seen_at=row.seen_at, ends_at=ends_at)


def touch(register: Register, session: str, person: Person, now: datetime) -> None:
    """Notes that the visit is alive, at most once a minute.

    Raises RegisterUnavailable soon when somebody else is writing: a page waits for this.
    """
    moment = _utc(now)
    if person.seen_at is not None and moment - person.seen_at < _TOUCH_AT_MOST:
        return
    with register.writer(person.email, "touch", _TOUCH_WAITS) as writer:
        writer.connection.execute(
            update(visit).where(visit.c.digest == _digest(session)).values(seen_at=moment)
        )


def sign_out(register: Register, session: str, now: datetime) -> None:
    """Ends the visit: every copy of the cookie is dead. A visit that ended before stays as it was."""
    live = (visit.c.digest == _digest(session)) & visit.c.ended_at.is_(None)
    with register.writer("sign-out", "sign_out") as writer:
        whose = select(account.c.email).join(visit, visit.c.account_id == account.c.id).where(live)
        email = writer.connection.scalar(whose)
        if email is None:
            return
        writer.connection.execute(update(visit).where(live).values(ended_at=_utc(now)))
        writer.actor = email
        note(writer, "sign_out", email, "done")
