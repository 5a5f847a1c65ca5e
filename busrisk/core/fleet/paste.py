"""From cells to typed lines: pasted text, a CSV file and a worksheet alike, under one header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from busrisk.core.faults import MOST_FAULTS
from busrisk.core.files.csv_bytes import MOST_BYTES, foreign_byte, readable, split_lines
from busrisk.core.fleet.fields import (
    FleetFault,
    FleetField,
    TypedLine,
    column_letters,
    field_named,
    place,
    title,
    titled,
)
from busrisk.core.names import meant, nearest
from busrisk.core.saying import Written, say, written

MOST_ROWS = 2_000  # batches of one concession; no fleet has more
MOST_COLUMNS = 40
LONGEST_CELL = 8_000  # characters; each field has its own, lower limit
_SEPARATORS = ("\t", ";", ",")
_UNPAIRED = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # half a character; the others stand for a byte


@dataclass(frozen=True)
class Cells:
    """What a sheet or a paste holds: rows with their number, the header among them; and what cannot be read.

    `sheet` is the name of the worksheet, None for text.
    """

    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[FleetFault, ...] = ()


@dataclass(frozen=True)
class TypedLines:
    lines: tuple[TypedLine, ...]
    faults: tuple[FleetFault, ...]


def whole_fault(reason: str, remedy: str, value: str | None = None) -> FleetFault:
    """Something wrong with the file or the paste as a whole."""
    return FleetFault(place(None, None, None, None), None, None, value, reason, remedy)


def pasted_cells(text: str) -> Cells:
    """Text as copied out of a spreadsheet (tabs), or as a CSV file has it."""
    if len(text) > MOST_BYTES:
        return Cells(
            None, (), (whole_fault(say("De tekst is te lang."), say("Plak minder rijen tegelijk.")),)
        )
    body = _UNPAIRED.sub("\ufffd", text.removeprefix("\ufeff"))
    first = next((line for line in body.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=lambda mark: _known(first.split(mark)))
    if faults := tuple(islice(_long_pieces(body, separator), MOST_FAULTS)):
        return Cells(None, (), faults)
    cells = _cut(body, separator, strict=True)
    if cells.faults and separator == "\t":  # a spreadsheet quotes few cells; a loose quote means itself
        return _cut(body, separator, strict=False)
    return cells


def _long_pieces(text: str, separator: str) -> Iterator[FleetFault]:
    """Cells that are too long whatever the quotes say: the csv library stops at them without a place."""
    for row, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) <= LONGEST_CELL:
            continue
        for position, piece in enumerate(line.rstrip("\r\n").split(separator), start=1):
            if len(piece) > LONGEST_CELL:
                at = place(None, row, None if '"' in line else position, None)
                yield FleetFault(at, row, None, readable(piece[:200]), *_too_long(piece))


def csv_cells(data: bytes, name: str) -> Cells:
    """A CSV file as uploaded: UTF-8, with commas, semicolons or tabs."""
    lines, faults = split_lines(data, name)
    if faults:
        return Cells(None, (), tuple(_of_file(each.row, each.reason, each.remedy) for each in faults))
    return pasted_cells("\n".join(line or "" for line in lines))


def _of_file(row: int | None, reason: str, remedy: str) -> FleetFault:
    return FleetFault(place(None, row, None, None), row, None, None, reason, remedy)


def _known(names: Sequence[str]) -> int:
    return len({field_named(name.strip().strip('"')) for name in names} - {None})


def _cut(text: str, separator: str, strict: bool) -> Cells:
    """The rows with the number of the line each begins on; a fault where quotes make no sense."""
    lines = text if strict else text.replace("\0", "\ufffd")
    source = io.StringIO(lines, newline="")
    if strict:
        reader = csv.reader(source, delimiter=separator, strict=True)
    else:
        reader = csv.reader(source, delimiter=separator, quoting=csv.QUOTE_NONE)
    rows: list[tuple[int, tuple[str, ...]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, tuple(cells)))
            begins = reader.line_num + 1
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error:
        reason = say("Een aanhalingsteken staat verkeerd.")
        remedy = say(
            "Zet een aanhalingsteken voor en na het veld; verdubbel een aanhalingsteken in de tekst."
        )
        return Cells(None, (), (_of_file(begins, reason, remedy),))
    return Cells(None, tuple(rows))


def typed_lines(cells: Cells) -> TypedLines:
    """One typed line per row under the header; the columns in any order. Raises nothing."""
    if cells.faults:
        return TypedLines((), cells.faults)
    if not cells.rows:
        return TypedLines((), (whole_fault(say("De opgave is leeg."), _HEADER_REMEDY),))
    (row, header), *rest = cells.rows
    columns, faults = _columns(cells.sheet, row, header)
    if not columns or faults:
        return TypedLines((), tuple(faults))
    if len(rest) > MOST_ROWS:
        reason = say("De opgave telt meer dan %(most)s rijen.", most=MOST_ROWS)
        return TypedLines((), (whole_fault(reason, say("Splits de opgave.")),))
    if not rest:
        reason = say("Onder de kop staat geen enkele rij.")
        return TypedLines((), (whole_fault(reason, say("Voeg ten minste één rij toe.")),))
    lines = []
    for number, texts in rest:
        lines.append(_line(cells.sheet, number, texts, columns))
        faults += _wrong_cells(cells.sheet, number, texts, columns, len(header))
        if len(faults) > MOST_FAULTS:
            break
    return TypedLines(tuple(lines), tuple(faults))


def _all_titles(language: str) -> str:
    return ", ".join(title(each, language) for each in FleetField if each is not FleetField.CONCESSION)


_HEADER_REMEDY = say(
    "Begin met een kop. Bekend zijn: %(titles)s. Fabrikant en Aantal horen er altijd bij.",
    titles=written(_all_titles),
)


def _columns(
    sheet: str | None, row: int, header: Sequence[str]
) -> tuple[dict[FleetField, int], list[FleetFault]]:
    """The position of each field, from 1; and what is wrong with the header."""
    found: dict[FleetField, int] = {}
    faults: list[FleetFault] = []

    def wrong(position: int, reason: str, remedy: str) -> None:
        name = readable(header[position - 1])[:60]
        at = place(sheet, row, position, None)
        faults.append(FleetFault(at, row, None, name or None, reason, remedy))

    if not _known(header):
        shown = " ".join(readable(name) for name in header)[:60]
        reason = say("De eerste regel is niet de kop die hier hoort.")
        return {}, [FleetFault(place(sheet, row, None, None), row, None, shown, reason, _HEADER_REMEDY)]
    if len(header) > MOST_COLUMNS:
        reason = say("De kop telt meer dan %(most)s kolommen.", most=MOST_COLUMNS)
        return {}, [whole_fault(reason, say("Verwijder kolommen."))]
    for position, name in enumerate(header, start=1):
        of = field_named(name)
        if not name.strip():
            continue
        if of is None:
            rename = say("Verwijder de kolom of geef haar deze naam.")
            wrong(position, say("Deze kolom is niet bekend."), meant(_nearest_title(name), rename))
        elif of in found:
            before = column_letters(found[of])
            reason = say("Kolom %(column)s heet ook %(field)s.", column=before, field=titled(of))
            wrong(position, reason, say("Verwijder een van de twee."))
        else:
            found[of] = position
    if FleetField.RECORD not in found:
        for of in (FleetField.MAKER, FleetField.COUNT):
            if of not in found:
                faults.append(FleetFault(place(sheet, row, None, None), row, of, None, *_missing(of)))
    return found, faults


def _missing(of: FleetField) -> tuple[str, str]:
    reason = say("De kolom %(field)s ontbreekt.", field=titled(of))
    return reason, say("Voeg de kolom toe aan de kop.")


def _nearest_title(name: str) -> Written | None:
    """The title most like this one, as the reader's language has it."""
    known = {title(each, language): each for language in ("en", "nl") for each in FleetField}
    like = nearest(readable(name)[:60], known)
    return titled(known[like]) if like else None


def _line(sheet: str | None, row: int, texts: Sequence[str], columns: dict[FleetField, int]) -> TypedLine:
    """A row shorter than the header ends in blank cells: a spreadsheet leaves them out."""
    typed = {
        of: readable(texts[position - 1]) if position <= len(texts) else ""
        for of, position in columns.items()
    }
    return TypedLine(typed, row, sheet, columns)


def _wrong_cells(
    sheet: str | None, row: int, texts: Sequence[str], columns: dict[FleetField, int], width: int
) -> Iterator[FleetFault]:
    headed = {position: of for of, position in columns.items()}
    for position, text in enumerate(texts, start=1):
        of = headed.get(position)
        if wrong := _wrong_cell(text, of is not None, position > width):
            at = place(sheet, row, position, titled(of) if of else None)
            yield FleetFault(at, row, of, readable(text[:200]), *wrong)


def _wrong_cell(text: str, headed: bool, outside: bool) -> tuple[str, str] | None:
    """What is wrong with a cell and what to do, None where nothing is."""
    if not headed and text.strip():
        unnamed = say("De kolom van deze cel heeft geen naam.")
        reason = say("Deze cel staat buiten de kop.") if outside else unnamed
        return reason, say("Verwijder de cel of noem de kolom.")
    if len(text) > LONGEST_CELL:
        return _too_long(text)
    return foreign_byte(text)


def _too_long(text: str) -> tuple[str, str]:
    reason = say("De cel telt %(count)s tekens; %(most)s is het meeste.", count=len(text), most=LONGEST_CELL)
    return reason, say("Kort de tekst in.")
