"""What is stated of one fleet batch, field by field: its titles, where it was typed, and what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from busrisk.core.faults import shown
from busrisk.core.names import fold
from busrisk.core.saying import Written, beginning, say, written

FLEET_SHEET = ("Wagenpark", "Fleet")  # the sheet that is read, in Dutch and in English


class FleetField(StrEnum):
    RECORD = "record_id"
    CONCESSION = "concession"
    MAKER = "maker"
    MODEL = "model"
    PROPULSION = "propulsion"
    COUNT = "count"
    QUALITY = "quality"
    STATUS = "status"
    FIRST_YEAR = "first_year"
    EXPECTED = "expected"
    MINIBUS = "minibus"
    SOURCE = "source"
    DATED = "dated"
    NOTE = "note"


# The title in Dutch and in English, then other words by which people head the same column.
_TITLES: dict[FleetField, tuple[str, ...]] = {
    FleetField.RECORD: ("Kenmerk", "Record", "record_id", "id"),
    FleetField.CONCESSION: ("Concessie", "Concession", "concession_id", "concessienaam"),
    FleetField.MAKER: ("Fabrikant", "Manufacturer", "merk", "maker", "brand", "make", "busbouwer"),
    FleetField.MODEL: ("Type", "Model", "type/variant", "variant", "bustype", "uitvoering"),
    FleetField.PROPULSION: ("Aandrijving", "Propulsion", "brandstof", "drive"),
    FleetField.COUNT: ("Aantal", "Count", "aantal bussen", "number", "number of buses", "buses"),
    FleetField.QUALITY: ("Hoe zeker", "How sure", "count_quality", "quality", "zekerheid"),
    FleetField.STATUS: ("Status", "State", "fleet_status", "toestand"),
    FleetField.FIRST_YEAR: ("Jaar van instroom", "Year of entry", "first_year", "instroomjaar", "year"),
    FleetField.EXPECTED: ("Verwachte levering", "Expected delivery", "expected", "levering", "delivery"),
    FleetField.MINIBUS: ("Minibus", "Minibus", "minibus (ja/nee)"),
    FleetField.SOURCE: ("Bron", "Source", "vindplaats", "citation"),
    FleetField.DATED: ("Datum van de bron", "Date of the source", "as_of", "dated", "brondatum"),
    FleetField.NOTE: ("Toelichting", "Note", "opmerking", "opmerkingen", "remark", "remarks", "notes"),
}
# The columns of a sheet that is handed out; which concession it is stands in its name and on its cover.
SHEET_FIELDS = tuple(each for each in FleetField if each is not FleetField.CONCESSION)
_BY_NAME = {fold(name): each for each, names in _TITLES.items() for name in (*names, each.value)}


def title(of: FleetField, language: str = "nl") -> str:
    return _TITLES[of][1 if language == "en" else 0]


def titled(of: FleetField) -> Written:
    """The title as a sentence names it, in the language the sentence is said in."""
    return written(partial(title, of))


def field_named(name: str) -> FleetField | None:
    """The field a column is headed by, in Dutch or English, whatever its case and spaces."""
    return _BY_NAME.get(fold(name).rstrip(":*").strip())


def column_letters(position: int) -> str:
    """'A' for 1, 'AB' for 28: a column as a spreadsheet names it."""
    letters = ""
    while position > 0:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class TypedLine:
    """One batch as it was typed. A field that is not in `typed` was not asked; a blank one was left open.

    `row` is a line of pasted text or a row of a sheet, None for one form. `sheet` is the name of a worksheet.
    `columns` says in which column a field stood, counted from 1.
    """

    typed: Mapping[FleetField, str]
    row: int | None = None
    sheet: str | None = None
    columns: Mapping[FleetField, int] = field(default_factory=lambda: MappingProxyType({}))

    def place(self, of: FleetField | None) -> str:
        """'werkblad Wagenpark, cel D17 (Aantal)', 'regel 3, kolom 4 (Aantal)' or 'veld Aantal'."""
        column = self.columns.get(of) if of is not None else None
        return place(self.sheet, self.row, column, titled(of) if of is not None else None)


def place(sheet: str | None, row: int | None, column: int | None, name: str | None) -> str:
    """Where something was typed, in words; what is not known is left out."""
    if row is None and sheet is None:
        return say("veld %(field)s", field=name) if name else say("de opgave")
    spot = _on_line(row, column) if sheet is None else _on_sheet(shown(sheet), row, column)
    return say("%(place)s (%(field)s)", place=spot, field=name) if name else spot


def _on_line(row: int | None, column: int | None) -> str:
    if column is None:
        return say("regel %(row)s", row=row)
    return say("regel %(row)s, kolom %(column)s", row=row, column=column)


def _on_sheet(sheet: str, row: int | None, column: int | None) -> str:
    if row is None:
        return say("werkblad %(sheet)s", sheet=sheet)
    if column is None:
        return say("werkblad %(sheet)s, rij %(row)s", sheet=sheet, row=row)
    return say("werkblad %(sheet)s, cel %(cell)s", sheet=sheet, cell=f"{column_letters(column)}{row}")


@dataclass(frozen=True)
class FleetFault:
    """One thing wrong, at its place. `field` is None where it is not about one field.

    `value` is what was typed; `place`, `reason` and `remedy` are Dutch, made by `say`: a page speaks them in
    the language of its reader, and the whole `sentence` as well.
    """

    place: str
    row: int | None
    field: StrEnum | None
    value: str | None
    reason: str
    remedy: str

    @property
    def sentence(self) -> str:
        """'Regel 3, kolom 4 (Aantal): Aantal moet een heel getal zijn. U vulde in: 1,234. Bedoelt u …'"""
        place = beginning(self.place)
        if not self.value:
            return say(
                "%(place)s: %(reason)s %(remedy)s", place=place, reason=self.reason, remedy=self.remedy
            )
        typed = self.value if isinstance(self.value, Written) else shown(self.value)
        return say(
            "%(place)s: %(reason)s U vulde in: %(typed)s. %(remedy)s",
            place=place,
            reason=self.reason,
            typed=typed,
            remedy=self.remedy,
        )


@dataclass(frozen=True)
class FleetWarning:
    """Something that may be right and deserves a second look; it stops nothing. `text` is made by `say`."""

    text: str
    place: str | None = None
    row: int | None = None
    field: StrEnum | None = None

    @property
    def sentence(self) -> str:
        if not self.place:
            return self.text
        return say("%(place)s: %(sentence)s", place=beginning(self.place), sentence=self.text)


class FleetRefused(Exception):
    """A statement about a fleet, read to the end and refused as a whole; `faults` by place."""

    def __init__(self, faults: Iterable[FleetFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.sentence for fault in self.faults))
