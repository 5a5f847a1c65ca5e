"""The shelf of editions: read once, the one in force on a day, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from busrisk.paths import EDITIONS, SOURCES
from busrisk.rulebook.completeness import incomplete
from busrisk.rulebook.reading import RulebookRefused, read_edition, read_sources
from busrisk.rulebook.seals import SEALED, broken_seals
from busrisk.rulebook.shape import Edition
from busrisk.settings import Refusal

__all__ = [
    "NoEditionInForce",
    "NoSuchEdition",
    "RulebookRefused",
    "check",
    "edition",
    "edition_in_force",
    "editions",
    "in_force",
    "read_edition",
    "read_sources",
]


class NoSuchEdition(Refusal, LookupError):
    """No edition has this id; the message names those that exist."""


class NoEditionInForce(Refusal, LookupError):
    """No published edition holds on this day; the message says which days do."""


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition of the rulebook, oldest first. Raises RulebookRefused."""
    return tuple(read_edition(folder, SOURCES) for folder in _folders(EDITIONS))


def edition(id: str) -> Edition:
    """Raises NoSuchEdition."""
    known = {one.id: one for one in editions()}
    if id not in known:
        raise NoSuchEdition(f"Editie {id!r} bestaat niet. Er zijn: {', '.join(known) or 'geen'}.")
    return known[id]


def edition_in_force(day: date) -> Edition:
    """The published edition by which a reference date (peildatum) is assessed. Raises NoEditionInForce."""
    return in_force(day, editions())


def in_force(day: date, shelf: Iterable[Edition]) -> Edition:
    """Of the published editions that hold on `day` the one that started last; there is no other fallback."""
    published = sorted((one for one in shelf if one.head.published), key=lambda one: one.head.holds_from)
    holding = [one for one in published if _holds(one, day)]
    if not holding:
        periods = "; ".join(map(_period, published)) or "er is nog geen gepubliceerde editie"
        raise NoEditionInForce(
            f"Op peildatum {day:%d-%m-%Y} geldt geen editie van de methode. "
            f"Kies een peildatum waarop er een geldt: {periods}."
        )
    return holding[-1]


def _holds(one: Edition, day: date) -> bool:
    return one.head.holds_from <= day and (one.head.holds_to is None or day < one.head.holds_to)


def _period(one: Edition) -> str:
    end = f" tot {one.head.holds_to:%d-%m-%Y}" if one.head.holds_to else ""
    return f"editie {one.id} vanaf {one.head.holds_from:%d-%m-%Y}{end}"


def _folders(editions_folder: Path) -> list[Path]:
    return sorted(path for path in editions_folder.iterdir() if path.is_dir() and path.name[0] not in "._")


def check(editions_folder: Path = EDITIONS, sources: Path = SOURCES) -> tuple[str, ...]:
    """What is wrong with the rulebook, in Dutch; empty when all is well.

    Published editions must be sealed, unchanged and complete; a draft must only be readable.
    """
    return tuple(_faults(editions_folder, sources))


def _faults(editions_folder: Path, sources: Path) -> Iterator[str]:
    shelf: list[Edition] = []
    for folder in _folders(editions_folder):
        try:
            shelf.append(read_edition(folder, sources))
        except RulebookRefused as refused:
            yield from refused.faults
    published = [one for one in shelf if one.head.published]
    yield from broken_seals(
        editions_folder / SEALED, published, {path.name for path in _folders(editions_folder)}
    )
    yield from _same_start(published)
    for one in published:
        yield from incomplete(one)


def _same_start(published: Iterable[Edition]) -> Iterator[str]:
    starts: dict[date, str] = {}
    for one in published:
        if other := starts.get(one.head.holds_from):
            yield f"editie {one.id}: begint op dezelfde dag als editie {other}; verzet een holds_from"
        starts[one.head.holds_from] = one.id
