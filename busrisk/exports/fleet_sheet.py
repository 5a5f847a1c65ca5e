"""A concession's fleet as a workbook to fill in: what stands, and choices to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO

from busrisk.core.dutch import write_date
from busrisk.core.facts import BatchFact, ConcessionFact, CountQuality, FleetStatus, Propulsion
from busrisk.core.fleet.fields import FLEET_SHEET, SHEET_FIELDS, FleetField, column_letters, title
from busrisk.core.fleet.statement import YES_NO, typed_of
from busrisk.core.wording import pick, word
from busrisk.exports.legible import legible

if TYPE_CHECKING:
    from openpyxl import Workbook

_CHOICE_SHEET = ("Keuzes", "Choices")
_ROOM = 200  # blank rows under the fleet that have choices too
_WIDTHS = {
    FleetField.RECORD: 15,
    FleetField.MAKER: 20,
    FleetField.MODEL: 24,
    FleetField.PROPULSION: 19,
    FleetField.COUNT: 11,
    FleetField.QUALITY: 17,
    FleetField.STATUS: 23,
    FleetField.FIRST_YEAR: 12,
    FleetField.EXPECTED: 13,
    FleetField.MINIBUS: 10,
    FleetField.SOURCE: 34,
    FleetField.DATED: 13,
    FleetField.NOTE: 40,
}
_LONG = {FleetField.MODEL, FleetField.SOURCE, FleetField.NOTE}
_ACROSS = 2  # pages side by side on which the fleet prints legibly
_CHOICES: dict[FleetField, tuple[StrEnum, ...]] = {
    FleetField.STATUS: tuple(FleetStatus),
    FleetField.PROPULSION: tuple(Propulsion),
    FleetField.QUALITY: tuple(CountQuality),
}


@dataclass(frozen=True)
class FleetSheet:
    """`watermark` where the register is an exercise; both marks stand on the cover and on every page."""

    concession: ConcessionFact
    batches: Sequence[BatchFact]
    day: date
    marking: str
    watermark: str | None = None
    language: str = "nl"

    @property
    def file_name(self) -> str:
        """'wagenpark_ijv_2026-01-01.xlsx'; of an exercise it begins with 'oefening_'."""
        before = pick(self.language, "oefening_", "exercise_") if self.watermark else ""
        stem = pick(self.language, "wagenpark", "fleet")
        return f"{before}{stem}_{self.concession.key}_{self.day.isoformat()}.xlsx"


def write_fleet_sheet(fleet: FleetSheet, out: BinaryIO) -> None:
    """The workbook: the fleet first, then the choices and what to know. Unchanged it says what stands."""
    from openpyxl import Workbook

    book = Workbook()
    for blank in book.worksheets:
        book.remove(blank)
    _add_fleet(book, fleet)
    _add_choices(book, fleet)
    _add_cover(book, fleet)
    book.properties.creator = "busrisk"
    book.properties.title = legible(f"{fleet.concession.name} {fleet.day.isoformat()}")
    book.save(out)


def _add_fleet(book: Workbook, fleet: FleetSheet) -> None:
    sheet = _sheet(book, fleet, pick(fleet.language, *FLEET_SHEET))
    for position, of in enumerate(SHEET_FIELDS, start=1):
        _head(sheet.cell(1, position), title(of, fleet.language))
        sheet.column_dimensions[column_letters(position)].width = _WIDTHS[of]
    for row, batch in enumerate(fleet.batches, start=2):
        typed = typed_of(batch, fleet.language)
        for position, of in enumerate(SHEET_FIELDS, start=1):
            _fill(sheet.cell(row, position), of, typed[of], batch)
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 32  # titles of two lines
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.page_setup.fitToWidth = _ACROSS
    last, choices = len(fleet.batches) + 1 + _ROOM, pick(fleet.language, *_CHOICE_SHEET)
    for position, (choice, words) in enumerate(_lists(fleet.language).items(), start=1):
        letters = column_letters(position)
        _offer(sheet, choice, f"{choices}!${letters}$2:${letters}${len(words) + 1}", last)


def _fill(cell: Any, of: FleetField, text: str, batch: BatchFact) -> None:
    """Counts and years are numbers, whole dates are dates, all else is text whatever it looks like."""
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=of in _LONG)
    dated = {FleetField.EXPECTED: batch.expected, FleetField.DATED: batch.source.dated}.get(of)
    if of in (FleetField.COUNT, FleetField.FIRST_YEAR) and text.isascii() and text.isdigit():
        cell.value = int(text)
    elif dated is not None and dated.is_whole_day and dated.first >= date(1900, 3, 1):
        cell.value, cell.number_format = dated.first, "dd-mm-yyyy"
    elif text:
        cell.value, cell.number_format = legible(text), "@"
        cell.data_type = "s"
        cell.quotePrefix = True


def _lists(language: str) -> dict[FleetField, tuple[str, ...]]:
    words = {of: tuple(word(each, language) for each in kinds) for of, kinds in _CHOICES.items()}
    return words | {FleetField.MINIBUS: tuple(pick(language, *YES_NO[each]) for each in (True, False))}


def _offer(sheet: Any, of: FleetField, words: str, last: int) -> None:
    """A list to pick from, down to the row `last`: a range, because one of the words has a comma in it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation("list", formula1=words, allow_blank=True)
    at = column_letters(SHEET_FIELDS.index(of) + 1)
    offered.add(f"{at}2:{at}{last}")
    sheet.add_data_validation(offered)


def _add_choices(book: Workbook, fleet: FleetSheet) -> None:
    sheet = _sheet(book, fleet, pick(fleet.language, *_CHOICE_SHEET))
    for position, (of, words) in enumerate(_lists(fleet.language).items(), start=1):
        _head(sheet.cell(1, position), title(of, fleet.language))
        sheet.column_dimensions[column_letters(position)].width = 30
        for row, each in enumerate(words, start=2):
            sheet.cell(row, position, each)


def _add_cover(book: Workbook, fleet: FleetSheet) -> None:
    from openpyxl.styles import Alignment

    sheet = _sheet(book, fleet, pick(fleet.language, "Leesmij", "Read me"))
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate(_cover(fleet), start=1):
        cell = sheet.cell(row, 1, legible(text))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cover(fleet: FleetSheet) -> list[str]:
    day = write_date(fleet.day, fleet.language)
    marks = [fleet.marking, *([fleet.watermark] if fleet.watermark else [])]
    about = pick(
        fleet.language,
        f"Wagenpark van {fleet.concession.name} op {day}",
        f"Fleet of {fleet.concession.name} on {day}",
    )
    return [*marks, about, "", *(_COVER_EN if fleet.language == "en" else _COVER_NL)]


_COVER_NL = (
    "Verbeter op het werkblad Wagenpark wat niet klopt en lever de werkmap in.",
    "Een ongewijzigde werkmap geeft 0 wijzigingen.",
    "Laat het kenmerk staan: daaraan wordt een wagenparkdeel herkend. Een nieuw deel heeft geen kenmerk.",
    "Een leeg aantal of 'onbekend' is onbekend, nooit nul. Schrijf 'ca. 319' voor een aantal bij benadering.",
    "Kies de status uitgestroomd voor bussen die zijn vertrokken; verwijder hun regel niet.",
    "Gebruik geen formules: plak waarden. Schrijf datums als 31-12-2026, 12-2026 of 2026.",
    "De fabrikant mag onbekend zijn. Schrijf 'VDL + Volvo' waar de verdeling niet bekend is.",
)
_COVER_EN = (
    "Correct what is wrong on the sheet Fleet and upload the workbook. Unchanged, it gives 0 changes.",
    "Leave the record as it is: it is how a batch is recognised. A new batch has no record.",
    "A blank count or 'unknown' is unknown, never zero. Write 'ca. 319' for an approximate count.",
    "Choose the state withdrawn from service for buses that have left; do not remove their row.",
    "Use no formulas: paste values. Write dates as 31-12-2026, 12-2026 or 2026.",
    "The manufacturer may be unknown. Write 'VDL + Volvo' where the split is not known.",
)


def _sheet(book: Workbook, fleet: FleetSheet, name: str) -> Any:
    """A sheet with its marks in the page header, as wide as one page of A4 across."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Any = book.create_sheet(name)
    marks = " · ".join(filter(None, (fleet.marking, fleet.watermark)))
    sheet.oddHeader.center.text = legible(marks).replace("&", "&&")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _head(cell: Any, text: str) -> None:
    from openpyxl.styles import Alignment

    from busrisk.exports.looks import HEADER

    cell.value, cell.font, cell.fill = text, HEADER.font, HEADER.fill
    cell.alignment = Alignment(wrap_text=True, vertical="center")
