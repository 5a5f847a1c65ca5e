"""The shape of the rulebook's files: strict and frozen, so that a misspelt key is refused."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import model_validator

from busrisk.rulebook.rules import (
    Ageing,
    Capability,
    CoverageRule,
    DimensionRule,
    KnockOutRule,
    LossBand,
    PriorityRow,
    Scoring,
    Width,
)
from busrisk.rulebook.strict import (
    FROM_TEXT,
    LISTED,
    Prose,
    Score,
    Shape,
    Sourced,
    SourcePoint,
    Strings,
    Text,
)

__all__ = [
    "Ageing",
    "AnsweredBy",
    "Capability",
    "CoverageRule",
    "DimensionRule",
    "Edition",
    "EditionHead",
    "HangsOn",
    "KnockOutRule",
    "LossBand",
    "Option",
    "PriorityRow",
    "Question",
    "Scoring",
    "Section",
    "SectionFile",
    "SectionKind",
    "Shape",
    "Source",
    "SourceKind",
    "SourcePoint",
    "Sourced",
    "SourcesFile",
    "Text",
    "Width",
]


class SourceKind(StrEnum):
    LAW = "law"
    OFFICIAL = "official"
    STANDARD = "standard"
    RESEARCH = "research"
    METHOD = "method"  # our own decision, to be argued with


class Source(Shape):
    """A legal, official or methodical source, described once in sources.toml."""

    id: str
    kind: Annotated[SourceKind, FROM_TEXT]
    title: Text
    citation: Prose
    url: str = ""
    checked: bool  # False: recalled, not read; may not be printed as fact


class SourcesFile(Shape):
    sources: Annotated[tuple[Source, ...], LISTED]


class SectionKind(StrEnum):
    DIMENSION = "dimension"  # D1–D4: together they make the class
    CONTEXT = "context"  # C1–C6: never move the class


class Section(Shape):
    id: str
    kind: Annotated[SectionKind, FROM_TEXT]
    title: Text
    explanation: Text


class AnsweredBy(StrEnum):
    OPERATOR = "operator"
    GRANTOR = "grantor"
    COMPUTED = "computed"


class HangsOn(StrEnum):
    VARIANT = "variant"
    DEPLOYMENT = "deployment"


class Option(Shape):
    points: Score
    text: Text


class Question(Shape):
    id: str
    section: str
    gate: bool = False
    answered_by: Annotated[AnsweredBy, FROM_TEXT] = AnsweredBy.OPERATOR
    hangs_on: Annotated[HangsOn, FROM_TEXT]
    holds_from: date
    title: Text
    why: Text | None = None  # why we ask; None until this edition writes the section in full
    good_evidence: Text | None = None
    options: Annotated[tuple[Option, ...], LISTED] = ()
    sources: Annotated[tuple[SourcePoint, ...], LISTED] = ()
    tags: Strings = ()

    @model_validator(mode="after")
    def _options_run_from_best_to_worst(self) -> Question:
        if self.options and [option.points for option in self.options] != [0, 1, 2, 3, 4]:
            raise ValueError("een vraag heeft vijf opties, met de punten 0 tot en met 4 op volgorde")
        return self


class SectionFile(Shape):
    """One file of an edition: a section and its questions, in the order in which they are asked."""

    section: Section
    questions: Annotated[tuple[Question, ...], LISTED]


class EditionHead(Shape):
    id: str
    title: Text
    holds_from: date
    holds_to: date | None = None
    published: bool
    note: Text
    sections: Strings = ()  # the section files of the edition, in the order in which they are read


class Edition(Shape):
    """One whole edition, as read from its folder."""

    head: EditionHead
    sections: Annotated[tuple[Section, ...], LISTED]
    questions: Annotated[tuple[Question, ...], LISTED]
    scoring: Scoring
    sources: Annotated[tuple[Source, ...], LISTED]  # those that the edition names
    digest: str  # SHA-256 over the edition's files and the sources it names

    @property
    def id(self) -> str:
        return self.head.id

    def question(self, id: str) -> Question:
        """Raises KeyError when the edition does not ask this."""
        return {question.id: question for question in self.questions}[id]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that somebody answers: all but the computed ones."""
        return tuple(question for question in self.questions if question.answered_by != AnsweredBy.COMPUTED)

    def questions_of(self, section: str) -> tuple[Question, ...]:
        """The questions of one section, in the order in which they are asked."""
        return tuple(question for question in self.questions if question.section == section)

    def section(self, id: str) -> Section:
        """Raises KeyError when the edition has no such section."""
        return {section.id: section for section in self.sections}[id]

    def source(self, id: str) -> Source:
        """Raises KeyError when the edition does not name this source."""
        return {source.id: source for source in self.sources}[id]
