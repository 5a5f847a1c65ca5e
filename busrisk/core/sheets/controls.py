"""Every published total the register keeps beside its own figures."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.facts import ControlFact
from busrisk.core.sheets.columns import date_cell
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import pick

_METRICS = {
    "ze_buses": ("zero-emissiebussen", "zero-emission buses"),
    "ze_share": ("aandeel zero-emissiebussen", "share of zero-emission buses"),
    "ze_inflow": ("instroom zero-emissiebussen in het jaar", "zero-emission buses entering in the year"),
    "ze_inflow_q4": (
        "instroom volgens de monitor van het vierde kwartaal",
        "entering, fourth-quarter monitor",
    ),
    "total_buses": ("alle bussen", "all buses"),
    "km_share": ("aandeel in de kilometers", "share of the kilometres"),
}
_DIMENSIONS = {
    "all": ("landelijk", "national"),
    "manufacturer": ("fabrikant", "manufacturer"),
    "operator": ("vervoerder", "operator"),
    "authority": ("concessieverlener", "grantor"),
    "propulsion": ("aandrijving", "propulsion"),
}


def controls_table(controls: Sequence[ControlFact], language: str) -> Table:
    """One row per published total, of every year: value, unit, how sure, and the source."""
    columns = (
        Column("as_of", pick(language, "Stand", "As of"), Kind.DATE, 11),
        Column("dimension", pick(language, "Over", "About"), width=16),
        Column("key", pick(language, "Wie of wat", "Who or what"), width=30),
        Column("metric", pick(language, "Grootheid", "Quantity"), width=32),
        Column("value", pick(language, "Waarde", "Value"), Kind.NUMBER, 9),
        Column("unit", pick(language, "Eenheid", "Unit"), width=9),
        Column("circa", "Circa", width=7),
        Column("basis", pick(language, "Grondslag", "Basis"), width=24, given=True),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 50),
    )
    rows = tuple(
        (
            date_cell(each.as_of),
            _word(_DIMENSIONS, each.dimension, language),
            "" if each.key == "all" else each.key,
            _word(_METRICS, each.metric, language),
            each.value,
            pick(language, {"buses": "bussen", "percent": "procent"}.get(each.unit, each.unit), each.unit),
            "circa" if each.is_estimate else "",
            each.basis,
            each.source,
        )
        for each in controls
    )
    unknown = pick(language, "onbekend", "unknown")
    return Table("controls", pick(language, "Gepubliceerd", "Published"), columns, rows, unknown=unknown)


def about_words(control: ControlFact, language: str) -> str:
    """'zero-emissiebussen, fabrikant BYD': what a total counts, and of whom."""
    metric = _word(_METRICS, control.metric, language)
    dimension = _word(_DIMENSIONS, control.dimension, language)
    if control.key == "all":
        return f"{metric}, {dimension}"
    return f"{metric}, {control.key if control.dimension == 'all' else f'{dimension} {control.key}'}"


def _word(words: dict[str, tuple[str, str]], key: str, language: str) -> str:
    """The word for a key of the file; a key without one is shown as it is."""
    return pick(language, *words[key]) if key in words else key
