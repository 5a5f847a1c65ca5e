"""Names of files and sheets: legal everywhere, unique, and carrying the marking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from busrisk.core.tabular import Book
from busrisk.exports.labels import labels
from busrisk.exports.legible import fitted, legible, units

NAME_LIMIT = 31  # UTF-16 units of a sheet name
_ILLEGAL = re.compile(r"[\[\]:*?/\\\n\t\ufffd]+")
_RESERVED = frozenset({"history", "geschiedenis"})  # names a spreadsheet program keeps for itself
_PIECE_LIMIT = 80  # of a file name, so that the whole stays far under what file systems hold


def file_name(book: Book, ending: str) -> str:
    """An ASCII name from stem, reference date, edition and marking.

    'busregister-nl-2026-01-01-editie-2026-12-vertrouwelijk-tlp-amber-strict.xlsx'; a watermarked book
    carries the first word of its watermark too, so that an exercise is never taken for the register.
    """
    named = labels(book.language)
    stem = _slug(book.stem) or "export"
    on = book.on.isoformat() if book.on else ""
    edition = _slug(f"{named.edition} {book.edition}") if book.edition else ""
    pieces = (
        stem,
        "" if on in stem else on,
        "" if edition in stem else edition,
        _slug((book.watermark or "").partition(" ")[0]),
        _slug(book.marking),
    )
    return "-".join(piece for piece in pieces if piece) + "." + ending.lstrip(".").lower()


def sheet_names(titles: Iterable[str], language: str) -> tuple[str, ...]:
    """A legal sheet name for each title, in order: at most 31 long, no two alike whatever their case."""
    taken: set[str] = set()
    names = []
    for title in titles:
        name = _free(_legal(title) or labels(language).sheet, taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_PIECE_LIMIT].strip("-")


def _legal(title: str) -> str:
    name = " ".join(_ILLEGAL.sub(" ", legible(title)).split()).strip("' ")
    return fitted(name, "…", NAME_LIMIT).strip("' ")


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken or candidate.casefold() in _RESERVED:
        number += 1
        ending = f" ({number})"
        candidate = fitted(name, "", NAME_LIMIT - units(ending)).rstrip() + ending
    return candidate
