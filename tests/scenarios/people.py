"""Who acts in a scenario, and when: each signs in by a link on the day that is named, on one register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from flask import Flask
from flask.testing import FlaskClient

from busrisk.access.policy import Role
from busrisk.app import make_app
from busrisk.register.session import Register
from tests.databases import Database
from tests.start_lists import Row, take
from tests.web.accounts import account
from tests.web.visits import register_of, sign_in

TODAY = date(2026, 11, 22)


@dataclass
class Country:
    """One register over the days of a scenario: it is noon of the day on which somebody comes."""

    register: Register
    database: Database
    apps: dict[date, Flask] = field(default_factory=dict)
    accounts: dict[tuple[Role, str | None], str] = field(default_factory=dict)
    visits: dict[tuple[Role, str | None, date], FlaskClient] = field(default_factory=dict)

    def listed(self, day: date, *rows: Row, controls: Iterable[Row] = ()) -> None:
        """A start list, taken in on that day and about it."""
        take(self.clock(day), *rows, controls=controls, peildatum=day)

    def operator(self, party: str, day: date = TODAY) -> FlaskClient:
        return self._come(Role.OPERATOR, party, day)

    def grantor(self, party: str, day: date = TODAY) -> FlaskClient:
        return self._come(Role.GRANTOR, party, day)

    def ministry(self, day: date = TODAY) -> FlaskClient:
        return self._come(Role.MINISTRY, None, day)

    def administrator(self, day: date = TODAY) -> FlaskClient:
        return self._come(Role.ADMINISTRATOR, None, day)

    def clock(self, day: date) -> Register:
        """The register on that day."""
        return self.database.at(self.register, datetime.combine(day, time(12), UTC))

    def close(self) -> None:
        for app in self.apps.values():
            register_of(app).close()
        self.database.close()

    def _come(self, role: Role, party: str | None, day: date) -> FlaskClient:
        """Who signed in that day is still there."""
        if (role, party) not in self.accounts:
            self.accounts[role, party] = account(self.clock(day), role, party)
        if (role, party, day) not in self.visits:
            self.visits[role, party, day] = sign_in(self._app(day), self.accounts[role, party])
        return self.visits[role, party, day]

    def _app(self, day: date) -> Flask:
        """The pages on that day. A register starts with a method in force, and none was before 2026; one that
        started then is told of earlier days too, so its clock is set back after the start."""
        if day not in self.apps:
            app = make_app(self.register.settings)
            app.testing = True
            app.config["PROPAGATE_EXCEPTIONS"] = False
            register_of(app).close()
            at = self.clock(day)
            app.extensions["busrisk"] = replace(app.extensions["busrisk"], settings=at.settings, register=at)
            self.apps[day] = app
        return self.apps[day]
