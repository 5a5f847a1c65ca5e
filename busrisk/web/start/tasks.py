"""What there is to do in words: the act and where it is done, why, and the day that belongs to it."""

from __future__ import annotations

from flask import url_for

from busrisk.core import dutch
from busrisk.core.work import Task, TaskKind
from busrisk.web.fleet_words import number
from busrisk.web.installation import installation
from busrisk.web.language import N_, gettext, language, ngettext
from busrisk.web.start.pages import TaskText

_WHERE = {
    TaskKind.HEAVY: "concessions.concession",
    TaskKind.SUBSTITUTED: "concessions.promise",
    TaskKind.HANDOVER: "concessions.handover",
    TaskKind.RECONFIRM: "concessions.handover",
    TaskKind.DELIVERY: "fleet.concession",
    TaskKind.CONFIRM: "fleet.confirming",
    TaskKind.COUNT: "fleet.concession",
    TaskKind.NEED: "concessions.need",
}
_ACTS = {
    TaskKind.HEAVY: N_("Bekijk dit eerst"),
    TaskKind.SUBSTITUTED: N_("Bekijk wat anders is dan toegezegd"),
    TaskKind.ABOVE_CONTROL: N_("Zoek uit of een wagenparkdeel dubbel telt"),
    TaskKind.HANDOVER: N_("Werk de overdracht af"),
    TaskKind.RECONFIRM: N_("Bekijk wat opnieuw te bevestigen is"),
    TaskKind.CONFIRM: N_("Bevestig het wagenpark"),
    TaskKind.NEED: N_("Leg vast hoeveel bussen nodig zijn"),
    TaskKind.NOT_ALLOCATED: N_("Bekijk het verschil met de controletotalen"),
}


def task_text(task: Task) -> TaskText:
    return TaskText(text=_act(task), why=_why(task), day=_day(task), href=_href(task))


def _href(task: Task) -> str:
    if task.concession is None:
        return url_for("national.overview")
    return url_for(_WHERE[task.kind], key=task.concession.key)


def _act(task: Task) -> str:
    count = task.number or 0
    if task.kind is TaskKind.DELIVERY:
        return ngettext("Werk %(num)s bestelling bij", "Werk %(num)s bestellingen bij", count)
    if task.kind is TaskKind.COUNT:
        return ngettext("Vul %(num)s wagenparkdeel aan", "Vul %(num)s wagenparkdelen aan", count)
    return gettext(_ACTS[task.kind])


def _why(task: Task) -> str:
    match task.kind:
        case TaskKind.HEAVY:
            return _heavy(*task.said)
        case TaskKind.SUBSTITUTED:
            return gettext("Het wagenpark wijkt af van de inschrijving.")
        case TaskKind.DELIVERY:
            return gettext("De verwachte levering is voorbij. Zijn de bussen in dienst?")
        case TaskKind.CONFIRM:
            return _old(task)
        case TaskKind.COUNT:
            return gettext("Het aantal of de status is onbekend.")
        case TaskKind.NEED:
            return gettext("Dat is nog niet bekend.")
    return _counted(task)


def _heavy(letter: str, *knock_outs: str) -> str:
    if not knock_outs:
        return gettext("Vastgesteld is ten minste klasse %(letter)s.", letter=letter)
    found = ", ".join(knock_outs)
    return gettext(
        "Vastgesteld is ten minste klasse %(letter)s, met knock-out %(found)s.", letter=letter, found=found
    )


def _old(task: Task) -> str:
    if task.day is None:
        return gettext("Van een deel is niet bekend van welke dag de bron is.")
    day = dutch.write_date(task.day, language(), prose=True)
    return gettext("De oudste bron is van %(day)s. Bevestig ten minste elk kwartaal.", day=day)


def _counted(task: Task) -> str:
    """Why, where it is a number."""
    count = task.number or 0
    if task.kind is TaskKind.HANDOVER:
        return ngettext("%(num)s onderdeel staat nog open.", "%(num)s onderdelen staan nog open.", count)
    if task.kind is TaskKind.RECONFIRM:
        return ngettext(
            "%(num)s antwoord van de vorige vervoerder is opnieuw te bevestigen.",
            "%(num)s antwoorden van de vorige vervoerder zijn opnieuw te bevestigen.",
            count,
        )
    if task.kind is TaskKind.NOT_ALLOCATED:
        return ngettext(
            "%(count)s gepubliceerde bus heeft in het register nog geen plaats.",
            "%(count)s gepubliceerde bussen hebben in het register nog geen plaats.",
            count,
            count=number(count),
        )
    return ngettext(
        "%(maker)s: het register heeft %(count)s bus meer dan is gepubliceerd.",
        "%(maker)s: het register heeft %(count)s bussen meer dan is gepubliceerd.",
        count,
        maker=", ".join(task.said),
        count=number(count),
    )


def _day(task: Task) -> str:
    """What the day of the task says: by when, since when, or of which day the figure is."""
    if task.day is None or task.kind is TaskKind.CONFIRM:  # its reason names the day
        return ""
    day = dutch.write_date(task.day, language())
    if task.concession is None:
        return gettext("stand van %(day)s", day=day)
    if task.kind is TaskKind.DELIVERY:
        return gettext("verwacht vóór of op %(day)s", day=day)
    if task.day > installation().now().date():
        return gettext("vóór %(day)s", day=day)
    return gettext("sinds %(day)s", day=day)
