"""The pages of the concessions."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.concessions.deployment_pages import Deployment
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
    mark: str  # what deserves a look at once; empty where nothing does


@dataclass(frozen=True)
class Heading:
    text: str
    figure: bool = False
    narrow: bool = False  # one of the columns of points
    explained: str = ""  # what the method explains it by; empty for what needs no method


@dataclass(frozen=True)
class Pick:
    """One way to choose: the field's name, its label, what is chosen, and (value, text) pairs."""

    name: str
    label: str
    chosen: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tile:
    """One concession on the map; colour is never the only carrier."""

    label: str  # a short code
    href: str
    buses: str  # '275', '≥ 219', '? +73'
    said: str  # 'B–E', or for who sees no class '26/63'
    look: str  # its place and shade, as classes of the style sheet
    words: str  # all of it as a sentence


@dataclass(frozen=True)
class TileMap:
    too_many: str  # why there is no map; empty where there is one
    placed: tuple[Tile, ...] = ()
    unplaced: tuple[Tile, ...] = ()  # concessions of which no place on the map is known
    with_scores: bool = False


@dataclass(frozen=True)
class Pager:
    """'51 tot en met 100 van 3.000', and the ways on; an empty address where there is none."""

    shown: str
    first: str
    previous: str
    next: str
    last: str


@dataclass(frozen=True)
class ListPage:
    moment: MomentForm
    words: str
    picks: tuple[Pick, ...]
    narrowed: bool  # whether the list shows a choice out of what is within reach
    counted: str  # '3 van 28 concessies'
    buses: tuple[str, ...]
    tiles: TileMap | None
    headings: tuple[Heading, ...]
    listed: tuple[Listed, ...]
    with_scores: bool
    nothing: str  # why there are no concessions at all, and what to do; empty where there are
    remedy: str
    pager: Pager | None  # None where there is one page
    exportable: bool


@dataclass(frozen=True)
class Ask:
    """A question to ask first, and for how many buses it is open."""

    question: str
    title: str
    href: str
    buses: str


@dataclass(frozen=True)
class Exposed:
    """What the concession is exposed to, for who may see scores."""

    asks: tuple[Ask, ...]
    alone: bool  # each of these answers alone could narrow a class; else only together
    priorities: Table
    hrefs: tuple[str, ...]  # per row the place of the deployment on the page
    classes: tuple[Boxes, ...]  # per row
    unscored: tuple[str, ...]  # deployments that were never scored
    reach: Table


@dataclass(frozen=True)
class NeedText:
    pvr: str
    spares: str
    crisis_role: str
    only_transport: str
    source: str
    known: bool


@dataclass(frozen=True)
class PromiseNotice:
    """How the fleet compares with the promise; `notable`: it deviates, or that cannot be established."""

    words: str
    notable: bool
    sources: tuple[tuple[str, str], ...]  # citation and day
    href: str


@dataclass(frozen=True)
class HandoverNotice:
    words: str
    left: tuple[str, ...]  # what is still to be done; empty where all of it passed on
    href: str


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
    histories: tuple[str, ...]  # per batch where its history is told
    deployments: tuple[Deployment, ...]
    with_scores: bool
    exportable: bool
    remaining: str
    need: NeedText
    state_need: str  # where the need is stated; empty for who may not
    changes: str  # where everything is that changed
    concentration: str  # shares of the makers; empty without running buses
    exposed: Exposed | None
    promise: PromiseNotice
    handover: HandoverNotice | None
    state_parties: str  # where the parties behind the buses are stated; empty for who may not
