"""The class in words."""

from __future__ import annotations

import pytest

from busrisk.core.facts import ANYTHING, Interval
from busrisk.core.words import class_because, class_in_words


@pytest.mark.parametrize(
    ("letters", "language", "words"),
    [
        (("C", "E"), "nl", "ten minste C, E niet uit te sluiten"),
        (("C", "E"), "en", "at least C, E cannot be excluded"),
        (("A", "E"), "nl", "ten minste A, E niet uit te sluiten"),
        (("C", "C"), "nl", "C, vastgesteld"),
        (("A", "A"), "en", "A, established"),
    ],
)
def test_both_ends_of_the_class_are_said(letters: tuple[str, str], language: str, words: str) -> None:
    assert class_in_words(letters, language) == words


@pytest.mark.parametrize(
    ("overall", "capability", "assurance", "language", "words"),
    [
        (
            Interval(2, 2), Interval(1, 1), Interval(3, 3), "nl",
            "Klasse C: de zwaarste van D1, D2 en D4 is 1; D3 (3) tilt die één stap, naar 2.",
        ),
        (
            Interval(1, 4), ANYTHING, Interval(3, 4), "nl",
            "Ten minste B: de zwaarste van D1, D2 en D4 is 0; D3 (3) tilt die één stap, naar 1. "
            "Hoogstens E: de zwaarste van D1, D2 en D4 is 4; D3 (4) tilt die niet.",
        ),
        (
            Interval(4, 4), Interval(4, 4), Interval(2, 2), "en",
            "Class E: the worst of D1, D2 and D4 is 4; D3 (2) does not raise it.",
        ),
    ],
)  # fmt: skip
def test_a_class_is_explained_at_both_ends(
    overall: Interval, capability: Interval, assurance: Interval, language: str, words: str
) -> None:
    assert class_because(overall, capability, assurance, language) == words
