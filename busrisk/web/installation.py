"""What one running app consists of; every part of the web room finds it here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app

from busrisk.access.policy import Action
from busrisk.register.session import Register
from busrisk.rulebook.shape import Edition
from busrisk.settings import Settings

NAME = "busrisk"


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: shown to whoever may do `action`, in the order of the work.

    `label` and `group` are Dutch texts marked with N_(); entries of one group stand together.
    """

    endpoint: str
    label: str
    action: Action
    group: str = ""


@dataclass(frozen=True)
class Installation:
    """Settings, register, the edition in force when the app started, and the navigation."""

    settings: Settings
    register: Register
    edition: Edition
    navigation: tuple[Entry, ...] = ()

    def now(self) -> datetime:
        return self.settings.now()

    def install(self, app: Flask) -> None:
        app.extensions[NAME] = self


def installation() -> Installation:
    """The installation that answers this request."""
    return cast(Installation, current_app.extensions[NAME])
