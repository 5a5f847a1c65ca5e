"""Control totals: to look at, and for who may, to state, correct and withdraw."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as Redirect

from busrisk.core.facts import ControlFact
from busrisk.core.national.control_entry import NOTE, VALUE, read_entry
from busrisk.core.sheets.controls import controls_table
from busrisk.register.claims import Step
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.moment import asked_moment
from busrisk.web.national.choice import asked_choice
from busrisk.web.national.controls import Desk, controls_page, desk, figure_words
from busrisk.web.national.files import handed_out
from busrisk.web.page import show
from busrisk.workflow.export_register import Format
from busrisk.workflow.state_control import ControlChangedSince, state_control, withdraw_control

MARK = "regel"  # the name of the field that says which total is meant


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


def state() -> Response | Redirect:
    scope, reader, person = gate.scope(), gate.reader(), gate.person()
    asked = asked_moment({}, scope, reader)
    at = desk(scope, reader, asked.moment)
    corrects = _meant(at)
    if corrects is None and request.form.get(MARK):
        return _overtaken(None)
    entry = at.entry(request.form, corrects)
    row = read_entry(entry)
    if row is None:
        page = controls_page(at, scope, asked, request.form, entry.faults, corrects)
        return show("national/controls.html", page, 400)
    gate.let_go()
    try:
        step = state_control(installation().register, person, row, corrects, gate.origin())
    except ControlChangedSince as changed:
        return _overtaken(changed.now, is_new=corrects is None)
    return _back(step)


def withdraw() -> Response | Redirect:
    scope, reader, person = gate.scope(), gate.reader(), gate.person()
    asked = asked_moment({}, scope, reader)
    at = desk(scope, reader, asked.moment)
    meant, reason = _meant(at), " ".join(request.form.get(NOTE, "").split())
    if meant is None:
        return _overtaken(None)
    if not reason:
        fault = (NOTE, gettext("Toelichting: zeg waarom het cijfer wordt ingetrokken."))
        page = controls_page(at, scope, asked, request.form, (fault,), meant)
        return show("national/controls.html", page, 400)
    gate.let_go()
    try:
        step = withdraw_control(installation().register, person, meant, reason, gate.origin())
    except ControlChangedSince as changed:
        return _overtaken(changed.now)
    return _back(step)


def controls_file() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.form, scope, reader)
    edition = asked.edition or installation().edition
    table = controls_table(desk(scope, reader, asked.moment).controls, language())
    chosen = asked_choice({}, asked).chosen.definitions
    return handed_out((table,), asked, edition, chosen, Format.CSV)


def _meant(at: Desk) -> ControlFact | None:
    """The total the form speaks of; None for a new one, and for one that reads otherwise by now."""
    wanted = request.form.get(MARK, "")
    return at.find(wanted) if wanted else None


def _overtaken(now: ControlFact | None, is_new: bool = False) -> Response:
    """The form again with what was typed, beside the total as it stands now."""
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment({}, scope, reader)
    page = controls_page(
        desk(scope, reader, asked.moment), scope, asked, request.form, (_told(now, is_new),), now
    )
    return show("national/controls.html", page, 409)


def _told(now: ControlFact | None, is_new: bool) -> tuple[str, str]:
    if now is None:
        return VALUE, gettext(
            "Waarde: iemand anders heeft dit cijfer intussen gewijzigd of ingetrokken. Er is niets "
            "opgeslagen. Kies het cijfer in de lijst hieronder; wat u typte, staat nog in het formulier."
        )
    stands = figure_words(now)
    if is_new:
        return VALUE, gettext(
            "Waarde: dit cijfer staat al in het register (%(now)s): corrigeer dat, met een toelichting.",
            now=stands,
        )
    return VALUE, gettext(
        "Waarde: iemand anders heeft dit cijfer intussen gewijzigd: er staat nu %(now)s. Er is niets "
        "opgeslagen. Controleer wat u typte en leg het opnieuw vast.",
        now=stands,
    )


def _back(step: Step) -> Redirect:
    return redirect(url_for("national.controls", gedaan=step.value), 303)
