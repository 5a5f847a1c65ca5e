"""The list of sources as its page: searched, by kind, one page of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask import url_for

from busrisk.core.citations import CitationKind, Reference, kind_word
from busrisk.core.concession_list import folded
from busrisk.core.sheets.sources import sources_table
from busrisk.core.sources import SourceLine
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.web.fleet_words import number
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked, Fault, moment_form
from busrisk.web.sources.pages import SourcesPage
from busrisk.web.written import is_address, site

WORDS, KIND, PAGE = "zoek", "soort", "pagina"
LONGEST = 200  # characters of a search
PAGE_SIZE = 50
LONGEST_END = 46  # characters of the last part of an address
SOURCE = "source"
CITED = (
    *(SOURCE, "kind", "dated", "certainty"),
    *("batches", "running", "on_order", "controls", "findings", "parties"),
)
METHOD = ("title", SOURCE, "kind", "read")


@dataclass(frozen=True)
class Search:
    words: str
    kind: str
    page: int
    faults: tuple[Fault, ...]

    @property
    def address(self) -> dict[str, str]:
        """What a link must carry to search for the same."""
        return {name: value for name, value in ((WORDS, self.words), (KIND, self.kind)) if value}


def read_search(fields: Mapping[str, str]) -> Search:
    """A kind that does not exist is left out and named as a fault."""
    kind, page = fields.get(KIND, ""), fields.get(PAGE, "")
    faults: tuple[Fault, ...] = ()
    if kind and kind not in tuple(CitationKind):
        faults = ((KIND, gettext("Soort: deze soort bron bestaat niet. Kies een van de mogelijkheden.")),)
        kind = ""
    place = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return Search(fields.get(WORDS, "").strip()[:LONGEST], kind, place, faults)


def sources_page(
    lines: Sequence[SourceLine], printed: Sequence[Reference], search: Search, asked: Asked, everything: bool
) -> SourcesPage:
    """The sources that fit the search, one page of them."""
    every = [line for line in lines if _fits(line, search)]
    fitting, method = (
        [each for each in every if each.read is None],
        [each for each in every if each.read is not None],
    )
    last = max(1, -(-len(fitting) // PAGE_SIZE))
    page = min(max(search.page, 1), last)
    here = fitting[PAGE_SIZE * (page - 1) : PAGE_SIZE * page]
    form = moment_form(asked)
    return SourcesPage(
        moment=replace(form, faults=(*form.faults, *search.faults)),
        words=search.words,
        kinds=_kinds(lines),
        kind=search.kind,
        narrowed=bool(search.words or search.kind),
        counted=gettext("%(count)s van %(all)s bronnen", count=number(len(every)), all=number(len(lines))),
        reach=_reach(everything),
        sources=_picked(
            sources_table(here, language()),
            CITED,
            "bronnen",
            gettext("Bronnen van wagenpark, totalen en partijen"),
        ),
        hrefs=_hrefs(here),
        method=_picked(
            sources_table(method, language()), METHOD, "methode", gettext("Bronnen van de methode")
        ),
        method_hrefs=_hrefs(method),
        references=_references(printed),
        page=gettext("pagina %(page)s van %(last)s", page=number(page), last=number(last))
        if last > 1
        else "",
        previous=_turn(search, asked, page - 1) if page > 1 else "",
        next=_turn(search, asked, page + 1) if page < last else "",
        exportable=asked.edition is not None,
    )


def _fits(line: SourceLine, search: Search) -> bool:
    if search.kind and line.kind is not CitationKind(search.kind):
        return False
    text = folded(" ".join((line.citation, *line.title, *line.used)))
    return all(word in text for word in folded(search.words).split())


def _kinds(lines: Sequence[SourceLine]) -> tuple[tuple[str, str], ...]:
    there = {line.kind for line in lines}
    offered = ((kind.value, kind_word(kind, language())) for kind in CitationKind if kind in there)
    return (("", gettext("elke soort")), *offered)


def _reach(everything: bool) -> str:
    if everything:
        return gettext("Aantallen: alle concessies van de regio.")
    return gettext("Aantallen: alleen de concessies binnen uw bereik.")


def _picked(table: Table, keys: Sequence[str], key: str, title: str) -> Table:
    """Some columns of the table of the workbook, with each source short enough for a screen."""
    names = [column.key for column in table.columns]
    places = [names.index(each) for each in keys]
    rows = tuple(tuple(_short(row[place], names[place]) for place in places) for row in table.rows)
    columns = (table.columns[place] for place in places)
    shown = tuple(replace(each, kind=Kind.TEXT) if each.key == SOURCE else each for each in columns)
    return replace(table, key=key, title=title, columns=shown, rows=rows)


def _short(cell: Cell, name: str) -> Cell:
    """'electrive.com/…/keolis-deploys-more-than-240': host and end tell two articles apart."""
    if name != SOURCE or not is_address(cell):
        return cell
    parts = [part for part in urlsplit(str(cell)).path.split("/") if part]
    end = parts[-1][:LONGEST_END] if parts else ""
    return "/".join(each for each in (site(str(cell)), "…" if len(parts) > 1 else "", end) if each)


def _hrefs(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    return tuple(line.citation if is_address(line.citation) else "" for line in lines)


def _references(printed: Sequence[Reference]) -> Table:
    columns = (
        Column("printed", gettext("Zoals gedrukt"), given=True),
        Column("corrected", gettext("Moet zijn"), given=True),
        Column("where", gettext("Waar"), given=True),
        Column("source", gettext("Blijkt uit"), given=True),
    )
    rows = tuple((each.printed, each.corrected, each.where, each.source) for each in printed)
    return Table("verwijzingen", gettext("Verkeerd gedrukte verwijzingen"), columns, rows)


def _turn(search: Search, asked: Asked, page: int) -> str:
    return url_for("sources.overview", **{**search.address, **asked.address, PAGE: str(page)})
