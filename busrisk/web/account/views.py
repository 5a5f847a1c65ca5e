"""Sign in by a one-time link, sign out, and switch language."""

from __future__ import annotations

from flask import abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from busrisk.register import people
from busrisk.register.people import LinkRefusal, LinkRefused
from busrisk.web import gate
from busrisk.web.account.pages import LinkPage, RefusedLinkPage, SignInPage
from busrisk.web.installation import installation
from busrisk.web.language import CHOSEN, LANGUAGES, N_, gettext, language
from busrisk.web.page import show
from busrisk.web.shell import ROLES, start

REFUSALS = {
    LinkRefusal.UNKNOWN: (
        404,
        N_("Deze aanmeldlink is niet bekend"),
        N_("De link is onvolledig gekopieerd, of hoort bij een ander register."),
    ),
    LinkRefusal.USED: (410, N_("Deze aanmeldlink is al gebruikt"), N_("Een aanmeldlink werkt één keer.")),
    LinkRefusal.EXPIRED: (410, N_("Deze aanmeldlink is verlopen"), N_("Een aanmeldlink werkt twaalf uur.")),
}


def sign_in() -> Response:
    at = installation()
    page = SignInPage(asked_for="next" in request.args, demonstration=not at.settings.production)
    return show("account/sign_in.html", page)


def link(token: str) -> Response:
    try:
        person = people.look_at_link(gate.reader(), token, installation().now())
    except LinkRefused as refused:
        return _refused(refused.reason)
    region = person.region_name_en if language() == "en" else person.region_name_nl
    organisation = person.organisation.name if person.organisation else ""
    return show("account/link.html", LinkPage(gettext(ROLES[person.role]), organisation, region, token))


def redeem(token: str) -> Response:
    at, before = installation(), session.get(gate.VISIT)
    try:
        visit = people.redeem(at.register, token, at.now(), request.remote_addr or "")
    except LinkRefused as refused:
        return _refused(refused.reason)
    if isinstance(before, str):
        people.sign_out(at.register, before, at.now())
    _begin_anew()
    session[gate.VISIT] = visit
    gate.forget()
    person = gate.current()
    return redirect(start(person) if person else url_for("account.sign_in"), 303)


def sign_out() -> Response:
    visit = session.get(gate.VISIT)
    if isinstance(visit, str):
        people.sign_out(installation().register, visit, installation().now())
    _begin_anew()
    return redirect("/", 303)


def choose_language() -> Response:
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session[CHOSEN] = chosen
    return redirect(gate.relative(request.form.get("next")), 303)


def _begin_anew() -> None:
    """Nothing of the old visit, its token included, lives on; the language does."""
    spoken = language()
    session.clear()
    session[CHOSEN] = spoken


def _refused(reason: LinkRefusal) -> Response:
    status, title, why = REFUSALS[reason]
    remedy = gettext("Vraag de beheerder om een nieuwe aanmeldlink en open die binnen twaalf uur.")
    return show("account/refused_link.html", RefusedLinkPage(gettext(title), gettext(why), remedy), status)
