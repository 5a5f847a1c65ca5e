"""When a concession changed hands: what passes on, item by item, and what is to be confirmed anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as Redirect

from busrisk.access.policy import Action
from busrisk.core import dutch
from busrisk.core.facts import ConcessionFact, PartyRef
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.handover import (
    HandoverItem,
    HandoverLine,
    HandoverStatus,
    Switch,
    checklist,
    item_title,
    open_items,
    status_title,
)
from busrisk.register.concessions import NotInRegister
from busrisk.register.handovers import handovers, switches
from busrisk.web import gate
from busrisk.web.concessions.stating_pages import HandoverLineText, HandoverPage, SwitchText
from busrisk.web.concessions.views import find
from busrisk.web.fleet_words import number
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, ngettext, spoken
from busrisk.web.meanwhile import others_wrote, read_seen
from busrisk.web.moment import Asked, Fault, day_in_prose, moment_form
from busrisk.web.page import cached, show
from busrisk.workflow.stale import ChangedSince
from busrisk.workflow.state_handover import state_handover

SWITCHED_ON, STATUS, NOTE = "overgang", "stand", "opmerking"
DONE = "gedaan"  # in the address: something was just stored
Fields = Mapping[str, str]
Checklists = Mapping[tuple[str, date], tuple[HandoverLine, ...]]


@dataclass(frozen=True)
class HandedOver:
    """A concession at a moment with its changes of holder, and how each stands."""

    asked: Asked
    about: ConcessionFact
    switches: tuple[Switch, ...]
    stated: Checklists

    def lines(self, switch: Switch) -> tuple[HandoverLine, ...]:
        return self.stated.get((self.about.key, switch.day), checklist({}))


@cached
def handover(key: str) -> Response:
    found = _find(key)
    return show("concessions/handover.html", _page(found, {}, ()), found.asked.status)


def handover_stated(key: str) -> Response | Redirect:
    found, fields = _find(key), request.form
    person, origin = gate.person(), gate.origin()
    day, said = _read(found, fields)
    gate.let_go()
    try:
        state_handover(installation().register, person, key, day, said, origin, read_seen(fields))
    except FleetRefused as refused:
        found = _find(key)
        faults = [
            (f"{day.isoformat()}-{fault.field}-{NOTE}", spoken(fault.sentence)) for fault in refused.faults
        ]
        return show("concessions/handover.html", _page(found, fields, faults), 400)
    except ChangedSince:
        return _overtaken(key, day, fields)
    except NotInRegister:
        abort(404)
    address = url_for("concessions.handover", key=key, gedaan="ja", _anchor=f"overgang-{day.isoformat()}")
    return redirect(address, 303)


def _overtaken(key: str, day: date, fields: Fields) -> Response:
    """Both texts: what stands now, and what was typed."""
    found = _find(key)
    now: dict[str, str] = {}
    lines = found.stated.get((key, day), checklist({}))
    for line in (_line(day, each, {}) for each in lines):
        now |= {f"{line.name}-{STATUS}": line.status, f"{line.name}-{NOTE}": line.note}
    about = {name: text for name, text in now.items() if name in fields}
    faults = others_wrote(about, fields, f"{day.isoformat()}-{HandoverItem.KEYS}-{STATUS}")
    return show("concessions/handover.html", _page(found, fields, faults), 409)


def _find(key: str) -> HandedOver:
    scope, reader = gate.scope(), gate.reader()
    asked, (view, _) = find(scope, reader, key)
    found = switches(scope, reader, asked.moment, key)
    return HandedOver(asked, view.concession, found, handovers(scope, reader, asked.moment, key))


def _read(found: HandedOver, fields: Fields) -> tuple[date, dict[HandoverItem, tuple[HandoverStatus, str]]]:
    """The switch it is about, and what was chosen and written per item; what is no choice of ours is no form
    of ours."""
    days = {each.day.isoformat(): each.day for each in found.switches}
    day = days.get(fields.get(SWITCHED_ON, ""))
    if day is None:
        abort(404)
    said = {}
    for line in found.stated.get((found.about.key, day), checklist({})):
        name = f"{day.isoformat()}-{line.item}"
        status = fields.get(f"{name}-{STATUS}", line.status.value)  # a field left out: unchanged
        if status not in tuple(HandoverStatus):
            abort(400)
        said[line.item] = (HandoverStatus(status), fields.get(f"{name}-{NOTE}", line.note or ""))
    return day, said


def _page(found: HandedOver, typed: Fields, faults: tuple[Fault, ...] | list[Fault]) -> HandoverPage:
    about, scope, spoken_ = found.about, gate.scope(), language()
    earlier = found.asked.known_on is not None
    done = gettext("De overdracht is bijgewerkt.") if request.args.get(DONE) and not typed else ""
    return HandoverPage(
        moment=moment_form(found.asked),
        name=about.name,
        here=url_for("concessions.handover", key=about.key),
        back=url_for("concessions.concession", key=about.key, **found.asked.address),
        holder=_name(about.holder),
        switches=tuple(_switch(each, found.lines(each), typed) for each in found.switches),
        statuses=tuple((each.value, status_title(each, spoken_)) for each in HandoverStatus),
        may_state=scope.may(Action.STATE_HANDOVER) and not earlier,
        seen=str(gate.reader().version),
        earlier=scope.may(Action.STATE_HANDOVER) and earlier,
        done=done,
        faults=tuple(faults),
    )


def _name(holder: PartyRef | None) -> str:
    return holder.name if holder else gettext("onbekend")


def _switch(each: Switch, lines: tuple[HandoverLine, ...], typed: Fields) -> SwitchText:
    open_ = open_items(lines)
    return SwitchText(
        day=each.day.isoformat(),
        title=gettext(
            "%(before)s → %(after)s op %(day)s",
            before=_name(each.before),
            after=_name(each.after),
            day=day_in_prose(each.day),
        ),
        progress=gettext(
            "%(done)s van %(all)s onderdelen afgehandeld",
            done=number(len(lines) - open_),
            all=number(len(lines)),
        ),
        open=bool(open_),
        reconfirm=_to_reconfirm(each.reconfirm),
        lines=tuple(_line(each.day, line, typed) for line in lines),
    )


def _to_reconfirm(answers: int) -> str:
    if not answers:
        return ""
    return ngettext(
        "%(count)s antwoord van de vorige vervoerder is opnieuw te bevestigen.",
        "%(count)s antwoorden van de vorige vervoerder zijn opnieuw te bevestigen.",
        answers,
        count=number(answers),
    )


def _line(day: date, line: HandoverLine, typed: Fields) -> HandoverLineText:
    name, spoken_ = f"{day.isoformat()}-{line.item}", language()
    status = typed.get(f"{name}-{STATUS}", line.status.value)
    return HandoverLineText(
        name=name,
        title=item_title(line.item, spoken_),
        status=status,
        status_word=status_title(line.status, spoken_),
        note=typed.get(f"{name}-{NOTE}", line.note or ""),
        since=dutch.write_date(line.since, spoken_) if line.since else "",
    )
