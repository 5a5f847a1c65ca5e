"""One deployment as the page of its concession shows it: score, reasons, who is behind it, findings."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.drawn import Boxes


@dataclass(frozen=True)
class Scored:
    """One scored row: a dimension, or one of the authorities. `boxes` None: it does not apply."""

    label: str
    boxes: Boxes | None
    otherwise: str
    explained: str  # the dimension or question that the method explains it by


@dataclass(frozen=True)
class KnockOutText:
    id: str
    title: str
    status: str
    confirmed: bool


@dataclass(frozen=True)
class Score:
    """The score of one deployment with everything it rests on."""

    overall: Boxes
    because: str  # the class in numbers, both ends
    scored: tuple[Scored, ...]
    coverage: str
    knock_outs: tuple[KnockOutText, ...]
    reasons: Table
    hrefs: tuple[str, ...]  # per reason the question in the method
    receipt: str
    edition: str
    assessed_on: str


@dataclass(frozen=True)
class BehindText:
    """Who fills one role for a deployment, on whose word."""

    role: str
    party: str
    unknown: bool
    source: str


@dataclass(frozen=True)
class AppliedText:
    """A public finding that somebody entitled said to be about this deployment."""

    title: str
    href: str
    maker: str
    maker_href: str
    question: str
    option: str
    alike: str  # how far it is about this very vehicle and software
    counts: str
    sources: tuple[str, ...]
    from_day: str
    stated_by: str
    motivation: str


@dataclass(frozen=True)
class Deployment:
    """One deployment; `score` None where this reader sees none, or none was made."""

    anchor: str
    title: str
    buses: str
    key: str
    answered: str
    score: Score | None
    behind: tuple[BehindText, ...]
    applied: tuple[AppliedText, ...]
