"""Dutch sentences that remember their pattern, so that a page in another language can say them too."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class Saying(str):
    """A sentence as it reads in Dutch, with the pattern and the values it was made of."""

    pattern: str
    values: Mapping[str, object]

    __slots__ = ("pattern", "values")


def say(pattern: str, **values: object) -> Saying:
    """The Dutch sentence `pattern`; `values` fill its %(name)s places, and may be sentences themselves.

    Its pattern is gathered for the catalogues like any text that is marked for translation.
    """
    made = Saying(pattern % values if values else pattern)
    made.pattern, made.values = pattern, values
    return made


def said_by(translate: Callable[[str], str], text: str) -> str:
    """The sentence in another language: `translate` knows its pattern; what it is filled with, too."""
    if not isinstance(text, Saying):
        return text
    values = {
        name: said_by(translate, value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return translate(text.pattern) % values if values else translate(text.pattern)
