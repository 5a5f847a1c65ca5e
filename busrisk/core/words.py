"""The class in words, so that every reader reads the same two ends of the interval."""

from __future__ import annotations

_ESTABLISHED = {"nl": "{0}, vastgesteld", "en": "{0}, established"}
_BETWEEN = {
    "nl": "ten minste {0}, {1} niet uit te sluiten",
    "en": "at least {0}, {1} cannot be excluded",
}


def class_in_words(letters: tuple[str, str], language: str) -> str:
    """('C', 'E') in Dutch is 'ten minste C, E niet uit te sluiten'; any language but 'en' reads Dutch.

    A is the best class: 'at least C' says that C is established as the least exposure (scoring.md 5.3).
    """
    least, most = letters
    words = _ESTABLISHED if least == most else _BETWEEN
    return words["en" if language == "en" else "nl"].format(least, most)
