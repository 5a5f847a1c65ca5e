"""Every marked Dutch text stands in each catalogue, and what ships is compiled from what is reviewed."""

from __future__ import annotations

import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((CHECKOUT / "busrisk" / "translations").glob("*/LC_MESSAGES/messages.po"))
REMEDY = "Run scripts/translate, fill in what is new and run it again."

_PLACE = re.compile(r"%\(\w+\)[a-z]|%%")


@cache
def _marked() -> frozenset[str | tuple[str, ...]]:
    mappings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = extract_from_dir(CHECKOUT, methods, keywords={**DEFAULT_KEYWORDS, "N_": None, "say": None})
    return frozenset(text for _file, _line, text, _comments, _context in found)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def _misplaced(message: Message) -> bool:
    """It fills other places than its source does; a form for one thing may leave its number out."""
    wanted = {place for form in _forms(message.id) for place in _PLACE.findall(form)}
    return any(set(_PLACE.findall(form)) - wanted for form in _forms(message.string)) or (
        isinstance(message.id, str) and set(_PLACE.findall(str(message.string))) != wanted
    )


def test_there_is_an_english_catalogue() -> None:
    assert "en" in {path.parents[1].name for path in CATALOGUES}, "Run scripts/translate en."


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_a_catalogue_holds_exactly_the_texts_that_are_marked(path: Path) -> None:
    texts = [message.id for message in _read(path) if message.id]
    held = {text if isinstance(text, str) else tuple(text) for text in texts}
    missing, gone = _marked() - held, held - _marked()
    assert not missing, f"Not in {path.relative_to(CHECKOUT)}: {sorted(map(str, missing))}. {REMEDY}"
    assert not gone, f"No longer marked: {sorted(map(str, gone))}. {REMEDY}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_every_text_is_translated_and_none_is_a_guess(path: Path) -> None:
    catalogue = _read(path)
    open_ = [message.id for message in catalogue if message.id and not all(_forms(message.string))]
    assert not open_, f"Not translated in {path.relative_to(CHECKOUT)}: {open_}"
    guesses = [message.id for message in catalogue if message.id and message.fuzzy]
    assert not guesses, f"Marked fuzzy, so never shown: {guesses}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_a_translation_fills_the_same_places_as_its_source(path: Path) -> None:
    wrong = [message.id for message in _read(path) if message.id and message.string and _misplaced(message)]
    assert not wrong, f"Other %(places)s than the Dutch text: {wrong}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_the_compiled_catalogue_is_made_from_the_written_one(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _read(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), REMEDY
