from __future__ import annotations

from busrisk.charts.against_controls import LATER, NOW, fleet_against_controls
from busrisk.core.tabular import Column, Kind, Table

KEYS = ("maker", "running", "not_allocated", "on_order")
TABLE = Table(
    "against_controls",
    "Register tegenover controletotaal",
    tuple(Column(key, key, Kind.COUNT) for key in KEYS),
    (("Alfa", 310, 9, 73), ("Beta", 112, 138, 197)),
)


def test_the_bars_are_the_cells_of_the_table() -> None:
    figure = fleet_against_controls(TABLE, "nl")
    assert [trace["x"] for trace in figure["data"]] == [[310, 112], [9, 138], [73, 197]]
    assert figure["data"][0]["y"] == ["Alfa", "Beta"]


def test_orders_stand_apart_so_that_no_bar_adds_them_to_what_runs() -> None:
    figure = fleet_against_controls(TABLE, "nl")
    assert [trace["offsetgroup"] for trace in figure["data"]] == [NOW, NOW, LATER]
    assert [trace["marker"].get("pattern", {}).get("shape") for trace in figure["data"]] == [None, "/", "."]
