"""The list of concessions worked out on facts alone: what the register must find, count and put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from busrisk.core.concession_list import NO_MAKER, Choices, Order, Wish, folded
from busrisk.core.facts import ConcessionStatus
from busrisk.core.score.ordering import order_key
from busrisk.core.score.rollup import ConcessionView


def choices(views: Sequence[ConcessionView]) -> Choices:
    """The values of the filters; one that would show nothing is not offered."""
    there = {view.concession.status for view in views}
    nameless = (NO_MAKER,) if any(view.nameless for view in views) else ()
    return Choices(
        provinces=tuple(sorted({each for view in views for each in view.concession.provinces})),
        statuses=tuple(status for status in ConcessionStatus if status in there),
        makers=(*sorted({maker for view in views for maker in view.makers}), *nameless),
    )


def wanted(
    views: Sequence[ConcessionView], wish: Wish, numbers: Mapping[str, int]
) -> tuple[ConcessionView, ...]:
    """The views that fit every part of the wish, in the order wished for.

    `numbers`: in which order the register was told of the concessions; so stand those of equal names.
    """
    came_first = sorted(views, key=lambda view: numbers[view.concession.key])
    fitting = (view for view in came_first if _fits(view, wish))
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


def _by_name(view: ConcessionView) -> tuple[Any, ...]:
    return (folded(view.concession.name),)


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
