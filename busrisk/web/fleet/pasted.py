"""Many batches at once: pasted from a spreadsheet or uploaded, previewed, then stored as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from flask import request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from busrisk.core import dutch
from busrisk.core.facts import Source
from busrisk.core.files.csv_bytes import readable
from busrisk.core.fleet.fields import SHEET_FIELDS, FleetFault, FleetRefused, title
from busrisk.core.fleet.paste import Cells, pasted_cells, typed_lines, whole_fault
from busrisk.core.fleet.reading import FleetRead, read_statements
from busrisk.core.fleet.statement import FleetTerms
from busrisk.core.saying import beginning, say
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground, ground, terms_on, today
from busrisk.web.fleet.pages import FaultRow, ListPage
from busrisk.web.fleet.preview import Act, perform
from busrisk.web.fleet.said import (
    BACK,
    DATED,
    DAY,
    SOURCE,
    STEP,
    Fields,
    Refusals,
    no_source,
    read_day,
    read_source,
)
from busrisk.web.fleet_words import number
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, ngettext, spoken
from busrisk.web.page import show
from busrisk.workflow.export_fleet_sheet import export_fleet_sheet
from busrisk.workflow.read_sheet import read_sheet
from busrisk.workflow.state_fleet import state_fleet

TEXT, FILE, WHOLE = "lijst", "bestand", "geheel"
MOST_TEXT = 400_000  # bytes of text that a form still carries from preview to storing
IN_MEMORY = 4 << 20  # bytes
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Offered:
    """What was pasted or uploaded: as cells, and as the text that stays in the box."""

    cells: Cells
    text: str


def lines(key: str) -> Response:
    return show("fleet/list.html", _page(ground(key), {}, "", Refusals(), ()))


def state_lines(key: str) -> Response:
    at, fields, refusals = ground(key), request.form, Refusals()
    offered = _offered(fields, request.files.get(FILE))
    if fields.get(STEP) == BACK:
        return show("fleet/list.html", _page(at, fields, offered.text, refusals, ()))
    faults: list[FleetFault] = []
    act = _read(at, fields, offered, refusals, faults)
    if act:
        try:
            return perform(act, fields)
        except FleetRefused as refused:
            refusals.take(refused.faults, SOURCE)
    return show("fleet/list.html", _page(at, fields, offered.text, refusals, faults, _lines_of(offered)), 400)


def template(key: str) -> Response:
    at, register = ground(key), installation().register
    with ExitStack() as opened:
        file = cast(BinaryIO, opened.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY)))
        name = export_fleet_sheet(
            register, gate.person(), at.about, at.batches, at.now, language(), file, gate.origin()
        )
        opened.pop_all()  # from here on the response closes it
    file.seek(0)
    response = send_file(file, XLSX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _offered(fields: Fields, file: FileStorage | None) -> Offered:
    """The file where one was chosen, else the text of the box."""
    text = fields.get(TEXT, "").replace("\r\n", "\n")
    if file is None or not file.filename:
        return Offered(pasted_cells(text), text)
    cells = read_sheet(file.stream.read(), file.filename)
    return Offered(cells, as_text(cells) or text)


def as_text(cells: Cells) -> str:
    """The rows as they would be pasted: read again, they say the same."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(row for _, row in cells.rows)
    return readable(out.getvalue())


def _read(
    at: Ground, fields: Fields, offered: Offered, refusals: Refusals, faults: list[FleetFault]
) -> Act | None:
    """What the list states, None with faults; those of its lines go into `faults`."""
    day, source, whole = read_day(fields, refusals), read_source(fields, refusals), bool(fields.get(WHOLE))
    terms = terms_on(at.about.key, day, refusals, source)
    typed = typed_lines(offered.cells)
    read = read_statements(typed.lines, terms)
    faults += [*typed.faults, *read.faults]
    if whole and source is None:
        no_source(refusals)
    if len(offered.text.encode()) > MOST_TEXT:
        faults.append(whole_fault(say("De opgave is te groot voor één keer."), say("Splits de opgave.")))
    if refusals or faults or day is None:
        return None
    return _act(at, fields, offered.text, terms, read, (day, source, whole))


def _act(
    at: Ground,
    fields: Fields,
    text: str,
    terms: FleetTerms,
    read: FleetRead,
    stated: tuple[date, Source | None, bool],
) -> Act:
    """`stated`: the day, the source of the whole, and whether the list is the whole fleet."""
    (day, source, whole), person, origin = stated, gate.person(), gate.origin()
    register, key, said = installation().register, at.about.key, read.statements
    options: dict[str, Any] = {"source": source, "whole": whole}
    return Act(
        ground=at,
        title=gettext("Wagenpark opgeven met een lijst"),
        action=url_for("fleet.state_lines", key=key),
        carried=_carried(fields, text),
        run=lambda seen, dry: state_fleet(
            register, person, key, said, day, origin, **options, seen=seen, dry_run=dry
        ),
        said=said,
        standing=terms.standing,
        warnings=read.warnings,
    )


def _carried(fields: Fields, text: str) -> tuple[tuple[str, str], ...]:
    names = (DAY, SOURCE, DATED, WHOLE)
    return (*((name, fields[name]) for name in names if name in fields), (TEXT, text))


def _lines_of(offered: Offered) -> int:
    return max(0, len(offered.cells.rows) - 1)


def _page(
    at: Ground,
    typed: Fields,
    text: str,
    refusals: Refusals,
    faults: Sequence[FleetFault],
    offered: int = 0,
) -> ListPage:
    if faults:
        refusals.note(TEXT, _counted(faults, offered))
    return ListPage(
        key=at.about.key,
        name=at.about.name,
        typed={
            DAY: typed.get(DAY) or dutch.write_date(today(), language()),
            SOURCE: typed.get(SOURCE, ""),
            DATED: typed.get(DATED, ""),
            TEXT: text,
        },
        whole=bool(typed.get(WHOLE)),
        faults=refusals.listed,
        wrong=refusals.by_field,
        rows=tuple(_row(each) for each in faults),
        columns=", ".join(title(each, language()) for each in SHEET_FIELDS),
        header="\t".join(title(each, language()) for each in SHEET_FIELDS),
    )


def _row(fault: FleetFault) -> FaultRow:
    return FaultRow(
        place=spoken(beginning(fault.place)),
        value=spoken(fault.value or ""),
        reason=spoken(fault.reason),
        remedy=spoken(fault.remedy),
    )


def _counted(faults: Sequence[FleetFault], offered: int) -> str:
    """'3 fouten, in 2 van 40 regels. Er is niets opgeslagen.'"""
    wrong = len({each.row for each in faults if each.row is not None})
    found = ngettext("%(count)s fout", "%(count)s fouten", len(faults), count=number(len(faults)))
    if not wrong or not offered:
        return gettext("Lijst: %(faults)s. Er is niets opgeslagen.", faults=found)
    return gettext(
        "Lijst: %(faults)s, in %(wrong)s van %(lines)s regels. Er is niets opgeslagen.",
        faults=found,
        wrong=number(wrong),
        lines=number(max(offered, wrong)),
    )
