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
class Reference:
    """A link to another place of the method; `doubt` says that its source has not been read yet."""

    text: str
    href: str
    doubt: str = ""


@dataclass(frozen=True)
class QuestionText:
    id: str
    anchor: str
    title: str
    gate: bool
    why: str
    good_evidence: str
    options: tuple[OptionText, ...]
    instead: str  # why there are no options; empty where there are
    counts_in: tuple[Reference, ...]  # dimensions, knock-outs and capabilities that it decides
    answered_by: str
    hangs_on: str
    holds_from: str
    sources: tuple[Reference, ...]
    tags: tuple[Reference, ...]
    clauses: tuple[Reference, ...]


@dataclass(frozen=True)
class SectionText:
    id: str
    title: str
    explanation: str
    counted: str  # how many questions, and how many of them decide
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True)
class RuleText:
    """One table of rules: what it means in plain words, and the place of each row."""

    table: Table
    explanation: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A word of the method, explained; `anchor` is its place on the page."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Framework:
    """A family of tags: what it is, whether we read it, and the tags of it that questions carry."""

    anchor: str
    title: str
    text: str
    source: Reference
    tags: Table


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
    counted: str
    example: Boxes
    classes: tuple[OptionText, ...]
    rules: tuple[RuleText, ...]
    terms: tuple[Term, ...]
    exposure: tuple[RuleText, ...]
    sections: tuple[SectionText, ...]
    frameworks: tuple[Framework, ...]
    contracts: RuleText
    sources: tuple[SourceText, ...]


@dataclass(frozen=True)
class AccessibilityPage:
    """The accessibility statement; without an address of its own a reader asks the administrator."""

    product: str
    contact: str
    contact_href: str
    statuses: str  # address of the source that says what a status asks for
