"""The figure of the national view: what runs, what cannot be placed, and apart from both what is on order."""

from __future__ import annotations

from busrisk.charts.figures import ROW_HEIGHT, Figure, Look, Part, bars
from busrisk.core.tabular import Table

PARTS = (
    Part("running", Look.SOLID),
    Part("not_allocated", Look.HATCHED),
    Part("on_order", Look.DOTTED),
)
NOW, LATER = "now", "later"


def fleet_against_controls(table: Table, language: str) -> Figure:
    """Two bars per maker: the control total, filled as far as the register places it; under it the orders.

    Orders get a bar of their own, so that no drawn length adds what is ordered to what runs.
    """
    figure = bars(table, "maker", PARTS, language)
    for trace, part in zip(figure["data"], PARTS, strict=True):
        trace["offsetgroup"] = LATER if part.look is Look.DOTTED else NOW
    figure["layout"]["height"] += ROW_HEIGHT // 2 * len(tuple(table.rows))
    return figure
