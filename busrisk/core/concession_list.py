"""What can be wished for of a list of concessions: words, filters and an order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from busrisk.core.facts import ConcessionStatus

NO_MAKER = "-"  # stands for buses of which the source names no manufacturer


class Order(StrEnum):
    NAME = "name"
    BUSES = "buses"  # most running buses first
    END = "end"  # first to end first
    CLASS = "class"  # most exposed first, by what cannot be excluded


@dataclass(frozen=True)
class Wish:
    """What a reader looks for; an empty field asks nothing. `maker` may be NO_MAKER."""

    words: str = ""
    province: str = ""
    status: ConcessionStatus | None = None
    maker: str = ""
    order: Order = Order.NAME

    @property
    def narrows(self) -> bool:
        return bool(self.words.strip() or self.province or self.status or self.maker)


@dataclass(frozen=True)
class Choices:
    """What there is to choose from, in the concessions within reach."""

    provinces: tuple[str, ...]
    statuses: tuple[ConcessionStatus, ...]
    makers: tuple[str, ...]  # NO_MAKER last, where there is such a batch


def folded(text: str) -> str:
    """Text without case and accents, so that 'fryslan' finds 'Fryslân'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
