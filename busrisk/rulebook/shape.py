"""The shape of the rulebook's files: strict and frozen, so that a misspelt key is refused."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator


def _as_tuple(value: Any) -> Any:
    """TOML knows lists only; the frozen shape wants tuples."""
    return tuple(value) if isinstance(value, list) else value


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Text(Shape):
    """One text in the two languages of the product. `get("en")` gives one of them."""

    nl: str
    en: str

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.nl


class SourceKind(StrEnum):
    LAW = "law"
    OFFICIAL = "official"
    STANDARD = "standard"
    RESEARCH = "research"
    METHOD = "method"  # our own decision, to be argued with


class Source(Shape):
    """A legal, official or methodical source, described once in sources.toml."""

    id: str
    kind: SourceKind
    title: Text
    citation: str
    url: str = ""
    checked: bool  # False: recalled, not read; may not be printed as fact


class SourcePoint(Shape):
    """A place in a source: article, annex point, answer number."""

    source: str
    point: str


Points = Annotated[tuple[SourcePoint, ...], BeforeValidator(_as_tuple)]
Strings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Numbers = Annotated[tuple[int, ...], BeforeValidator(_as_tuple)]


class SectionKind(StrEnum):
    DIMENSION = "dimension"  # D1–D4: together they make the class
    CONTEXT = "context"  # C1–C6: never move the class


class Section(Shape):
    id: str
    kind: SectionKind
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
    points: int
    text: Text


class Question(Shape):
    id: str
    section: str
    gate: bool = False
    answered_by: AnsweredBy = AnsweredBy.OPERATOR
    hangs_on: HangsOn
    holds_from: date
    title: Text
    why: Text | None = None  # why we ask; None until this edition writes the section in full
    good_evidence: Text | None = None
    options: Annotated[tuple[Option, ...], BeforeValidator(_as_tuple)] = ()
    sources: Points = ()
    tags: Strings = ()

    @model_validator(mode="after")
    def _options_run_from_best_to_worst(self) -> Question:
        if self.options and [option.points for option in self.options] != [0, 1, 2, 3, 4]:
            raise ValueError(f"question {self.id}: five options, points 0 to 4 in order")
        return self


class Sourced(Shape):
    """A setting: it holds from a day and says where it comes from."""

    holds_from: date
    source: str
    point: str


class Width(Sourced):
    """How far an answer of one grade may turn out worse than its points."""

    grade: str
    width: int


class Ageing(Sourced):
    most_steps: int  # grades an answer may lose altogether


class DimensionRule(Sourced):
    """How a dimension follows from questions: 'reach_and_control' (exactly two) or 'worst'."""

    id: str
    combine: str
    questions: Strings


class CoverageRule(Sourced):
    """One row of the coverage table; the first that matches decides. `before` is exclusive."""

    code: str
    before: date | None = None
    low: int
    high: int
    low_needs_no_number: bool = False  # the lower bound holds only once 3.2 is answered 'no number'


class KnockOutRule(Sourced):
    """All thresholds met (points at least): a knock-out. K4 has rules of its own in the code."""

    id: str
    title: Text
    thresholds: dict[str, int] = {}


class Capability(Sourced):
    """Yes or no of a capability, as the answered option of one question."""

    id: str
    question: str
    title: Text
    yes: Numbers  # points that count as yes
    explanation: Text


class LossBand(Sourced):
    """Upper bound of a band of service loss in percent, exclusive but for the last."""

    below: float


class PriorityRow(Sourced):
    overall: str  # class letter (upper bound)
    columns: Strings  # P1–P4 per loss band, from small to large


class Scoring(Shape):
    widths: Annotated[tuple[Width, ...], BeforeValidator(_as_tuple)]
    ageing: Ageing
    dimensions: Annotated[tuple[DimensionRule, ...], BeforeValidator(_as_tuple)]
    lift: Annotated[tuple[Sourced, ...], BeforeValidator(_as_tuple)] = ()
    coverage: Annotated[tuple[CoverageRule, ...], BeforeValidator(_as_tuple)]
    may_not_apply: Strings  # questions that may be 'not applicable' …
    may_not_apply_when: Strings  # … under these coverage codes
    knock_outs: Annotated[tuple[KnockOutRule, ...], BeforeValidator(_as_tuple)]
    capabilities: Annotated[tuple[Capability, ...], BeforeValidator(_as_tuple)]
    loss_bands: Annotated[tuple[LossBand, ...], BeforeValidator(_as_tuple)]
    priorities: Annotated[tuple[PriorityRow, ...], BeforeValidator(_as_tuple)]


class EditionHead(Shape):
    id: str
    title: Text
    holds_from: date
    holds_to: date | None = None
    published: bool
    note: Text


class Edition(Shape):
    """One whole edition, as read from its folder."""

    head: EditionHead
    sections: Annotated[tuple[Section, ...], BeforeValidator(_as_tuple)]
    questions: Annotated[tuple[Question, ...], BeforeValidator(_as_tuple)]
    scoring: Scoring
    sources: Annotated[tuple[Source, ...], BeforeValidator(_as_tuple)]
    digest: str  # SHA-256 over the edition's files

    @property
    def id(self) -> str:
        return self.head.id

    def question(self, id: str) -> Question:
        """Raises KeyError when the edition does not ask this."""
        return {question.id: question for question in self.questions}[id]

    def source(self, id: str) -> Source:
        return {source.id: source for source in self.sources}[id]
