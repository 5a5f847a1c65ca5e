"""The parties, concessions and fleet of a register of a known size: plain rows, nothing stored."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from busrisk.register.tables import (
    Baseline,
    Batch,
    BatchClaim,
    Concession,
    ConcessionClaim,
    ConcessionGrantor,
    Deployment,
    Holder,
    MakerFact,
    Party,
    PartyFact,
    PartyRole,
    SourceRow,
    Variant,
    VariantMaker,
)
from tests.bench.measure import SEED

Rows = Iterator[tuple[Any, tuple[str, ...], Iterable[tuple[Any, ...]]]]

_MODELS = 4  # of each maker
_CLAIM = (
    *("batch_id", "baseline_id", "status", "count", "circa", "quality", "propulsion", "first_year"),
    *("maker_label", "source_id", "dated", "holds_from", "holds_to", "made_in"),
)


@dataclass(frozen=True)
class Type:
    """A vehicle type, or what stands for one where the record names no model."""

    key: str
    maker: int
    model: str | None


@dataclass(frozen=True)
class Part:
    """A fleet batch: of which concession (from 0) and which deployment (from 1), how many, since when."""

    number: int
    concession: int
    deployment: int
    count: int | None
    year: int
    arrives: int  # the quarter from which it runs; until then it is on order


class Fleet:
    """Who is there and what runs where, drawn with a fixed seed."""

    def __init__(self, concessions: int, batches: int, vehicles: int, quarters: int) -> None:
        self._chance = random.Random(SEED)
        self.concessions = concessions
        self.grantors = max(2, concessions // 10)
        self.operators = max(2, concessions // 15)
        self.makers = min(60, max(3, batches // 20))
        self.types: dict[str, int] = {}  # key to number, from 1
        self.kinds: list[Type] = []
        self.deployments: dict[tuple[int, int], int] = {}  # (concession, type) to number, also its baseline's
        self.parts = self._draw(batches, vehicles, quarters)

    def _draw(self, batches: int, vehicles: int, quarters: int) -> list[Part]:
        chance = self._chance
        counts = self._counts(batches, vehicles)
        parts = []
        for number in range(batches):
            concession = number * self.concessions // batches
            kind = self._number(self._type(number))
            deployment = self.deployments.setdefault((concession, kind), len(self.deployments) + 1)
            late = quarters > 1 and chance.random() < 0.1
            arrives = chance.randrange(1, quarters) if late else 0
            year = chance.randint(2016, 2026)
            parts.append(Part(number, concession, deployment, counts[number], year, arrives))
        return parts

    def _counts(self, batches: int, vehicles: int) -> list[int | None]:
        """Counts of different sizes that add up to `vehicles`; every twentieth is unknown."""
        weights = [0 if n % 20 == 19 else self._chance.randint(5, 57) for n in range(batches)]
        reached = [0, *accumulate(weights)]
        bounds = [vehicles * each // reached[-1] for each in reached]
        counts = [after - before for before, after in pairwise(bounds)]
        return [count if weight else None for count, weight in zip(counts, weights, strict=True)]

    def _type(self, number: int) -> Type:
        maker = self._chance.randrange(self.makers)
        if self._chance.random() < 0.05:
            return Type(f"b{number:06d}~maker-{maker:03d}", maker, None)
        model = f"Type {self._chance.randrange(_MODELS)}"
        return Type(f"maker-{maker:03d}-{model.replace(' ', '-').lower()}", maker, model)

    def _number(self, kind: Type) -> int:
        if kind.key not in self.types:
            self.types[kind.key] = len(self.types) + 1
            self.kinds.append(kind)
        return self.types[kind.key]

    def operator(self, concession: int) -> int:
        return concession % self.operators

    def arriving(self, quarter: int) -> list[Part]:
        """The batches that run from this quarter on; their orders are the claims of their own numbers."""
        return [part for part in self.parts if part.arrives == quarter] if quarter else []

    def rows(self, quarter: int, days: Sequence[date], change: int) -> Rows:
        """The batches as stated in one quarter; what arrives later ends as an order and begins as a bus."""
        first, day = days[0].isoformat(), days[quarter].isoformat()
        if quarter == 0:
            yield (
                BatchClaim,
                _CLAIM,
                (self._claim(part, _status(part), first, None, change) for part in self.parts),
            )
            return
        arriving = self.arriving(quarter)
        yield BatchClaim, _CLAIM, (self._claim(each, "on_order", first, day, change) for each in arriving)
        yield BatchClaim, _CLAIM, (self._claim(each, "in_service", day, None, change) for each in arriving)

    def _claim(self, part: Part, status: str, since: str, until: str | None, change: int) -> tuple[Any, ...]:
        quality = "unknown" if part.count is None else "ordered" if status == "on_order" else "reported"
        kind = self.kinds_of[part.deployment]
        return (
            *(part.number + 1, part.deployment, status, part.count, 0, quality, "BEV", part.year),
            *(f"Fabrikant {kind.maker:03d}", 1, "2025-12", since, until, change),
        )

    @cached_property
    def kinds_of(self) -> dict[int, Type]:
        """The type of each deployment."""
        return {number: self.kinds[kind - 1] for (_, kind), number in self.deployments.items()}


@dataclass(frozen=True)
class Ground:
    """What the fleet stands on, stated once: sources, parties, concessions, types, deployments."""

    fleet: Fleet
    region: str
    change: int
    day: date

    def rows(self) -> Rows:
        yield SourceRow, ("id", "citation"), [(1, "made for measuring")]
        yield from self._parties()
        yield from self._concessions()
        yield from self._types()

    def _parties(self) -> Rows:
        fleet = self.fleet
        named = [
            *((f"grantor-{n:04d}", f"Verlener {n:04d}", "grantor") for n in range(fleet.grantors)),
            *((f"operator-{n:04d}", f"Vervoerder {n:04d}", "operator") for n in range(fleet.operators)),
            *((f"maker-{n:03d}", f"Fabrikant {n:03d}", "manufacturer") for n in range(fleet.makers)),
        ]
        known = (self.day.isoformat(), self.change)
        numbered = list(enumerate(named, 1))
        since = ("holds_from", "made_in")
        makers = [number for number, (_, _, role) in numbered if role == "manufacturer"]
        yield Party, ("id", "key"), [(number, key) for number, (key, _, _) in numbered]
        facts = [(number, name, name, "XX", *known) for number, (_, name, _) in numbered]
        yield PartyFact, ("party_id", "name", "legal_name", "country", *since), facts
        yield PartyRole, ("party_id", "role", *since), [(n, role, *known) for n, (_, _, role) in numbered]
        yield MakerFact, ("party_id", "hq_country", *since), [(number, "XX", *known) for number in makers]

    def _operator_id(self, concession: int) -> int:
        return self.fleet.grantors + self.fleet.operator(concession) + 1

    def _maker_id(self, maker: int) -> int:
        return self.fleet.grantors + self.fleet.operators + maker + 1

    def _concessions(self) -> Rows:
        numbers = range(self.fleet.concessions)
        known = (self.day.isoformat(), self.change)
        since = ("holds_from", "made_in")
        yield Concession, ("id", "key", "region"), [(n + 1, _concession(n), self.region) for n in numbers]
        said = ("Voorbeeld", "2024-12-15", "2034-12", "2024-12-15", "2035-01-01", "running")
        terms = ("provinces", "start", "end", "start_on", "end_before", "status")
        facts = [(n + 1, f"Gebied {n:05d}", *said, *known) for n in numbers]
        yield ConcessionClaim, ("concession_id", "name", *terms, *since), facts
        grants = [(n + 1, n % self.fleet.grantors + 1, *known) for n in numbers]
        yield ConcessionGrantor, ("concession_id", "party_id", *since), grants
        held = [(n + 1, self._operator_id(n), *known) for n in numbers]
        yield Holder, ("concession_id", "party_id", *since), held

    def _types(self) -> Rows:
        fleet = self.fleet
        kinds = list(enumerate(fleet.kinds, 1))
        variants = [(n, kind.key, kind.model, None if kind.model else kind.key) for n, kind in kinds]
        yield Variant, ("id", "key", "model", "placeholder_for"), variants
        yield VariantMaker, ("variant_id", "party_id"), [(n, self._maker_id(kind.maker)) for n, kind in kinds]
        yield Baseline, ("id", "key", "variant_id"), self._baselines()
        yield Batch, ("id", "record_id", "concession_id"), self._batches()
        yield Deployment, ("id", "key", "concession_id", "baseline_id", "operator_id"), self._deployments()

    def _baselines(self) -> Iterator[tuple[Any, ...]]:
        for (concession, kind), number in self.fleet.deployments.items():
            yield number, f"{self.fleet.kinds[kind - 1].key}@{_concession(concession)}", kind

    def _batches(self) -> Iterator[tuple[Any, ...]]:
        for part in self.fleet.parts:
            yield part.number + 1, f"b{part.number:06d}", part.concession + 1

    def _deployments(self) -> Iterator[tuple[Any, ...]]:
        for (concession, kind), number in self.fleet.deployments.items():
            operator = self._operator_id(concession)
            who = f"operator-{self.fleet.operator(concession):04d}"
            key = f"{_concession(concession)}.{self.fleet.kinds[kind - 1].key}.{who}"
            yield number, key, concession + 1, number, operator


def _status(part: Part) -> str:
    if part.arrives:
        return "on_order"
    return "in_service_unverified" if part.number % 7 == 0 else "in_service"


def _concession(number: int) -> str:
    return f"c{number:05d}"
