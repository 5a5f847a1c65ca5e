"""A selection of the fleet, split every way a reader may ask; unknown is a part of each split.

Weighted by running buses. Who may not see scores per concession is not shown what is known of a selection
that comes down to a few concessions, nor a line that comes down to the answers of a few operators. That is a
guard per line: what can be worked out from lines side by side is not guarded yet (see SECURITY.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from busrisk.core.exposure.actor_reach import ActorReach, SuppliedFleet, reaches
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
from busrisk.core.national.capabilities import CapabilityLine, capability_line, told_apart
from busrisk.core.national.picture import (
    FleetSum,
    MakerFleet,
    fleet_by_maker,
    fleet_sum,
)
from busrisk.rulebook.shape import Edition

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
    """Running buses by the answer on one authority: its points, or the state where there are none.

    `withheld`: the split would tell whose answer it is; `buses` are all that run, whatever the answer.
    """

    question: str
    points: int | None
    state: AnswerState
    buses: int
    withheld: bool = False


@dataclass(frozen=True)
class WithheldReach:
    """A party whose reach would tell whose answer it is: neither established nor not excludable is shown."""

    actor: PartyRef | None


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
    withholds_questions: bool  # what is still open would tell who has answered
    reaches: tuple[ActorReach | WithheldReach, ...]


def breakdown(
    batches: Sequence[BatchFact],
    scores: Sequence[ScoredDeployment],
    providers: Providers,
    edition: Edition,
    fewest: int,
) -> Breakdown:
    """Every split of batches that are selected already; `scores` are the deployments of these batches.

    `fewest`: from how many concessions and different operators a figure must come to be shown; 1: all are.
    """
    whole = fleet_sum(batches)
    concessions = len({batch.concession for batch in batches if batch.runs and batch.count.value})
    withheld = concessions < fewest and fewest > 1
    shown = () if withheld else tuple(batches)
    behind = [] if withheld else [each for each in scores if _may_run(each)]
    reasons = {each.deployment.key: each.assessment.reasons for each in scores if each.assessment}
    silent = 0 < len(_who_answered(behind)) < fewest
    return Breakdown(
        everything=whole,
        makers=fleet_by_maker(batches),
        statuses=tuple(_status(status, batches) for status in FleetStatus),
        concessions=concessions,
        concentration=concentration(_supplied(batches)),
        withheld=withheld,
        coverage=_coverage(shown, reasons),
        authorities=tuple(
            line for question in AUTHORITIES for line in _authority(question, shown, reasons, fewest)
        ),
        capabilities=told_apart(
            [
                capability_line(each, shown, reasons, 0 if withheld else whole.running)
                for each in edition.scoring.capabilities
            ],
            fewest,
        ),
        ask_first=() if silent else ask_first(_questioned(behind, edition), edition),
        withholds_questions=silent,
        reaches=_reaches(behind, providers, fewest),
    )


def _who_answered(scores: Iterable[ScoredDeployment]) -> set[PartyRef | None]:
    """The operators of whom any answer counts; coverage follows from a date, without one."""
    return {
        each.deployment.operator
        for each in scores
        for reason in (each.assessment.reasons if each.assessment else ())
        if reason.question != COVERAGE and reason.state in _GIVEN
    }


_GIVEN = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)


def _reaches(
    behind: Iterable[ScoredDeployment], providers: Providers, fewest: int
) -> tuple[ActorReach | WithheldReach, ...]:
    """A line of which too few operators' buses are established keeps its name alone; those come by name,
    for their place would tell too."""
    fleets: dict[PartyRef | None, list[SuppliedFleet]] = defaultdict(list)
    for each in behind:
        fleets[each.deployment.operator].append(supplied(each, providers))
    lines = reaches([fleet for of in fleets.values() for fleet in of])
    if fewest == 1:
        return lines
    operators = Counter(line.actor for of in fleets.values() for line in reaches(of) if _is_established(line))
    hidden = [WithheldReach(line.actor) for line in lines if 0 < operators[line.actor] < fewest]
    kept = [line for line in lines if not 0 < operators[line.actor] < fewest]
    named = [line for line in kept if line.actor]
    return (*named, *sorted(hidden, key=_name), *(line for line in kept if not line.actor))


def _is_established(line: ActorReach) -> bool:
    return bool(line.established.buses or line.established.unsized)


def _name(line: WithheldReach) -> str:
    return line.actor.name if line.actor else ""


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
    question: str, batches: Iterable[BatchFact], reasons: Mapping[str, Sequence[Reason]], fewest: int
) -> tuple[AuthorityLine, ...]:
    """By points, best first; an answer without points, and no answer at all, last. Withheld as a whole."""
    counted: Counter[_Said] = Counter()
    operators: dict[_Said, set[PartyRef | None]] = defaultdict(set)
    for batch, buses in _running(batches):
        said = _said(_reason(question, batch, reasons))
        counted[said] += buses
        operators[said].add(batch.holder)
    if any(said[1] in _GIVEN and len(who) < fewest for said, who in operators.items()):
        return (AuthorityLine(question, None, AnswerState.UNKNOWN, counted.total(), withheld=True),)
    ordered = sorted(counted.items(), key=lambda each: (each[0][0] is None, each[0][0] or 0, each[0][1]))
    return tuple(AuthorityLine(question, points, state, buses) for (points, state), buses in ordered)


_Said = tuple[int | None, AnswerState]


def _said(reason: Reason | None) -> _Said:
    if reason and reason.state is AnswerState.ANSWERED and reason.points is not None:
        return reason.points, AnswerState.ANSWERED
    if reason and reason.state is AnswerState.NOT_APPLICABLE:
        return None, AnswerState.NOT_APPLICABLE
    return None, AnswerState.UNKNOWN


def _running(batches: Iterable[BatchFact]) -> list[tuple[BatchFact, int]]:
    return [(batch, batch.count.value) for batch in batches if batch.runs and batch.count.value]


def _reason(question: str, batch: BatchFact, reasons: Mapping[str, Sequence[Reason]]) -> Reason | None:
    known = reasons.get(batch.deployment or "", ())
    return next((each for each in known if each.question == question), None)
