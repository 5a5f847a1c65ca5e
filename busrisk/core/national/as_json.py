"""The national view for machines and for a terminal: the same figures as the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from busrisk.core.facts import ControlFact
from busrisk.core.national.definitions import bus_words, countries_words, origin_words
from busrisk.core.national.origin import OriginLine
from busrisk.core.national.picture import MakerLine, National
from busrisk.core.national.projection import condition, start_words
from busrisk.core.national.trend import SharePoint
from busrisk.core.national.view import NationalView
from busrisk.core.wording import EXERCISE
from busrisk.rulebook.shape import Capability


def national_as_json(
    picture: National, known_at: str | None, data_version: int, exercise: bool
) -> dict[str, Any]:
    """Buses per maker under the maker's name, and 'total'; None where there is no control total.

    `capabilities` holds per capability how many of the group's buses are known (yes, no) and unknown; all
    None where `withheld`: it would tell whose answer it is.
    """
    lines = {line.maker.name: line for line in picture.lines if line.maker}
    if picture.total:
        lines["total"] = picture.total
    return {
        "as_of": picture.day.isoformat(),
        "known_at": known_at,
        "data_version": data_version,
        "exercise": exercise,
        "in_register": picture.in_register,
        "control": {name: line.control_buses for name, line in lines.items()},
        "register": {name: line.fleet.running for name, line in lines.items()},
        "not_allocated": {name: line.not_allocated for name, line in lines.items()},
        "more_than_control": {name: line.excess for name, line in lines.items()},
        "on_order": {name: line.fleet.on_order for name, line in lines.items()},
        "unconfirmed": {name: line.fleet.unverified for name, line in lines.items()},
        "batches_without_count": {name: line.fleet.unknown_batches for name, line in lines.items()},
        "share_percent": _control(picture.share),
        "control_source": _control(picture.total.control) if picture.total else None,
        "other_statements": {
            name: [_control(each) for each in line.other_controls] for name, line in lines.items()
        },
        "capabilities": {
            each.id: {
                "question": each.question,
                "withheld": each.withheld,
                "known": each.known,
                "unknown": each.unknown,
                "of": each.of,
                "yes": each.yes,
                "no": each.no,
                "no_by_evidence": {
                    "E1": each.no_declared,
                    "E2": each.no_documented,
                    "E3": each.no_tested,
                },
            }
            for each in picture.capabilities
        },
    }


def view_as_json(
    view: NationalView, known_at: str | None, data_version: int, exercise: bool
) -> dict[str, Any]:
    """The picture, the definitions it was made by, and what depends on them: origin, shares, projection."""
    return national_as_json(view.picture, known_at, data_version, exercise) | {
        "definitions": _definitions(view),
        "origin": {line.origin.value: _origin(line) for line in view.origins},
        "shares": _shares(view),
        "projection": _projection(view),
        "development": {
            "zero_emission": [
                {**(_control(point.control) or {}), "kind": point.said.value}
                for point in view.trend.zero_emission
            ],
            "non_eu": [_share_point(point) for point in view.trend.shares],
        },
    }


def _definitions(view: NationalView) -> dict[str, Any]:
    chosen = view.chosen.definitions
    return {
        "bus": {"value": chosen.bus.value, "words": bus_words(chosen.bus, "nl")},
        "non_eu": {"value": chosen.origin.value, "words": origin_words(chosen.origin, "nl")},
        "countries": countries_words("nl"),
        "published_figures_apply": chosen.as_published,
        "left_out": view.left_out,
    }


def _origin(line: OriginLine) -> dict[str, Any]:
    return {
        "running": line.fleet.known_running,
        "unconfirmed": line.fleet.unverified,
        "on_order": line.fleet.on_order,
        "batches_without_count": line.fleet.unknown_batches,
        "percent": line.percent,
        "makers": [*line.makers, *([None] if line.nameless else [])],
    }


def _shares(view: NationalView) -> dict[str, Any] | None:
    shares = view.shares
    if shares is None:
        return None
    return {
        "published": _control(shares.published),
        "fitting_totals": list(shares.fitting) if shares.fitting else None,
        "computed": [
            {
                "total": _control(each.total),
                "same_day": each.same_day,
                "contradicts_published": each.contradicts,
                "percent": {part.maker.name if part.maker else "total": part.percent for part in each.parts},
                "buses": {part.maker.name if part.maker else "total": part.buses for part in each.parts},
            }
            for each in shares.computed
        ],
    }


def _projection(view: NationalView) -> dict[str, Any]:
    made = view.projection
    lines = {line.maker.name: line for line in made.lines if line.maker}
    if made.total:
        lines["total"] = made.total
    return {
        "horizon": made.horizon.isoformat(),
        "condition": condition("nl"),
        "starts_from": made.start.value,
        "starts_from_words": start_words(made, "nl"),
        "starts": {name: line.starts for name, line in lines.items()},
        "buses": {name: line.ends for name, line in lines.items()},
        "growth": {name: line.by_then for name, line in lines.items()},
        "growth_percent": {name: line.growth_percent for name, line in lines.items()},
        "ordered_for_later": {name: line.later for name, line in lines.items()},
        "ordered_without_date": {name: line.undated for name, line in lines.items()},
    }


def _share_point(point: SharePoint) -> dict[str, Any]:
    return {
        "as_of": point.day.text,
        "makers": list(point.makers),
        "buses": point.buses,
        "percent": point.percent,
        "computed": point.computed,
        "circa": point.circa,
        "source": point.source,
        "total_source": point.total_source or None,
    }


def _control(control: ControlFact | None) -> dict[str, Any] | None:
    if control is None:
        return None
    return {
        "value": int(control.value) if control.value == int(control.value) else control.value,
        "circa": control.is_estimate,
        "as_of": control.as_of.text,
        "basis": control.basis,
        "source": control.source,
    }


def national_as_text(picture: National, capabilities: Sequence[Capability], exercise: bool) -> str:
    """The figures as Dutch lines; those of an exercise register say so first."""
    titles = {each.id: each.title.nl for each in capabilities}
    rows = [EXERCISE] if exercise else []
    rows.append(f"Stand op {picture.day:%d-%m-%Y}")
    if not picture.in_register:
        rows.append("Het register zegt niets over deze dag.")
    for line in (*picture.lines, *((picture.total,) if picture.total else ())):
        rows.append(_line(line))
    rows += [
        f"{titles[each.id]}: niet getoond, van {each.of} bussen"
        if each.withheld
        else f"{titles[each.id]}: onbekend voor {each.unknown} van {each.of} bussen"
        for each in picture.capabilities
    ]
    return "\n".join(rows)


def _line(line: MakerLine) -> str:
    name = line.maker.name if line.maker else "Samen"
    control = "onbekend" if line.control_buses is None else f"circa {line.control_buses}"
    rest = "" if line.not_allocated is None else f", niet toegedeeld {line.not_allocated}"
    over = f", LET OP: {line.excess} meer dan het controletotaal" if line.excess else ""
    return (
        f"{name}: controletotaal {control}, register in dienst {line.fleet.running}{rest}, "
        f"besteld {line.fleet.on_order}{over}"
    )
