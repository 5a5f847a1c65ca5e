"""The pages of the national picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from busrisk.core.tabular import Table
from busrisk.web.drawn import KnownBar
from busrisk.web.moment import MomentForm
from busrisk.web.national.choice import ChoiceForm

Hidden = tuple[tuple[str, str], ...]  # name and value of each field that a request for a file repeats


@dataclass(frozen=True)
class Headline:
    """One strong number with all that belongs to it: how sure, of which day, from where.

    What the register holds beside a published figure is a block of its own, with its own source.
    """

    title: str
    figure: str
    notes: tuple[str, ...]
    source: str  # a citation or a web address
    sure: str  # how sure that source is, and of which day it speaks
    register: tuple[str, ...] = ()  # what the register holds of it; empty where that is the figure itself
    register_source: str = ""
    register_stand: str = ""


@dataclass(frozen=True)
class Told:
    """A source of several strong numbers, said once under them."""

    label: str
    source: str
    sure: str


@dataclass(frozen=True)
class CapabilityText:
    """One capability as a bar; its question leads to the method."""

    bar: KnownBar
    question: str
    explanation: str


@dataclass(frozen=True)
class NationalPage:
    moment: MomentForm
    group: str  # the makers of the control total; empty where there is none
    silent: str  # the register says nothing about the day: what to do; empty where it does
    headlines: tuple[Headline, ...]
    sources: tuple[Told, ...]
    warnings: tuple[str, ...]  # the register has more than was published
    placed: str  # how much of the control total the register can place, as a sentence
    figure: dict[str, Any] | None  # drawn from `against_controls`
    against_controls: Table
    statements: Table
    capabilities: tuple[CapabilityText, ...]
    counted: Table
    rules: str  # why there are no capabilities; empty where there are
    makers: Table
    exportable: bool
    choice: ChoiceForm
    files: Hidden
    origins: Table
    left_out: str  # how many buses the definition of a bus leaves out; empty where none
    shares: Table
    share_notes: tuple[str, ...]
    share_warnings: tuple[str, ...]
    projection: Table
    projected: str  # the projection as a sentence; empty where there is nothing to project


@dataclass(frozen=True)
class DevelopmentPage:
    """`/ontwikkeling`: what was published over the years, and what is on order."""

    moment: MomentForm
    choice: ChoiceForm
    files: Hidden
    figure: dict[str, Any] | None
    zero_emission: Table
    non_eu: Table
    projection: Table
    projected: str


@dataclass(frozen=True)
class Pick:
    """One field by which a selection is made."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    error: str


@dataclass(frozen=True)
class DistributionPage:
    """`/landelijk/verdeling`: a selection of the fleet, split every way."""

    moment: MomentForm
    choice: ChoiceForm
    files: Hidden
    faults: tuple[tuple[str, str], ...]
    picks: tuple[Pick, ...]
    filtered: str  # what was selected, in words; empty for the whole fleet
    counted: str  # how many buses this selection holds
    withheld: str  # why nothing is shown of what is known; empty where it is
    silent: str
    rules: str
    makers: Table
    statuses: Table
    concentration: Table
    concentrated: tuple[str, ...]  # top share, flag and index as sentences
    capabilities: tuple[CapabilityText, ...]
    known: Table
    coverage: Table
    authorities: Table
    ask_first: Table
    reaches: Table


@dataclass(frozen=True)
class ListedControl:
    """One control total with where it can be corrected or withdrawn."""

    mark: str
    about: str
    figure: str
    as_of: str
    sure: str
    source: str
    note: str


@dataclass(frozen=True)
class ControlsPage:
    """`/landelijk/controletotalen`: every total, and the form to state, correct or withdraw one.

    `mark` and `about` are of the total being corrected; empty for a new one.
    """

    moment: MomentForm
    files: Hidden
    listed: tuple[ListedControl, ...]
    may_state: bool
    typed: dict[str, str]
    faults: tuple[tuple[str, str], ...]
    wrong: dict[str, str]  # the fault of each field
    quantities: tuple[tuple[str, str], ...]
    makers: tuple[tuple[str, str], ...]
    mark: str
    about: str
    about_source: str
    done: str  # what the last act did, in words
