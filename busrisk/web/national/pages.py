"""The page of the national picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from busrisk.core.tabular import Table
from busrisk.web.drawn import KnownBar
from busrisk.web.moment import MomentForm


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
