"""From cells to typed lines: pasted text, a CSV file and a worksheet alike, under one header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from busrisk.core.csv_bytes import MOST_BYTES, foreign_byte, readable, split_lines
from busrisk.core.faults import MOST_FAULTS
from busrisk.core.fleet_fields import (
    FleetFault,
    FleetField,
    TypedLine,
    column_letters,
    field_named,
    place,
    title,
)
from busrisk.core.names import nearest

MOST_ROWS = 2_000  # batches of one concession; no fleet has more
MOST_COLUMNS = 60
LONGEST_CELL = 8_000  # characters; each field has its own, lower limit
_SEPARATORS = ("\t", ";", ",")


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
    return FleetFault("de opgave", None, None, value, reason, remedy)


def pasted_cells(text: str) -> Cells:
    """Text as copied out of a spreadsheet (tabs), or as a CSV file has it."""
    if len(text) > MOST_BYTES:
        return Cells(None, (), (whole_fault("De tekst is te lang.", "Plak minder rijen tegelijk."),))
    body = text.removeprefix("\ufeff")
    first = next((line for line in body.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=lambda mark: _known(first.split(mark)))
    try:
        return _cut(body, separator, strict=True)
    except csv.Error as refusal:
        if separator == "\t":  # a spreadsheet quotes few cells; a loose quote is then just a character
            return _cut(body, separator, strict=False)
        remedy = "Zet een aanhalingsteken voor en na het veld; verdubbel een aanhalingsteken in de tekst."
        return Cells(None, (), (whole_fault("Een aanhalingsteken staat verkeerd.", remedy, str(refusal)),))


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
    """The rows with the number of the line each begins on. Raises csv.Error where quotes make no sense."""
    lines = text if strict else text.replace("\0", "\ufffd")
    source = io.StringIO(lines, newline="")
    if strict:
        reader = csv.reader(source, delimiter=separator, strict=True)
    else:
        reader = csv.reader(source, delimiter=separator, quoting=csv.QUOTE_NONE)
    rows: list[tuple[int, tuple[str, ...]]] = []
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((begins, tuple(cells)))
        begins = reader.line_num + 1
        if len(rows) > MOST_ROWS + 1:
            break
    return Cells(None, tuple(rows))


def typed_lines(cells: Cells) -> TypedLines:
    """One typed line per row under the header; the columns in any order. Raises nothing."""
    if cells.faults:
        return TypedLines((), cells.faults)
    if not cells.rows:
        return TypedLines((), (whole_fault("De opgave is leeg.", _HEADER_REMEDY),))
    (row, header), *rest = cells.rows
    columns, faults = _columns(cells.sheet, row, header)
    if not columns or faults:
        return TypedLines((), tuple(faults))
    if len(rest) > MOST_ROWS:
        reason = f"De opgave telt meer dan {MOST_ROWS} rijen."
        return TypedLines((), (whole_fault(reason, "Splits de opgave."),))
    if not rest:
        reason = "Onder de kop staat geen enkele rij."
        return TypedLines((), (whole_fault(reason, "Voeg ten minste één rij toe."),))
    lines = []
    for number, texts in rest:
        lines.append(_line(cells.sheet, number, texts, columns))
        faults += _wrong_cells(cells.sheet, number, texts, columns, len(header))
        if len(faults) > MOST_FAULTS:
            break
    return TypedLines(tuple(lines), tuple(faults))


_ALL = ", ".join(title(each) for each in FleetField if each is not FleetField.CONCESSION)
_HEADER_REMEDY = f"Begin met een kop. Bekend zijn: {_ALL}. Fabrikant en Aantal horen er altijd bij."


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
        reason = "De eerste regel is niet de kop die hier hoort."
        return {}, [FleetFault(place(sheet, row, None, None), row, None, shown, reason, _HEADER_REMEDY)]
    if len(header) > MOST_COLUMNS:
        return {}, [whole_fault(f"De kop telt meer dan {MOST_COLUMNS} kolommen.", "Verwijder kolommen.")]
    for position, name in enumerate(header, start=1):
        of = field_named(name)
        if not name.strip():
            continue
        if of is None:
            like = nearest(readable(name)[:60], [title(each) for each in FleetField])
            meant = f"Bedoelt u {like}? " if like else ""
            wrong(
                position, "Deze kolom is niet bekend.", f"{meant}Verwijder de kolom of geef haar deze naam."
            )
        elif of in found:
            reason = f"Kolom {column_letters(found[of])} heet ook {title(of)}."
            wrong(position, reason, "Verwijder een van de twee.")
        else:
            found[of] = position
    if FleetField.RECORD not in found:
        for of in (FleetField.MAKER, FleetField.COUNT):
            if of not in found:
                reason = f"De kolom {title(of)} ontbreekt."
                at = place(sheet, row, None, None)
                faults.append(FleetFault(at, row, of, None, reason, "Voeg de kolom toe aan de kop."))
    return found, faults


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
        at = place(sheet, row, position, title(of) if of else None)
        if of is None and text.strip():
            outside = position > width
            reason = "Deze cel staat buiten de kop." if outside else "De kolom van deze cel heeft geen naam."
            yield FleetFault(
                at, row, None, readable(text[:200]), reason, "Verwijder de cel of noem de kolom."
            )
        elif len(text) > LONGEST_CELL:
            reason = f"De cel telt {len(text)} tekens; {LONGEST_CELL} is het meeste."
            yield FleetFault(at, row, of, readable(text[:200]), reason, "Kort de tekst in.")
        elif wrong := foreign_byte(text):
            yield FleetFault(at, row, of, readable(text[:200]), *wrong)
