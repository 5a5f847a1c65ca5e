"""A workbook that comes back: looked over as a file before it is opened, then read cell by cell as text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from busrisk.core.files.csv_bytes import MOST_BYTES
from busrisk.core.fleet.fields import FLEET_SHEET, FleetFault, place
from busrisk.core.fleet.paste import MOST_COLUMNS, MOST_ROWS, Cells, whole_fault
from busrisk.core.names import fold
from busrisk.core.saying import say, written
from busrisk.core.wording import pick

MOST_MEMBERS = 500
MOST_UNPACKED = 64 * 1024 * 1024
_LAST_ROW = MOST_ROWS * 2  # rows that are walked at all: blank ones between count too
_COMPOUND = b"\xd0\xcf\x11\xe0"  # what .xls files and encrypted workbooks begin with
_SAVE = say("Sla het werkblad op als gewone .xlsx-werkmap, zonder macro's en zonder wachtwoord.")
_ACTIVE = {
    "vbaproject": say("De werkmap bevat macro's."),
    "xl/macrosheets": say("De werkmap bevat macro's."),
    "xl/externallinks": say("De werkmap verwijst naar andere bestanden."),
    "xl/embeddings": say("De werkmap bevat ingesloten bestanden."),
    "xl/activex": say("De werkmap bevat besturingselementen."),
    "xl/connections": say("De werkmap haalt gegevens van elders."),
}


def workbook_cells(data: bytes) -> Cells:
    """The cells of the fleet sheet as text. Raises nothing: what cannot be read is a fault."""
    refused = _refused(data)
    if refused is not None:
        return Cells(None, (), (refused,))
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on what it leaves out; nothing of that is read here
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            return _read(book)
    except Exception as refusal:  # a workbook made by hand can break the library in any way
        kind = type(refusal).__name__
        return Cells(None, (), (whole_fault(say("De werkmap kan niet worden gelezen."), _SAVE, kind),))


# --- The file --------------------------------------------------------------------------------------


def _refused(data: bytes) -> FleetFault | None:
    if len(data) > MOST_BYTES:
        reason = say("Het bestand is groter dan %(most)s MB.", most=MOST_BYTES // 1024**2)
        return whole_fault(reason, say("Splits de opgave."))
    if data.startswith(_COMPOUND):
        return whole_fault(say("Dit is een oude .xls-werkmap of een werkmap met een wachtwoord."), _SAVE)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _refused_members(archive)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return whole_fault(say("Dit is geen leesbare werkmap."), _SAVE)


def _refused_members(archive: ZipFile) -> FleetFault | None:
    members = archive.infolist()
    names = [member.filename.casefold() for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        return whole_fault(
            say("De werkmap is uitgepakt te groot."), say("Kopieer de gegevens naar een nieuwe werkmap.")
        )
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        return whole_fault(say("Dit is een zip-bestand, geen werkmap."), _SAVE)
    if len(set(names)) != len(names) or any(member.flag_bits & 1 for member in members):
        return whole_fault(say("De werkmap is beschadigd of versleuteld."), _SAVE)
    for name in names:
        found = next((reason for part, reason in _ACTIVE.items() if part in name), None)
        if found:
            return whole_fault(found, _SAVE)
    if any(_declares(archive, member) for member in members):
        return whole_fault(say("De werkmap bevat een definitie die hier niet hoort."), _SAVE)
    return None


def _declares(archive: ZipFile, member: ZipInfo) -> bool:
    """Whether a part has a document type of its own, or hides in another encoding: both can blow up."""
    if not member.filename.casefold().endswith((".xml", ".rels", ".vml")):
        return False
    text = archive.read(member)
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text[:200]


# --- The cells -------------------------------------------------------------------------------------


def _read(book: Any) -> Cells:
    sheet = _fleet_sheet(book)
    if sheet is None:
        named = ", ".join(str(name) for name in book.sheetnames)[:200]
        called = written(lambda language: pick(language, *FLEET_SHEET))
        remedy = say("Noem het werkblad met het wagenpark %(name)s.", name=called)
        return Cells(
            None, (), (whole_fault(say("Het werkblad met het wagenpark ontbreekt."), remedy, named),)
        )
    rows: list[tuple[int, tuple[str, ...]]] = []
    faults: list[FleetFault] = []
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1), start=1):
        texts = tuple(_text(cell) for cell in row)
        if any(text.strip() for text in texts):
            faults += _formulas(sheet.title, number, row)
            rows.append((number, _without_blank_end(texts)))
        if len(rows) > MOST_ROWS + 1:
            break
    return Cells(str(sheet.title), tuple(rows), tuple(faults))


def _fleet_sheet(book: Any) -> Any:
    """The sheet named after the fleet, or the only one."""
    wanted = {fold(name) for name in FLEET_SHEET}
    sheets = list(book.worksheets)
    named = [sheet for sheet in sheets if fold(str(sheet.title)) in wanted]
    return (named or (sheets if len(sheets) == 1 else [None]))[0]


def _formulas(sheet: str, number: int, row: Any) -> Iterator[FleetFault]:
    for position, cell in enumerate(row, start=1):
        if cell.value is None or cell.data_type not in ("f", "e"):
            continue
        reason = (
            say("Deze cel bevat een formule.")
            if cell.data_type == "f"
            else say("Deze cel bevat een foutwaarde.")
        )
        remedy = say("Plak de waarde in plaats van de formule.")
        yield FleetFault(place(sheet, number, position, None), number, None, _text(cell)[:60], reason, remedy)


def _text(cell: Any) -> str:
    """The cell as somebody would type it; a fraction keeps its comma, so that no count is guessed from it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value)


def _without_blank_end(texts: tuple[str, ...]) -> tuple[str, ...]:
    last = max((at for at, text in enumerate(texts, start=1) if text.strip()), default=0)
    return texts[:last]
