"""The list of concessions as its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import url_for

from busrisk.core.facts import Interval, KnockOut, KnockOutStatus
from busrisk.core.score.rollup import R155_AUTHORITY, R156_AUTHORITY, ConcessionView
from busrisk.core.sheets import concessions_table
from busrisk.core.sheets.reasons import points_words
from busrisk.core.tabular import Cell, Kind
from busrisk.core.wording import word
from busrisk.register.listed import ListedPage
from busrisk.web.concessions.pages import Heading, Listed, ListedScore, ListPage, Pager, Points, TileMap
from busrisk.web.concessions.search import AFTER, BEFORE, END, Search
from busrisk.web.drawn import class_boxes, point_boxes
from busrisk.web.fleet_words import answered_of, doubts, in_service, number, running_figure
from busrisk.web.language import N_, gettext, language
from busrisk.web.moment import Asked, moment_form
from busrisk.web.written import written

PAGE_SIZE = 50
POINTS = ("D1", "D2", "D3", "D4", N_("R155-autoriteit"), N_("R156-autoriteit"))
EXPLAINED = ("D1", "D2", "D3", "D4", R155_AUTHORITY, R156_AUTHORITY)

Cells = Mapping[str, Cell]


def list_page(
    found: ListedPage,
    tiles: TileMap | None,
    search: Search,
    asked: Asked,
    with_scores: bool,
    unknown_then: bool,
) -> ListPage:
    """One page of the concessions that fit the search, with counts of all that fit.

    `unknown_then`: there are none because of 'as known at'; the day itself has some as known now.
    """
    form = moment_form(asked)
    remarks = (*form.remarks, _lost()) if found.lost else form.remarks
    return ListPage(
        moment=replace(form, faults=(*form.faults, *search.faults), remarks=remarks),
        words=search.wish.words,
        picks=search.picks,
        narrowed=search.wish.narrows,
        counted=_counted(found.fitting, found.everything, search.wish.narrows),
        buses=(in_service(found.fleet), *doubts(found.fleet)) if found.fitting else (),
        tiles=tiles,
        headings=_headings(with_scores),
        listed=_listed(found, asked, with_scores),
        with_scores=with_scores,
        nothing=_nothing(found.everything),
        remedy=_remedy(unknown_then),
        pager=_pager(found, search, asked) if found.fitting > len(found.views) else None,
        exportable=bool(found.everything) and asked.edition is not None,
    )


def _lost() -> str:
    return gettext(
        "De plaats in de lijst waar dit adres naar wijst, is hier niet. U ziet de lijst vanaf het begin."
    )


def _counted(fitting: int, all_of_them: int, narrows: bool) -> str:
    counted = gettext("%(count)s van %(all)s concessies", count=number(fitting), all=number(all_of_them))
    filtered = gettext("gefilterd")
    return f"{counted} ({filtered})" if narrows else counted


def _nothing(everything: int) -> str:
    return (
        "" if everything else gettext("Het register zegt niets over concessies binnen uw bereik op deze dag.")
    )


def _remedy(unknown_then: bool) -> str:
    if unknown_then:
        return gettext("Kies een latere dag bij ‘Zoals bekend op’, of laat dat veld leeg voor nu.")
    return gettext(
        "Kies een latere peildatum. Mist u een concessie? "
        "Vraag de beheerder of uw organisatie erbij genoemd staat."
    )


def _pager(found: ListedPage, search: Search, asked: Asked) -> Pager:
    """Each way names the concession it goes on from: what comes or goes elsewhere moves no page."""
    top, bottom = found.views[0].concession.key, found.views[-1].concession.key
    return Pager(
        shown=gettext(
            "%(first)s tot en met %(last)s van %(all)s",
            first=number(found.before + 1),
            last=number(found.before + len(found.views)),
            all=number(found.fitting),
        ),
        first=_turn(search, asked) if found.before else "",
        previous=_turn(search, asked, **{BEFORE: top}) if found.before else "",
        next=_turn(search, asked, **{AFTER: bottom}) if found.after else "",
        last=_turn(search, asked, **{BEFORE: END}) if found.after else "",
    )


def _turn(search: Search, asked: Asked, **place: str) -> str:
    return url_for("concessions.overview", **(search.address | asked.address | place))


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
    points = (
        Heading(gettext(label), figure=True, narrow=True, explained=explained)
        for label, explained in zip(POINTS, EXPLAINED, strict=True)
    )
    overall = Heading(gettext("Klasse"), explained="klassen")
    return (*plain, overall, *points, Heading(gettext("Knock-outs"), explained="knock-outs"))


def _listed(found: ListedPage, asked: Asked, with_scores: bool) -> tuple[Listed, ...]:
    views = found.views
    table = concessions_table(views, with_scores, language())
    keys = [column.key for column in table.columns]
    rows = (dict(zip(keys, row, strict=True)) for row in table.rows)
    return tuple(
        _line(view, row, asked, with_scores, view.concession.key in found.deviating)
        for view, row in zip(views, rows, strict=True)
    )


def _line(view: ConcessionView, row: Cells, asked: Asked, with_scores: bool, deviates: bool) -> Listed:
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
        mark=gettext("wijkt af van inschrijving") if deviates else "",
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
