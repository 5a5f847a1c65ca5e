"""The pages of the concessions."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.drawn import Boxes
from busrisk.web.moment import MomentForm


@dataclass(frozen=True)
class Points:
    """An interval of points in a narrow column: '2–4', with its words for who does not see the header."""

    label: str
    text: str
    words: str


@dataclass(frozen=True)
class ListedScore:
    """What a reader of scores sees on one line; the heaviest deployment counts."""

    overall: Boxes
    points: tuple[Points, ...]
    knock_outs: tuple[str, ...]  # 'vastgesteld: K1', 'mogelijk: K2, K4'


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    name: str
    href: str
    about: str  # holder, grantors, and the provinces that their names do not tell
    makers: str
    running: str
    running_known: bool
    fleet_notes: tuple[str, ...]
    end: str
    status: str
    answered: str
    score: ListedScore | None


@dataclass(frozen=True)
class Heading:
    text: str
    figure: bool = False
    narrow: bool = False  # one of the columns of points


@dataclass(frozen=True)
class Pick:
    """One way to choose: the field's name, its label, what is chosen, and (value, text) pairs."""

    name: str
    label: str
    chosen: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ListPage:
    moment: MomentForm
    words: str
    picks: tuple[Pick, ...]
    narrowed: bool  # whether the list shows a choice out of what is within reach
    counted: str  # '3 van 28 concessies'
    buses: tuple[str, ...]
    headings: tuple[Heading, ...]
    listed: tuple[Listed, ...]
    with_scores: bool
    nothing: str  # why there are no concessions at all, and what to do; empty where there are
    remedy: str
    page: str  # 'pagina 2 van 60'; empty where there is one page
    previous: str
    next: str
    exportable: bool


@dataclass(frozen=True)
class Scored:
    """One scored row: a dimension, or one of the authorities. `boxes` None: it does not apply."""

    label: str
    boxes: Boxes | None
    otherwise: str


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
class Deployment:
    """One deployment; `score` None where this reader sees none, or none was made."""

    title: str
    buses: str
    key: str
    answered: str
    score: Score | None


@dataclass(frozen=True)
class ConcessionPage:
    moment: MomentForm
    name: str
    here: str
    back: str
    term: str
    status: str
    grantors: str
    holder: str
    provinces: str
    buses: tuple[str, ...]
    answered: str
    fleet: Table
    deployments: tuple[Deployment, ...]
    with_scores: bool
    exportable: bool
