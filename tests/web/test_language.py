from __future__ import annotations

import re
from html import unescape

import pytest
from babel.messages.pofile import read_po
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from busrisk.paths import TRANSLATIONS
from busrisk.web.language import gettext, ngettext
from tests.web.visits import client_of, link_for, post, sign_in


def dutch_texts() -> list[str]:
    """The Dutch texts whose English differs, long enough to be told apart."""
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    plain = [each for each in catalogue if isinstance(each.id, str) and each.id and "%" not in each.id]
    return [str(each.id) for each in plain if each.id != each.string and len(each.id) > 12]


def visible(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", page))


def test_the_pages_are_dutch_until_somebody_chooses_otherwise(visitor: FlaskClient) -> None:
    page = visitor.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="nl">' in page.text
    assert "Wie kan er op afstand bij de bus?" in page.text


@pytest.mark.parametrize("path", ["/", "/methode", "/aanmelden", "/aanmelden/onbekend", "/niets"])
def test_no_dutch_text_is_left_on_an_english_page(visitor: FlaskClient, path: str) -> None:
    post(visitor, "/taal", {"language": "en"})
    page = visitor.get(path).text
    assert '<html lang="en">' in page
    left = [text for text in dutch_texts() if text in visible(page)]
    assert not left


def test_no_dutch_text_is_left_for_somebody_signed_in(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "grantor")
    post(client, "/taal", {"language": "en"})
    left = [text for text in dutch_texts() if text in visible(client.get(link).text)]
    assert not left


def test_switching_leads_back_to_the_same_page(visitor: FlaskClient) -> None:
    there = visitor.get("/aanmelden?next=/landelijk")
    assert 'name="next" value="/aanmelden?next=/landelijk"' in there.text
    answer = post(visitor, "/taal", {"language": "en", "next": "/aanmelden?next=/landelijk"})
    assert answer.headers["Location"] == "/aanmelden?next=/landelijk"


def test_the_language_survives_signing_in_and_out(app: Flask) -> None:
    client, link = client_of(app), link_for(app, "ministry")
    post(client, "/taal", {"language": "en"})
    post(client, link, seen=link)
    assert "Sign out" in client.get("/methode").text
    post(client, "/afmelden")
    assert "Sign in" in client.get("/methode").text


def test_a_language_the_register_does_not_speak_is_refused(visitor: FlaskClient) -> None:
    assert post(visitor, "/taal", {"language": "de"}).status_code == 400


def test_a_text_outside_a_request_is_dutch() -> None:
    assert gettext("Aanmelden") == "Aanmelden"
    assert ngettext("%(num)s bus", "%(num)s bussen", 2) == "2 bussen"


def test_what_fills_a_text_is_escaped_on_the_page(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string('{{ _("Bussen van %(makers)s", makers=name) }}', name="<b>x</b>")
    assert page == "Bussen van &lt;b&gt;x&lt;/b&gt;"


def test_the_whole_edition_is_on_the_method_page_in_both_languages(app: Flask) -> None:
    edition = app.extensions["busrisk"].edition
    client = sign_in(app, "operator")
    for language in ("nl", "en"):
        post(client, "/taal", {"language": language})
        page = " ".join(visible(client.get("/methode").text).split())
        for question in edition.questions:
            assert f"{question.id} {question.title.get(language)}" in page
            for option in question.options:
                assert option.text.get(language) in page
            for text in (question.why, question.good_evidence):
                assert text is None or text.get(language) in page
        for source in edition.sources:
            assert source.title.get(language) in page
        for _, setting in edition.scoring.settings():
            assert f"{edition.source(setting.source).title.get(language)}, {setting.point}" in page
