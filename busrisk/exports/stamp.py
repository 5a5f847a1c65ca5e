"""What every sheet and every CSV row carries: there is no switch to leave it out."""

from __future__ import annotations

from busrisk.core.dutch import write_date
from busrisk.core.tabular import Book, Cell
from busrisk.exports.labels import labels


def stamp(book: Book) -> tuple[tuple[str, Cell], ...]:
    """Label and value of marking, reference date, edition and receipt, and of a watermark where named.

    A value that is not given stays None, which prints as unknown: the place for it is never left out.
    """
    named = labels(book.language)
    fixed: tuple[tuple[str, Cell], ...] = (
        (named.marking, book.marking),
        (named.on, book.on),
        (named.edition, book.edition),
        (named.receipt, book.receipt),
    )
    return fixed + (((named.watermark, book.watermark),) if book.watermark else ())


def stamp_line(book: Book) -> str:
    """Reference date, edition and receipt on one line: 'Peildatum 01-01-2026 · Editie 2026-12 · …'."""
    named = labels(book.language)
    parts = (
        (named.on, write_date(book.on, book.language) if book.on else None),
        (named.edition, book.edition),
        (named.receipt, book.receipt),
    )
    return " · ".join(f"{label} {value or named.unknown}" for label, value in parts)
