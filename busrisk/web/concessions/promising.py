"""What was promised at the award: shown beside the fleet there is, stated, and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as Redirect

from busrisk.access.policy import Action
from busrisk.core import dutch
from busrisk.core.facts import BatchFact, ConcessionFact
from busrisk.core.fleet.promise import PromiseClaimed, PromiseLine, substitution
from busrisk.core.sheets.promise import KeptPromise, kept_table, promise_history_table, promise_table
from busrisk.register.concessions import NotInRegister
from busrisk.register.parties import makers
from busrisk.register.promises import promise_history, promises
from busrisk.register.stated_fleet import maker_names
from busrisk.web import gate
from busrisk.web.concessions.promise_form import (
    MORE,
    SEAL,
    STEP,
    STORE,
    TAKE,
    TAKEN_OVER,
    PromiseTyped,
    filled,
    form_of,
    read_day,
    read_form,
)
from busrisk.web.concessions.stating_pages import PromiseForm, PromisePage, PromisePreview
from busrisk.web.concessions.views import find
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked, Fault, day_in_prose, end_of, moment_form
from busrisk.web.page import cached, show
from busrisk.workflow.state_promise import PromiseReport, promise_from_fleet, state_promise

DONE = "gedaan"  # in the address: something was just stored


@dataclass(frozen=True)
class Promised:
    """A concession at a moment: what was promised, all that was ever said of it, and the fleet there is."""

    asked: Asked
    about: ConcessionFact
    fleet: tuple[BatchFact, ...]
    lines: tuple[PromiseLine, ...]
    history: tuple[PromiseClaimed, ...]

    @property
    def names(self) -> dict[str, str]:
        found = makers(gate.scope(), gate.reader(), self.asked.moment)
        return {each.key: each.name for each in found}

    @property
    def since(self) -> date | None:
        """The first day of what is promised now: from when a correction would hold."""
        return min((each.holds_from for each in self.history if each.ended is None), default=None)


@cached
def promise(key: str) -> Response:
    found = _find(key)
    form = _as_it_stands(found) if _may_state(found) else None
    return show("concessions/promise.html", _page(found, form, ()), found.asked.status)


def promise_stated(key: str) -> Response | Redirect:
    found, fields = _find(key), request.form
    form = form_of(fields, found.names.values())
    if fields.get(STEP) == MORE:
        return show("concessions/promise.html", _page(found, form, ()))
    if fields.get(STEP) == TAKE:
        return _taken_over(found, form)
    today = installation().now().date()
    typed = read_form(fields, maker_names(gate.scope(), gate.reader()), today)
    if typed.faults or typed.day is None:
        return show("concessions/promise.html", _page(found, form, typed.faults), 400)
    return _shown_or_stored(found, form, typed, typed.day)


def _shown_or_stored(
    found: Promised, form: PromiseForm, typed: PromiseTyped, day: date
) -> Response | Redirect:
    """Stores what was looked at; anything else is shown first."""
    asks = request.form.get(STEP) == STORE
    seal = request.form.get(SEAL, "") if asks else ""
    person, origin = gate.person(), gate.origin()
    gate.let_go()
    report = state_promise(installation().register, person, found.about.key, typed.said, day, seal, origin)
    if report.stored:
        address = url_for("concessions.promise", key=found.about.key, gedaan="ja")
        return redirect(address, 303)
    preview = _preview(found, report, day)
    moved = bool(seal) and seal != preview.seal
    remark = preview.remark or (_moved_on() if moved else "")
    page = replace(_page(found, form, ()), preview=replace(preview, remark=remark))
    return show("concessions/promise.html", page, 409 if moved else 200)


def _taken_over(found: Promised, form: PromiseForm) -> Response:
    """The fleet of a day, as known at its end, as lines to look over; nothing is stored."""
    today = installation().now().date()
    day, faults = read_day(request.form, TAKEN_OVER, gettext("Wagenpark zoals bekend op"), today)
    if day is not None:
        try:
            said = promise_from_fleet(gate.scope(), gate.reader(), found.about.key, day, end_of(day))
            form = filled(form, said, found.names)
            form = form if form.day else replace(form, day=dutch.write_date(day, language()))
        except NotInRegister:
            faults = [(TAKEN_OVER, _no_fleet(day))]
    return show("concessions/promise.html", _page(found, form, faults), 400 if faults else 200)


def _no_fleet(day: date) -> str:
    return gettext(
        "Wagenpark zoals bekend op: op %(day)s was van deze concessie nog geen wagenpark vastgelegd. "
        "Kies een latere dag, of vul de regels zelf in.",
        day=day_in_prose(day),
    )


def _moved_on() -> str:
    return gettext(
        "Dit is iets anders dan u eerder bekeek: u hebt iets gewijzigd, of het register is intussen "
        "gewijzigd. Er is nog niets opgeslagen."
    )


def _find(key: str) -> Promised:
    scope, reader = gate.scope(), gate.reader()
    asked, (view, fleet) = find(scope, reader, key)
    return Promised(
        asked,
        view.concession,
        tuple(fleet),
        promises(scope, reader, asked.moment, key),
        promise_history(scope, reader, asked.moment, key),
    )


def _may_state(found: Promised) -> bool:
    return gate.scope().may(Action.STATE_PROMISE) and found.asked.known_on is None


def _as_it_stands(found: Promised) -> PromiseForm:
    since = dutch.write_date(found.since, language()) if found.since else ""
    return replace(filled(form_of({}, found.names.values()), found.lines, found.names), day=since)


def _preview(found: Promised, report: PromiseReport, day: date) -> PromisePreview:
    compared = substitution(report.after, found.fleet)
    same = not report.changed
    title = gettext("Wat u gaat vastleggen, vanaf %(day)s", day=day_in_prose(day))
    return PromisePreview(
        day=day_in_prose(day),
        after=replace(promise_table(report.after, language()), key="preview", title=title),
        compared=compared.words(language()) if compared else "",
        remark=gettext("Dit is zo al vastgelegd. Er is niets te wijzigen.") if same else "",
        same=same,
        seal=report.seal,
    )


def _page(found: Promised, form: PromiseForm | None, faults: tuple[Fault, ...] | list[Fault]) -> PromisePage:
    compared, spoken = substitution(found.lines, found.fleet), language()
    kept = (KeptPromise(found.about.name, found.lines, compared),) if compared else ()
    key, earlier = found.about.key, found.asked.known_on is not None
    done = (
        gettext("De toezegging is vastgelegd.") if request.args.get(DONE) and request.method == "GET" else ""
    )
    return PromisePage(
        moment=moment_form(found.asked),
        name=found.about.name,
        here=url_for("concessions.promise", key=key),
        back=url_for("concessions.concession", key=key, **found.asked.address),
        compared=compared.words(spoken) if compared else "",
        deviates=compared is not None and compared.deviates is not False,
        promised=promise_table(found.lines, spoken),
        kept=replace(
            kept_table(kept, spoken).without("concession", "dated", "source"),
            title=gettext("De toezegging naast het wagenpark"),
        ),
        history=promise_history_table(found.history, spoken),
        form=form,
        preview=None,
        earlier=earlier and gate.scope().may(Action.STATE_PROMISE),
        done=done,
        faults=tuple(faults),
    )
