"""The list of concessions as its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import url_for

from busrisk.core.concession_list import wanted
from busrisk.core.facts import BatchFact, Interval, KnockOut, KnockOutStatus
from busrisk.core.national import fleet_sum
from busrisk.core.rollup import ConcessionView
from busrisk.core.sheets import concessions_table
from busrisk.core.sheets.reasons import points_words
from busrisk.core.tabular import Cell, Kind
from busrisk.core.wording import word
from busrisk.web.concessions.fleet_words import answered_of, doubts, in_service, number, running_figure
from busrisk.web.concessions.pages import Heading, Listed, ListedScore, ListPage, Points
from busrisk.web.concessions.search import PAGE, Search
from busrisk.web.drawn import class_boxes, point_boxes
from busrisk.web.language import N_, gettext, language
from busrisk.web.moment import Asked, moment_form
from busrisk.web.written import written

PAGE_SIZE = 50
POINTS = ("D1", "D2", "D3", "D4", N_("R155-autoriteit"), N_("R156-autoriteit"))

Cells = Mapping[str, Cell]


def list_page(
    views: Sequence[ConcessionView],
    fleet: Sequence[BatchFact],
    search: Search,
    asked: Asked,
    with_scores: bool,
    unknown_then: bool,
) -> ListPage:
    """The concessions that fit the search, one page of them, with counts of all that fit.

    `unknown_then`: there are none because of 'as known at'; the day itself has some as known now.
    """
    fitting = wanted(views, search.wish)
    last = max(1, -(-len(fitting) // PAGE_SIZE))
    page = min(max(search.page, 1), last)
    form = moment_form(asked)
    keys = {view.concession.key for view in fitting}
    total = fleet_sum(batch for batch in fleet if batch.concession in keys)
    return ListPage(
        moment=replace(form, faults=(*form.faults, *search.faults)),
        words=search.wish.words,
        picks=search.picks,
        narrowed=search.wish.narrows,
        counted=_counted(len(fitting), len(views), search.wish.narrows),
        buses=(in_service(total), *doubts(total)) if fitting else (),
        headings=_headings(with_scores),
        listed=_listed(fitting[PAGE_SIZE * (page - 1) : PAGE_SIZE * page], asked, with_scores),
        with_scores=with_scores,
        nothing=_nothing(views),
        remedy=_remedy(unknown_then),
        page=gettext("pagina %(page)s van %(last)s", page=number(page), last=number(last))
        if last > 1
        else "",
        previous=_turn(search, asked, page - 1) if page > 1 else "",
        next=_turn(search, asked, page + 1) if page < last else "",
        exportable=bool(views) and asked.edition is not None,
    )


def _counted(fitting: int, all_of_them: int, narrows: bool) -> str:
    counted = gettext("%(count)s van %(all)s concessies", count=number(fitting), all=number(all_of_them))
    filtered = gettext("gefilterd")
    return f"{counted} ({filtered})" if narrows else counted


def _nothing(views: Sequence[ConcessionView]) -> str:
    return "" if views else gettext("Het register zegt niets over concessies binnen uw bereik op deze dag.")


def _remedy(unknown_then: bool) -> str:
    if unknown_then:
        return gettext("Kies een latere dag bij ‘Zoals bekend op’, of laat dat veld leeg voor nu.")
    return gettext(
        "Kies een latere peildatum. Mist u een concessie? "
        "Vraag de beheerder of uw organisatie erbij genoemd staat."
    )


def _turn(search: Search, asked: Asked, page: int) -> str:
    address = search.address | asked.address | {PAGE: str(page)}
    return url_for("concessions.overview", **address)


def _headings(with_scores: bool) -> tuple[Heading, ...]:
    plain = (
        Heading(gettext("Concessie")),
        Heading(gettext("Fabrikanten")),
        Heading(gettext("Bussen in dienst"), figure=True),
        Heading(gettext("Einddatum")),
        Heading(gettext("Beantwoord"), figure=True),
    )
    if not with_scores:
        return plain
    points = (Heading(gettext(label), figure=True, narrow=True) for label in POINTS)
    return (*plain, Heading(gettext("Klasse")), *points, Heading(gettext("Knock-outs")))


def _listed(views: Sequence[ConcessionView], asked: Asked, with_scores: bool) -> tuple[Listed, ...]:
    table = concessions_table(views, with_scores, language())
    keys = [column.key for column in table.columns]
    rows = (dict(zip(keys, row, strict=True)) for row in table.rows)
    return tuple(_line(view, row, asked, with_scores) for view, row in zip(views, rows, strict=True))


def _line(view: ConcessionView, row: Cells, asked: Asked, with_scores: bool) -> Listed:
    holder = row["holder"] or gettext("concessiehouder onbekend")
    return Listed(
        name=str(row["concession"]),
        href=url_for("concessions.concession", key=view.concession.key, **asked.address),
        about=_about(str(holder), str(row["grantors"]), view.concession.provinces),
        makers=str(row["makers"] or gettext("onbekend")),
        running=running_figure(view.fleet),
        running_known=row["running"] is not None,
        fleet_notes=doubts(view.fleet),
        end=written(row["end"], Kind.DATE, gettext("onbekend")),
        status=str(row["status"]),
        answered=answered_of(view.answered, view.asked),
        score=_score(view) if with_scores else None,
    )


def _about(holder: str, grantors: str, provinces: Sequence[str]) -> str:
    """A province is named where no grantor's name says it already."""
    others = ", ".join(each for each in provinces if each not in grantors)
    return " · ".join(each for each in (holder, grantors, others) if each)


def _score(view: ConcessionView) -> ListedScore | None:
    if view.overall is None:
        return None
    dimensions = dict(view.dimensions)
    shown = (
        dimensions["D1"],
        dimensions["D2"],
        dimensions["D3"],
        dimensions["D4"],
        view.r155_authority,
        view.r156_authority,
    )
    points = tuple(_points(label, interval) for label, interval in zip(POINTS, shown, strict=True))
    return ListedScore(class_boxes(view.overall), points, _knock_outs(view.knock_outs))


def _points(label: str, interval: Interval | None) -> Points:
    text = points_words(interval, language())
    return Points(gettext(label), text, point_boxes(interval).words if interval else text)


def _knock_outs(knock_outs: Sequence[KnockOut]) -> tuple[str, ...]:
    """Established first; one line for each of the two."""
    found = []
    for status in (KnockOutStatus.CONFIRMED, KnockOutStatus.POSSIBLE):
        ids = ", ".join(each.id for each in knock_outs if each.status is status)
        if ids:
            found.append(f"{word(status, language())}: {ids}")
    return tuple(found) or (gettext("geen mogelijk"),)
