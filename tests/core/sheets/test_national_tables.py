from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    AnswerState,
    BatchFact,
    ControlFact,
    Count,
    CountQuality,
    FleetStatus,
    Grade,
    Interval,
    PartyRef,
    Reason,
    Source,
)
from busrisk.core.national.picture import National, national
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import (
    against_controls_table,
    allocation,
    group_name,
    listed,
    makers_table,
    share_figure,
    statements_table,
    sureness,
)
from busrisk.core.tabular import Cell, Table
from busrisk.rulebook.shape import Capability
from busrisk.rulebook.shelf import editions

DAY = date(2026, 1, 1)
A, B = PartyRef("a", "Alfa"), PartyRef("b", "Beta")
STOP: Capability = next(each for each in editions()[0].scoring.capabilities if each.id == "remote_stop")


def control(value: float, *makers: PartyRef, metric: str = "ze_buses", source: str = "brief") -> ControlFact:
    return ControlFact(
        as_of=PartialDate("2026-01-01"),
        dimension="manufacturer",
        key=" + ".join(maker.name for maker in makers),
        metric=metric,
        value=value,
        unit="buses",
        is_estimate=True,
        basis='reported "circa"',
        source=source,
        note=None,
        makers=makers,
    )


def batch(
    record: str, count: int | None, *makers: PartyRef, status: FleetStatus = FleetStatus.IN_SERVICE
) -> BatchFact:
    return BatchFact(
        record_id=record,
        concession="x",
        concession_name="X",
        holder=None,
        makers=makers,
        maker_label=None,
        model=None,
        propulsion=None,
        status=status,
        count=Count(count),
        quality=CountQuality.REPORTED,
        first_year=None,
        source=Source("bron"),
        note=None,
        deployment=record,
    )


CONTROLS = (control(319, A), control(250, B), control(569, A, B), control(21, A, B, metric="ze_share"))
PLACED = (batch("1", 246, A), batch("2", 43, A), batch("3", 112, B))


def picture(*batches: BatchFact, reasons: dict[str, tuple[Reason, ...]] | None = None) -> National:
    return national(DAY, batches, CONTROLS, reasons or {}, (STOP,))


def column(table: Table, key: str) -> list[Cell]:
    place = [each.key for each in table.columns].index(key)
    rows = [*table.rows, *((table.total,) if table.total else ())]
    return [row[place] for row in rows]


def test_the_parts_of_the_group_are_those_of_the_letter() -> None:
    shares = column(against_controls_table(picture(*PLACED), "nl"), "group_share")
    assert [round(float(str(each)), 1) for each in shares] == [56.1, 43.9, 100.0]


def test_the_published_share_is_written_as_published_and_never_computed() -> None:
    share = picture(*PLACED).share
    assert share is not None
    assert share_figure(share, "nl") == "ongeveer 21%"
    assert share_figure(replace(share, value=20.5, is_estimate=False), "nl") == "20,5%"
    assert share_figure(share, "en") == "about 21%"


def test_what_the_register_cannot_place_stays_not_allocated() -> None:
    found = picture(*PLACED)
    table = against_controls_table(found, "nl")
    assert column(table, "running") == [289, 112, 401]
    assert column(table, "not_allocated") == [30, 138, 168]
    placed = allocation(found.total) if found.total else None
    assert placed is not None
    assert (placed.control, placed.not_allocated) == (569, 168)
    assert round(placed.allocated_percent, 1) == 70.5
    assert round(placed.remainder_percent, 1) == 29.5


def test_a_control_total_that_was_published_as_about_says_so_in_its_cell() -> None:
    assert column(against_controls_table(picture(*PLACED), "nl"), "control") == [
        "circa 319",
        "circa 250",
        "circa 569",
    ]


def test_more_than_the_control_total_is_a_warning_and_no_correction() -> None:
    found = picture(*PLACED, batch("4", 31, A))
    assert [line.excess for line in found.lines] == [1, 0]
    assert column(against_controls_table(found, "nl"), "running") == [320, 112, 432]


def test_an_order_is_in_no_sum_of_running_buses() -> None:
    ordered = batch("5", 128, B, status=FleetStatus.ON_ORDER)
    table = against_controls_table(picture(*PLACED, ordered), "nl")
    assert column(table, "running") == [289, 112, 401]
    assert column(table, "on_order") == [0, 128, 128]


def test_where_the_register_is_silent_its_cells_are_unknown_and_not_zero() -> None:
    found = picture()
    table = against_controls_table(found, "nl")
    assert column(table, "control") == ["circa 319", "circa 250", "circa 569"]
    for key in ("running", "unverified", "not_allocated", "allocated_share", "on_order", "unknown_batches"):
        assert column(table, key) == [None, None, None]
    assert found.total is not None
    assert allocation(found.total, found.in_register) is None


def test_a_maker_with_batches_without_count_alone_has_an_unknown_number_of_buses() -> None:
    table = makers_table(picture(batch("1", None, A), batch("2", 7, B), batch("3", 5)), "nl")
    cells = dict(zip(column(table, "maker"), column(table, "running"), strict=True))
    assert cells["Alfa"] is None
    assert cells["Beta"] == 7
    assert list(table.rows)[-1][0] == "fabrikant onbekend"
    assert table.total == ("Samen", 12, 0, 0, 1)


def test_known_and_unknown_are_weighted_by_buses_and_unknown_is_not_no() -> None:
    no = Reason("4.1", "D4", True, AnswerState.ANSWERED, Interval(0, 2), 0, Grade.E1)
    found = picture(batch("1", 43, A), batch("2", 112, B), reasons={"1": (no,), "2": (no,)})
    (row,) = capabilities_table(found, (STOP,), "nl").rows
    assert row[2:8] == (0, 155, 0, 0, 414, 569)
    assert round(float(str(row[8])), 1) == 72.8


def test_a_no_is_split_by_how_sure_it_is() -> None:
    tested = Reason("4.1", "D4", True, AnswerState.ANSWERED, Interval(0, 0), 0, Grade.E3)
    shown = Reason("4.1", "D4", True, AnswerState.ANSWERED, Interval(1, 2), 1, Grade.E2)
    found = picture(batch("1", 43, A), batch("2", 112, B), reasons={"1": (tested,), "2": (shown,)})
    (row,) = capabilities_table(found, (STOP,), "nl").rows
    assert row[2:8] == (0, 0, 112, 43, 414, 569)


def test_other_statements_stand_beside_the_control_total_with_their_source() -> None:
    other = replace(control(320, A, source="https://example.org/a"), is_estimate=False, basis="reported")
    found = national(DAY, PLACED, (*CONTROLS, other), {}, (STOP,))
    rows = [row for row in statements_table(found, "nl").rows if row[0] == "Alfa"]
    assert [(row[1], row[4], row[5]) for row in rows] == [
        ("circa 319", "controletotaal", "brief"),
        ("320", "ter vergelijking", "https://example.org/a"),
    ]
    assert column(against_controls_table(found, "nl"), "control")[0] == "circa 319"


@pytest.mark.parametrize(
    ("basis", "estimate", "words"),
    [
        ('reported "circa"', True, "gepubliceerd als ‘circa’"),
        ("reported", False, "gepubliceerd"),
        ("reported", True, "gepubliceerd, circa"),
        ("computed 770/5236", False, "afgeleid uit gepubliceerde cijfers"),
        ("projection by CROW", True, "prognose van CROW"),
        ("projection made in 2019", True, "prognose, gemaakt in 2019"),
        ("projection", True, "prognose"),
    ],
)
def test_how_sure_a_figure_is_follows_from_its_basis(basis: str, estimate: bool, words: str) -> None:
    assert sureness(replace(control(1, A), basis=basis, is_estimate=estimate), "nl") == words


def test_names_are_listed_as_one_reads_them() -> None:
    assert [listed(("A", "B", "C")[:many], "nl") for many in range(4)] == ["", "A", "A en B", "A, B en C"]
    assert group_name(picture(*PLACED), "nl") == "Alfa en Beta"
