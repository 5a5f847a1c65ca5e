"""Which deployment comes first: class against service loss at both ends (scoring.md 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from busrisk.core.exposure.service_loss import ConcessionNeed, Loss
from busrisk.core.facts import CLASS_LETTERS, Assessment, Interval, KnockOut, KnockOutStatus, Situation
from busrisk.core.score.ordering import OrderKey
from busrisk.core.score.reasons import answers_by_question, terms_of
from busrisk.core.score.scoring import ASSURANCE, worst
from busrisk.core.score.standing import standing
from busrisk.rulebook.shape import Edition, LossBand

OWNERSHIP = "C1"
_OWNERSHIP_FROM, _CAPABILITY_FROM = 3, 2  # 'statelijk': C1 at least 3 with K at least 2 (scoring.md 7)

PriorityKey = tuple[str, int, int, OrderKey]


@dataclass(frozen=True)
class Priority:
    """From P1 (first) to P4: `worst` cannot be excluded and sorts, `best` is the least there is."""

    best: str
    worst: str


class StateLink(StrEnum):
    """'Statelijk': a state may steer the owner, and the capability is there."""

    ESTABLISHED = "established"
    POSSIBLE = "possible"


def loss_column(loss: Fraction, bands: Sequence[LossBand]) -> int:
    """The column of the priority table for a loss as a share of 1; a bound belongs to the band above it."""
    percent = loss * 100
    above = sum(1 for band in bands if percent >= Fraction(str(band.below)))
    return min(above, len(bands) - 1)


def priority(overall: Interval, loss: Loss, need: ConcessionNeed, edition: Edition) -> Priority:
    """P(worst) = table[upper class][upper loss], P(best) = table[lower][lower] (scoring.md 7).

    A part in a crisis plan, or the only public transport of an area, moves one column to the right. Where
    that is not known, only the worst end moves.
    """
    heavier = need.weighs_more
    return Priority(
        best=_cell(overall.low, loss.low, heavier is True, edition),
        worst=_cell(overall.high, loss.high, heavier is not False, edition),
    )


def _cell(points: int, loss: Fraction, is_heavier: bool, edition: Edition) -> str:
    table = {row.overall: row.columns for row in edition.scoring.priorities}
    columns = table[CLASS_LETTERS[points]]
    column = loss_column(loss, edition.scoring.loss_bands) + (1 if is_heavier else 0)
    return columns[min(column, len(columns) - 1)]


def capability_of(assessment: Assessment) -> Interval:
    """K: the worst of D1, D2 and D4 (scoring.md 5.2)."""
    return worst(interval for id, interval in assessment.dimensions if id != ASSURANCE)


def context_interval(situation: Situation, section: str, edition: Edition) -> Interval:
    """A context section such as C1: the worst over its questions at both ends; unanswered is [0, 4]."""
    terms, said = terms_of(situation, edition.scoring), answers_by_question(situation.answers)
    asked = edition.questions_of(section)
    return worst(standing(said.get(question.id, ()), False, terms).interval for question in asked)


def state_link(ownership: Interval, capability: Interval) -> StateLink | None:
    """'Statelijk': `ownership` (C1) ≥ 3 with `capability` (K) ≥ 2; established on the lower bounds."""
    if ownership.low >= _OWNERSHIP_FROM and capability.low >= _CAPABILITY_FROM:
        return StateLink.ESTABLISHED
    if ownership.high >= _OWNERSHIP_FROM and capability.high >= _CAPABILITY_FROM:
        return StateLink.POSSIBLE
    return None


def priority_key(
    found: Priority, knock_outs: Sequence[KnockOut], state: StateLink | None, within: OrderKey
) -> PriorityKey:
    """A key that sorts what to look at first: worst priority, knock-outs, 'statelijk', then `within`.

    Of knock-outs and 'statelijk' the established ones come first, then the possible. `within` is
    `ordering.order_key` of the same deployment.
    """
    statuses = {knock_out.status for knock_out in knock_outs}
    return (
        found.worst,
        _rank(KnockOutStatus.CONFIRMED in statuses, KnockOutStatus.POSSIBLE in statuses),
        _rank(state is StateLink.ESTABLISHED, state is StateLink.POSSIBLE),
        within,
    )


def _rank(is_established: bool, is_possible: bool) -> int:
    return 0 if is_established else 1 if is_possible else 2
