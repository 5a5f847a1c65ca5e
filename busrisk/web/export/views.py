"""A file of what the reader reaches, at the moment the page showed."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import abort, request, send_file
from flask.wrappers import Response

from busrisk.register.people import Person
from busrisk.rulebook.shape import Edition
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import language
from busrisk.web.moment import Asked, asked_moment
from busrisk.workflow.export_register import Exported, Format, export_register

IN_MEMORY = 4 << 20  # bytes; a larger file waits in the system's folder for temporary files, without a name
MIMETYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}


def register(ending: str) -> Response:
    if ending not in tuple(Format):
        abort(404)
    person, format = gate.current(), Format(ending)
    asked = asked_moment(request.form, gate.scope(), gate.reader())
    if asked.faults or asked.edition is None or person is None:
        abort(400)
    with ExitStack() as opened:
        file = cast(BinaryIO, opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY)))
        made = _export(person, asked, asked.edition, format, file)
        opened.pop_all()  # from here on the response closes it
    file.seek(0)
    response = send_file(file, MIMETYPES[format], as_attachment=True, download_name=made.file_name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _export(person: Person, asked: Asked, edition: Edition, format: Format, file: BinaryIO) -> Exported:
    origin = request.remote_addr or ""
    at, reader = installation().register, gate.reader()
    return export_register(at, reader, person, asked.moment, edition, language(), format, file, origin)
