"""Control totals: to look at, and for who may, to state, correct and withdraw."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as Redirect

from busrisk.access.policy import Action
from busrisk.core.facts import ControlFact
from busrisk.core.national.control_entry import NOTE, read_entry
from busrisk.core.sheets.controls import controls_table
from busrisk.register.claims import Step
from busrisk.register.people import Person
from busrisk.web import gate
from busrisk.web.gate import needs
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.moment import asked_moment
from busrisk.web.national.choice import asked_choice
from busrisk.web.national.controls import Desk, controls_page, desk
from busrisk.web.national.files import handed_out
from busrisk.web.national.views import door
from busrisk.web.page import show
from busrisk.workflow.export_register import Format
from busrisk.workflow.state_control import ControlChangedSince, state_control, withdraw_control

MARK = "regel"  # the name of the field that says which total is meant


@door.get("/landelijk/controletotalen")
@needs(Action.SEE_NATIONAL)
def controls() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    at = desk(scope, reader, asked.moment)
    wanted = request.args.get(MARK, "")
    corrects = at.find(wanted) if wanted else None
    if wanted and corrects is None:
        abort(404)
    page = controls_page(at, scope, asked, {}, (), corrects, request.args.get("gedaan", ""))
    return show("national/controls.html", page, asked.status)


@door.post("/landelijk/controletotalen")
@needs(Action.STATE_CONTROLS)
def state() -> Response | Redirect:
    scope, reader, person = gate.scope(), gate.reader(), _person()
    asked = asked_moment({}, scope, reader)
    at = desk(scope, reader, asked.moment)
    corrects = _meant(at)
    entry = at.entry(request.form, corrects)
    row = read_entry(entry)
    if row is None:
        page = controls_page(at, scope, asked, request.form, entry.faults, corrects)
        return show("national/controls.html", page, 400)
    gate.let_go()
    try:
        step = state_control(installation().register, person, row, corrects, request.remote_addr or "")
    except ControlChangedSince:
        abort(409)
    return _back(step)


@door.post("/landelijk/controletotalen/intrekken")
@needs(Action.STATE_CONTROLS)
def withdraw() -> Response | Redirect:
    scope, reader, person = gate.scope(), gate.reader(), _person()
    asked = asked_moment({}, scope, reader)
    at = desk(scope, reader, asked.moment)
    meant, reason = _meant(at), " ".join(request.form.get(NOTE, "").split())
    if meant is None:
        abort(400)
    if not reason:
        fault = (NOTE, gettext("Toelichting: zeg waarom het cijfer wordt ingetrokken."))
        page = controls_page(at, scope, asked, request.form, (fault,), meant)
        return show("national/controls.html", page, 400)
    gate.let_go()
    try:
        step = withdraw_control(installation().register, person, meant, reason, request.remote_addr or "")
    except ControlChangedSince:
        abort(409)
    return _back(step)


@door.post("/landelijk/controletotalen.csv")
@needs(Action.SEE_NATIONAL)
def controls_file() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.form, scope, reader)
    edition = asked.edition or installation().edition
    table = controls_table(desk(scope, reader, asked.moment).controls, language())
    chosen = asked_choice({}, asked).chosen.definitions
    return handed_out((table,), asked, edition, chosen, Format.CSV)


def _person() -> Person:
    person = gate.current()
    if person is None:
        abort(403)
    return person


def _meant(at: Desk) -> ControlFact | None:
    """The total the form speaks of; None for a new one. One that reads otherwise by now is refused."""
    wanted = request.form.get(MARK, "")
    found = at.find(wanted) if wanted else None
    if wanted and found is None:
        abort(409)
    return found


def _back(step: Step) -> Redirect:
    return redirect(url_for("national.controls", gedaan=step.value), 303)
