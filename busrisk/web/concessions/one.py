"""One concession as its page: head, fleet, and the score of each deployment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import url_for

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core import dutch
from busrisk.core.exposure.remaining import remaining_term
from busrisk.core.exposure.words import remaining_in_words
from busrisk.core.facts import BatchFact, ConcessionFact
from busrisk.core.score.rollup import ConcessionView
from busrisk.core.sheets.one_fleet import one_fleet_table
from busrisk.core.wording import word
from busrisk.web.concessions.behind import applied_text, behind_text, by_maker_and_topic
from busrisk.web.concessions.beside import Beside, handover_notice, promise_notice
from busrisk.web.concessions.deployment_pages import Deployment
from busrisk.web.concessions.exposed import concentration_text, exposed, need_text
from busrisk.web.concessions.pages import ConcessionPage
from busrisk.web.concessions.score import deployment_text
from busrisk.web.fleet_words import answers_of, doubts, in_service
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked, moment_form


def concession_page(
    view: ConcessionView,
    fleet: Sequence[BatchFact],
    beside: Beside,
    asked: Asked,
    scope: Scope,
) -> ConcessionPage:
    """Everything `/concessies/<key>` shows of one moment."""
    about, unknown, exposure = view.concession, gettext("onbekend"), beside.exposure
    with_scores = scope.may(Action.SEE_SCORES)
    deployments = tuple(_deployments(view, beside))
    return ConcessionPage(
        moment=moment_form(asked),
        name=about.name,
        here=url_for("concessions.concession", key=about.key),
        back=url_for("concessions.overview", **asked.address),
        term=_term(about),
        status=word(about.status, language()),
        grantors=", ".join(each.name for each in about.grantors) or unknown,
        holder=about.holder.name if about.holder else unknown,
        provinces=", ".join(about.provinces) or unknown,
        buses=(in_service(view.fleet), *doubts(view.fleet)),
        answered=answers_of(view.scored),
        fleet=one_fleet_table(fleet, language()),
        histories=tuple(url_for("fleet.history", record=each.record_id, **asked.address) for each in fleet),
        deployments=deployments,
        with_scores=with_scores,
        exportable=asked.edition is not None,
        remaining=_remaining(about, asked),
        need=need_text(exposure.need),
        state_need=_address("concessions.need", about, scope.may(Action.STATE_NEED)),
        changes=url_for("start.changes", concessie=about.key),
        concentration=concentration_text(exposure.concentration),
        exposed=exposed(exposure, asked.edition, deployments) if with_scores and asked.edition else None,
        promise=promise_notice(beside.promised, fleet, about.key, asked),
        handover=handover_notice(beside, about.key, asked),
        state_parties=_address("fleet.parties", about, scope.may(Action.STATE_FLEET)),
    )


def _deployments(view: ConcessionView, beside: Beside) -> Iterator[Deployment]:
    """Each deployment with who stands behind it and the findings that were applied to it."""
    printed = by_maker_and_topic(beside.printed)
    for place, each in enumerate(view.scored, 1):
        key = each.deployment.key
        applied = (match for match in beside.matches if match.claimed.deployment == key)
        yield replace(
            deployment_text(each, place),
            behind=behind_text(beside.behind.get(key, ())),
            applied=tuple(applied_text(match, printed) for match in applied),
        )


def _address(endpoint: str, about: ConcessionFact, may: bool) -> str:
    return url_for(endpoint, key=about.key) if may else ""


def _remaining(about: ConcessionFact, asked: Asked) -> str:
    left = remaining_term(asked.moment.day, about.status, about.start, about.end)
    return remaining_in_words(left, language())


def _term(about: ConcessionFact) -> str:
    """The term, each end as precise as the source is: 'december 2037' stays a month."""
    spoken = language()
    start = dutch.write_date(about.start, spoken, prose=True) if about.start else ""
    end = dutch.write_date(about.end, spoken, prose=True) if about.end else ""
    if start and end:
        return gettext("%(start)s tot en met %(end)s", start=start, end=end)
    if start:
        return gettext("vanaf %(start)s; einde onbekend", start=start)
    return gettext("tot en met %(end)s; begin onbekend", end=end) if end else gettext("onbekend")
