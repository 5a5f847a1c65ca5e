"""Which concessions of a list are wanted, and in which order: searching, filtering, sorting."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from busrisk.core.facts import ConcessionStatus
from busrisk.core.ordering import order_key
from busrisk.core.rollup import ConcessionView

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


def choices(views: Sequence[ConcessionView]) -> Choices:
    """The values of the filters; one that would show nothing is not offered."""
    there = {view.concession.status for view in views}
    nameless = (NO_MAKER,) if any(view.nameless for view in views) else ()
    return Choices(
        provinces=tuple(sorted({each for view in views for each in view.concession.provinces})),
        statuses=tuple(status for status in ConcessionStatus if status in there),
        makers=(*sorted({maker for view in views for maker in view.makers}), *nameless),
    )


def wanted(views: Sequence[ConcessionView], wish: Wish) -> tuple[ConcessionView, ...]:
    """The views that fit every part of the wish, in the order wished for."""
    fitting = (view for view in views if _fits(view, wish))
    return tuple(sorted(fitting, key=_ORDERS[wish.order]))


def _fits(view: ConcessionView, wish: Wish) -> bool:
    about = view.concession
    if wish.province and wish.province not in about.provinces:
        return False
    if wish.status and wish.status is not about.status:
        return False
    if wish.maker and not (view.nameless if wish.maker == NO_MAKER else wish.maker in view.makers):
        return False
    text, key = _searchable(view), folded(about.key)
    return all(word in text or word == key for word in folded(wish.words).split())


def _searchable(view: ConcessionView) -> str:
    about = view.concession
    holder = (about.holder.name,) if about.holder else ()
    grantors = (each.name for each in about.grantors)
    return folded(" ".join((about.name, *holder, *grantors, *about.provinces, *view.makers)))


def folded(text: str) -> str:
    """Text without case and accents, so that 'fryslan' finds 'Fryslân'."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _by_name(view: ConcessionView) -> tuple[Any, ...]:
    return (folded(view.concession.name), view.concession.key)


def _by_buses(view: ConcessionView) -> tuple[Any, ...]:
    running = view.fleet.known_running
    return (running is None, -(running or 0), *_by_name(view))


def _by_end(view: ConcessionView) -> tuple[Any, ...]:
    end = view.concession.end
    return (end is None, end.last if end else date.max, *_by_name(view))


def _by_class(view: ConcessionView) -> tuple[Any, ...]:
    """A concession stands where its most exposed deployment stands; one without a score comes last."""
    made = [each.assessment for each in view.scored if each.assessment]
    keys = [order_key(each, view.concession.key, buses=view.fleet.known_running) for each in made]
    return (not keys, *(min(keys) if keys else ()), *_by_name(view))


_ORDERS: dict[Order, Callable[[ConcessionView], tuple[Any, ...]]] = {
    Order.NAME: _by_name,
    Order.BUSES: _by_buses,
    Order.END: _by_end,
    Order.CLASS: _by_class,
}
