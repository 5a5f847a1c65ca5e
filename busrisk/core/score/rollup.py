"""From deployments to a concession: the heaviest counts, nothing is averaged (scoring.md 5 and 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from busrisk.core.facts import (
    CLASS_LETTERS,
    BatchFact,
    ConcessionFact,
    Interval,
    KnockOut,
    KnockOutStatus,
    ScoredDeployment,
)
from busrisk.core.national.picture import FleetSum, fleet_sum

DIMENSIONS = ("D1", "D2", "D3", "D4")
R155_AUTHORITY, R156_AUTHORITY = "3.3a", "3.3b"


def letters(interval: Interval) -> tuple[str, str]:
    """A class interval as letters: 'at least' and 'cannot be excluded'."""
    return CLASS_LETTERS[interval.low], CLASS_LETTERS[interval.high]


def heaviest(intervals: Iterable[Interval | None]) -> Interval | None:
    """At least the worst lower bound, at most the worst upper one; None where there is none."""
    known = [each for each in intervals if each is not None]
    if not known:
        return None
    return Interval(max(each.low for each in known), max(each.high for each in known))


def authority(scored: ScoredDeployment, question: str) -> Interval | None:
    """The points on supervision by the R155 or R156 authority; None where not applicable or never scored."""
    if scored.assessment is None:
        return None
    return next((each.interval for each in scored.assessment.reasons if each.question == question), None)


@dataclass(frozen=True)
class ConcessionView:
    """One concession as its list line and page head need it. Scores are None without a scored deployment."""

    concession: ConcessionFact
    fleet: FleetSum
    makers: tuple[str, ...]
    scored: tuple[ScoredDeployment, ...]
    overall: Interval | None
    dimensions: tuple[tuple[str, Interval | None], ...]
    r155_authority: Interval | None
    r156_authority: Interval | None
    knock_outs: tuple[KnockOut, ...]
    answered: int
    asked: int
    nameless: bool = False  # of some of its buses no source names the manufacturer


def concession_views(
    concessions: Sequence[ConcessionFact], batches: Sequence[BatchFact], scored: Sequence[ScoredDeployment]
) -> tuple[ConcessionView, ...]:
    """One view per concession, in the order given."""
    fleets: dict[str, list[BatchFact]] = defaultdict(list)
    for batch in batches:
        fleets[batch.concession].append(batch)
    scores: dict[str, list[ScoredDeployment]] = defaultdict(list)
    for each in scored:
        scores[each.deployment.concession].append(each)
    return tuple(_view(each, fleets[each.key], scores[each.key]) for each in concessions)


def _view(
    concession: ConcessionFact, fleet: Sequence[BatchFact], scored: Sequence[ScoredDeployment]
) -> ConcessionView:
    made = [each.assessment for each in scored if each.assessment]
    names = {maker.name for batch in fleet for maker in batch.makers}
    return ConcessionView(
        concession=concession,
        fleet=fleet_sum(fleet),
        makers=tuple(sorted(names)),
        scored=tuple(scored),
        overall=heaviest(each.overall for each in made),
        dimensions=tuple((key, heaviest(each.dimension(key) for each in made)) for key in DIMENSIONS),
        r155_authority=heaviest(authority(each, R155_AUTHORITY) for each in scored),
        r156_authority=heaviest(authority(each, R156_AUTHORITY) for each in scored),
        knock_outs=_worst_knock_outs(knock_out for each in made for knock_out in each.knock_outs),
        answered=sum(each.answered for each in scored),
        asked=sum(each.asked for each in scored),
        nameless=any(not batch.makers for batch in fleet),
    )


def _worst_knock_outs(knock_outs: Iterable[KnockOut]) -> tuple[KnockOut, ...]:
    """Each knock-out once: established as soon as one deployment establishes it."""
    found: dict[str, KnockOutStatus] = {}
    for each in knock_outs:
        if found.get(each.id) is not KnockOutStatus.CONFIRMED:
            found[each.id] = each.status
    return tuple(KnockOut(id, status) for id, status in sorted(found.items()))
