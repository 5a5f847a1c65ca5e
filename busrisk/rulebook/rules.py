"""The settings of the score: every width, date, threshold and band is dated and says its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from busrisk.rulebook.strict import LISTED, Score, Scores, Shape, Sourced, Strings, Text, naming


class Width(Sourced):
    """How far an answer of one grade may turn out worse than its points."""

    grade: Annotated[str, Field(pattern="^E[123]$")]
    width: Score


class Ageing(Sourced):
    most_steps: Annotated[int, Field(ge=0)]  # grades an answer may lose altogether


class DimensionRule(Sourced):
    """How a dimension follows from questions: 'reach_and_control' (exactly two) or 'worst'."""

    id: str
    combine: Annotated[str, Field(pattern="^(reach_and_control|worst)$")]
    questions: Strings

    @model_validator(mode="after")
    def _reach_and_control_are_two(self) -> DimensionRule:
        if self.combine == "reach_and_control" and len(self.questions) != 2:
            raise ValueError("reach_and_control neemt precies twee vragen: bereik en regie")
        return self


class CoverageRule(Sourced):
    """One row of the coverage table; the first that matches decides. `before` is exclusive."""

    code: str
    before: date | None = None
    low: Score
    high: Score
    low_needs_no_number: bool = False  # the lower bound holds only once 3.2 is answered 'no number'

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> CoverageRule:
        if self.low > self.high:
            raise ValueError("low is hoger dan high")
        return self


class KnockOutRule(Sourced):
    """All thresholds met (points at least): a knock-out. K4 has rules of its own in the code."""

    id: str
    title: Text
    thresholds: dict[str, Score] = Field(default_factory=dict)
    computed: bool = True  # False: described in this edition, not yet computed


class Capability(Sourced):
    """Yes or no of a capability, as the answered option of one question."""

    id: str
    question: str
    title: Text
    yes: Scores  # points that count as yes
    explanation: Text


class LossBand(Sourced):
    """Upper bound of a band of service loss in percent, exclusive but for the last."""

    below: float


class PriorityRow(Sourced):
    overall: Annotated[str, Field(pattern="^[A-E]$")]  # class letter (upper bound)
    columns: Strings  # P1–P4 per loss band, from small to large


class Scoring(Shape):
    widths: Annotated[tuple[Width, ...], LISTED]
    ageing: Ageing
    dimensions: Annotated[tuple[DimensionRule, ...], LISTED]
    lift: Annotated[tuple[Sourced, ...], LISTED] = ()
    coverage: Annotated[tuple[CoverageRule, ...], LISTED]
    may_not_apply: Strings  # questions that may be 'not applicable' …
    may_not_apply_when: Strings  # … under these coverage codes
    knock_outs: Annotated[tuple[KnockOutRule, ...], LISTED]
    capabilities: Annotated[tuple[Capability, ...], LISTED]
    loss_bands: Annotated[tuple[LossBand, ...], LISTED]
    priorities: Annotated[tuple[PriorityRow, ...], LISTED]

    @model_validator(mode="after")
    def _priorities_fit_the_bands(self) -> Scoring:
        bounds = [band.below for band in self.loss_bands]
        if bounds != sorted(set(bounds)):
            raise ValueError("loss_bands: de grenzen moeten oplopen")
        for row in self.priorities:
            if len(row.columns) != len(bounds):
                raise ValueError(f"priorities {row.overall}: {len(bounds)} kolommen nodig, één per band")
        return self

    def settings(self) -> Iterator[tuple[str, Sourced]]:
        """Every dated setting with its place in the file: ('coverage NOT_REQUIRED', …), ('ageing', …)."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Sourced):
                yield name, value
            elif isinstance(value, tuple):
                for position, item in enumerate(value):
                    if isinstance(item, Sourced):
                        yield f"{name} {naming(item, position)}", item
