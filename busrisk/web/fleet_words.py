"""A sum of buses in words: what runs, what of it is not confirmed, and apart from it what is on order."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core import dutch
from busrisk.core.facts import Count, ScoredDeployment
from busrisk.core.national.picture import FleetSum
from busrisk.web.language import gettext, language, ngettext


def in_service(fleet: FleetSum) -> str:
    """'275 bussen in dienst', 'ten minste 219 bussen in dienst', 'onbekend aantal bussen in dienst'."""
    running = fleet.known_running
    if running is None:
        return gettext("onbekend aantal bussen in dienst")
    if fleet.unknown_batches:
        return ngettext(
            "ten minste %(count)s bus in dienst",
            "ten minste %(count)s bussen in dienst",
            running,
            count=_figure(fleet, running),
        )
    figure = _figure(fleet, running)
    return ngettext("%(count)s bus in dienst", "%(count)s bussen in dienst", running, count=figure)


def _figure(fleet: FleetSum, running: int) -> str:
    """'circa 85' where any count in the sum is about."""
    return dutch.write_count(Count(running, fleet.circa), language())


def running_figure(fleet: FleetSum) -> str:
    """The same in a column of its own: '275', 'ten minste 219', 'onbekend'."""
    running = fleet.known_running
    if running is None:
        return gettext("onbekend")
    figure = _figure(fleet, running)
    return gettext("ten minste %(count)s", count=figure) if fleet.unknown_batches else figure


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


def answers_of(scored: Sequence[ScoredDeployment]) -> str:
    """'0 van 147 antwoorden (7 keer inzet, 21 vragen elk)': what the sum over a concession is a sum of."""
    counts = answered_of(sum(each.answered for each in scored), sum(each.asked for each in scored))
    each_asked = {each.asked for each in scored}
    if len(scored) < 2:
        return gettext("%(answered)s antwoorden", answered=counts)
    if len(each_asked) > 1:
        return gettext(
            "%(answered)s antwoorden (%(times)s keer inzet)", answered=counts, times=number(len(scored))
        )
    return gettext(
        "%(answered)s antwoorden (%(times)s keer inzet, %(asked)s vragen elk)",
        answered=counts,
        times=number(len(scored)),
        asked=number(each_asked.pop()),
    )


def number(value: int) -> str:
    return dutch.write_number(value, 0, language())
