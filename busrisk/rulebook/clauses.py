"""What a contract can settle, and which questions ask whether it does; it decides no score."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import ValidationError

from busrisk.paths import CLAUSES
from busrisk.rulebook.reading import RulebookRefused
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.strict import LISTED, Shape, Strings, Text


class Clause(Shape):
    """One subject of a contract, such as disclosure or step-in, with the questions that belong to it."""

    id: str
    title: Text
    questions: Strings
    source: str
    point: str


class ClausesFile(Shape):
    clauses: Annotated[tuple[Clause, ...], LISTED]


def read_clauses(path: Path) -> tuple[Clause, ...]:
    """The subjects in the order of the file. Raises RulebookRefused."""
    try:
        return ClausesFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).clauses
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as refused:
        raise RulebookRefused([f"{path.name}: {refused}"]) from refused


@cache
def clauses() -> tuple[Clause, ...]:
    """The subjects that ship with the product."""
    return read_clauses(CLAUSES)


def clauses_of(question: str) -> tuple[Clause, ...]:
    """The subjects a question belongs to."""
    return tuple(each for each in clauses() if question in each.questions)


def strangers(edition: Edition) -> tuple[str, ...]:
    """Questions and sources the subjects name and the edition does not know; empty when all is well."""
    asked = {question.id for question in edition.questions}
    cited = {source.id for source in edition.sources}
    named = [f"{each.id}: vraag {id}" for each in clauses() for id in each.questions if id not in asked]
    return (*named, *(f"{each.id}: bron {each.source}" for each in clauses() if each.source not in cited))
