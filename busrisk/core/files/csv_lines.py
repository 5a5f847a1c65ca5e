"""A tolerant reader of comma-, semicolon- or tab-separated text that finds every fault with its place."""

from __future__ import annotations

import csv
import io
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from busrisk.core.faults import MOST_FAULTS, Fault, code_point, is_unseen
from busrisk.core.files.csv_bytes import EMPTY, LONGEST_LINE, foreign_byte, readable, split_lines
from busrisk.core.names import nearest

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_LINES_A_RECORD = 100  # a quoted field may run over lines, but not for ever
LONGEST_FIELD = 4_000  # characters

_SEPARATORS = {",": "komma's", ";": "puntkomma's", "\t": "tabs"}
_QUOTE_REMEDY = (
    "Zet een aanhalingsteken voor en na het veld; verdubbel een aanhalingsteken dat bij de tekst hoort."
)


@dataclass(frozen=True)
class Line:
    """One row by column name, each value NFC and trimmed. `row` is the line where the record starts."""

    row: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Lines:
    """What a file says, as far as it could be read, and all that is wrong with how it is written down."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Line, ...]
    faults: tuple[Fault, ...]


@dataclass
class _Sheet:
    """The file while it is being read."""

    file: str
    texts: Sequence[str | None]
    faults: list[Fault]
    separator: str = ","
    header: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()  # of the expected columns in the header
    lines: list[Line] = field(default_factory=list)
    sound: dict[str, str] = field(default_factory=dict)  # fields without fault, cleaned: most recur

    def fault(self, row: int, name: str | None, value: str | None, reason: str, remedy: str) -> None:
        field_name = None if name is None else readable(name[:60])
        cut = None if value is None else readable(value[:200])
        self.faults.append(Fault(self.file, row, field_name, cut, reason, remedy))


def read_lines(data: bytes, file: str, columns: Sequence[str]) -> Lines:
    """Every row of the file under the expected columns, in any order. Raises nothing: faults are returned.

    A row that cannot be cut into the fields of the header is a fault and not among the rows; a column
    that is missing from the header is a fault and missing from each row's values.
    """
    texts, faults = split_lines(data, file)
    sheet = _Sheet(file, texts, faults)
    start = next((index for index, text in enumerate(texts) if text is None or text.strip()), None)
    if start is None and not sheet.faults:  # white space of a kind that bytes do not know
        sheet.faults.append(Fault(file, None, None, None, *EMPTY))
    elif start is not None and _read_header(sheet, start, columns):
        _read_rows(sheet, start + 1)
    header = tuple(readable(name) for name in sheet.header)
    return Lines(file, header, tuple(sheet.lines), tuple(sheet.faults))


def _cut(text: str, separator: str) -> list[str] | None:
    """The fields of one record, None where its quotes make no sense."""
    if '"' not in text:
        return text.split(separator)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


# --- The header ------------------------------------------------------------------------------------


def _read_header(sheet: _Sheet, start: int, columns: Sequence[str]) -> bool:
    """Find separator and columns; whether rows can be read under this header."""
    text, row = sheet.texts[start], start + 1
    if text is None:
        return False
    cuts = {mark: _names(text, mark) for mark in _SEPARATORS}
    sheet.separator = max(cuts, key=lambda mark: len(set(cuts[mark]) & set(columns)))
    sheet.header = cuts[sheet.separator]
    if len(sheet.header) > MOST_COLUMNS or not set(sheet.header) & set(columns):
        remedy = f"Begin het bestand met deze kop: {','.join(columns)}"
        sheet.fault(row, None, text, "De eerste regel is niet de kop die hier hoort.", remedy)
        return False
    for position, name in enumerate(sheet.header):
        _check_column(sheet, row, position, columns)
        _is_sound(sheet, row, name, name)
    sheet.places = tuple((name, sheet.header.index(name)) for name in columns if name in sheet.header)
    for name in columns:
        if name not in sheet.header:
            sheet.fault(row, name, None, "Deze kolom ontbreekt.", "Voeg de kolom toe aan de kop.")
    return True


def _names(text: str, separator: str) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", cell.strip().lower()) for cell in _cut(text, separator) or ())


def _check_column(sheet: _Sheet, row: int, position: int, columns: Sequence[str]) -> None:
    name = sheet.header[position]
    if not name:
        reason = f"Kolom {position + 1} heeft geen naam."
        sheet.fault(row, None, None, reason, "Geef de kolom een naam of verwijder haar.")
    elif name in sheet.header[:position]:
        sheet.fault(row, name, name, "Deze kolom staat twee keer in de kop.", "Verwijder een van de twee.")
    elif name not in columns:
        like = nearest(name, columns)
        remedy = f"Bedoelt u {like}?" if like else f"Verwijder de kolom. Bekend zijn: {', '.join(columns)}."
        sheet.fault(row, name, name, "Deze kolom is niet bekend.", remedy)


# --- The rows --------------------------------------------------------------------------------------


def _read_rows(sheet: _Sheet, start: int) -> None:
    for row, text in _records(sheet, start):
        if len(sheet.lines) >= MOST_ROWS or len(sheet.faults) >= MOST_FAULTS:
            sheet.fault(row, None, None, "Het lezen is hier gestopt.", _why_stopped(sheet))
            return
        cells = None if text is None else _cells(sheet, row, text)
        if cells and any(cells):
            sheet.lines.append(_line(sheet, row, cells))


def _why_stopped(sheet: _Sheet) -> str:
    if len(sheet.lines) >= MOST_ROWS:
        return f"Splits het bestand: meer dan {MOST_ROWS} rijen wordt niet gelezen."
    return f"Herstel eerst de {MOST_FAULTS} fouten hierboven."


def _records(sheet: _Sheet, start: int) -> Iterator[tuple[int, str | None]]:
    """Each record with its row, None where it is a fault; a field in quotes may run over several lines."""
    odd = [index for index, text in enumerate(sheet.texts) if text and text.count('"') % 2]
    open_quotes = set(odd)
    index = start
    while index < len(sheet.texts):
        text, last = sheet.texts[index], index
        if index in open_quotes:
            place = bisect_left(odd, index)
            text, last = _closed(sheet, index, odd[place + 1] if place + 1 < len(odd) else None)
        if text is None or text.strip():
            yield index + 1, text
        index = last + 1


def _closed(sheet: _Sheet, first: int, last: int | None) -> tuple[str | None, int]:
    """The record from line `first`, whose quote is open, to `last`, where it may close; else a fault."""
    if last is not None and last - first < MOST_LINES_A_RECORD:
        texts = [text for text in sheet.texts[first : last + 1] if text is not None]
        joined = "\n".join(texts)
        if len(texts) == last - first + 1 and len(joined) <= LONGEST_LINE and _fits(sheet, joined):
            return joined, last
    sheet.fault(first + 1, None, sheet.texts[first], "Een aanhalingsteken is niet gesloten.", _QUOTE_REMEDY)
    return None, first


def _fits(sheet: _Sheet, text: str) -> bool:
    return any(len(_cut(text, mark) or ()) == len(sheet.header) for mark in _SEPARATORS)


def _cells(sheet: _Sheet, row: int, text: str) -> list[str] | None:
    """The fields of the record, one for each column; None and a fault where it cannot be cut so."""
    cells, width = _cut(text, sheet.separator), len(sheet.header)
    if cells is None:
        sheet.fault(row, None, text, "Een aanhalingsteken staat midden in een veld.", _QUOTE_REMEDY)
        return None
    if len(cells) == width or not any(cell.strip() for cell in cells):
        return cells if len(cells) == width else None
    others = {mark: _cut(text, mark) or [] for mark in _SEPARATORS if mark != sheet.separator}
    mark, other = max(others.items(), key=lambda item: (len(item[1]) == width, len(item[1])))
    if len(other) == width or len(cells) < width < 2 * len(other):
        reason = f"Deze regel gebruikt {_SEPARATORS[mark]}, de kop {_SEPARATORS[sheet.separator]}."
        sheet.fault(row, None, text, reason, "Gebruik in het hele bestand hetzelfde scheidingsteken.")
        return other if len(other) == width else None
    reason = f"De rij heeft {len(cells)} {'veld' if len(cells) == 1 else 'velden'}, de kop heeft er {width}."
    remedy = "Zet een veld met een scheidingsteken erin tussen aanhalingstekens en laat geen veld weg."
    sheet.fault(row, None, text, reason, remedy)
    if found := foreign_byte(text):
        sheet.fault(row, None, text, *found)
    return None


def _line(sheet: _Sheet, row: int, cells: list[str]) -> Line:
    cleaned = [*map(sheet.sound.get, cells)]
    for at, known in enumerate(cleaned):
        if known is None:  # not read before in this file, or at fault there too
            cleaned[at] = _checked(sheet, row, sheet.header[at] or None, cells[at])
    values = cast(list[str], cleaned)
    return Line(row, {name: values[at] for name, at in sheet.places})


# --- One field -------------------------------------------------------------------------------------


def _clean(cell: str) -> str:
    seen = readable(cell[:LONGEST_FIELD])
    return unicodedata.normalize("NFC", seen.translate(dict.fromkeys(map(ord, _steering(seen))))).strip()


def _steering(cell: str) -> set[str]:
    """The characters that hide or steer; a line end or a tab in a field is ordinary."""
    return set() if cell.isprintable() else {char for char in set(cell) - {"\n", "\t"} if is_unseen(char)}


def _checked(sheet: _Sheet, row: int, name: str | None, cell: str) -> str:
    """The field, cleaned. What is at fault is read all the same: there may be more wrong with it."""
    plain = cell.isascii() and cell.isprintable() and len(cell) <= LONGEST_FIELD
    cleaned = cell.strip() if plain else _clean(cell)
    if plain or _is_sound(sheet, row, name, cell):
        sheet.sound[cell] = cleaned
    return cleaned


def _is_sound(sheet: _Sheet, row: int, name: str | None, cell: str) -> bool:
    """Whether nothing is wrong with the field; what is, is noted."""
    if len(cell) > LONGEST_FIELD:
        reason = f"Het veld telt {len(cell)} tekens; {LONGEST_FIELD} is het meeste."
        sheet.fault(row, name, cell, reason, "Kort de tekst in.")
    elif found := foreign_byte(cell):
        sheet.fault(row, name, cell, *found)
    elif "\ufffd" in cell:
        reason = "Het teken U+FFFD staat op de plaats van een verloren letter."
        sheet.fault(row, name, cell, reason, "Typ het woord opnieuw.")
    elif steering := _steering(cell):
        hidden = min(steering, key=cell.index)
        kind = "een NUL-byte" if hidden == "\0" else f"een onzichtbaar teken ({code_point(hidden)})"
        sheet.fault(row, name, cell, f"Dit veld bevat {kind}.", "Verwijder het teken of typ het opnieuw.")
    else:
        return True
    return False
