"""Dutch sentences that remember their pattern, so that a page in another language can say them too."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class Saying(str):
    """A sentence as it reads in Dutch, with the pattern and the values it was made of.

    `begins`: it stands at the head of a sentence, and has a capital there in every language.
    """

    pattern: str
    values: Mapping[str, object]
    begins: bool

    __slots__ = ("begins", "pattern", "values")


class Written(str):
    """A word, a number or a date as it reads in Dutch, with how another language writes it."""

    in_language: Callable[[str], str]

    __slots__ = ("in_language",)


def say(pattern: str, **values: object) -> Saying:
    """The Dutch sentence `pattern`; `values` fill its %(name)s places, and may be sentences themselves.

    Its pattern is gathered for the catalogues like any text that is marked for translation.
    """
    made = Saying(pattern % values if values else pattern)
    made.pattern, made.values, made.begins = pattern, values, False
    return made


def written(write: Callable[[str], str]) -> Written:
    """What `write` makes of a language, as a value a sentence holds: `written(partial(word, status))`."""
    made = Written(write("nl"))
    made.in_language = write
    return made


def beginning(text: str) -> str:
    """The same with a capital: at the head of a sentence, in any language it is said in."""
    if not isinstance(text, Saying):
        return _capital(text)
    made = Saying(_capital(text))
    made.pattern, made.values, made.begins = text.pattern, text.values, True
    return made


def said_by(translate: Callable[[str], str], text: str, language: str = "nl") -> str:
    """The sentence in another language: `translate` knows its pattern; what it is filled with, too.

    `language` is what numbers, dates and words of the field are written in.
    """
    if isinstance(text, Written):
        return text.in_language(language)
    if not isinstance(text, Saying):
        return text
    values = {
        name: said_by(translate, value, language) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    said = translate(text.pattern) % values if values else translate(text.pattern)
    return _capital(said) if text.begins else said


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
