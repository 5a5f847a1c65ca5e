"""Buses with and without a capability, by evidence; whatever was not answered is unknown.

A split that would tell whose answer it is can be withheld: its counts are then None, never zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from busrisk.core.facts import AnswerState, BatchFact, Grade, Reason
from busrisk.rulebook.shape import Capability


@dataclass(frozen=True)
class CapabilityLine:
    """How many buses of the group have a capability: yes, no by evidence grade, and unknown."""

    id: str
    question: str
    yes: int | None
    no_declared: int | None
    no_documented: int | None
    no_tested: int | None
    of: int
    operators: int | None = None  # different ones behind the answer that fewest gave; None: nobody answered

    @property
    def split(self) -> tuple[int, int, int] | None:
        """Yes, no and unknown; None where it is withheld."""
        counts = (self.yes, self.no_declared, self.no_documented, self.no_tested)
        known = [each for each in counts if each is not None]
        if len(known) < len(counts):
            return None
        return known[0], sum(known[1:]), self.of - sum(known)

    @property
    def withheld(self) -> bool:
        return self.split is None

    @property
    def no(self) -> int | None:
        return self.split[1] if self.split else None

    @property
    def known(self) -> int | None:
        return self.of - self.split[2] if self.split else None

    @property
    def unknown(self) -> int | None:
        return self.split[2] if self.split else None


def capability_line(
    capability: Capability,
    batches: Sequence[BatchFact],
    reasons: Mapping[str, Sequence[Reason]],
    of: int,
) -> CapabilityLine:
    """Buses by answered option; what the register cannot place is unknown like what nobody answered."""
    counted: dict[str, int] = defaultdict(int)
    behind: dict[str, set[str | None]] = defaultdict(set)
    for batch in batches:
        if batch.runs and batch.count.value and batch.deployment:
            verdict = _verdict(capability, reasons.get(batch.deployment, ()))
            counted[verdict] += batch.count.value
            behind[verdict].add(batch.holder.key if batch.holder else None)
    return CapabilityLine(
        capability.id,
        capability.question,
        yes=counted["yes"],
        no_declared=counted[Grade.E1],
        no_documented=counted[Grade.E2],
        no_tested=counted[Grade.E3],
        of=of,
        operators=min((len(who) for verdict, who in behind.items() if verdict != "unknown"), default=None),
    )


def told_apart(lines: Sequence[CapabilityLine], fewest: int) -> tuple[CapabilityLine, ...]:
    """The lines for who may not know whose answer it is: a split with an answer of fewer operators goes."""
    return tuple(
        line
        if line.operators is None or line.operators >= fewest
        else replace(line, yes=None, no_declared=None, no_documented=None, no_tested=None, operators=None)
        for line in lines
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
