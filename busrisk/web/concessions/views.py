"""Concessions within the reader's scope: what is out of reach answers like what does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, request
from flask.wrappers import Response

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import BatchFact
from busrisk.core.score.rollup import ConcessionView
from busrisk.register.concessions import NotInRegister, concessions
from busrisk.register.listed import listed, offered
from busrisk.register.pictures import concession_picture
from busrisk.register.session import Reader
from busrisk.register.tiled import tiled
from busrisk.web import gate
from busrisk.web.concessions.beside import read_beside
from busrisk.web.concessions.listing import PAGE_SIZE, list_page
from busrisk.web.concessions.one import concession_page
from busrisk.web.concessions.search import read_search
from busrisk.web.concessions.tile_map import tile_map
from busrisk.web.language import gettext
from busrisk.web.moment import DAY, KNOWN, Asked, Fault, asked_moment, default_moment
from busrisk.web.page import cached, show

Found = tuple[ConcessionView, Sequence[BatchFact]]


@cached
def overview() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    there = offered(scope, reader, asked.moment)
    with_scores = scope.may(Action.SEE_SCORES)
    search = read_search(request.args, there, with_scores)
    found = listed(scope, reader, asked.moment, search.wish, search.turn, there, PAGE_SIZE)
    tiles = tile_map(tiled(scope, reader, asked.moment, search.wish, there), asked, with_scores)
    unknown_then = not found.everything and _is_known_now(scope, reader, asked)
    page = list_page(found, tiles, search, asked, with_scores, unknown_then)
    return show("concessions/overview.html", page, 400 if search.faults else asked.status)


@cached
def concession(key: str) -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked, (view, fleet) = find(scope, reader, key)
    beside = read_beside(scope, reader, asked, view, fleet)
    page = concession_page(view, fleet, beside, asked, scope)
    return show("concessions/concession.html", page, asked.status)


def find(scope: Scope, reader: Reader, key: str) -> tuple[Asked, Found]:
    """The concession at the moment asked for; a moment that knows nothing of it gives way to the default."""
    asked = asked_moment(request.args, scope, reader)
    try:
        return asked, concession_picture(scope, reader, asked.moment, key)
    except NotInRegister:
        fault = _nothing_known(_is_known_now(scope, reader, asked, key))
        asked = default_moment(asked, reader, (fault,))
    try:
        return asked, concession_picture(scope, reader, asked.moment, key)
    except NotInRegister:
        abort(404)


def _is_known_now(scope: Scope, reader: Reader, asked: Asked, key: str | None = None) -> bool:
    """Whether the day asked holds something as known now, so that 'as known at' is what leaves it out."""
    return asked.known_on is not None and bool(
        concessions(scope, reader, reader.moment(asked.moment.day), key)
    )


def _nothing_known(only_then: bool) -> Fault:
    if only_then:
        return KNOWN, gettext(
            "Zoals bekend op: aan het eind van die dag was over deze concessie nog niets vastgelegd. "
            "Vul een latere dag in, of laat het veld leeg voor nu."
        )
    return DAY, gettext("Peildatum: op dit moment zegt het register niets over deze concessie.")
