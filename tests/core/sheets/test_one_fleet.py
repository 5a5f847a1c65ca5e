from __future__ import annotations

from dataclasses import replace

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, PartyRef, Source
from busrisk.core.sheets import fleet_table
from busrisk.core.sheets.one_fleet import one_fleet_table
from busrisk.core.tabular import Cell, Table

BATCH = BatchFact(
    record_id="x-1",
    concession="x",
    concession_name="X",
    holder=None,
    makers=(PartyRef("a", "Alfa"),),
    maker_label="Alfa",
    model="A12",
    propulsion=None,
    status=FleetStatus.IN_SERVICE_UNVERIFIED,
    count=Count(50),
    quality=CountQuality.REPORTED,
    first_year=2024,
    source=Source("https://example.org/a", PartialDate("2025-12")),
    note="toelichting",
    deployment=None,
)


def row(table: Table, number: int = 0) -> dict[str, Cell]:
    keys = [column.key for column in table.columns]
    return dict(zip(keys, tuple(table.rows)[number], strict=True))


def test_every_cell_is_that_of_the_fleet_sheet() -> None:
    sheet, page = row(fleet_table((BATCH,), (), False, "nl")), row(one_fleet_table((BATCH,), "nl"))
    assert page == {key: sheet[key] for key in page}
    assert page["status"] == "in dienst, niet bevestigd"


def test_circa_stands_with_its_count() -> None:
    assert row(one_fleet_table((replace(BATCH, count=Count(50, circa=True)),), "nl"))["count"] == "circa 50"


def test_what_no_source_names_is_unknown_and_a_blank_count_is_no_zero() -> None:
    bare = replace(BATCH, makers=(), model=None, first_year=None, count=Count(None))
    found = row(one_fleet_table((bare,), "nl"))
    assert found["maker"] == "fabrikant onbekend"
    assert (found["model"], found["first_year"]) == ("onbekend", "onbekend")
    assert found["count"] is None
