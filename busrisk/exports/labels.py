"""The few words an export adds of its own, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    marking: str
    watermark: str
    on: str
    edition: str
    receipt: str
    unknown: str
    page: str  # with {page} and {pages}
    cut: str  # stands at the end of a text that a cell could not hold
    sheet: str  # the name of a sheet whose title leaves nothing legal
    day_format: str  # a number format, as dates are written elsewhere in this language


DUTCH = Labels(
    marking="Markering",
    watermark="Let op",
    on="Peildatum",
    edition="Editie",
    receipt="Kwitantie",
    unknown="onbekend",
    page="Pagina {page} van {pages}",
    cut=" … [ingekort]",
    sheet="Blad",
    day_format="dd-mm-yyyy",
)
ENGLISH = Labels(
    marking="Marking",
    watermark="Note",
    on="Reference date",
    edition="Edition",
    receipt="Receipt",
    unknown="unknown",
    page="Page {page} of {pages}",
    cut=" … [cut]",
    sheet="Sheet",
    day_format="yyyy-mm-dd",
)


def labels(language: str) -> Labels:
    """The words for 'en'; Dutch for any other language."""
    return ENGLISH if language == "en" else DUTCH
