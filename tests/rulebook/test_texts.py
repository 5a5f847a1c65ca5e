"""Every text of every edition can be put before a reader, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from busrisk.rulebook import shelf
from busrisk.rulebook.completeness import texts_of
from busrisk.rulebook.shape import Text

LONGEST = {"optie": 160, "vraagtekst": 140}


def every_text() -> Iterator[tuple[str, Text]]:
    for edition in shelf.editions():
        for place, text in texts_of(edition):
            yield f"{edition.id}, {place}", text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_is_one_clean_line(language: str) -> None:
    for place, text in every_text():
        shown = text.get(language)
        assert shown, place
        assert shown == " ".join(shown.split()), place
        assert not re.search(r"[{}<>_|\\]|\?\?|\.\.", shown), place
        assert shown[0].isupper() or shown[0].isdigit() or shown[0] in "‘", f"{place}: {shown}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_ask_and_sentences_end(language: str) -> None:
    for place, text in every_text():
        shown = text.get(language)
        if "vraagtekst" in place:
            assert shown.endswith("?"), place
        elif re.search(r"optie|waarom|goed bewijs|toelichting", place):
            assert shown.endswith("."), place


def test_dutch_and_english_differ() -> None:
    for place, text in every_text():
        assert text.nl != text.en, place


@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_and_options_fit_a_drop_down_list(language: str) -> None:
    for place, text in every_text():
        for part, most in LONGEST.items():
            if part in place:
                assert len(text.get(language)) <= most, place


def test_one_option_text_names_one_option_of_its_question() -> None:
    for edition in shelf.editions():
        for question in edition.asked:
            texts = [option.text.get(language) for language in ("nl", "en") for option in question.options]
            assert len(texts) == len(set(texts)), question.id
