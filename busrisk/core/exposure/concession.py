"""What a concession is exposed to: who could touch how many buses, what falls out, what to ask first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from busrisk.core.exposure.actor_reach import ActorReach, Provider, ProviderRole, SuppliedFleet, reaches
from busrisk.core.exposure.ask_first import OpenQuestion, QuestionedFleet, ask_first, gates_open
from busrisk.core.exposure.concentration import Concentration, concentration
from busrisk.core.exposure.priority import (
    OWNERSHIP,
    Priority,
    PriorityKey,
    StateLink,
    capability_of,
    context_interval,
    priority,
    priority_key,
    state_link,
)
from busrisk.core.exposure.running import running_buses, running_range
from busrisk.core.exposure.service_loss import ConcessionNeed, Loss, service_loss
from busrisk.core.facts import Answer, Assessment, BatchFact, Count, FleetStatus, ScoredDeployment, Situation
from busrisk.core.score.ordering import context_uppers, order_key
from busrisk.rulebook.shape import Edition

Providers = Mapping[str, tuple[Provider, ...]]  # by deployment key
Answers = Mapping[str, tuple[Answer, ...]]


@dataclass(frozen=True)
class ExposedDeployment:
    """One scored deployment against what the concession needs; `loss` when all its buses stand still."""

    scored: ScoredDeployment
    loss: Loss
    priority: Priority
    state: StateLink | None
    key: PriorityKey


@dataclass(frozen=True)
class ConcessionExposure:
    """The exposure of one concession. `deployments` come in the order in which to look at them."""

    need: ConcessionNeed
    deployments: tuple[ExposedDeployment, ...]
    reach: tuple[ActorReach, ...]
    first: tuple[OpenQuestion, ...]  # questions that alone could narrow a class
    gates: tuple[OpenQuestion, ...]  # where no single answer could: the deciding questions that are open
    concentration: Concentration

    @property
    def heaviest(self) -> ExposedDeployment | None:
        return self.deployments[0] if self.deployments else None


def exposure(
    scored: Sequence[ScoredDeployment],
    fleet: Sequence[BatchFact],
    need: ConcessionNeed,
    providers: Providers,
    answers: Answers,
    edition: Edition,
) -> ConcessionExposure:
    """Scoring.md 7 for one concession. Deployments that were never scored have no priority of their own;
    their buses count in the reach, where everything is possible."""
    exposed = [_exposed(each, made, need, answers, edition) for each in scored if (made := each.assessment)]
    asked = tuple(
        QuestionedFleet(each.deployment.key, running_buses(each.deployment.batches), made.reasons)
        for each in scored
        if (made := each.assessment)
    )
    # What may run weighs as an unknown count: one maker among known ones is not the whole fleet.
    running = [(batch.makers, batch.count) for batch in fleet if batch.runs]
    running += [(batch.makers, Count()) for batch in fleet if batch.status is FleetStatus.UNKNOWN]
    return ConcessionExposure(
        need=need,
        deployments=tuple(sorted(exposed, key=lambda each: each.key)),
        reach=reaches([supplied(each, providers) for each in scored]),
        first=ask_first(asked, edition),
        gates=gates_open(asked, edition),
        concentration=concentration(running),
    )


def supplied(scored: ScoredDeployment, providers: Providers) -> SuppliedFleet:
    """A deployment with the parties behind it: its makers, and whoever was stated for the other roles."""
    about, made = scored.deployment, scored.assessment
    shared = len(about.makers) > 1
    makers = tuple(Provider(ProviderRole.MAKER, maker, part=shared) for maker in about.makers)
    return SuppliedFleet(
        deployment=about.key,
        buses=running_buses(about.batches),
        dimensions=made.dimensions if made else (),
        providers=(*makers, *providers.get(about.key, ())),
    )


def _exposed(
    scored: ScoredDeployment, made: Assessment, need: ConcessionNeed, answers: Answers, edition: Edition
) -> ExposedDeployment:
    about = scored.deployment
    situation = Situation(answers.get(about.key, ()), on=made.on)
    loss = service_loss(*running_range(about.batches), need)
    found = priority(made.overall, loss, need, edition)
    state = state_link(context_interval(situation, OWNERSHIP, edition), capability_of(made))
    within = order_key(
        made,
        about.key,
        contexts=context_uppers(situation, edition),
        service_loss=float(loss.high),
        buses=running_buses(about.batches).value,
    )
    return ExposedDeployment(scored, loss, found, state, priority_key(found, made.knock_outs, state, within))
