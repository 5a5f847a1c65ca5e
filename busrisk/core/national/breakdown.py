"""A selection of the fleet, split every way a reader may ask; unknown is a part of each split.

Weighted by running buses. Who may not see scores per concession is not shown what is known of so small a
selection that it comes down to a few concessions: see FEWEST.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from busrisk.core.exposure.actor_reach import ActorReach, reaches
from busrisk.core.exposure.ask_first import OpenQuestion, QuestionedFleet, ask_first
from busrisk.core.exposure.concentration import Concentration, concentration
from busrisk.core.exposure.concession import Providers, supplied
from busrisk.core.exposure.running import running_buses
from busrisk.core.facts import (
    AnswerState,
    BatchFact,
    Count,
    CoverageCode,
    FleetStatus,
    PartyRef,
    Reason,
    ScoredDeployment,
)
from busrisk.core.national.capabilities import CapabilityLine, capability_line
from busrisk.core.national.picture import (
    FleetSum,
    MakerFleet,
    fleet_by_maker,
    fleet_sum,
)
from busrisk.rulebook.shape import Edition

FEWEST = 3  # concessions with running buses
COVERAGE = "3.1"
AUTHORITIES = ("3.3a", "3.3b")


@dataclass(frozen=True)
class StatusLine:
    """Buses of one state; `batches` have no count and are in none of them."""

    status: FleetStatus
    buses: int
    batches_without_count: int


@dataclass(frozen=True)
class CoverageLine:
    """Running buses by what the date of admission says of R155; no codes: nothing is on record."""

    codes: tuple[CoverageCode, ...]
    buses: int


@dataclass(frozen=True)
class AuthorityLine:
    """Running buses by the answer on one authority: its points, or the state where there are none."""

    question: str
    points: int | None
    state: AnswerState
    buses: int


@dataclass(frozen=True)
class Breakdown:
    everything: FleetSum
    makers: tuple[MakerFleet, ...]
    statuses: tuple[StatusLine, ...]
    concessions: int  # with running buses
    concentration: Concentration
    withheld: bool  # all that follows is left out: too few concessions
    coverage: tuple[CoverageLine, ...]
    authorities: tuple[AuthorityLine, ...]
    capabilities: tuple[CapabilityLine, ...]
    ask_first: tuple[OpenQuestion, ...]
    reaches: tuple[ActorReach, ...]


def breakdown(
    batches: Sequence[BatchFact],
    scores: Sequence[ScoredDeployment],
    providers: Providers,
    edition: Edition,
    sees_scores: bool,
) -> Breakdown:
    """Every split of batches that are selected already; `scores` are the deployments of these batches."""
    whole = fleet_sum(batches)
    concessions = len({batch.concession for batch in batches if batch.runs and batch.count.value})
    withheld = not sees_scores and concessions < FEWEST
    shown = () if withheld else tuple(batches)
    behind = [] if withheld else [each for each in scores if _may_run(each)]
    reasons = {each.deployment.key: each.assessment.reasons for each in scores if each.assessment}
    return Breakdown(
        everything=whole,
        makers=fleet_by_maker(batches),
        statuses=tuple(_status(status, batches) for status in FleetStatus),
        concessions=concessions,
        concentration=concentration(_supplied(batches)),
        withheld=withheld,
        coverage=_coverage(shown, reasons),
        authorities=tuple(line for question in AUTHORITIES for line in _authority(question, shown, reasons)),
        capabilities=tuple(
            capability_line(each, shown, reasons, 0 if withheld else whole.running)
            for each in edition.scoring.capabilities
        ),
        ask_first=ask_first(_questioned(behind, edition), edition),
        reaches=reaches([supplied(each, providers) for each in behind]),
    )


def _supplied(batches: Iterable[BatchFact]) -> list[tuple[tuple[PartyRef, ...], Count]]:
    """What runs or may run; in an unknown state the count is unknown, for it may be none."""
    running = [(batch.makers, batch.count) for batch in batches if batch.runs]
    return running + [(batch.makers, Count()) for batch in batches if batch.status is FleetStatus.UNKNOWN]


def _may_run(scored: ScoredDeployment) -> bool:
    return running_buses(scored.deployment.batches).value != 0


def _questioned(scores: Iterable[ScoredDeployment], edition: Edition) -> list[QuestionedFleet]:
    """What this edition scored; an older score asks the questions of its own edition."""
    return [
        QuestionedFleet(each.deployment.key, running_buses(each.deployment.batches), each.assessment.reasons)
        for each in scores
        if each.assessment and each.assessment.edition == edition.id
    ]


def _status(status: FleetStatus, batches: Iterable[BatchFact]) -> StatusLine:
    members = [batch.count.value for batch in batches if batch.status is status]
    return StatusLine(status, sum(each or 0 for each in members), sum(each is None for each in members))


def _coverage(
    batches: Iterable[BatchFact], reasons: Mapping[str, Sequence[Reason]]
) -> tuple[CoverageLine, ...]:
    """Most buses first; what has no code on record last."""
    counted: Counter[tuple[CoverageCode, ...]] = Counter()
    for batch, buses in _running(batches):
        reason = _reason(COVERAGE, batch, reasons)
        counted[reason.coverage if reason else ()] += buses
    ordered = sorted(counted.items(), key=lambda each: (not each[0], -each[1], each[0]))
    return tuple(CoverageLine(codes, buses) for codes, buses in ordered)


def _authority(
    question: str, batches: Iterable[BatchFact], reasons: Mapping[str, Sequence[Reason]]
) -> tuple[AuthorityLine, ...]:
    """By points, best first; an answer without points, and no answer at all, last."""
    counted: Counter[tuple[int | None, AnswerState]] = Counter()
    for batch, buses in _running(batches):
        reason = _reason(question, batch, reasons)
        if reason and reason.state is AnswerState.ANSWERED and reason.points is not None:
            counted[reason.points, AnswerState.ANSWERED] += buses
        elif reason and reason.state is AnswerState.NOT_APPLICABLE:
            counted[None, AnswerState.NOT_APPLICABLE] += buses
        else:
            counted[None, AnswerState.UNKNOWN] += buses
    ordered = sorted(counted.items(), key=lambda each: (each[0][0] is None, each[0][0] or 0, each[0][1]))
    return tuple(AuthorityLine(question, points, state, buses) for (points, state), buses in ordered)


def _running(batches: Iterable[BatchFact]) -> list[tuple[BatchFact, int]]:
    return [(batch, batch.count.value) for batch in batches if batch.runs and batch.count.value]


def _reason(question: str, batch: BatchFact, reasons: Mapping[str, Sequence[Reason]]) -> Reason | None:
    known = reasons.get(batch.deployment or "", ())
    return next((each for each in known if each.question == question), None)
