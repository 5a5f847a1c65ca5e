"""My fleet: the concessions a reader may state the fleet of, and the batches of one."""

from __future__ import annotations

from flask import request
from flask.wrappers import Response

from busrisk.core.fleet.changes import FleetChange
from busrisk.register.changed import changes_since
from busrisk.register.concessions import concessions, keys_by_name
from busrisk.register.fleet import batches
from busrisk.register.history import last_confirmed
from busrisk.register.session import Moment
from busrisk.web import gate
from busrisk.web.fleet.ground import ground, stand
from busrisk.web.fleet.listing import fleet_page, overview_page
from busrisk.web.page import show

AFTER = "na"  # in the address: the concession that the page before ended with
PAGE_SIZE = 20
DONE = "gedaan"  # in the address: the change that was just made


def overview() -> Response:
    scope, reader, now = gate.scope(), gate.reader(), stand()
    after = request.args.get(AFTER, "")
    keys = keys_by_name(scope, reader, now, after, PAGE_SIZE + 1)
    here, following = keys[:PAGE_SIZE], keys[PAGE_SIZE - 1] if len(keys) > PAGE_SIZE else ""
    mine, fleet = concessions(scope, reader, now, here), batches(scope, reader, now, here)
    page = overview_page(
        mine, fleet, last_confirmed(scope, reader, now, here), now.day, bool(after), following
    )
    return show("fleet/overview.html", page)


def concession(key: str) -> Response:
    at, scope, reader = ground(key), gate.scope(), gate.reader()
    told = [each for each in changes_since(scope, reader, at.now, 0, key) if isinstance(each, FleetChange)]
    last = told[0].told.change if told else 0
    before = batches(scope, reader, Moment(at.now.day, last - 1), key) if last > 1 else ()
    confirmed = last_confirmed(scope, reader, at.now, key)
    page = fleet_page(at, told, before, confirmed, request.args.get(DONE, ""))
    return show("fleet/concession.html", page)
