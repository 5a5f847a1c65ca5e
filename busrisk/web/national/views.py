"""The country at a glance: what was published, what the register holds of it, and what nobody knows."""

from __future__ import annotations

from flask import abort, request
from flask.wrappers import Response

from busrisk.core.national.breakdown import Breakdown
from busrisk.core.national.view import NationalView
from busrisk.core.sheets.national_set import as_sheet, breakdown_tables, national_tables
from busrisk.register.fleet import batches
from busrisk.register.national_views import Options, chosen_view, fleet_breakdown
from busrisk.rulebook.shape import Edition
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import language
from busrisk.web.moment import Asked, asked_moment
from busrisk.web.national.choice import AskedChoice, asked_choice
from busrisk.web.national.development import development_page
from busrisk.web.national.distribution import AskedSelection, asked_selection, distribution_page
from busrisk.web.national.files import handed_out
from busrisk.web.national.picture import national_page
from busrisk.web.page import cached, show
from busrisk.workflow.export_register import Format


@cached
def overview() -> Response:
    asked, choice, view = _view()
    scope, reader = gate.scope(), gate.reader()
    unknown_then = (
        asked.known_on is not None
        and not view.picture.in_register
        and bool(batches(scope, reader, reader.moment(asked.moment.day)))
    )
    page = national_page(view, asked, choice, unknown_then)
    return show("national/overview.html", page, 400 if choice.faults else asked.status)


@cached
def development() -> Response:
    asked, choice, view = _view()
    page = development_page(view, asked, choice)
    return show("national/development.html", page, 400 if choice.faults else asked.status)


@cached
def distribution() -> Response:
    asked, choice, wanted, found, offered = _selection()
    in_register = any(offered.values())
    page = distribution_page(found, offered, wanted, asked, choice, _edition(asked), in_register)
    status = 400 if choice.faults or page.faults else asked.status
    return show("national/distribution.html", page, status)


def workbook() -> Response:
    asked, choice, view = _view()
    edition = _right(asked, choice)
    tables = national_tables(view, edition, language()).values()
    sheets = tuple(as_sheet(table, language()) for table in tables)
    return handed_out(sheets, asked, edition, choice.chosen.definitions, Format.XLSX)


def table(name: str) -> Response:
    asked, choice, view = _view()
    edition = _right(asked, choice)
    found = national_tables(view, edition, language()).get(name)
    if found is None:
        abort(404)
    return handed_out((found,), asked, edition, choice.chosen.definitions, Format.CSV)


def part(name: str) -> Response:
    asked, choice, wanted, made, offered = _selection()
    edition, definitions = _right(asked, choice), choice.chosen.definitions
    found = breakdown_tables(made, edition, definitions, language()).get(name)
    if wanted.faults(offered):
        abort(400)
    if found is None:
        abort(404)
    return handed_out((found,), asked, edition, definitions, Format.CSV)


def _view() -> tuple[Asked, AskedChoice, NationalView]:
    """The view of the moment and choice that the address or the form names."""
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.values, scope, reader)
    choice = asked_choice(request.values, asked)
    return asked, choice, chosen_view(scope, reader, asked.moment, _edition(asked), choice.chosen)


def _selection() -> tuple[Asked, AskedChoice, AskedSelection, Breakdown, Options]:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.values, scope, reader)
    choice, wanted = asked_choice(request.values, asked), asked_selection(request.values)
    definitions = choice.chosen.definitions
    found, offered = fleet_breakdown(
        scope, reader, asked.moment, _edition(asked), definitions, wanted.selection
    )
    return asked, choice, wanted, found, offered


def _edition(asked: Asked) -> Edition:
    return asked.edition or installation().edition


def _right(asked: Asked, choice: AskedChoice) -> Edition:
    """The edition of a file; refuses what could not be read, and a day without a method."""
    if asked.faults or choice.faults or asked.edition is None:
        abort(400)
    return asked.edition
