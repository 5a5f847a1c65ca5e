"""What changed since a day, as its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import url_for

from busrisk.core import dutch
from busrisk.core.dutch import ValueRefused
from busrisk.core.fleet.changes import Change
from busrisk.core.sheets.changes import Grain, listed_changes
from busrisk.web.language import gettext, language, spoken
from busrisk.web.moment import Asked, day_in_prose, moment_form
from busrisk.web.start.pages import ChangesPage

SINCE = "sinds"
A_YEAR = timedelta(days=365)
SHOWN = 200


@dataclass(frozen=True)
class Since:
    """From which day on changes are shown; where it cannot be read, a year back."""

    day: date
    typed: str
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def before(self) -> date:
        """The last day that is not shown."""
        return self.day - timedelta(days=1)

    @property
    def status(self) -> int:
        return 400 if self.faults else 200


def asked_since(fields: Mapping[str, str], today: date) -> Since:
    typed, usual = fields.get(SINCE, "").strip(), today - A_YEAR
    try:
        read = dutch.read_date(typed)
    except ValueRefused as refused:
        return Since(usual, typed, ((SINCE, f"{gettext('Sinds')}: {spoken(refused.saying)}"),))
    return Since(read.first if read else usual, typed)


def changes_page(found: Sequence[Change], asked: Asked, since: Since, key: str, name: str) -> ChangesPage:
    typed = since.typed if since.faults else dutch.write_date(since.day, language())
    form = moment_form(asked)
    listed = listed_changes(found, language(), SHOWN, Grain.CHANGE if key else Grain.CONCESSION)
    return ChangesPage(
        moment=replace(form, faults=(*since.faults, *form.faults)),
        since=typed,
        since_words=day_in_prose(since.day),
        concession=key,
        name=name,
        here=url_for("start.changes"),
        changes=listed.table,
        hrefs=() if key else tuple(_address(each, asked, since) for each in listed.concessions),
        more=listed.more,
    )


def _address(key: str, asked: Asked, since: Since) -> str:
    """All that was told of one concession in the same time; nothing for what is about none."""
    day = {SINCE: since.typed} if since.typed and not since.faults else {}
    fields: dict[str, Any] = {"concessie": key, **day, **asked.address}
    return url_for("start.changes", **fields) if key else ""
