"""What is wrong in a file, at its place, with a remedy: facts to be shown, in Dutch.

The start list and its companions are read by the command line alone, so these sentences stay Dutch. What a
page may show is a `FleetFault`, whose sentences are said in any language; a house test keeps the two apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_FAULTS = 1_000  # a longer list helps nobody, and a hostile file must not fill the memory
_LONGEST_SHOWN = 60


def shown(value: str) -> str:
    """The value as it may be printed: cut at 60 characters, what cannot be seen written as its code point."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
    return "".join(f"[{code_point(char)}]" if is_unseen(char) else char for char in cut)


def code_point(char: str) -> str:
    """'U+202E': the name by which a character that cannot be seen can be looked up."""
    return f"U+{ord(char):04X}"


def is_unseen(char: str) -> bool:
    """Whether a character steers or hides: control, bidi, zero width, line separator, broken."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one file. `row` counts lines with the header as 1; None: the file as a whole.

    `field` is None where the fault is not in one field; `value` is then the start of the line, or None.
    `reason` and `remedy` are Dutch sentences.
    """

    file: str
    row: int | None
    field: str | None
    value: str | None
    reason: str
    remedy: str

    @property
    def sentence(self) -> str:
        """data/concessions.csv, rij 12, veld count: '1,234'. Aantal moet een heel getal zijn. Bedoelt u …"""
        place = [self.file]
        if self.row is not None:
            place.append(f"rij {self.row}")
        if self.field is not None:
            place.append(f"veld {shown(self.field)}")
        return f"{', '.join(place)}: {self._value}{self.reason} {self.remedy}"

    @property
    def _value(self) -> str:
        if self.value is None:
            return ""
        return f"'{shown(self.value)}'. " if self.value else "leeg. "


class StartListRefused(Exception):
    """The start list or its companions, read to the end and refused as a whole; `faults` by place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(_first_per_field(faults), key=lambda fault: (fault.file, fault.row or 0)))
        super().__init__("\n".join(fault.sentence for fault in self.faults))


def _first_per_field(faults: Iterable[Fault]) -> Iterable[Fault]:
    """One fault a field: what follows from an earlier fault in the same field is noise."""
    seen = set()
    for fault in faults:
        place = (fault.file, fault.row, fault.field)
        if fault.field is None or place not in seen:
            seen.add(place)
            yield fault
