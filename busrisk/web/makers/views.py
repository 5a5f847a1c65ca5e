"""Manufacturers: public facts for all who are signed in, counts and scores within the reader's scope."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.makers import Maker, maker_stand, variant_views
from busrisk.register.findings import findings, matches
from busrisk.register.fleet import batches
from busrisk.register.parties import makers
from busrisk.register.pictures import concession_pictures
from busrisk.register.session import Moment, Reader
from busrisk.register.vehicles import vehicles
from busrisk.web import gate
from busrisk.web.language import gettext
from busrisk.web.makers.listing import makers_page
from busrisk.web.makers.matching import match_answer, page_of, withdraw_answer
from busrisk.web.makers.one import maker_page
from busrisk.web.moment import asked_moment
from busrisk.web.page import cached, show


@cached
def overview() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    moment = asked.moment
    fleet, types = batches(scope, reader, moment), vehicles(scope, reader, moment)
    found = findings(scope, reader, moment)
    page = makers_page(makers(scope, reader, moment), fleet, types, found, asked, _reach(scope))
    return show("makers/overview.html", page, asked.status)


@cached
def maker(key: str) -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    about, moment = _one(scope, reader, asked.moment, key), asked.moment
    views, fleet = concession_pictures(scope, reader, moment)
    types, scored = vehicles(scope, reader, moment), [each for view in views for each in view.scored]
    page = maker_page(
        about,
        maker_stand(key, fleet, types),
        variant_views(key, fleet, types, scored),
        findings(scope, reader, moment, key),
        matches(scope, reader, moment, maker_key=key),
        asked,
        _reach(scope),
        (scope.may(Action.SEE_SCORES), scope.may(Action.MATCH_FINDING)),
    )
    return show("makers/maker.html", page, asked.status)


def finding(key: str, topic: str) -> Response:
    return show("makers/finding.html", page_of(key, topic, request.args))


def match(key: str, topic: str) -> Response:
    refusal = match_answer(key, topic, request.form)
    if refusal is None:
        return redirect(f"{url_for('makers.finding', key=key, topic=topic)}#toegepast", 303)
    page, status = refusal
    return show("makers/finding.html", page, status)


def withdraw(key: str, topic: str) -> Response:
    refusal = withdraw_answer(key, topic, request.form)
    if refusal is None:
        return redirect(f"{url_for('makers.finding', key=key, topic=topic)}#toegepast", 303)
    page, status = refusal
    return show("makers/finding.html", page, status)


def _one(scope: Scope, reader: Reader, moment: Moment, key: str) -> Maker:
    found = next((each for each in makers(scope, reader, moment) if each.key == key), None)
    if found is None:
        abort(404)
    return found


def _reach(scope: Scope) -> str:
    if scope.everything:
        return gettext("Aantallen: alle concessies van de regio.")
    return gettext("Aantallen: alleen de concessies binnen uw bereik.")
