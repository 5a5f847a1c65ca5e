"""The page on which work begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import url_for

from busrisk.core import dutch
from busrisk.core.fleet.changes import Change
from busrisk.core.fleet.history import LastConfirmed
from busrisk.core.sheets.changes import Grain, listed_changes
from busrisk.core.sheets.confirmed import confirmed_table
from busrisk.core.work import Task, TaskKind
from busrisk.web.language import N_, gettext, language, ngettext
from busrisk.web.moment import day_in_prose
from busrisk.web.start.pages import StartPage, TaskText

LATELY = 30  # days
SHOWN_TASKS, SHOWN_FLEETS, SHOWN_CHANGES = 12, 8, 8

# Per kind: the page on which it is done, and the words.
_WHERE = {
    TaskKind.HEAVY: "concessions.concession",
    TaskKind.SUBSTITUTED: "concessions.promise",
    TaskKind.HANDOVER: "concessions.handover",
    TaskKind.RECONFIRM: "concessions.handover",
    TaskKind.CONFIRM: "fleet.confirming",
    TaskKind.COUNT: "fleet.concession",
    TaskKind.NEED: "concessions.need",
}
_SAY_THE_DAY = {TaskKind.CONFIRM}  # their words name the day already
_WORDS = {
    TaskKind.HEAVY: N_("Bekijk dit eerst: vastgesteld is ten minste %(said)s."),
    TaskKind.SUBSTITUTED: N_(
        "Het wagenpark wijkt af van de inschrijving: bekijk wat anders is en beoordeel het opnieuw."
    ),
    TaskKind.ABOVE_CONTROL: N_(
        "%(said)s: het register heeft meer bussen dan is gepubliceerd. "
        "Zoek uit of een wagenparkdeel dubbel telt."
    ),
    TaskKind.NEED: N_("Leg vast hoeveel bussen deze concessie niet kan missen."),
}


def start_page(
    today: date, tasks: Sequence[Task], confirmed: Sequence[LastConfirmed], changes: Sequence[Change]
) -> StartPage:
    spoken, everything = language(), url_for("start.changes")
    listed = listed_changes(changes, spoken, SHOWN_CHANGES, Grain.TELLING)
    oldest = sorted(confirmed, key=lambda each: each.oldest or date.min)[:SHOWN_FLEETS]
    return StartPage(
        today=day_in_prose(today),
        tasks=tuple(_task(each) for each in tasks[:SHOWN_TASKS]),
        more=max(0, len(tasks) - SHOWN_TASKS),
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


def _task(task: Task) -> TaskText:
    return TaskText(
        text=_text(task),
        concession=task.concession.name if task.concession else "",
        day=dutch.write_date(task.day, language()) if task.day and task.kind not in _SAY_THE_DAY else "",
        href=_href(task),
    )


def _href(task: Task) -> str:
    if task.concession is None:
        return url_for("national.overview")
    return url_for(_WHERE[task.kind], key=task.concession.key)


def _text(task: Task) -> str:
    number = task.number or 0
    if task.kind is TaskKind.CONFIRM:
        if task.day is None:
            return gettext("Bevestig het wagenpark: bij een deel ervan staat niet van welke dag de bron is.")
        return gettext(
            "Bevestig het wagenpark: de oudste bron is van %(day)s.",
            day=dutch.write_date(task.day, language(), prose=True),
        )
    if task.kind is TaskKind.COUNT:
        return ngettext(
            "Vul aan wat onbekend is: %(num)s wagenparkdeel heeft geen aantal of geen status.",
            "Vul aan wat onbekend is: %(num)s wagenparkdelen hebben geen aantal of geen status.",
            number,
        )
    if task.kind is TaskKind.HANDOVER:
        return ngettext(
            "Overdracht: %(num)s onderdeel staat nog open.",
            "Overdracht: %(num)s onderdelen staan nog open.",
            number,
        )
    if task.kind is TaskKind.RECONFIRM:
        return ngettext(
            "%(num)s antwoord van de vorige vervoerder is opnieuw te bevestigen.",
            "%(num)s antwoorden van de vorige vervoerder zijn opnieuw te bevestigen.",
            number,
        )
    if task.kind is TaskKind.NOT_ALLOCATED:
        return ngettext(
            "%(num)s gepubliceerde bus heeft in het register nog geen plaats.",
            "%(num)s gepubliceerde bussen hebben in het register nog geen plaats.",
            number,
        )
    return gettext(_WORDS[task.kind], said=task.said) if task.said else gettext(_WORDS[task.kind])
