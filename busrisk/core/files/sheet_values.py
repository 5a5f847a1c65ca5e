"""Single values of an answer sheet, read strictly; what cannot be read becomes a finding, never a guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from busrisk.core.dates import PartialDate
from busrisk.core.files.sheet_faults import Findings

Chosen = TypeVar("Chosen", bound=StrEnum)
UNKNOWN = "unknown"
_CATEGORY = re.compile(r"[LMNORST][0-9]?[A-Za-z]?")


def refuse_other_keys(
    table: Mapping[str, object], known: Collection[str], place: str, found: Findings
) -> None:
    for key in table:
        if key not in known:
            found.add(
                place + key, table[key], "Deze sleutel bestaat hier niet.", f"Kies uit: {_listed(known)}."
            )


def choice(kind: type[Chosen], key: str, value: object, what: str, found: Findings) -> Chosen | None:
    """A member of an enumeration by its value; `what` names it in Dutch, with its article."""
    members = {str(member): member for member in kind}
    if isinstance(value, str) and value in members:
        return members[value]
    found.add(key, value, f"Dit is geen {what}.", f"Kies uit: {_listed(members)}.")
    return None


def yes_or_no(key: str, value: object, found: Findings) -> bool:
    if not isinstance(value, bool):
        found.add(key, value, "Dit is geen ja of nee.", "Schrijf true of false, zonder aanhalingstekens.")
        return False
    return value


def whole_day(key: str, value: object, found: Findings) -> date | None:
    admitted = partial_date(key, value, found)
    if admitted is None or admitted.is_whole_day:
        return admitted.first if admitted else None
    found.add(key, value, "Hier is een hele dag nodig.", "Schrijf jaar, maand en dag: 2026-01-31.")
    return None


def partial_date(key: str, value: object, found: Findings) -> PartialDate | None:
    """A TOML date, or text of year, month or day precision."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return PartialDate(value.isoformat())
    try:
        if isinstance(value, str):
            return PartialDate(value.strip())
    except ValueError:
        pass
    found.add(
        key,
        value,
        "Dit is geen datum.",
        'Schrijf 2020-12-13, "2020-12" of "2020" (de laatste twee met aanhalingstekens).',
    )
    return None


def vehicle_category(key: str, value: object, found: Findings) -> str | None:
    """'M3' and the like; None where the sheet says it is unknown."""
    if value == UNKNOWN:
        return None
    if isinstance(value, str) and _CATEGORY.fullmatch(value.strip().upper()):
        return value.strip().upper()
    found.add(
        key, value, "Dit is geen voertuigcategorie.", 'Schrijf "M2", "M3", een andere categorie of "unknown".'
    )
    return None


def _listed(known: Collection[str]) -> str:
    return ", ".join(known)
