"""The pages of the manufacturers."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.drawn import Boxes
from busrisk.web.moment import Fault, MomentForm


@dataclass(frozen=True)
class Link:
    name: str
    href: str


@dataclass(frozen=True)
class MakersPage:
    moment: MomentForm
    makers: Table
    hrefs: tuple[str, ...]  # per maker its page
    counted: str
    reach: str  # of which concessions the counts are
    exportable: bool


@dataclass(frozen=True)
class Stated:
    """One fact about a maker. `given`: its text stands as the source prints it; None is unknown."""

    label: str
    text: str | None
    given: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    label: str
    text: str
    unknown: bool = False


@dataclass(frozen=True)
class SaidOf:
    """One answer on a capability; `sure` is its evidence in words, empty where nothing is established."""

    text: str
    sure: str


@dataclass(frozen=True)
class KnownOf:
    """What is known of one capability of a variant: each different answer with its own evidence."""

    label: str
    href: str
    said: tuple[SaidOf, ...]


@dataclass(frozen=True)
class VariantScore:
    overall: Boxes
    heaviest: str  # of how many deployments this is the heaviest; empty where there is one
    dimensions: tuple[tuple[str, Boxes], ...]
    known: tuple[KnownOf, ...]


@dataclass(frozen=True)
class VariantCard:
    """One variant; `score` None where this reader sees none, or none was made."""

    title: str
    baseline: str
    concessions: tuple[Link, ...]
    figures: tuple[Figure, ...]
    score: VariantScore | None


@dataclass(frozen=True)
class Applied:
    """That somebody said that a finding is about a deployment."""

    about: str  # concession and type
    href: str
    question: str
    option: str
    counts: str  # how it counts, and why
    from_day: str
    stated_by: str
    motivation: str
    key: str  # what stands for it in a form
    day: str


@dataclass(frozen=True)
class FindingText:
    """One public finding as it is printed, with the places where somebody said it holds."""

    title: str
    text: str
    sources: tuple[str, ...]
    since: str
    applied: tuple[Applied, ...]
    href: str


@dataclass(frozen=True)
class MakerPage:
    moment: MomentForm
    name: str
    here: str
    back: str
    facts: tuple[Stated, ...]
    sources: tuple[str, ...]
    buses: tuple[str, ...]
    reach: str
    profiles: str  # '3 varianten, verschillend'
    variants: tuple[VariantCard, ...]
    unnamed: Table | None
    statement: str
    findings: tuple[FindingText, ...]
    with_scores: bool
    may_match: bool


@dataclass(frozen=True)
class Choice:
    """One of a group of radio buttons; `first` carries the place that an error leads to."""

    value: str
    text: str
    chosen: bool
    mark: str = ""  # the points of an option
    first: bool = False


@dataclass(frozen=True)
class OptionGroup:
    """The options of one question; `open`: it is the likely one, or something in it was chosen."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    open: bool


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in; nothing typed is lost."""

    deployment: str
    day: str
    motivation: str
    variant: tuple[Choice, ...]
    baseline: tuple[Choice, ...]
    nature: tuple[Choice, ...]
    options: tuple[OptionGroup, ...]


@dataclass(frozen=True)
class Preview:
    """What would become of the score; `seal` stands for having seen it."""

    counts: str
    question: str
    question_before: str
    question_after: str
    before: Boxes | None
    after: Boxes | None
    day: str
    same: bool
    seal: str
    remark: str


@dataclass(frozen=True)
class FindingPage:
    name: str
    back: str
    finding: FindingText
    here: str
    withdraw: str
    may_match: bool
    deployments: tuple[tuple[str, str], ...]
    typed: Typed
    edition: str
    faults: tuple[Fault, ...]
    preview: Preview | None
    reason: str  # typed for a withdrawal that was refused
    withdrawing: str  # and of which match
