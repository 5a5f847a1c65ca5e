"""Dutch is the source and the default; English comes from the catalogue."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, cast

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, session
from flask_babel import Babel

from busrisk.core.saying import said_by
from busrisk.paths import TRANSLATIONS

DEFAULT = "nl"
LANGUAGES = {"nl": "Nederlands", "en": "English"}
CHOSEN = "language"  # the cookie's key


def N_(text: str) -> str:
    """Marks a Dutch text that is translated where it is shown."""
    return text


def language() -> str:
    """The language of this request, 'nl' or 'en'."""
    try:
        return cast(str, g.language)  # asked for at every text: kept where it is found first
    except (AttributeError, RuntimeError):  # not asked yet in this request; or outside a request
        if not has_request_context():
            return DEFAULT
    chosen = session.get(CHOSEN)
    g.language = chosen if chosen in LANGUAGES else DEFAULT
    return cast(str, g.language)


def gettext(text: str, **values: Any) -> str:
    """A Dutch text in the reader's language; `values` fill its %(name)s places."""
    found = _translated(language(), text)
    return found % values if values else found


def spoken(text: str) -> str:
    """A sentence of core in the reader's language."""
    return said_by(gettext, text, language())


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """The form that fits `number`, in the reader's language; %(num)s is the number."""
    found = _plural(language(), one, many, number)
    return found % {"num": number, **values}


def speak(app: Flask) -> None:
    """Gives the app its languages and its templates the words `_()` and `ngettext()`."""
    Babel(app, default_locale=DEFAULT, locale_selector=language, configure_jinja=False)
    # Plain functions: jinja's own gettext marks a text as safe and asks the context again at each call.
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext, language=language)


@cache
def _catalogue(spoken: str) -> NullTranslations:
    if spoken == DEFAULT:
        return NullTranslations()
    return Translations.load(str(TRANSLATIONS), [spoken])


@lru_cache(4096)
def _translated(spoken: str, text: str) -> str:
    return _catalogue(spoken).gettext(text)


@lru_cache(4096)
def _plural(spoken: str, one: str, many: str, number: int) -> str:
    return _catalogue(spoken).ngettext(one, many, number)
