"""One concession as its page: head, fleet, and the score of each deployment."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from busrisk.core import dutch
from busrisk.core.facts import BatchFact, ConcessionFact
from busrisk.core.rollup import ConcessionView
from busrisk.core.sheets.one_fleet import one_fleet_table
from busrisk.core.wording import word
from busrisk.web.concessions.fleet_words import answers_of, doubts, in_service
from busrisk.web.concessions.pages import ConcessionPage
from busrisk.web.concessions.score import deployment_text
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked, moment_form


def concession_page(
    view: ConcessionView, fleet: Sequence[BatchFact], asked: Asked, with_scores: bool
) -> ConcessionPage:
    """Everything `/concessies/<key>` shows of one moment."""
    about, unknown = view.concession, gettext("onbekend")
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
        deployments=tuple(deployment_text(each, place) for place, each in enumerate(view.scored, 1)),
        with_scores=with_scores,
        exportable=asked.edition is not None,
    )


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
