"""A promised fleet as it is typed in the form: read strictly, and given back as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused
from busrisk.core.facts import Source
from busrisk.core.faults import shown
from busrisk.core.fleet.fields import FleetField, TypedLine
from busrisk.core.fleet.promise import PromiseLine, PromiseSaid
from busrisk.core.fleet.promise_reading import read_promise
from busrisk.core.fleet.statement import count_text, date_text
from busrisk.core.fleet.values import LONGEST, clean
from busrisk.core.names import Names
from busrisk.web.concessions.stating_pages import PromiseForm, PromiseRow
from busrisk.web.language import gettext, language, spoken
from busrisk.web.moment import Fault

# The day has a name of its own: the page has the moment it shows in a form beside this one.
DAY, SOURCE, DATED, TAKEN_OVER = "dag", "bron", "brondatum", "overnemen"
STEP, SEAL = "stap", "zegel"
LOOK, STORE, MORE, TAKE = "bekijken", "vastleggen", "meer", "neem"
COLUMNS = (FleetField.MAKER, FleetField.MODEL, FleetField.COUNT, FleetField.SOURCE, FleetField.DATED)
AT_FIRST, ADDED, MOST_ROWS = 4, 4, 60
Fields = Mapping[str, str]


@dataclass(frozen=True)
class PromiseTyped:
    """What was typed, read: the lines and their day, or the faults."""

    said: tuple[PromiseSaid, ...]
    day: date | None
    faults: tuple[Fault, ...]


def read_form(fields: Fields, makers: Names, today: date) -> PromiseTyped:
    """Every line that is not blank; the source at the foot stands behind lines that name none."""
    day, faults = read_day(fields, DAY, gettext("Dag van de toezegging"), today)
    source, more = _read_source(fields)
    read = read_promise(_lines(fields), makers, source)
    faults += more
    faults += [(f"{fault.field}-{fault.row}", spoken(fault.sentence)) for fault in read.faults if fault.field]
    return PromiseTyped(read.said, day, tuple(faults))


def read_day(fields: Fields, name: str, label: str, today: date) -> tuple[date | None, list[Fault]]:
    """A whole day up to today, or what is wrong with it."""
    typed = fields.get(name, "").strip()
    try:
        read = dutch.read_date(typed[:40])
    except ValueRefused:
        read = None
    filled = gettext("U vulde in: %(value)s.", value=shown(typed)) if typed else ""
    remedy = gettext("Vul een hele dag in als 1-6-2024.")
    if read is None or not read.is_whole_day:
        return None, [(name, _told(label, gettext("dit is geen hele dag."), filled, remedy))]
    if read.first > today:
        return None, [(name, _told(label, gettext("deze dag is nog niet geweest."), filled, remedy))]
    return read.first, []


def _told(label: str, *parts: str) -> str:
    return f"{label}: {' '.join(filter(None, parts))}"


def _read_source(fields: Fields) -> tuple[Source | None, list[Fault]]:
    citation, faults = clean(fields.get(SOURCE, "")), []
    if len(citation) > LONGEST[FleetField.SOURCE]:
        most = LONGEST[FleetField.SOURCE]
        text = gettext("Bron: de tekst is te lang; %(most)s tekens is het meeste.", most=most)
        faults.append((SOURCE, text))
    dated: PartialDate | None = None
    try:
        dated = dutch.read_date(fields.get(DATED, "").strip()[:40])
    except ValueRefused as refused:
        faults.append((DATED, f"{gettext('Datum van de bron')}: {spoken(refused.saying)}"))
    return (Source(citation, dated) if citation else None), faults


def _lines(fields: Fields) -> list[TypedLine]:
    """The rows in which something was typed, each by its number on the page."""
    found = []
    for number in range(1, _rows_in(fields) + 1):
        typed = {each: fields.get(f"{each}-{number}", "") for each in COLUMNS}
        if any(clean(text) for text in typed.values()):
            found.append(TypedLine(typed, row=number))
    return found


def _rows_in(fields: Fields) -> int:
    numbers = (name.rpartition("-")[2] for name in fields if name.startswith(f"{FleetField.MAKER}-"))
    return min(max((int(each) for each in numbers if each.isdecimal()), default=0), MOST_ROWS)


def form_of(fields: Fields, makers: Iterable[str]) -> PromiseForm:
    """The form as it was typed; asked for more lines, it has them."""
    rows = _rows_in(fields) or AT_FIRST
    if fields.get(STEP) == MORE:
        rows = min(rows + ADDED, MOST_ROWS)
    return PromiseForm(
        rows=tuple(_row(number, fields) for number in range(1, rows + 1)),
        day=fields.get(DAY, ""),
        source=fields.get(SOURCE, ""),
        dated=fields.get(DATED, ""),
        taken_over=fields.get(TAKEN_OVER, ""),
        makers=tuple(makers),
    )


def _row(number: int, fields: Fields) -> PromiseRow:
    maker, model, count, source, dated = (fields.get(f"{each}-{number}", "") for each in COLUMNS)
    return PromiseRow(number, maker, model, count, source, dated)


def filled(
    form: PromiseForm, lines: Sequence[PromiseLine | PromiseSaid], names: Mapping[str, str]
) -> PromiseForm:
    """The form with these lines, as they would be typed to say the same, and a few rows to spare."""
    rows = [_typed(number, line, names) for number, line in enumerate(lines[:MOST_ROWS], 1)]
    spare = range(len(rows) + 1, min(max(len(rows) + 2, AT_FIRST), MOST_ROWS) + 1)
    return replace(form, rows=(*rows, *(PromiseRow(number, "", "", "", "", "") for number in spare)))


def _typed(number: int, line: PromiseLine | PromiseSaid, names: Mapping[str, str]) -> PromiseRow:
    keys = [maker if isinstance(maker, str) else maker.key for maker in line.makers]
    said = line.maker_label or " + ".join(names.get(key, key) for key in keys)
    return PromiseRow(
        number,
        said or gettext("onbekend"),
        line.model or "",
        count_text(line.count, language()),
        line.source.citation,
        date_text(line.source.dated, language()),
    )
