"""From bytes to numbered lines of text; what is not UTF-8 is kept visible until its field is known."""

from __future__ import annotations

import re

from busrisk.core.faults import Fault
from busrisk.core.saying import say

MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 100_000
LONGEST_LINE = 64 * 1024  # bytes

_ESCAPED = re.compile("[\udc80-\udcff]")
_UTF8_REMEDY = say("Sla het bestand op als 'CSV UTF-8' en importeer het opnieuw.")

EMPTY = (say("Het bestand is leeg."), say("Kies een bestand met een kop en ten minste één rij."))


def split_lines(data: bytes, file: str) -> tuple[list[str | None], list[Fault]]:
    """The lines of the file, index 0 being row 1; an endless line is a fault and None.

    A byte that is not UTF-8 becomes a lone surrogate: `foreign_byte` finds it and `readable` replaces it.
    A file that cannot be text at all gives no lines and one fault.
    """
    if refusal := _not_text(data):
        return [], [Fault(file, None, None, None, *refusal)]
    lines: list[str | None] = []
    faults = []
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for row, raw in enumerate(text.split(b"\n"), start=1):
        if len(raw) > LONGEST_LINE:
            faults.append(_endless(file, row, raw))
            lines.append(None)
        else:
            lines.append(raw.decode("utf-8", "surrogateescape"))
    return lines, faults


def _not_text(data: bytes) -> tuple[str, str] | None:
    if len(data) > MOST_BYTES:
        reason = say("Het bestand is groter dan %(most)s MB.", most=MOST_BYTES // 1024**2)
        return reason, say("Splits het bestand.")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return EMPTY
    if data.startswith(b"PK\x03\x04"):
        return say("Dit is een werkmap of zip-bestand, geen CSV."), _UTF8_REMEDY
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 4 > len(data):
        return say("De tekencodering is UTF-16 of UTF-32, niet UTF-8."), _UTF8_REMEDY
    if data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") > MOST_LINES:
        reason = say("Het bestand telt meer dan %(most)s regels.", most=MOST_LINES)
        return reason, say("Splits het bestand of verwijder lege regels.")
    return None


def _endless(file: str, row: int, raw: bytes) -> Fault:
    reason = say(
        "De regel telt %(count)s bytes; %(most)s is het meeste dat wordt gelezen.",
        count=len(raw),
        most=LONGEST_LINE,
    )
    remedy = say("Controleer of er een regeleinde ontbreekt of een aanhalingsteken open staat.")
    return Fault(file, row, None, readable(raw[:60].decode("utf-8", "surrogateescape")), reason, remedy)


def foreign_byte(text: str) -> tuple[str, str] | None:
    """Reason and remedy for the first byte that is not UTF-8, or None."""
    found = _ESCAPED.search(text)
    if not found:
        return None
    reason = say(
        "Byte %(byte)s is geen UTF-8; in Windows-1252 staat hier '%(char)s'.",
        byte=f"0x{ord(found[0]) - 0xDC00:02X}",
        char=_in_windows_1252(found),
    )
    return reason, _UTF8_REMEDY


def readable(text: str) -> str:
    """The text with foreign bytes read as Windows-1252, the likeliest of the wrong encodings."""
    return _ESCAPED.sub(_in_windows_1252, text)


def _in_windows_1252(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")
