"""The sources behind the figures: public by nature, what rests on them within the reader's scope."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import abort, request, send_file
from flask.wrappers import Response

from busrisk.register.citations import references, sources
from busrisk.register.controls import control_totals
from busrisk.register.fleet import batches
from busrisk.register.people import Person
from busrisk.rulebook.shape import Edition
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import language
from busrisk.web.moment import Asked, asked_moment
from busrisk.web.page import cached, show
from busrisk.web.sources.listing import read_search, sources_page
from busrisk.workflow.export_register import Exported, Format
from busrisk.workflow.export_sources import export_sources

IN_MEMORY = 4 << 20  # bytes; a larger file waits in the system's folder for temporary files
MIMETYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}


@cached
def overview() -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment(request.args, scope, reader)
    moment, edition = asked.moment, asked.edition or installation().edition
    fleet, controls = batches(scope, reader, moment), control_totals(scope, reader, moment)
    lines = sources(scope, reader, moment, edition, fleet, controls)
    search = read_search(request.args)
    page = sources_page(lines, references(), search, asked, scope.everything)
    return show("sources/overview.html", page, 400 if search.faults else asked.status)


def file(ending: str) -> Response:
    if ending not in tuple(Format):
        abort(404)
    person, format = gate.current(), Format(ending)
    asked = asked_moment(request.form, gate.scope(), gate.reader())
    if asked.faults or asked.edition is None or person is None:
        abort(400)
    with ExitStack() as opened:
        out = cast(BinaryIO, opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY)))
        made = _export(person, asked, asked.edition, format, out)
        opened.pop_all()  # from here on the response closes it
    out.seek(0)
    response = send_file(out, MIMETYPES[format], as_attachment=True, download_name=made.file_name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _export(person: Person, asked: Asked, edition: Edition, format: Format, out: BinaryIO) -> Exported:
    origin, at, reader = request.remote_addr or "", installation().register, gate.reader()
    return export_sources(at, reader, person, asked.moment, edition, language(), format, out, origin)
