"""G9: the figure of the national page as text, against the drawing library's own figure of the same bars."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2.utils import htmlsafe_json_dumps

from busrisk.access.regions import NETHERLANDS
from busrisk.access.scope import national
from busrisk.charts.against_controls import fleet_against_controls
from busrisk.charts.figures import Figure
from busrisk.core.sheets.national import against_controls_table
from busrisk.core.tabular import Table
from busrisk.register.pictures import national_picture
from busrisk.register.session import Moment
from busrisk.rulebook.shelf import edition_in_force
from busrisk.settings import read_settings
from tests.bench.measure import PAIRS, OutputsDiffer, Result, in_turn, median
from tests.bench.pages import ready

DAY = date(2026, 1, 1)
OURS, THEIRS = 500, 10  # figures per measurement: about as long each
LANGUAGE = "nl"


def national_table(folder: Path) -> Table:
    """What the figure of `/landelijk` is made from, in a register with the shipped start list."""
    register = ready(read_settings({"BUSRISK_DATA_DIR": str(folder)}))
    with register.reader() as reader:
        moment = Moment(DAY, reader.version)
        picture = national_picture(national(NETHERLANDS.code), reader, moment, edition_in_force(DAY))
    register.close()
    return against_controls_table(picture, LANGUAGE)


def page_json() -> Callable[[Figure], str]:
    """What `|tojson` does on a page."""
    dumps = DefaultJSONProvider(Flask("bench")).dumps
    return lambda figure: str(htmlsafe_json_dumps(figure, dumps=dumps))


def drawn(traces: list[Figure], layout: Figure) -> str:
    """The same figure by the drawing library: objects, checked, as text."""
    from plotly import graph_objects

    bars = [graph_objects.Bar(**trace) for trace in traces]
    return str(graph_objects.Figure(data=bars, layout=graph_objects.Layout(**layout)).to_json())


def same_figure(ours: str, theirs: str) -> None:
    """Raises OutputsDiffer unless every trace and the layout are equal, the library's template aside."""
    one, other = json.loads(ours), json.loads(theirs)
    other["layout"].pop("template", None)
    for part in ("data", "layout"):
        if one[part] != other[part]:
            raise OutputsDiffer(f"{part}: {one[part]} against {other[part]}")


def g9(folder: Path, pairs: int = PAIRS) -> tuple[Result, ...]:
    table = national_table(folder)
    written = page_json()
    figure = fleet_against_controls(table, LANGUAGE)
    traces = [{key: each for key, each in trace.items() if key != "type"} for trace in figure["data"]]
    mine: Callable[[], Any] = lambda: written(fleet_against_controls(table, LANGUAGE))  # noqa: E731
    theirs: Callable[[], Any] = lambda: drawn(traces, figure["layout"])  # noqa: E731
    same_figure(mine(), theirs())
    times = in_turn(lambda: [mine() for _ in range(OURS)], lambda: [theirs() for _ in range(THEIRS)], pairs)
    each = [(one / OURS, other / THEIRS) for one, other in times]
    return _time(each), _bytes(mine(), theirs())


def _time(times: list[tuple[float, float]]) -> Result:
    ratios = [theirs / mine for mine, theirs in times]
    return Result(
        "G9",
        "figure of the national page, from its table to text",
        f"{1000 * median([mine for mine, _ in times]):.3f} ms",
        f"plotly.graph_objects to_json {1000 * median([theirs for _, theirs in times]):.2f} ms",
        median(ratios),
        min(ratios),
        50.0,
        at_most=False,
        note="theirs starts from finished arrays, ours from the table; all traces and the layout are equal",
    )


def _bytes(mine: str, theirs: str) -> Result:
    figure = json.loads(theirs)
    template = len(json.dumps(figure["layout"].pop("template", {}), separators=(",", ":")))
    share = len(mine.encode()) / len(theirs.encode())
    return Result(
        "G9",
        "bytes of that text",
        f"{len(mine.encode())} bytes",
        f"plotly.graph_objects {len(theirs.encode())} bytes",
        share,
        share,
        0.6,
        at_most=True,
        note=f"{template} bytes of theirs are the library's default template, which ours never sends",
    )
