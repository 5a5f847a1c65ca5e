"""Dates that know how precise they are: '2034-12' stays a month, '2030' stays a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class PartialDate:
    """An ISO date of year, month or day precision; `text` is kept exactly as normalised ISO.

    `PartialDate("2034-12").first` is 1 December 2034, `.last` 31 December 2034.
    Raises ValueError when the text is no ISO date of one of the three precisions, or impossible.
    """

    text: str

    def __post_init__(self) -> None:
        _ = (self.first, self.last)

    @cached_property
    def _parts(self) -> tuple[int, ...]:
        pieces = self.text.split("-")
        lengths = (4, 2, 2)
        if not 1 <= len(pieces) <= 3 or any(
            len(piece) != length or not (piece.isascii() and piece.isdigit())
            for piece, length in zip(pieces, lengths, strict=False)
        ):
            raise ValueError(f"no ISO date: {self.text!r}")
        return tuple(int(piece) for piece in pieces)

    @cached_property
    def first(self) -> date:
        """The first day the date can mean."""
        year, month, day = (*self._parts, 1, 1)[:3]
        return date(year, month, day)

    @cached_property
    def last(self) -> date:
        """The last day the date can mean."""
        parts = self._parts
        if len(parts) == 3:
            return date(*parts)
        month = parts[1] if len(parts) == 2 else 12
        return date(parts[0], month, calendar.monthrange(parts[0], month)[1])

    @property
    def after(self) -> date:
        """The day after the last day it can mean: an exclusive bound."""
        return self.last + timedelta(days=1)

    @property
    def is_whole_day(self) -> bool:
        return len(self.text) == 10

    def __str__(self) -> str:
        return self.text
