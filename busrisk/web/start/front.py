"""The page on which work begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import url_for

from busrisk.core.fleet.changes import Change
from busrisk.core.fleet.history import LastConfirmed
from busrisk.core.sheets.changes import Grain, listed_changes
from busrisk.core.sheets.confirmed import confirmed_table
from busrisk.core.work import Task, by_place
from busrisk.web.language import gettext, language
from busrisk.web.moment import day_in_prose
from busrisk.web.start.pages import PlaceText, StartPage
from busrisk.web.start.tasks import task_text

LATELY = 30  # days
SHOWN_PLACES, SHOWN_FLEETS, SHOWN_CHANGES = 8, 8, 8


def start_page(
    today: date, tasks: Sequence[Task], confirmed: Sequence[LastConfirmed], changes: Sequence[Change]
) -> StartPage:
    spoken, everything = language(), url_for("start.changes")
    places = by_place(tasks)
    listed = listed_changes(changes, spoken, SHOWN_CHANGES, Grain.TELLING)
    oldest = sorted(confirmed, key=lambda each: each.oldest or date.min)[:SHOWN_FLEETS]
    return StartPage(
        today=day_in_prose(today),
        places=tuple(_place(each) for each in places[:SHOWN_PLACES]),
        more=sum(len(each) for each in places[SHOWN_PLACES:]),
        fleets=confirmed_table(oldest, spoken),
        fleet_hrefs=tuple(url_for("concessions.concession", key=each.concession.key) for each in oldest),
        more_fleets=len(confirmed) - len(oldest),
        changes=listed.table,
        change_hrefs=tuple(
            url_for("start.changes", concessie=key) if key else everything for key in listed.concessions
        ),
        changes_href=everything,
        more_changes=listed.more,
    )


def _place(tasks: Sequence[Task]) -> PlaceText:
    about = tasks[0].concession
    name = about.name if about else gettext("Landelijk beeld")
    return PlaceText(name, tuple(task_text(each) for each in tasks))
