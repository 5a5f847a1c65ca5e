"""The page of what is behind one number."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.web.moment import MomentForm


@dataclass(frozen=True)
class ClaimText:
    """One claim: for which days, what, and whether it is still believed."""

    period: str
    said: str
    unknown: bool
    sure: str
    details: tuple[tuple[str, str], ...]
    source: str
    dated: str
    note: str
    repeated: bool
    ended: str
    stands: bool


@dataclass(frozen=True)
class Telling:
    """What one statement claimed."""

    title: str
    claims: tuple[ClaimText, ...]
    because: str = ""  # why a batch was taken out


@dataclass(frozen=True)
class HistoryPage:
    moment: MomentForm
    here: str
    record: str
    about: str
    concession: str
    back: str
    mine: str
    stand: str
    tellings: tuple[Telling, ...]
