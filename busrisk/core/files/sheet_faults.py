"""What is wrong in an answer sheet: the key, the value, what is wrong with it and what to do.

In Dutch alone: only the command line reads answer sheets, and no page shows these sentences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NoReturn

from busrisk.core.faults import MOST_FAULTS, shown


@dataclass(frozen=True)
class SheetFault:
    """One fault. `key` is its place in the sheet ('answers."1.1".points'); `value` as it is written there."""

    key: str
    value: str | None
    wrong: str
    remedy: str

    @property
    def sentence(self) -> str:
        place = shown(self.key) if self.value is None else f"{shown(self.key)} = {shown(self.value)}"
        return f"{place}: {self.wrong} {self.remedy}".rstrip()


class AnswerSheetRefused(Exception):
    """An answer sheet, read to the end and refused as a whole; `faults` in the order of reading."""

    def __init__(self, faults: tuple[SheetFault, ...]) -> None:
        self.faults = faults
        count = "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"
        lines = "\n".join(f"- {fault.sentence}" for fault in faults)
        super().__init__(f"Het antwoordblad is geweigerd: {count}.\n{lines}")


class Findings:
    """Collects faults while a sheet is read to the end."""

    def __init__(self) -> None:
        self._faults: list[SheetFault] = []

    def add(self, key: str, value: object, wrong: str, remedy: str) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(SheetFault(key, None if value is None else _written(value), wrong, remedy))

    @property
    def any(self) -> bool:
        return bool(self._faults)

    def refuse(self) -> NoReturn:
        """Raises AnswerSheetRefused with everything found so far."""
        raise AnswerSheetRefused(tuple(self._faults))


def _written(value: object) -> str:
    """A value about as the sheet writes it."""
    return json.dumps(value, ensure_ascii=False, default=str)
