"""How many buses a concession cannot do without: the form, for grantor and operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import abort, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as Redirect

from busrisk.core import dutch
from busrisk.core.dutch import ValueRefused
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import ConcessionFact
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.need import NeedField, read_need
from busrisk.register.concessions import NotInRegister, one_concession
from busrisk.register.needs import needs as needs_of
from busrisk.web import gate
from busrisk.web.concessions.stating_pages import NeedPage
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, spoken
from busrisk.web.meanwhile import others_wrote, read_seen
from busrisk.web.moment import DAY
from busrisk.web.page import show
from busrisk.workflow.stale import ChangedSince
from busrisk.workflow.state_need import state_need

YES, NO, UNKNOWN = "ja", "nee", ""
Faults = Sequence[tuple[str, str]]


def need(key: str) -> Response:
    about, known = _find(key)
    return show("concessions/need.html", _page(about, _typed(known), ()))


def need_stated(key: str) -> Response | Redirect:
    about, _ = _find(key)
    form = request.form
    day, faults = _day(form.get(DAY, ""))
    said, found = read_need({each: form.get(each, "") for each in NeedField})
    faults += [(str(fault.field), spoken(fault.sentence)) for fault in found]
    if said is None or day is None or faults:
        return show("concessions/need.html", _page(about, form, faults), 400)
    person, origin = gate.person(), gate.origin()
    gate.let_go()
    try:
        state_need(installation().register, person, key, said, day, origin, read_seen(form))
    except FleetRefused as refused:
        faults = [(DAY, spoken(fault.sentence)) for fault in refused.faults]
        return show("concessions/need.html", _page(about, form, faults), 400)
    except ChangedSince:
        return _overtaken(key, form)
    except NotInRegister:  # out of reach since the page was shown
        abort(404)
    return redirect(url_for("concessions.concession", key=key, _anchor="blootstelling"), 303)


def _overtaken(key: str, form: Mapping[str, str]) -> Response:
    """Both texts: what stands now, and what was typed."""
    about, known = _find(key)
    now = _typed(known)
    now.pop(DAY)
    return show("concessions/need.html", _page(about, form, others_wrote(now, form, DAY)), 409)


def _find(key: str) -> tuple[ConcessionFact, ConcessionNeed]:
    scope, reader = gate.scope(), gate.reader()
    moment = reader.moment(installation().now().date())
    try:
        about = one_concession(scope, reader, moment, key)
    except NotInRegister:
        abort(404)
    return about, needs_of(scope, reader, moment, key).get(key, ConcessionNeed())


def _day(typed: str) -> tuple[date | None, list[tuple[str, str]]]:
    """The day from which it holds; a month or a year is no day."""
    try:
        read = dutch.read_date(typed)
    except ValueRefused as refused:
        return None, [(DAY, f"{gettext('Peildatum')}: {spoken(refused.saying)}")]
    if read is None or not read.is_whole_day:
        return None, [(DAY, gettext("Peildatum: vul een hele dag in, zoals 1-1-2026."))]
    return read.first, []


def _typed(need: ConcessionNeed) -> dict[str, str]:
    """The fields as they would be typed to say what stands; the day is today's."""
    today = dutch.write_date(installation().now().date(), language())
    return {
        NeedField.PVR: "" if need.pvr is None else str(need.pvr),
        NeedField.SPARES: "" if need.spares is None else str(need.spares),
        NeedField.CRISIS_ROLE: _choice(need.crisis_role),
        NeedField.ONLY_TRANSPORT: _choice(need.only_transport),
        NeedField.SOURCE: need.source.citation if need.source else "",
        DAY: today,
    }


def _choice(value: bool | None) -> str:
    return UNKNOWN if value is None else YES if value else NO


def _page(about: ConcessionFact, typed: Mapping[str, str], faults: Faults) -> NeedPage:
    return NeedPage(
        name=about.name,
        back=url_for("concessions.concession", key=about.key),
        here=url_for("concessions.need", key=about.key),
        typed={name: typed.get(name, "") for name in (*NeedField, DAY)},
        faults=tuple(faults),
        seen=str(gate.reader().version),
        choices=((UNKNOWN, gettext("onbekend")), (YES, gettext("ja")), (NO, gettext("nee"))),
    )
