"""Start: what lies before somebody, each with its day. Changes: what became of the register since when."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, request
from flask.wrappers import Response

from busrisk.register.changed import changes_since
from busrisk.register.concessions import NotInRegister, one_concession
from busrisk.register.history import last_confirmed
from busrisk.register.work import work
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.moment import asked_moment, end_of
from busrisk.web.page import cached, show
from busrisk.web.start.changes import asked_since, changes_page
from busrisk.web.start.front import LATELY, start_page


@cached
def front() -> Response:
    scope, reader = gate.scope(), gate.reader()
    today = installation().now().date()
    moment = reader.moment(today)
    confirmed = last_confirmed(scope, reader, moment)
    changes = changes_since(scope, reader, moment, end_of(today - timedelta(days=LATELY)))
    tasks = work(scope, reader, moment, confirmed)
    return show("start/front.html", start_page(today, tasks, confirmed, changes))


@cached
def changes() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    since = asked_since(request.args, installation().now().date())
    key, name = request.args.get("concessie", ""), ""
    if key:
        try:
            name = one_concession(scope, reader, asked.moment, key).name
        except NotInRegister:
            abort(404)
    found = changes_since(scope, reader, asked.moment, end_of(since.before), key or None)
    return show(
        "start/changes.html", changes_page(found, asked, since, key, name), max(since.status, asked.status)
    )
