from __future__ import annotations

import pytest

from busrisk.core.concession_list import NO_MAKER, Order, Wish, folded
from busrisk.core.facts import ConcessionStatus


@pytest.mark.parametrize("text", ["Fryslân", "FRYSLAN", "frysla\u0302n"])
def test_text_is_found_without_case_or_accents(text: str) -> None:
    assert folded(text) == "fryslan"


@pytest.mark.parametrize(
    "wish",
    [
        Wish(words="noord"),
        Wish(province="Utrecht"),
        Wish(status=ConcessionStatus.AWARDED),
        Wish(maker=NO_MAKER),
    ],
)
def test_each_part_of_a_wish_narrows_the_list(wish: Wish) -> None:
    assert wish.narrows


def test_an_order_or_blanks_narrow_nothing() -> None:
    assert not Wish(words="  ", order=Order.CLASS).narrows
