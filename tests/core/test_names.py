"""Names are found as people write them, and the nearest is offered when they are not."""

from __future__ import annotations

import pytest

from busrisk.core.names import Names, fold, nearest

NAMES = Names({"Qbuzz": ("qbuzz",), "Hess and Solaris": ("hess", "solaris"), "Fryslân": ("prov-fr",)})


def test_two_spellings_of_one_name_fold_alike() -> None:
    assert fold("Frysla\u0302n") == fold("FRYSLÂN") == fold("  fryslân ")
    assert fold("Hess\u00a0and\tSolaris") == fold("Hess and Solaris")


def test_a_name_may_stand_for_several() -> None:
    assert NAMES.keys("HESS AND SOLARIS") == ("hess", "solaris")


@pytest.mark.parametrize(
    ("name", "like"), [("Qbuz", "Qbuzz"), ("fryslan", "Fryslân"), ("Xyzzy", None), ("", None)]
)
def test_the_nearest_known_name_is_offered(name: str, like: str | None) -> None:
    assert NAMES.keys(name) is None
    assert NAMES.nearest(name) == like


def test_an_endless_name_has_no_neighbour() -> None:
    assert nearest("x" * 100_000, ["Qbuzz"]) is None
