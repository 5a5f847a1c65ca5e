"""The country at a glance: what was published, what the register holds of it, and what nobody knows."""

from __future__ import annotations

from flask import Blueprint, request
from flask.wrappers import Response

from busrisk.access.policy import Action
from busrisk.register.fleet import batches
from busrisk.register.pictures import national_picture
from busrisk.web import gate
from busrisk.web.gate import needs
from busrisk.web.installation import Entry, installation
from busrisk.web.language import N_
from busrisk.web.moment import asked_moment
from busrisk.web.national.picture import national_page
from busrisk.web.page import cached, show

door = Blueprint("national", __name__)
ENTRIES = (Entry("national.overview", N_("Landelijk beeld"), Action.SEE_NATIONAL),)


@door.get("/landelijk")
@needs(Action.SEE_NATIONAL)
@cached
def overview() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    picture = national_picture(scope, reader, asked.moment, asked.edition or installation().edition)
    unknown_then = (
        asked.known_on is not None
        and not picture.in_register
        and bool(batches(scope, reader, reader.moment(asked.moment.day)))
    )
    return show("national/overview.html", national_page(picture, asked, unknown_then), asked.status)
