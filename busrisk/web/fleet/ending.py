"""A batch leaves the fleet: it left service on a day, or it was never there and is taken out."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from busrisk.core import dutch
from busrisk.core.facts import BatchFact, FleetStatus
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.statement import left_service
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground, ground, terms_on, today
from busrisk.web.fleet.pages import EndPage
from busrisk.web.fleet.preview import Act, perform
from busrisk.web.fleet.said import (
    BACK,
    DATED,
    DAY,
    REASON,
    SOURCE,
    STEP,
    Fields,
    Refusals,
    no_source,
    read_day,
    read_source,
)
from busrisk.web.fleet.words import batch_in_words
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.page import show
from busrisk.workflow.retract_batch import retract_batch
from busrisk.workflow.state_fleet import state_fleet

RECORD = "record"
LEFT, MISTAKE = (RECORD, DAY, SOURCE, DATED), (RECORD, REASON)  # the fields of each form


def ending(key: str) -> Response:
    at = ground(key)
    stood = at.batch(request.args.get(RECORD, ""))
    typed = {DAY: dutch.write_date(today(), language())}
    return show("fleet/ending.html", _page(at, stood, typed, Refusals()))


def leave_service(key: str) -> Response:
    at, refusals = ground(key), Refusals()
    stood = at.batch(request.form.get(RECORD, ""))
    return _answer(at, stood, refusals, _left(at, stood, request.form, refusals))


def retract(key: str) -> Response:
    at, refusals = ground(key), Refusals()
    stood = at.batch(request.form.get(RECORD, ""))
    return _answer(at, stood, refusals, _mistake(at, stood, request.form, refusals))


def _answer(at: Ground, stood: BatchFact, refusals: Refusals, act: Act | None) -> Response:
    fields = request.form
    if act and fields.get(STEP) != BACK:
        try:
            return perform(act, fields)
        except FleetRefused as refused:
            refusals.take(refused.faults, DAY)
    back = fields.get(STEP) == BACK
    page = _page(at, stood, fields, Refusals() if back else refusals)
    return show("fleet/ending.html", page, 200 if back else 400)


def _left(at: Ground, stood: BatchFact, fields: Fields, refusals: Refusals) -> Act | None:
    day, source = read_day(fields, refusals), read_source(fields, refusals)
    terms = terms_on(at.about.key, day, refusals)
    then = terms.standing.get(stood.record_id)
    if source is None:
        no_source(refusals)
    if not refusals and (then is None or then.status is FleetStatus.WITHDRAWN):
        refusals.note(DAY, gettext("Peildatum: op die dag stond dit wagenparkdeel niet in uw wagenpark."))
    if refusals or day is None or source is None or then is None:
        return None
    person, origin, register, key = gate.person(), gate.origin(), installation().register, at.about.key
    said = (left_service(then, source),)
    return Act(
        ground=at,
        title=gettext("Wagenparkdeel is uitgestroomd"),
        action=url_for("fleet.leave_service", key=key),
        carried=_carried(fields, LEFT),
        run=lambda seen, dry: state_fleet(register, person, key, said, day, origin, seen=seen, dry_run=dry),
        said=said,
        standing=terms.standing,
    )


def _mistake(at: Ground, stood: BatchFact, fields: Fields, refusals: Refusals) -> Act | None:
    reason = " ".join(fields.get(REASON, "").split())
    if not reason:
        fault = gettext("Reden: zeg waarom dit wagenparkdeel bij vergissing is ingevoerd.")
        refusals.note(REASON, fault)
        return None
    person, origin, register, key = gate.person(), gate.origin(), installation().register, at.about.key
    day, record = today(), stood.record_id
    return Act(
        ground=at,
        title=gettext("Ingevoerd bij vergissing"),
        action=url_for("fleet.retract", key=key),
        carried=_carried(fields, MISTAKE),
        run=lambda seen, dry: retract_batch(
            register, person, key, record, day, reason, origin, seen=seen, dry_run=dry
        ),
        standing={record: stood},
        gone=gettext("uitgehaald"),
        reason=reason,
        ever=True,
    )


def _carried(fields: Fields, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, fields[name]) for name in names if name in fields)


def _page(at: Ground, stood: BatchFact, typed: Fields, refusals: Refusals) -> EndPage:
    return EndPage(
        key=at.about.key,
        name=at.about.name,
        record=stood.record_id,
        about=batch_in_words(stood),
        typed={DAY: dutch.write_date(today(), language())}
        | {name: typed.get(name, "") for name in (SOURCE, DATED, REASON)}
        | ({DAY: typed[DAY]} if DAY in typed else {}),
        faults=refusals.listed,
        wrong=refusals.by_field,
        gone=stood.status is FleetStatus.WITHDRAWN,
    )
