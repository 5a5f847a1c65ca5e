"""The pages of one's own work."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.moment import MomentForm


@dataclass(frozen=True)
class TaskText:
    """One thing to do, why, the day that belongs to it, and where it is done."""

    text: str
    why: str
    day: str
    href: str


@dataclass(frozen=True)
class PlaceText:
    """All there is to do for one concession, or for the region as a whole."""

    name: str
    tasks: tuple[TaskText, ...]


@dataclass(frozen=True)
class StartPage:
    today: str
    places: tuple[PlaceText, ...]
    more: int  # tasks that are not shown
    fleets: Table  # how old what is known of each fleet is
    fleet_hrefs: tuple[str, ...]
    more_fleets: int  # fleets that are not shown
    changes: Table  # of the last month
    change_hrefs: tuple[str, ...]
    changes_href: str
    more_changes: bool


@dataclass(frozen=True)
class ChangesPage:
    moment: MomentForm
    since: str  # as typed
    since_words: str
    concession: str  # key of the one concession it is about; empty for all in reach
    name: str
    here: str
    changes: Table
    hrefs: tuple[str, ...]  # per row all that changed of its concession
    more: bool  # there are more than are shown
