"""Buses with and without a capability, by evidence; whatever was not answered is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from busrisk.core.facts import AnswerState, BatchFact, Grade, Reason
from busrisk.rulebook.shape import Capability


@dataclass(frozen=True)
class CapabilityLine:
    """How many buses of the group have a capability: yes, no by evidence grade, and unknown."""

    id: str
    question: str
    yes: int
    no_declared: int
    no_documented: int
    no_tested: int
    of: int

    @property
    def no(self) -> int:
        return self.no_declared + self.no_documented + self.no_tested

    @property
    def known(self) -> int:
        return self.yes + self.no

    @property
    def unknown(self) -> int:
        return self.of - self.known


def capability_line(
    capability: Capability,
    batches: Sequence[BatchFact],
    reasons: Mapping[str, Sequence[Reason]],
    of: int,
) -> CapabilityLine:
    """Buses by answered option; what the register cannot place is unknown like what nobody answered."""
    counted: dict[str, int] = defaultdict(int)
    for batch in batches:
        if batch.runs and batch.count.value and batch.deployment:
            verdict = _verdict(capability, reasons.get(batch.deployment, ()))
            counted[verdict] += batch.count.value
    return CapabilityLine(
        capability.id,
        capability.question,
        yes=counted["yes"],
        no_declared=counted[Grade.E1],
        no_documented=counted[Grade.E2],
        no_tested=counted[Grade.E3],
        of=of,
    )


def _verdict(capability: Capability, reasons: Sequence[Reason]) -> str:
    """'yes', the grade of a 'no', or 'unknown'. An answer without evidence left is unknown."""
    reason = next((each for each in reasons if each.question == capability.question), None)
    if (
        reason is None
        or reason.state is not AnswerState.ANSWERED
        or reason.points is None
        or not reason.grade
    ):
        return "unknown"
    return "yes" if reason.points in capability.yes else reason.grade.value
