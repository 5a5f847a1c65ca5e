"""What is behind a number: every claim about a batch, on both time axes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask import abort, request, url_for
from flask.wrappers import Response

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core import dutch
from busrisk.core.facts import BatchFact
from busrisk.core.fleet.fields import FleetField, title
from busrisk.core.fleet.history import BatchClaimed, Told
from busrisk.core.fleet.statement import typed_of
from busrisk.core.wording import word
from busrisk.register.history import RETRACTED, batch_history
from busrisk.register.session import Reader
from busrisk.web import gate
from busrisk.web.fleet.history_page import ClaimText, HistoryPage, Telling
from busrisk.web.fleet.words import act_in_words, buses, instant, kind_in_words, who_told
from busrisk.web.language import gettext, language
from busrisk.web.moment import KNOWN, Asked, asked_moment, day_in_prose, default_moment, moment_form
from busrisk.web.page import cached, show

# What stands beside count and state in one claim; source and note have places of their own.
_TOLD = (
    FleetField.MAKER,
    FleetField.MODEL,
    FleetField.PROPULSION,
    FleetField.FIRST_YEAR,
    FleetField.EXPECTED,
    FleetField.MINIBUS,
)

Claims = Sequence[BatchClaimed]


@cached
def history(record: str) -> Response:
    scope, reader = gate.scope(), gate.reader()
    asked, claims = _find(scope, reader, record)
    return show("fleet/history.html", _page(claims, asked, scope), asked.status)


def _find(scope: Scope, reader: Reader, record: str) -> tuple[Asked, Claims]:
    """The claims as known at the moment asked for; what nobody knew then gives way to what is known now."""
    asked = asked_moment(request.args, scope, reader)
    claims = batch_history(scope, reader, asked.moment, record)
    if not claims:
        asked = default_moment(asked, reader, (_nothing_known(),))
        claims = batch_history(scope, reader, asked.moment, record)
    if not claims:
        abort(404)
    return asked, claims


def _nothing_known() -> tuple[str, str]:
    return KNOWN, gettext(
        "Op dit moment was van dit wagenparkdeel nog niets vastgelegd, of de concessie was niet binnen uw "
        "bereik. Vul een latere dag in, of laat de velden leeg voor nu."
    )


def _page(claims: Claims, asked: Asked, scope: Scope) -> HistoryPage:
    last = claims[-1].fact
    mine = scope.may(Action.STATE_FLEET)
    return HistoryPage(
        moment=moment_form(asked),
        here=url_for("fleet.history", record=last.record_id),
        record=last.record_id,
        about=kind_in_words(last),
        concession=last.concession_name,
        back=url_for("concessions.concession", key=last.concession, **asked.address),
        mine=url_for("fleet.concession", key=last.concession) if mine else "",
        stand=_stand(claims, asked.moment.day),
        tellings=_tellings(claims),
    )


def _stand(claims: Claims, day: date) -> str:
    """What holds on the day: the figure this is the history of."""
    for each in claims:
        if each.ended is None and _covers(each, day):
            return f"{buses(each.fact)}, {word(each.fact.status, language())}"
    return gettext("niet in het wagenpark")


def _covers(each: BatchClaimed, day: date) -> bool:
    return each.holds_from <= day and (each.holds_to is None or day < each.holds_to)


def _tellings(claims: Claims) -> tuple[Telling, ...]:
    """Per statement what it claimed, the newest statement first. One that only took back claims nothing:
    it stands with what it took back, and by itself."""
    made = {number: list(group) for number, group in groupby(claims, key=lambda each: each.told.change)}
    taken = {
        each.ended.change: _taken(each.ended, each.because)
        for each in claims
        if each.ended and each.ended.change not in made
    }
    told = taken | {number: _made(group, claims) for number, group in made.items()}
    return tuple(told[number] for number in sorted(told, reverse=True))


def _made(group: Claims, claims: Claims) -> Telling:
    told = group[0].told
    words = {"when": instant(told.at), "who": who_told(told), "act": act_in_words(told)}
    newest_first = sorted(group, key=lambda each: each.holds_from, reverse=True)
    return Telling(
        gettext("Vastgelegd op %(when)s door %(who)s (%(act)s)", **words),
        tuple(_claim(each, claims) for each in newest_first),
    )


def _taken(told: Told, because: str | None) -> Telling:
    """A statement that claims nothing of its own."""
    words = {"when": instant(told.at), "who": who_told(told), "act": act_in_words(told)}
    return Telling(gettext("Op %(when)s door %(who)s: %(act)s", **words), (), because or "")


def _claim(each: BatchClaimed, claims: Claims) -> ClaimText:
    fact, spoken = each.fact, language()
    return ClaimText(
        period=_period(each),
        said=f"{buses(fact)}, {word(fact.status, spoken)}",
        unknown=fact.count.value is None,
        sure=word(fact.quality, spoken),
        details=_details(fact),
        source=fact.source.citation,
        dated=dutch.write_date(fact.source.dated, spoken) if fact.source.dated else "",
        note=fact.note or "",
        repeated=_is_repeated(each, claims),
        ended=_ended(each),
        stands=each.ended is None,
    )


def _period(each: BatchClaimed) -> str:
    start = day_in_prose(each.holds_from)
    if each.holds_to is None:
        return gettext("van %(start)s tot nu", start=start)
    return gettext("van %(start)s tot %(end)s", start=start, end=day_in_prose(each.holds_to))


def _details(fact: BatchFact) -> tuple[tuple[str, str], ...]:
    spoken = language()
    said = typed_of(fact, spoken)
    return tuple(
        (title(each, spoken), said[each] or gettext("onbekend")) for each in _TOLD if _tells(fact, each)
    )


def _tells(fact: BatchFact, of: FleetField) -> bool:
    """An expected delivery and a minibus are told where there is one."""
    if of is FleetField.EXPECTED:
        return fact.expected is not None
    return fact.minibus if of is FleetField.MINIBUS else True


def _is_repeated(each: BatchClaimed, claims: Claims) -> bool:
    """Whether the statement only says again what held before the day it changed."""
    return any(
        other.ended is not None
        and other.ended.change == each.told.change
        and other.holds_from == each.holds_from
        and other.fact == each.fact
        for other in claims
    )


def _ended(each: BatchClaimed) -> str:
    if each.ended is None:
        return ""
    words = {"when": instant(each.ended.at), "who": who_told(each.ended)}
    if each.ended.act == RETRACTED:
        return gettext("later uitgehaald op %(when)s door %(who)s", **words)
    return gettext("later vervangen op %(when)s door %(who)s", **words)
