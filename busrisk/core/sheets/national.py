"""The national view as tables and shares: page, chart and files read the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from busrisk.core.dutch import PERCENT, write_date, write_number
from busrisk.core.facts import AnswerState, ControlFact
from busrisk.core.national.picture import FleetSum, MakerFleet, MakerLine, National
from busrisk.core.sheets.columns import date_cell
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word

AGAINST_CONTROLS = "against_controls"


@dataclass(frozen=True)
class Allocation:
    """How much of the control total the register can place, in buses and in percent of that total."""

    control: int
    running: int
    not_allocated: int
    allocated_percent: float
    remainder_percent: float


def allocation(line: MakerLine, in_register: bool = True) -> Allocation | None:
    """None without a control total, and where the register is silent: nothing is measured then."""
    if not line.control_buses or line.not_allocated is None or not in_register:
        return None
    placed = line.control_buses - line.not_allocated
    return Allocation(
        control=line.control_buses,
        running=line.fleet.running,
        not_allocated=line.not_allocated,
        allocated_percent=100 * placed / line.control_buses,
        remainder_percent=100 * line.not_allocated / line.control_buses,
    )


def listed(names: Sequence[str], language: str) -> str:
    """'A', 'A en B', 'A, B en C'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {pick(language, 'en', 'and')} {names[-1]}"


def group_name(picture: National, language: str) -> str:
    """The makers of the control total, as one name; empty where there is none."""
    return listed([line.maker.name for line in picture.lines if line.maker], language)


def control_figure(control: ControlFact | None, language: str) -> str:
    """'circa 569', '320'; unknown where nothing was published."""
    if control is None:
        return word(AnswerState.UNKNOWN, language)
    return f"{'circa ' if control.is_estimate else ''}{_exact(control.value, language)}"


def about(circa: bool, language: str) -> str:
    """What stands in 'Hoe zeker' beside figures worked out from one that was published as 'circa'."""
    return "circa" if circa else pick(language, "zonder ‘circa’", "without ‘circa’")


def sure_column(language: str) -> Column:
    return Column("sure", pick(language, "Hoe zeker", "Certainty"), width=24)


def share_figure(share: ControlFact, language: str) -> str:
    """'ongeveer 21%': the share as it was published, never one that is computed here."""
    return published_share(share.value, share.is_estimate, language)


def published_share(percent: float, circa: bool, language: str) -> str:
    """'ongeveer 21%', '23,5%': no more decimals than were published."""
    about = pick(language, "ongeveer ", "about ") if circa else ""
    return f"{about}{_exact(percent, language)}{PERCENT}"


def _exact(value: float, language: str) -> str:
    return write_number(value, 0 if value == int(value) else 1, language)


def sureness(control: ControlFact, language: str) -> str:
    """How sure a published figure is, from its basis: 'gepubliceerd als ‘circa’', 'gepubliceerd', …"""
    kind, _, quoted = control.basis.partition('"')
    if quoted:
        said = quoted.strip('" ')
        return pick(language, f"gepubliceerd als ‘{said}’", f"published as ‘{said}’")
    if kind.startswith("projection"):
        return _forecast(kind, language)
    if kind.startswith("computed"):
        return pick(language, "afgeleid uit gepubliceerde cijfers", "derived from published figures")
    published = pick(language, "gepubliceerd", "published")
    return f"{published}, circa" if control.is_estimate else published


def _forecast(basis: str, language: str) -> str:
    """'prognose, gemaakt in 2019', 'prognose van CROW'; 'prognose' where the basis says no more."""
    _, made, year = basis.partition("made in ")
    _, by, whose = basis.partition(" by ")
    if made:
        return pick(language, f"prognose, gemaakt in {year}", f"projection made in {year}")
    if by:
        return pick(language, f"prognose van {whose}", f"projection by {whose}")
    return pick(language, "prognose", "projection")


def against_controls_table(picture: National, language: str) -> Table:
    """The register beside the control totals, one row per maker of the group; orders apart.

    A control total that was published as 'about' is written so, as text; where the register says
    nothing about the day its cells are unknown.
    """
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=18),
        Column("control", pick(language, "Controletotaal", "Control total"), Kind.COUNT),
        Column("group_share", pick(language, "Aandeel", "Share"), Kind.PERCENT),
        Column("running", pick(language, "In register, in dienst", "In register, in service"), Kind.COUNT),
        Column("unverified", pick(language, "Waarvan niet bevestigd", "Of which not confirmed"), Kind.COUNT),
        Column("not_allocated", pick(language, "Niet toegedeeld", "Not allocated"), Kind.COUNT),
        Column("allocated_share", pick(language, "Toegedeeld", "Allocated"), Kind.PERCENT),
        Column("on_order", pick(language, "Besteld", "On order"), Kind.COUNT),
        _uncounted(language),
        sure_column(language),
    )
    whole = picture.total.control_buses if picture.total else None
    together = pick(language, "Samen", "Total")

    def cells(line: MakerLine) -> tuple[Cell, ...]:
        return _line_cells(line, line.maker.name if line.maker else together, whole, picture, language)

    return Table(
        AGAINST_CONTROLS,
        pick(
            language,
            "Register tegenover controletotaal, in bussen",
            "Register against control total, in buses",
        ),
        columns,
        tuple(cells(line) for line in picture.lines),
        total=cells(picture.total) if picture.total else None,
        empty=pick(
            language, "Voor deze dag is geen controletotaal vastgelegd.", "No control total for this day."
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _line_cells(
    line: MakerLine, name: str, whole: int | None, picture: National, language: str
) -> tuple[Cell, ...]:
    fleet, placed = line.fleet, allocation(line, picture.in_register)
    control = control_figure(line.control, language) if line.control else None
    share = 100 * line.control_buses / whole if whole and line.control_buses is not None else None
    sure = _sure(line.control, picture.day, language) if line.control else ""
    if not picture.in_register:
        return (name, control, share, None, None, None, None, None, None, sure)
    return (
        name,
        control,
        share,
        fleet.known_running,
        fleet.unverified,
        placed.not_allocated if placed else None,
        placed.allocated_percent if placed else None,
        fleet.on_order,
        fleet.unknown_batches,
        sure,
    )


def _sure(control: ControlFact, day: date, language: str) -> str:
    """'circa'; of another day than the register's: 'circa; totaal van 01-01-2026, register op 01-12-2026'."""
    said = about(control.is_estimate, language)
    if is_of_day(control, day):
        return said
    then, now = write_date(control.as_of, language), write_date(day, language)
    return pick(
        language,
        f"{said}; totaal van {then}, register op {now}",
        f"{said}; total of {then}, register on {now}",
    )


def is_of_day(control: ControlFact, day: date) -> bool:
    """Whether a published total speaks of this day: what left or came since is in no difference then."""
    return control.as_of.first <= day <= control.as_of.last


def _uncounted(language: str) -> Column:
    title = pick(language, "Delen zonder aantal", "Batches without count")
    return Column("unknown_batches", title, Kind.COUNT)


class WithMakers(Protocol):
    """What has buses per maker and their sum: the whole picture, or a selection of it."""

    @property
    def makers(self) -> tuple[MakerFleet, ...]: ...

    @property
    def everything(self) -> FleetSum: ...


def makers_table(picture: WithMakers, language: str) -> Table:
    """In service beside on order for every maker in the register; the two are never added."""
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=22),
        Column("running", pick(language, "In dienst", "In service"), Kind.COUNT),
        Column("unverified", pick(language, "Waarvan niet bevestigd", "Of which not confirmed"), Kind.COUNT),
        Column("on_order", pick(language, "Besteld", "On order"), Kind.COUNT),
        _uncounted(language),
    )
    nobody = pick(language, "fabrikant onbekend", "manufacturer unknown")
    rows = tuple(_fleet_cells(each.label or nobody, each.fleet) for each in picture.makers)
    return Table(
        "makers",
        pick(
            language,
            "In dienst tegenover besteld, per fabrikant",
            "In service against on order, per manufacturer",
        ),
        columns,
        rows,
        total=_fleet_cells(pick(language, "Samen", "Total"), picture.everything) if rows else None,
        empty=pick(
            language, "Het register zegt niets over deze dag.", "The register says nothing about this day."
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _fleet_cells(name: str, fleet: FleetSum) -> tuple[Cell, ...]:
    return (name, fleet.known_running, fleet.unverified, fleet.on_order, fleet.unknown_batches)


def statements_table(picture: National, language: str) -> Table:
    """Every published total of the makers of the group, each with its source; never averaged."""
    columns = (
        Column("maker", pick(language, "Fabrikant", "Manufacturer"), width=18),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT),
        Column("as_of", pick(language, "Stand", "As of"), Kind.DATE),
        sure_column(language),
        Column("used", pick(language, "Gebruik", "Use"), width=18),
        Column("source", pick(language, "Bron", "Source"), Kind.LINK, 46),
    )
    return Table(
        "statements",
        pick(language, "Wat hierover is gepubliceerd", "What has been published about this"),
        columns,
        tuple(_statements(picture, language)),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _statements(picture: National, language: str) -> Iterable[tuple[Cell, ...]]:
    control = pick(language, "controletotaal", "control total")
    aside = pick(language, "ter vergelijking", "for comparison")
    group = group_name(picture, language)
    lines = (*picture.lines, *((picture.total,) if picture.total else ()))
    for line in lines:
        name = line.maker.name if line.maker else group
        for each, use in ((line.control, control), *((other, aside) for other in line.other_controls)):
            if each:
                figure = control_figure(each, language)
                yield (name, figure, date_cell(each.as_of), sureness(each, language), use, each.source)
