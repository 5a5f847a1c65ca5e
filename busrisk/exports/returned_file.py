"""A workbook that comes back, looked over as a file: what could harm or mislead is refused unopened."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from busrisk.core.files.csv_bytes import MOST_BYTES
from busrisk.core.fleet.fields import FleetFault, column_letters, place
from busrisk.core.fleet.paste import MOST_COLUMNS, MOST_ROWS, whole_fault
from busrisk.core.saying import say

ZIPPED = b"PK\x03\x04"  # what .xlsx files begin with
COMPOUND = b"\xd0\xcf\x11\xe0"  # what .xls files and encrypted workbooks begin with
SAVE = say("Sla het werkblad op als gewone .xlsx-werkmap, zonder macro's en zonder wachtwoord.")
COPY = say("Kopieer de gegevens naar een nieuwe werkmap.")

MOST_MEMBERS = 200
MOST_UNPACKED = 8 * 1024 * 1024
MOST_RATIO = 200  # times that a workbook may grow when it is unpacked; a full fleet sheet grows some 20 times
_TYPES, _BOOK, _LINKS = "[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LAST_ROW = MOST_ROWS + 1  # the header is a row too
_ACTIVE = {
    "vbaproject": say("De werkmap bevat macro's."),
    "macrosheet": say("De werkmap bevat macro's."),
    "macroenabled": say("De werkmap bevat macro's."),
    "externallink": say("De werkmap verwijst naar andere bestanden."),
    "xl/embeddings": say("De werkmap bevat ingesloten bestanden."),
    "xl/activex": say("De werkmap bevat besturingselementen."),
    "xl/connections": say("De werkmap haalt gegevens van elders."),
}

# Elements with or without a prefix of their namespace. None looks past the next < or >: each is linear.
_ENCODED = re.compile(rb"""<\?xml\s[^<>]*?encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_SHEET_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_CELL_PLACE = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,9})(\d{1,9})["']""")
_EXTENT = re.compile(rb"""<(?:[\w.-]+:)?dimension\s[^<>]*?ref\s*=\s*["'][^"'<>:]*:([A-Z]{1,9})(\d{1,9})""")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^<>]*>")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s[^<>]*>")
_LINK = re.compile(rb"<(?:[\w.-]+:)?Relationship\s[^<>]*>")


def refused_file(data: bytes) -> FleetFault | None:
    """What is wrong with the workbook as a file, None where it may be opened. Raises nothing."""
    if len(data) > MOST_BYTES:
        reason = say("Het bestand is groter dan %(most)s MB.", most=MOST_BYTES // 1024**2)
        return whole_fault(reason, say("Splits de opgave."))
    if data.startswith(COMPOUND):
        return whole_fault(say("Dit is een oude .xls-werkmap of een werkmap met een wachtwoord."), SAVE)
    if not data.startswith(ZIPPED):
        return whole_fault(say("Dit is geen leesbare werkmap."), SAVE)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _refused_list(archive.infolist(), len(data)) or _refused_parts(_unpacked(archive))
    except Exception:  # an archive made by hand can break the library in any way
        return whole_fault(say("Dit is geen leesbare werkmap."), SAVE)


# --- The list of what is packed ----------------------------------------------------------------------


def _refused_list(members: Sequence[ZipInfo], packed: int) -> FleetFault | None:
    names = [member.filename.casefold() for member in members]
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > min(MOST_UNPACKED, MOST_RATIO * packed):
        return whole_fault(say("De werkmap is uitgepakt te groot."), COPY)
    if _TYPES not in names or _BOOK not in names:
        return whole_fault(say("Dit is een zip-bestand, geen werkmap."), SAVE)
    if len(set(names)) != len(names) or any(_odd(member) for member in members):
        return whole_fault(say("De werkmap is beschadigd of versleuteld."), SAVE)
    return _active("\n".join(names))


def _odd(member: ZipInfo) -> bool:
    """Encrypted, packed as no spreadsheet program does, or named to end up elsewhere."""
    name = member.filename
    elsewhere = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    return elsewhere or bool(member.flag_bits & 1) or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED)


def _active(names: str) -> FleetFault | None:
    found = next((reason for part, reason in _ACTIVE.items() if part in names), None)
    return whole_fault(found, SAVE) if found else None


def _unpacked(archive: ZipFile) -> dict[str, bytes]:
    """Each part by its name in small letters; of a part no more than its stated size is ever unpacked."""
    parts = {}
    for member in archive.infolist():
        with archive.open(member) as part:
            parts[member.filename.casefold()] = part.read(member.file_size + 1)
    return parts


# --- The parts -----------------------------------------------------------------------------------------


def _refused_parts(parts: Mapping[str, bytes]) -> FleetFault | None:
    if any(_declares(part) for part in parts.values()):
        return whole_fault(say("De werkmap bevat een definitie die hier niet hoort."), SAVE)
    if active := _active(parts[_TYPES].decode("utf-8", "replace").casefold()):
        return active
    for sheet in _SHEET.findall(parts[_BOOK]):
        if _said(b"state", sheet).casefold() in ("hidden", "veryhidden"):
            reason = say("Dit werkblad is verborgen.")
            return _of_sheet(_said(b"name", sheet), reason, say("Maak het zichtbaar of verwijder het."))
    titles = _titles(parts)
    found = (
        _refused_sheet(titles.get(name, name.rpartition("/")[2]), part)
        for name, part in parts.items()
        if _SHEET_DATA.search(part)
    )
    return next(filter(None, found), None)


def _declares(part: bytes) -> bool:
    """Whether a part has a document type of its own, or could hide one in another encoding: both can blow up.

    Whatever the part is called: what it is called does not decide how it is read.
    """
    bare = part.replace(b"\0", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        return True
    is_markup = bare.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    return is_markup and (b"\0" in part or _ENCODED.search(part[:1000]) is not None)


def _titles(parts: Mapping[str, bytes]) -> dict[str, str]:
    """What each part that is a worksheet is called in the workbook."""
    links = {_said(b"Id", link): _said(b"Target", link) for link in _LINK.findall(parts.get(_LINKS, b""))}
    titles = {}
    for sheet in _SHEET.findall(parts[_BOOK]):
        target = links.get(_said(b"id", sheet), "").casefold()
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        titles[path] = _said(b"name", sheet)
    return titles


def _said(attribute: bytes, tag: bytes) -> str:
    """The attribute of a tag, '' where it has none."""
    pattern = rb"""\s(?:[\w.-]{1,40}:)?%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % attribute
    found = re.search(pattern, tag)
    return html.unescape((found[1] or found[2] or b"").decode("utf-8", "replace"))[:200] if found else ""


def _refused_sheet(title: str, part: bytes) -> FleetFault | None:
    if merged := _MERGED.search(part):
        reason = say("De cellen %(cells)s zijn samengevoegd.", cells=_said(b"ref", merged[0]))
        return _of_sheet(title, reason, say("Hef de samenvoeging op."))
    if not _overfull(part):
        return None
    reason = say(
        "Dit werkblad telt meer dan %(rows)s rijen of %(columns)s kolommen, lege cellen meegerekend.",
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
    )
    last = f"{column_letters(MOST_COLUMNS)}{_LAST_ROW}"
    remedy = say("Verwijder alle rijen en kolommen voorbij cel %(cell)s.", cell=last)
    return _of_sheet(title, reason, remedy)


def _overfull(part: bytes) -> bool:
    """Counted and by what is stated: cells without a place count as well, and a stated size may be untrue."""
    if sum(1 for _ in _ROW.finditer(part)) > _LAST_ROW:
        return True
    if sum(1 for _ in _CELL.finditer(part)) > _LAST_ROW * MOST_COLUMNS:
        return True
    places = [*_EXTENT.findall(part), *_CELL_PLACE.findall(part)]
    return any(int(row) > _LAST_ROW or _column(letters) > MOST_COLUMNS for letters, row in places)


def _column(letters: bytes) -> int:
    """3 for C: the position of a column."""
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - ord("A") + 1
    return position


def _of_sheet(title: str, reason: str, remedy: str) -> FleetFault:
    return FleetFault(place(title, None, None, None), None, None, None, reason, remedy)
