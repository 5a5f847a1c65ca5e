"""What the macros draw: an interval as boxes, and a known/unknown bar. All arithmetic happens here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from busrisk.core import dutch
from busrisk.core.facts import ANYTHING, CLASS_LETTERS, Interval
from busrisk.core.words import class_in_words
from busrisk.web.language import N_, gettext, language

POINTS = "01234"


class Fill(StrEnum):
    """How sure a box is: solid, hatched or empty. Colour is never the only carrier."""

    AT_LEAST = "at-least"
    POSSIBLE = "possible"
    RULED_OUT = "ruled-out"


@dataclass(frozen=True)
class Box:
    mark: str  # A–E, or 0–4
    step: int  # 0–4: which colour of the scale
    fill: Fill


@dataclass(frozen=True)
class Boxes:
    boxes: tuple[Box, ...]
    words: str  # 'ten minste C, E niet uit te sluiten'
    note: str = ""  # said beside the words where there is room: that nothing is established yet


def class_boxes(interval: Interval) -> Boxes:
    """The class A–E as five boxes with its words."""
    return _boxes(interval, CLASS_LETTERS)


def point_boxes(interval: Interval) -> Boxes:
    """The points 0–4 of a dimension as five boxes with their words; 0 is best, 4 worst."""
    return _boxes(interval, POINTS)


def _boxes(interval: Interval, marks: str) -> Boxes:
    drawn = tuple(Box(mark, step, _fill(interval, step)) for step, mark in enumerate(marks))
    words = class_in_words((marks[interval.low], marks[interval.high]), language())
    return Boxes(drawn, words, gettext("nog niets vastgesteld") if interval == ANYTHING else "")


def _fill(interval: Interval, step: int) -> Fill:
    if interval == ANYTHING:
        return Fill.POSSIBLE  # a solid best box would read as the best score, and nothing is established
    if step == interval.low:
        return Fill.AT_LEAST
    return Fill.POSSIBLE if interval.low < step <= interval.high else Fill.RULED_OUT


class Known(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


KNOWN = {Known.YES: N_("beantwoord: ja"), Known.NO: N_("beantwoord: nee"), Known.UNKNOWN: N_("onbekend")}


@dataclass(frozen=True)
class Part:
    """One part of a bar; `start` and `width` are percentages of its length, as SVG reads them."""

    known: Known
    count: int
    start: str
    width: str
    words: str


@dataclass(frozen=True)
class KnownBar:
    """Known and unknown of one capability, weighted by buses."""

    title: str
    parts: tuple[Part, ...]
    words: str  # 'onbekend voor 569 van 569 bussen'
    all_words: str  # every part with its count, for a reader who does not see the drawing


def known_bar(title: str, yes: int, no: int, unknown: int) -> KnownBar:
    """The bar of `yes`, `no` and `unknown` buses; their sum is its whole length."""
    total, spoken = yes + no + unknown, language()
    parts, start = [], 0.0
    for known, count in ((Known.YES, yes), (Known.NO, no), (Known.UNKNOWN, unknown)):
        width = 100 * count / total if total else 0.0
        words = f"{gettext(KNOWN[known])}: {dutch.write_number(count, 0, spoken)}"
        if count:
            parts.append(Part(known, count, f"{start:.3f}%", f"{width:.3f}%", words))
        start += width
    of = dutch.write_number(total, 0, spoken)
    words = gettext(
        "onbekend voor %(unknown)s van %(total)s bussen",
        unknown=dutch.write_number(unknown, 0, spoken),
        total=of,
    )
    return KnownBar(title, tuple(parts), words, "; ".join(part.words for part in parts))
