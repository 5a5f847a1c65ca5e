"""What kind of source a citation is, and references that were printed wrongly: read from two small lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files.csv_lines import read_lines
from busrisk.core.files.rows import RowReader
from busrisk.core.wording import pick

KINDS_COLUMNS = ("begins", "kind", "note")
REFERENCE_COLUMNS = ("printed", "corrected", "where", "source")


class CitationKind(StrEnum):
    """Who speaks. The first four and METHOD are kinds of the rulebook's sources too."""

    LAW = "law"
    OFFICIAL = "official"
    STANDARD = "standard"
    RESEARCH = "research"
    MONITOR = "monitor"
    PRESS = "press"
    COMPANY = "company"
    OTHER = "other"
    NONE = "none"  # somebody looked and found nothing: that is recorded too
    INVENTED = "invented"
    METHOD = "method"


_WORDS = {
    CitationKind.LAW: ("regelgeving", "law"),
    CitationKind.OFFICIAL: ("officieel", "official"),
    CitationKind.STANDARD: ("norm", "standard"),
    CitationKind.RESEARCH: ("onderzoek", "research"),
    CitationKind.MONITOR: ("monitor", "monitor"),
    CitationKind.PRESS: ("pers", "press"),
    CitationKind.COMPANY: ("bedrijf", "company"),
    CitationKind.OTHER: ("overig", "other"),
    CitationKind.NONE: ("geen bron gevonden", "no source found"),
    CitationKind.INVENTED: ("verzonnen voor de oefening", "invented for the exercise"),
    CitationKind.METHOD: ("eigen keuze", "own choice"),
}


def kind_word(kind: CitationKind, language: str) -> str:
    return pick(language, *_WORDS[kind])


@dataclass(frozen=True)
class Reference:
    """A reference as a document prints it, and as it must be read."""

    printed: str
    corrected: str
    where: str
    source: str  # what shows that the corrected one is meant


Kinds = Sequence[tuple[str, CitationKind]]


def read_kinds(data: bytes, name: str) -> tuple[tuple[str, CitationKind], ...]:
    """How a citation begins, or its host, with what kind it is. Raises StartListRefused with every fault."""
    return tuple(
        (reader.text("begins") or "", reader.choice("kind", CitationKind) or CitationKind.OTHER)
        for reader in _rows(data, name, KINDS_COLUMNS, ("begins", "kind"))
    )


def read_references(data: bytes, name: str) -> tuple[Reference, ...]:
    """Every reference that was printed wrongly. Raises StartListRefused with every fault."""
    rows = _rows(data, name, REFERENCE_COLUMNS, REFERENCE_COLUMNS)
    return tuple(Reference(*(reader.text(each) or "" for each in REFERENCE_COLUMNS)) for reader in rows)


def _rows(
    data: bytes, name: str, columns: tuple[str, ...], required: tuple[str, ...]
) -> tuple[RowReader, ...]:
    faults: list[Fault] = []
    lines = read_lines(data, name, columns)
    faults += lines.faults
    readers = tuple(_whole(RowReader(name, line, faults), required) for line in lines.rows)
    if faults:
        raise StartListRefused(faults)
    return readers


def _whole(reader: RowReader, required: tuple[str, ...]) -> RowReader:
    for column in required:
        reader.required(column, "Dit veld is leeg.", "Vul het in, of verwijder de rij.")
    return reader


def kind_of(citation: str, kinds: Kinds) -> CitationKind:
    """The kind of a citation, by its host or by how it begins; what no list names is 'other'."""
    host = (urlsplit(citation).hostname or "").removeprefix("www.") if "://" in citation else ""
    for begins, kind in kinds:
        if host in (begins, f"www.{begins}") if host else citation.startswith(begins):
            return kind
    return CitationKind.OTHER
