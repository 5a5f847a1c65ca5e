"""The national view for machines and for a terminal: the same figures as the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from busrisk.core.facts import ControlFact
from busrisk.core.national import MakerLine, National
from busrisk.core.wording import EXERCISE
from busrisk.rulebook.shape import Capability


def national_as_json(
    picture: National, known_at: str | None, data_version: int, exercise: bool
) -> dict[str, Any]:
    """Buses per maker under the maker's name, and 'total'; None where there is no control total.

    `capabilities` holds per capability how many of the group's buses are known (yes, no) and unknown.
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
        f"{titles[each.id]}: onbekend voor {each.unknown} van {each.of} bussen"
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
