from __future__ import annotations

import re

import pytest

from busrisk.charts import colours
from busrisk.charts.figures import Look, Part, bars
from busrisk.charts.plotly_js import script_path, style_id
from busrisk.core.tabular import Column, Kind, Table
from busrisk.paths import STATIC

TABLE = Table(
    "controle",
    "Register tegenover controletotaal",
    (
        Column("maker", "Fabrikant"),
        Column("running", "In dienst", Kind.COUNT),
        Column("not_allocated", "Niet toegedeeld", Kind.COUNT),
        Column("on_order", "Besteld", Kind.COUNT),
    ),
    (("BYD", 1310, 9, 73), ("<b>VDL Bus & Coach met een lange naam</b>", 112, None, "circa 5")),
)
PARTS = (Part("running", Look.SOLID), Part("not_allocated", Look.HATCHED), Part("on_order", Look.DOTTED))


def test_the_figure_draws_the_figures_of_the_table() -> None:
    data = bars(TABLE, "maker", PARTS, "nl")["data"]
    assert [trace["name"] for trace in data] == ["In dienst", "Niet toegedeeld", "Besteld"]
    assert [trace["x"] for trace in data] == [[1310, 112], [9, None], [73, None]]
    assert data[0]["text"] == ["1.310", "112"]


def test_an_unknown_figure_draws_nothing_and_is_no_zero() -> None:
    not_allocated = bars(TABLE, "maker", PARTS, "nl")["data"][1]
    assert not_allocated["x"][1] is None
    assert not_allocated["text"][1] == ""


def test_what_is_not_placed_is_hatched_and_what_is_ordered_is_dotted() -> None:
    solid, hatched, dotted = (trace["marker"] for trace in bars(TABLE, "maker", PARTS, "nl")["data"])
    assert "pattern" not in solid
    assert (hatched["pattern"]["shape"], dotted["pattern"]["shape"]) == ("/", ".")


def test_bars_start_at_zero_and_numbers_follow_the_language() -> None:
    assert bars(TABLE, "maker", PARTS, "nl")["layout"]["xaxis"]["rangemode"] == "tozero"
    assert bars(TABLE, "maker", PARTS, "nl")["layout"]["separators"] == ",."
    english = bars(TABLE, "maker", PARTS, "en")
    assert english["layout"]["separators"] == ".,"
    assert english["data"][0]["text"][0] == "1,310"


def test_a_name_is_wrapped_and_never_markup() -> None:
    name = bars(TABLE, "maker", PARTS, "nl")["data"][0]["y"][1]
    assert re.sub("<br>", " ", name) == "&lt;b&gt;VDL Bus &amp; Coach met een lange naam&lt;/b&gt;"
    assert "<br>" in name


def test_a_column_the_table_lacks_is_named() -> None:
    with pytest.raises(KeyError, match=r"'gone'.*maker, running"):
        bars(TABLE, "maker", (Part("gone", Look.SOLID),), "nl")


def test_the_drawings_and_the_style_sheet_share_their_colours() -> None:
    style = (STATIC / "style.css").read_text()
    for name, colour in vars(colours).items():
        values = colour if isinstance(colour, tuple) else (colour,)
        if name.isupper() and name not in ("PAPER", "CLEAR", "FAMILY"):
            assert all(value in style for value in values), f"{name} is not in style.css"


def test_the_drawing_script_and_its_style_id_are_found_without_importing_the_package() -> None:
    assert script_path().is_file()
    assert re.fullmatch("[0-9a-f]{64}", style_id())
