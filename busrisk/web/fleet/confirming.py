"""'Peildatum bevestigen': an unchanged fleet is confirmed in one act, after a look at what that says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import request
from werkzeug.wrappers import Response

from busrisk.core import dutch
from busrisk.core.facts import BatchFact, FleetStatus, Source
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.statement import confirmed
from busrisk.core.national.picture import fleet_sum
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground, ground, terms_on, today
from busrisk.web.fleet.pages import ConfirmPage
from busrisk.web.fleet.preview import meanwhile, stored
from busrisk.web.fleet.said import DAY, SOURCE, Fields, Refusals, read_day, read_source
from busrisk.web.fleet.words import batch_in_words
from busrisk.web.fleet_words import doubts, in_service
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.meanwhile import read_seen
from busrisk.web.moment import day_in_prose
from busrisk.web.page import show
from busrisk.workflow.confirm_fleet import confirm_fleet
from busrisk.workflow.fleet_report import FleetChanged

SHOWN = "getoond"  # the day of which the page showed the fleet


def confirming(key: str) -> Response:
    at = ground(key)
    return show("fleet/confirm.html", _page(at, today(), {}, Refusals(), at.batches))


def confirm(key: str) -> Response:
    at, fields, refusals = ground(key), request.form, Refusals()
    day, source = read_day(fields, refusals), read_source(fields, refusals)
    there = tuple(terms_on(key, day, refusals).standing.values())
    if refusals or day is None:
        return show("fleet/confirm.html", _page(at, today(), fields, refusals, at.batches), 400)
    seen = read_seen(fields)
    if fields.get(SHOWN) != day.isoformat() or seen is None:
        return show("fleet/confirm.html", _page(at, day, fields, refusals, there, _other_day()))
    try:
        return _store(at, day, source, seen)
    except FleetRefused as refused:
        refusals.take(refused.faults, DAY)
        return show("fleet/confirm.html", _page(at, day, fields, refusals, there), 400)
    except FleetChanged as changed:
        others = meanwhile(changed.changes)
        return show("fleet/confirm.html", _page(at, day, fields, refusals, there, "", others), 409)


def _store(at: Ground, day: date, source: Source | None, seen: int) -> Response:
    key, person, origin = at.about.key, gate.person(), gate.origin()
    cited = source.citation if source else None
    gate.let_go()
    return stored(key, confirm_fleet(installation().register, person, key, day, cited, origin, seen=seen))


def _other_day() -> str:
    return gettext(
        "U koos een andere dag: hieronder staat uw wagenpark van die dag. Klopt het, bevestig dan."
    )


def _page(
    at: Ground,
    day: date,
    typed: Fields,
    refusals: Refusals,
    fleet: Sequence[BatchFact],
    remark: str = "",
    others: tuple[str, ...] = (),
) -> ConfirmPage:
    standing = [each for each in fleet if each.status is not FleetStatus.WITHDRAWN]
    will = [each for each in standing if confirmed(each, Source("")) is not None]
    left = [each for each in standing if each not in will]
    return ConfirmPage(
        key=at.about.key,
        name=at.about.name,
        day=typed.get(DAY) or dutch.write_date(day, language()),
        prose=day_in_prose(day),
        shown=day.isoformat(),
        seen=str(gate.reader().version),
        faults=refusals.listed,
        wrong=refusals.by_field,
        source=typed.get(SOURCE, ""),
        remark=remark,
        meanwhile=others,
        said=_said(will),
        confirmed=tuple(batch_in_words(each) for each in will),
        open=tuple(batch_in_words(each) for each in left),
    )


def _said(will: Sequence[BatchFact]) -> str:
    """'7 wagenparkdelen: 246 bussen in dienst, + 40 besteld'."""
    if not will:
        return ""
    total = fleet_sum(will)
    parts = ngettext("%(num)s wagenparkdeel", "%(num)s wagenparkdelen", len(will))
    return f"{parts}: {', '.join((in_service(total), *doubts(total)))}"
