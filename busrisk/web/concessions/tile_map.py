"""The map above the list: a square for each concession that runs or is awarded, roughly where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from busrisk.core.facts import ANYTHING, ConcessionStatus
from busrisk.core.score.rollup import letters
from busrisk.core.wording import word
from busrisk.core.words import class_in_words
from busrisk.register.tiled import MOST_TILES, Tiled
from busrisk.web.concessions.pages import Tile, TileMap
from busrisk.web.concessions.places import places
from busrisk.web.fleet_words import answered_of, in_service, number
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked

_SHARES = 4  # shades of answers given, beside none at all


def tile_map(tiled: Sequence[Tiled] | None, asked: Asked, with_scores: bool) -> TileMap | None:
    """The map of the concessions given; None for fewer than two, which need no map.

    `tiled` None: there are too many of them, and the page says so.
    """
    if tiled is None:
        return TileMap(gettext("Te veel concessies voor een kaart (meer dan %(most)s).", most=MOST_TILES))
    if len(tiled) < 2:
        return None
    known = places()
    placed = [(known[each.key], each) for each in tiled if each.key in known]
    placed.sort(key=lambda pair: (pair[0].row, pair[0].column))
    columns = _closed_up({place.column for place, _ in placed})
    rows = _closed_up({place.row for place, _ in placed})
    return TileMap(
        too_many="",
        placed=tuple(
            _tile(each, place.label, asked, with_scores, f"col-{columns[place.column]} row-{rows[place.row]}")
            for place, each in placed
        ),
        unplaced=tuple(
            _tile(each, each.key.upper(), asked, with_scores, "") for each in tiled if each.key not in known
        ),
        with_scores=with_scores,
    )


def _closed_up(used: set[int]) -> dict[int, int]:
    """Columns or rows without a tile are left out, so that few concessions make a small map."""
    return {each: place for place, each in enumerate(sorted(used), start=1)}


def _tile(each: Tiled, label: str, asked: Asked, with_scores: bool, place: str) -> Tile:
    return Tile(
        label=label,
        href=url_for("concessions.concession", key=each.key, **asked.address),
        buses=_buses(each),
        said=_class(each) if with_scores else _answers(each),
        look=" ".join(filter(None, (place, _shade(each) if with_scores else _share(each)))),
        words=_words(each, label, with_scores),
    )


def _buses(each: Tiled) -> str:
    """'275', '≥ 219', '?', and '+ 73' on order: what a square has room for."""
    running = each.fleet.known_running
    least = "≥ " if each.fleet.unknown_batches else ""
    shown = "?" if running is None else f"{least}{number(running)}"
    return f"{shown} +{number(each.fleet.on_order)}" if each.fleet.on_order else shown


def _class(each: Tiled) -> str:
    if each.overall is None:
        return "?"
    least, most = letters(each.overall)
    return least if least == most else f"{least}–{most}"


def _answers(each: Tiled) -> str:
    return f"{number(each.answered)}/{number(each.asked)}" if each.asked else "–"


def _shade(each: Tiled) -> str:
    """The colour of the lower bound; hatched where nothing is established, striped where more is possible."""
    if each.overall is None or each.overall == ANYTHING:
        return "nothing"
    step = f"step-{each.overall.low}"
    return step if each.overall.low == each.overall.high else f"{step} open"


def _share(each: Tiled) -> str:
    """Darker for a larger share of the questions answered; hatched for none."""
    if not each.answered:
        return "nothing"
    return f"share-{max(1, each.answered * _SHARES // each.asked)}"


def _words(each: Tiled, label: str, with_scores: bool) -> str:
    """All that the square tells, for a reader who does not see it."""
    parts = [f"{label}, {each.name}: {in_service(each.fleet)}"]
    if each.fleet.on_order:
        parts.append(gettext("+ %(count)s besteld", count=number(each.fleet.on_order)))
    if each.status is ConcessionStatus.AWARDED:
        parts.append(word(each.status, language()))
    if not with_scores:
        parts.append(gettext("%(answers)s vragen beantwoord", answers=answered_of(each.answered, each.asked)))
    elif each.overall is None:
        parts.append(gettext("nog niet gescoord"))
    else:
        parts.append(class_in_words(letters(each.overall), language()))
    return "; ".join(parts)
