"""National tables as files: the same tables as on the page, for the moment and choice the page showed."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from flask import abort, request, send_file
from flask.wrappers import Response

from busrisk.core.national.definitions import Definitions
from busrisk.core.tabular import Table
from busrisk.exports.national_book import Making, national_book
from busrisk.rulebook.shape import Edition
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import language
from busrisk.web.moment import Asked
from busrisk.workflow.export_national import export_national
from busrisk.workflow.export_register import Format

IN_MEMORY = 4 << 20  # bytes
MIMETYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}


def handed_out(
    tables: tuple[Table, ...], asked: Asked, edition: Edition, chosen: Definitions, format: Format
) -> Response:
    """The tables as one file, journalled; of a CSV the first table, named after it."""
    at, person, reader = installation(), gate.current(), gate.reader()
    if person is None:
        abort(403)
    making = Making(person.region, asked.moment, edition, chosen, language(), person.name, at.now())
    stem = tables[0].key.replace("_", "-") if format is Format.CSV else ""
    book = national_book(reader, making, tables, stem)
    with ExitStack() as opened:
        file = cast(BinaryIO, opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY)))
        made = export_national(at.register, person, book, format, file, request.remote_addr or "")
        opened.pop_all()  # from here on the response closes it
    file.seek(0)
    response = send_file(file, MIMETYPES[format], as_attachment=True, download_name=made.file_name)
    response.headers["Cache-Control"] = "no-store"
    return response
