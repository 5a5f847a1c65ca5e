"""A sum of buses in words: what runs, what of it is not confirmed, and apart from it what is on order."""

from __future__ import annotations

from busrisk.core import dutch
from busrisk.core.national import FleetSum
from busrisk.web.language import gettext, language, ngettext


def in_service(fleet: FleetSum) -> str:
    """'275 bussen in dienst', 'onbekend aantal bussen in dienst'."""
    running = fleet.known_running
    if running is None:
        return gettext("onbekend aantal bussen in dienst")
    return ngettext("%(count)s bus in dienst", "%(count)s bussen in dienst", running, count=number(running))


def doubts(fleet: FleetSum) -> tuple[str, ...]:
    """What belongs beside the running buses; empty where nothing does."""
    found = []
    if fleet.unverified:
        found.append(gettext("%(count)s niet bevestigd", count=number(fleet.unverified)))
    if fleet.on_order:
        found.append(gettext("+ %(count)s besteld", count=number(fleet.on_order)))
    if fleet.unknown_batches:
        uncounted = fleet.unknown_batches
        found.append(
            ngettext("%(num)s wagenparkdeel zonder aantal", "%(num)s wagenparkdelen zonder aantal", uncounted)
        )
    return tuple(found)


def answered_of(answered: int, asked: int) -> str:
    """'0 van 84'; a reader who sees no scores sees this too."""
    return gettext("%(answered)s van %(asked)s", answered=number(answered), asked=number(asked))


def number(value: int) -> str:
    return dutch.write_number(value, 0, language())
