"""What stands round every page: who reads, where to go, how it is marked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache

from flask import request, url_for

import busrisk
from busrisk.access.policy import Role, may
from busrisk.core import dutch
from busrisk.core.wording import EXERCISE, EXERCISE_EN, MARKING, MARKING_EN, pick
from busrisk.register.people import Person
from busrisk.web import gate
from busrisk.web.installation import Entry, installation
from busrisk.web.language import DEFAULT, LANGUAGES, N_, gettext, language

# Stands for the visitor's CSRF token in a rendered page; no one can have typed it.
PLACEHOLDER = f"token-{secrets.token_hex(16)}"
OPEN = {"nl": "Openbare pagina", "en": "Public page"}

ROLES = {
    Role.GRANTOR: N_("Concessieverlener"),
    Role.OPERATOR: N_("Vervoerder"),
    Role.MINISTRY: N_("Analist"),
    Role.ADMINISTRATOR: N_("Beheerder"),
}


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    here: bool = False


@dataclass(frozen=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Shell:
    """The fixed part of every template's context."""

    language: str
    other_language: str
    other_language_name: str
    product: str
    person: Person | None
    who: str
    navigation: tuple[LinkGroup, ...]
    public: bool
    marking: str
    watermark: str | None
    edition: str
    app_version: str
    data_version: str
    here: str
    csrf: str = PLACEHOLDER

    @property
    def paper_marking(self) -> str:
        """What stands at the head of every printed sheet."""
        return f"{self.watermark} · {self.marking}" if self.watermark else self.marking


def shell() -> Shell:
    """The shell for whoever asks now."""
    at, person, spoken = installation(), gate.current(), language()
    other = "en" if spoken == DEFAULT else DEFAULT
    public = gate.is_public(request.endpoint) or request.url_rule is None
    return Shell(
        language=spoken,
        other_language=other,
        other_language_name=LANGUAGES[other],
        product=at.settings.product_name,
        person=person,
        who=who(person),
        navigation=_groups(person),
        public=public,
        marking=OPEN[spoken] if public else pick(spoken, MARKING, MARKING_EN),
        watermark=pick(spoken, EXERCISE, EXERCISE_EN) if gate.is_exercise() else None,
        edition=at.edition.id,
        app_version=busrisk.__version__,
        data_version=dutch.write_number(gate.version(), 0, spoken),
        here=gate.here() if request.method in gate.SAFE else "/",
    )


def who(person: Person | None) -> str:
    """Role and organisation as shown at the top; empty for a visitor."""
    if person is None:
        return ""
    role = gettext(ROLES[person.role])
    return f"{role} · {person.organisation.name}" if person.organisation else role


def start(person: Person) -> str:
    """Where the work of this role begins: the first line of its navigation."""
    granted = (entry for entry in installation().navigation if may(person.role, entry.action))
    first = next(granted, None)
    return _address(first.endpoint) if first else "/"


def _groups(person: Person | None) -> tuple[LinkGroup, ...]:
    role = person.role if person else None
    groups: dict[str, list[Link]] = {}
    here = _nearest(request.path)
    for entry in installation().navigation:
        if may(role, entry.action):
            groups.setdefault(entry.group, []).append(_link(entry, here))
    return tuple(LinkGroup(gettext(title) if title else "", tuple(links)) for title, links in groups.items())


def _link(entry: Entry, here: str) -> Link:
    address = _address(entry.endpoint)
    return Link(gettext(entry.label), address, address == here)


def _nearest(path: str) -> str:
    """The address of the navigation that a page lies at or under; the longest where several do."""
    addresses = (_address(each.endpoint) for each in installation().navigation)
    above = (each for each in addresses if path == each or path.startswith(f"{each}/"))
    return max(above, key=len, default="")


@cache
def _address(endpoint: str) -> str:
    return url_for(endpoint)
