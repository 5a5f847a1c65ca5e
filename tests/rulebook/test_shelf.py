"""The shelf gives the edition that holds on a day, and never another one silently."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.paths import EDITIONS, SOURCES
from busrisk.rulebook import shelf
from busrisk.rulebook.shape import Edition


def edition(like: Edition, id: str, start: date, end: date | None = None, published: bool = True) -> Edition:
    head = like.head.model_copy(
        update={"id": id, "holds_from": start, "holds_to": end, "published": published}
    )
    return like.model_copy(update={"head": head})


def test_the_first_edition_holds_from_the_first_of_january_2026() -> None:
    assert shelf.edition_in_force(date(2026, 1, 1)).id == "2026-12"
    assert shelf.edition_in_force(date(2026, 12, 31)).id == "2026-12"


def test_before_the_first_edition_there_is_none() -> None:
    with pytest.raises(shelf.NoEditionInForce) as refused:
        shelf.edition_in_force(date(2025, 12, 31))
    assert str(refused.value) == (
        "Op peildatum 31-12-2025 geldt geen editie van de methode. "
        "Kies een peildatum waarop er een geldt: editie 2026-12 vanaf 01-01-2026."
    )


def test_an_edition_is_found_by_its_id() -> None:
    assert shelf.edition("2026-12").id == "2026-12"
    with pytest.raises(shelf.NoSuchEdition, match=r"Editie '2025-01' bestaat niet\. Er zijn: 2026-12\."):
        shelf.edition("2025-01")


def test_the_newest_edition_holds_from_its_first_day(first: Edition) -> None:
    later = edition(first, "2027-06", date(2027, 6, 1))
    assert shelf.in_force(date(2027, 5, 31), [first, later]).id == "2026-12"
    assert shelf.in_force(date(2027, 6, 1), [later, first]).id == "2027-06"


def test_a_draft_is_never_in_force(first: Edition) -> None:
    draft = edition(first, "2027-06", date(2027, 6, 1), published=False)
    assert shelf.in_force(date(2028, 1, 1), [first, draft]).id == "2026-12"


def test_an_ended_edition_leaves_a_gap_that_is_told(first: Edition) -> None:
    ended = edition(first, "2026-12", date(2026, 1, 1), date(2027, 1, 1))
    assert shelf.in_force(date(2026, 12, 31), [ended]) is ended
    with pytest.raises(shelf.NoEditionInForce, match="editie 2026-12 vanaf 01-01-2026 tot 01-01-2027"):
        shelf.in_force(date(2027, 1, 1), [ended])


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.permutations(range(3)))
def test_the_order_of_the_shelf_never_matters(day: date, order: list[int]) -> None:
    like = shelf.edition("2026-12")
    starts = (date(2026, 1, 1), date(2027, 1, 1), date(2030, 1, 1))
    editions = [edition(like, str(start.year), start) for start in starts]
    held = [start for start in starts if start <= day]
    shuffled = [editions[place] for place in order]
    if held:
        assert shelf.in_force(day, shuffled).id == str(held[-1].year)
    else:
        with pytest.raises(shelf.NoEditionInForce):
            shelf.in_force(day, shuffled)


def test_editions_are_read_once() -> None:
    assert shelf.editions() is shelf.editions()


def test_the_shelf_is_read_within_60_milliseconds() -> None:
    def reading() -> float:
        start = time.process_time()
        shelf.read_edition(EDITIONS / "2026-12", SOURCES)
        return time.process_time() - start

    assert min(reading() for _ in range(5)) < 0.060
