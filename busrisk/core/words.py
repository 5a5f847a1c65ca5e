"""The class in words, so that every reader reads the same two ends of the interval."""

from __future__ import annotations

from busrisk.core.facts import CLASS_LETTERS, Interval

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


def class_because(overall: Interval, capability: Interval, assurance: Interval, language: str) -> str:
    """Why the class is what it is, in numbers, for both ends (scoring.md 5.2).

    `capability` is the worst of D1, D2 and D4, `assurance` is D3; both as they led to `overall`.
    """
    spoken = "en" if language == "en" else "nl"
    ends = [
        (overall.low, capability.low, assurance.low),
        (overall.high, capability.high, assurance.high),
    ]
    because = [_BECAUSE[spoken][scored > worst].format(worst, paper, scored) for scored, worst, paper in ends]
    marks = [CLASS_LETTERS[scored] for scored, _, _ in ends]
    if because[0] == because[1]:
        return f"{_AS_CLASS[spoken][0].format(marks[0])}: {because[0]}."
    said = zip(_AS_CLASS[spoken][1:], marks, because, strict=True)
    return " ".join(f"{name.format(mark)}: {why}." for name, mark, why in said)


_AS_CLASS = {
    "nl": ("Klasse {0}", "Ten minste {0}", "Hoogstens {0}"),
    "en": ("Class {0}", "At least {0}", "At most {0}"),
}
_BECAUSE = {  # whether D3 lifts it; then the worst of D1, D2 and D4, D3, and what comes of them
    "nl": {
        False: "de zwaarste van D1, D2 en D4 is {0}; D3 ({1}) tilt die niet",
        True: "de zwaarste van D1, D2 en D4 is {0}; D3 ({1}) tilt die één stap, naar {2}",
    },
    "en": {
        False: "the worst of D1, D2 and D4 is {0}; D3 ({1}) does not raise it",
        True: "the worst of D1, D2 and D4 is {0}; D3 ({1}) raises it one step, to {2}",
    },
}
