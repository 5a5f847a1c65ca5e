"""The class in words."""

from __future__ import annotations

import pytest

from busrisk.core.words import class_in_words


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
