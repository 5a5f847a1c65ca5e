"""One's own fleet as pages: the concessions, and the batches of one with what was last changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from flask import url_for

from busrisk.core import dutch
from busrisk.core.facts import BatchFact, ConcessionFact, FleetStatus
from busrisk.core.fleet.changes import FleetChange
from busrisk.core.fleet.history import LastConfirmed
from busrisk.core.national.picture import fleet_sum
from busrisk.core.wording import word
from busrisk.register.history import RETRACTED
from busrisk.web.fleet.ground import Ground
from busrisk.web.fleet.pages import BatchRow, FleetPage, MyConcession, OverviewPage
from busrisk.web.fleet.preview import NOTHING
from busrisk.web.fleet.words import (
    act_in_words,
    dated,
    instant,
    kind_in_words,
    maker_in_words,
    source_text,
    sums,
    when,
    who_told,
)
from busrisk.web.fleet_words import number
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.moment import day_in_prose

STATED = ("state_fleet", "confirm_fleet", RETRACTED)  # the acts of this front door
OLD = timedelta(days=366)  # a fleet is confirmed at least once a year: a count of last year says little


def overview_page(
    mine: Sequence[ConcessionFact],
    fleet: Sequence[BatchFact],
    told: Sequence[LastConfirmed],
    today: date,
    turned: bool = False,
    following: str = "",
) -> OverviewPage:
    """A page of one's concessions. `turned`: not the first; `following`: the key the next begins after."""
    of: dict[str, list[BatchFact]] = defaultdict(list)
    for each in fleet:
        of[each.concession].append(each)
    last = {each.concession.key: each for each in told}
    return OverviewPage(
        today=day_in_prose(today),
        concessions=tuple(_mine(each, of[each.key], last.get(each.key), today) for each in mine),
        first=url_for("fleet.overview") if turned else "",
        next=url_for("fleet.overview", na=following) if following else "",
    )


def _mine(
    about: ConcessionFact, fleet: Sequence[BatchFact], last: LastConfirmed | None, today: date
) -> MyConcession:
    return MyConcession(
        key=about.key,
        name=about.name,
        term=_term(about),
        sums=sums(fleet_sum(fleet)) if fleet else (),
        confirmed=_confirmed(last),
        warnings=_warnings(fleet, last, today),
    )


def _term(about: ConcessionFact) -> str:
    status = word(about.status, language())
    return f"{status}, {about.holder.name}" if about.holder else status


def _confirmed(last: LastConfirmed | None) -> str:
    """How old what is known is: the oldest date of a source of a running batch."""
    if last is None:
        return gettext("nog niets in dienst vastgelegd")
    if last.oldest is None:
        return gettext("datum van de bronnen onbekend")
    if last.oldest == last.newest:
        return gettext("de bron is van %(day)s", day=day_in_prose(last.oldest))
    return gettext("de oudste bron is van %(day)s", day=day_in_prose(last.oldest))


def _warnings(fleet: Sequence[BatchFact], last: LastConfirmed | None, today: date) -> tuple[str, ...]:
    """What deserves a look before the fleet is confirmed."""
    found, total = [], fleet_sum(fleet)
    if total.unknown_batches:
        found.append(
            ngettext(
                "%(num)s wagenparkdeel zonder aantal of status",
                "%(num)s wagenparkdelen zonder aantal of status",
                total.unknown_batches,
            )
        )
    if total.unverified:
        found.append(
            ngettext(
                "%(count)s bus niet bevestigd",
                "%(count)s bussen niet bevestigd",
                total.unverified,
                count=number(total.unverified),
            )
        )
    late = sum(1 for each in fleet if _is_late(each, today))
    if late:
        found.append(
            ngettext(
                "%(num)s bestelling had al geleverd moeten zijn",
                "%(num)s bestellingen hadden al geleverd moeten zijn",
                late,
            )
        )
    return (*found, *_of_sources(last, today))


def _of_sources(last: LastConfirmed | None, today: date) -> tuple[str, ...]:
    """How old what is known is, or that nobody knows."""
    found = []
    if last and last.undated:
        found.append(ngettext("%(num)s bron zonder datum", "%(num)s bronnen zonder datum", last.undated))
    if last and last.oldest and today - last.oldest > OLD:
        found.append(gettext("de oudste bron is van meer dan een jaar geleden"))
    return tuple(found)


def _is_late(each: BatchFact, today: date) -> bool:
    return each.status is FleetStatus.ON_ORDER and each.expected is not None and each.expected.last < today


def fleet_page(
    at: Ground,
    told: Sequence[FleetChange],
    before: Sequence[BatchFact],
    confirmed: Sequence[LastConfirmed],
    done: str,
) -> FleetPage:
    """Everything `/wagenpark/<concession>` shows; `told` is what was stated of it, newest first."""
    last = confirmed[0] if confirmed else None
    gone_last = sorted(at.batches, key=lambda each: each.status is FleetStatus.WITHDRAWN)
    return FleetPage(
        key=at.about.key,
        name=at.about.name,
        today=day_in_prose(at.now.day),
        done=_done(told, done),
        sums_of=sums(fleet_sum(at.batches), fleet_sum(before) if before else None) if at.batches else (),
        since=_since(told, bool(before)),
        confirmed=_confirmed(last),
        warnings=_warnings(at.batches, last, at.now.day),
        batches=tuple(_row(each) for each in gone_last),
    )


def _since(told: Sequence[FleetChange], compared: bool) -> str:
    if not told:
        return ""
    last = told[0].told
    words = {"who": who_told(last), "when": instant(last.at), "act": act_in_words(last)}
    if not compared:
        return gettext("Eerste opgave: %(when)s, door %(who)s (%(act)s).", **words)
    return gettext(
        "Achter elk getal: het verschil met de opgave daarvóór. "
        "Laatste opgave: %(when)s, door %(who)s (%(act)s).",
        **words,
    )


def _done(told: Sequence[FleetChange], done: str) -> str:
    """What the change just made did; nothing for a number that is no statement of this fleet."""
    if done == NOTHING:
        return gettext("Er is niets gewijzigd: dit stond al zo in het register.")
    made = [each for each in told if str(each.told.change) == done and each.told.act in STATED]
    if not made:
        return ""
    records = len({each.record_id for each in made})
    return (
        gettext("Bewaard om %(time)s:", time=f"{made[0].told.at:%H:%M}")
        + " "
        + _did(made[0].told.act, records)
    )


def _did(act: str, records: int) -> str:
    if act == "confirm_fleet":
        return ngettext(
            "peildatum bevestigd voor %(num)s wagenparkdeel.",
            "peildatum bevestigd voor %(num)s wagenparkdelen.",
            records,
        )
    if act == RETRACTED:
        return ngettext(
            "%(num)s wagenparkdeel uitgehaald; de geschiedenis blijft te lezen.",
            "%(num)s wagenparkdelen uitgehaald; de geschiedenis blijft te lezen.",
            records,
        )
    return ngettext("%(num)s wagenparkdeel vastgelegd.", "%(num)s wagenparkdelen vastgelegd.", records)


def _row(each: BatchFact) -> BatchRow:
    spoken = language()
    return BatchRow(
        record=each.record_id,
        about=kind_in_words(each),
        maker=maker_in_words(each),
        maker_known=bool(each.maker_label or each.makers),
        model=each.model or gettext("onbekend"),
        model_known=bool(each.model),
        count=dutch.write_count(each.count, spoken),
        count_known=each.count.value is not None,
        status=word(each.status, spoken),
        when=when(each),
        sure=word(each.quality, spoken),
        source=source_text(each.source),
        dated=dated(each.source),
        gone=each.status is FleetStatus.WITHDRAWN,
        history=url_for("fleet.history", record=each.record_id),
    )
