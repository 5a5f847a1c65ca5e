"""The public pages."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.drawn import Boxes


@dataclass(frozen=True)
class Headline:
    """One public figure: what it counts, the figure with its 'circa', and where it was published."""

    title: str
    figure: str
    note: str
    source: str


@dataclass(frozen=True)
class HomePage:
    headlines: tuple[Headline, ...]
    day: str  # the day the headlines speak of, as text
    example: Boxes  # what an interval looks like


@dataclass(frozen=True)
class OptionText:
    points: int
    text: str


@dataclass(frozen=True)
class QuestionText:
    id: str
    title: str
    gate: bool
    why: str
    good_evidence: str
    options: tuple[OptionText, ...]
    sources: tuple[str, ...]
    answered_by: str
    hangs_on: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class SectionText:
    id: str
    title: str
    explanation: str
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True)
class SourceText:
    id: str
    kind: str
    title: str
    citation: str
    url: str
    checked: bool


@dataclass(frozen=True)
class MethodPage:
    """The whole edition in force, in the reader's language."""

    title: str
    note: str
    holds_from: str
    digest: str
    example: Boxes
    classes: tuple[OptionText, ...]
    rules: tuple[Table, ...]
    sections: tuple[SectionText, ...]
    sources: tuple[SourceText, ...]
