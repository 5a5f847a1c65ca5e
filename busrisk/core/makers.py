"""Manufacturers as they stand in a register: fleet and variants of each, never one score for a make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from busrisk.core.facts import BatchFact, Interval, Reason, ScoredDeployment
from busrisk.core.national.picture import FleetSum, fleet_sum
from busrisk.core.score.rollup import DIMENSIONS, heaviest

CAPABILITIES = ("1.1", "2.1", "4.1", "4.2")  # updates, diagnostics, stopping, and cutting the connections


@dataclass(frozen=True)
class Maker:
    """A manufacturer at a moment; None is unknown.

    `statement` is the maker's own word on its buses. `owned_from` is the first day for which the register
    states this owner. `sources` back what is said here as a whole: no list tells them apart by fact.
    """

    key: str
    name: str
    legal_name: str | None
    hq_country: str | None
    parent: str | None
    parent_country: str | None
    assembly: str | None
    support_state: str | None
    statement: str | None = None
    note: str | None = None
    owned_from: date | None = None
    ownership_note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class VariantFact:
    """The vehicle type and software baseline of a batch. `named` False: the model is unknown or mixed, so
    that this type is of one record alone. `baseline` None: no software version was recorded."""

    key: str
    model: str | None
    named: bool
    baseline: str | None


@dataclass(frozen=True)
class MakerStand:
    """What of one manufacturer runs within reach.

    `shared` are buses that a source gives for several manufacturers together: they are in no maker's own sum.
    """

    fleet: FleetSum
    shared: FleetSum
    variants: int
    unnamed: int  # batches whose model is unknown or mixed


def maker_stand(key: str, batches: Iterable[BatchFact], types: Mapping[str, VariantFact]) -> MakerStand:
    """`types` holds the type of a batch by its record."""
    own, shared = _of_maker(key, batches)
    kinds = {types[batch.record_id] for batch in (*own, *shared) if batch.record_id in types}
    return MakerStand(
        fleet=fleet_sum(own),
        shared=fleet_sum(shared),
        variants=sum(1 for kind in kinds if kind.named),
        unnamed=sum(1 for kind in kinds if not kind.named),
    )


def _of_maker(key: str, batches: Iterable[BatchFact]) -> tuple[list[BatchFact], list[BatchFact]]:
    """The batches of this manufacturer alone, and those it shares with another."""
    ours = [batch for batch in batches if key in {maker.key for maker in batch.makers}]
    return [each for each in ours if len(each.makers) == 1], [each for each in ours if len(each.makers) > 1]


@dataclass(frozen=True)
class VariantView:
    """One variant with everything it runs in. Scores are None where none was made or none may be seen."""

    variant: VariantFact
    batches: tuple[BatchFact, ...]
    scored: tuple[ScoredDeployment, ...]

    @property
    def fleet(self) -> FleetSum:
        return fleet_sum(self.batches)

    @property
    def overall(self) -> Interval | None:
        """The heaviest deployment counts, as for a concession; classes are never averaged."""
        return heaviest(each.assessment.overall for each in self.scored if each.assessment)

    @property
    def dimensions(self) -> tuple[tuple[str, Interval | None], ...]:
        made = [each.assessment for each in self.scored if each.assessment]
        return tuple((key, heaviest(one.dimension(key) for one in made)) for key in DIMENSIONS)

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.scored)

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.scored)

    def said(self, question: str) -> tuple[Reason, ...]:
        """What is known of one question, each different reason once; empty where nothing was scored."""
        made = (each.assessment for each in self.scored if each.assessment)
        reasons = (reason for one in made for reason in one.reasons if reason.question == question)
        return tuple(dict.fromkeys(reasons))


def variant_views(
    key: str,
    batches: Sequence[BatchFact],
    types: Mapping[str, VariantFact],
    scored: Sequence[ScoredDeployment],
) -> tuple[VariantView, ...]:
    """The variants of one manufacturer: the named ones by model, then those whose model is not known."""
    grouped: dict[VariantFact, list[BatchFact]] = defaultdict(list)
    own, shared = _of_maker(key, batches)
    for batch in (*own, *shared):
        if batch.record_id in types:
            grouped[types[batch.record_id]].append(batch)
    found = (_view(variant, members, scored) for variant, members in grouped.items())
    return tuple(
        sorted(found, key=lambda each: (not each.variant.named, each.variant.model or "", each.variant.key))
    )


def _view(
    variant: VariantFact, batches: Sequence[BatchFact], scored: Sequence[ScoredDeployment]
) -> VariantView:
    keys = {batch.deployment for batch in batches}
    return VariantView(variant, tuple(batches), tuple(each for each in scored if each.deployment.key in keys))


def profiles_differ(views: Iterable[VariantView]) -> bool:
    """Whether the variants are known to differ: then nothing may be said of the make as a whole (S7)."""
    profiles = {
        (view.overall, view.dimensions, tuple(frozenset(view.said(each)) for each in CAPABILITIES))
        for view in views
        if view.overall is not None
    }
    return len(profiles) > 1
