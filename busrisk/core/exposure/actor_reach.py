"""How many buses one party could touch, established and not excludable, whatever its roles (scoring.md 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from busrisk.core.exposure.running import RunningBuses
from busrisk.core.facts import ANYTHING, Interval, PartyRef
from busrisk.core.score.scoring import worst

CAPABLE = 3  # from these points the party decides, not the operator (scoring.md 1 and 7)


class ProviderRole(StrEnum):
    MAKER = "maker"
    UPDATE = "update"
    TELEMATICS = "telematics"
    SIM = "sim"
    CLOUD = "cloud"


# The dimensions in which a party of each role may have a capability.
_BEARS_ON = {
    ProviderRole.MAKER: ("D1", "D4"),
    ProviderRole.UPDATE: ("D1", "D4"),
    ProviderRole.TELEMATICS: ("D2", "D4"),
    ProviderRole.SIM: ("D2", "D4"),
    ProviderRole.CLOUD: ("D2", "D4"),
}


@dataclass(frozen=True)
class Provider:
    """Who fills a role for a deployment: `actor` None is not known who, `none` says there is no such party.

    `part`: the party serves some of the buses, and which is not known (two makers without a split): its
    reach is then established for none of them. What nobody is named for is a provider of its own, unknown.
    """

    role: ProviderRole
    actor: PartyRef | None = None
    none: bool = False
    part: bool = False

    def __post_init__(self) -> None:
        if self.none and self.actor is not None:
            raise ValueError(f"no {self.role} party and {self.actor.name} cannot both hold")


@dataclass(frozen=True)
class SuppliedFleet:
    """One deployment: its running buses, its dimensions (empty: never scored) and who is behind it.

    A role without any provider is not known; a role may have several.
    """

    deployment: str
    buses: RunningBuses
    dimensions: tuple[tuple[str, Interval], ...] = ()
    providers: tuple[Provider, ...] = ()

    @property
    def unknown_roles(self) -> frozenset[ProviderRole]:
        stated = {one.role for one in self.providers}
        open_ = {one.role for one in self.providers if one.actor is None and not one.none}
        return frozenset(role for role in ProviderRole if role not in stated or role in open_)

    def capability(self, role: ProviderRole) -> Interval:
        """The worst of the dimensions that a party in this role bears on."""
        found = dict(self.dimensions)
        return worst(found.get(key, ANYTHING) for key in _BEARS_ON[role])


@dataclass(frozen=True)
class Reached:
    """Buses within reach. Of `unsized` fleets nobody knows how many more there are: never zero.

    What is established counts the buses that certainly run, what is not excludable those that may.
    """

    buses: int = 0
    circa: bool = False
    unsized: int = 0

    @property
    def at_most(self) -> int | None:
        """As the upper end of a count; None where a fleet of unknown size is among them."""
        return None if self.unsized else self.buses


@dataclass(frozen=True)
class ActorReach:
    """One party's reach; `actor` None: the parties that are not known, together.

    `of` is the number of buses in all, None where that of a fleet is not known: then there is no share.
    """

    actor: PartyRef | None
    roles: tuple[ProviderRole, ...]
    established: Reached
    not_excludable: Reached
    of: int | None

    @property
    def established_share(self) -> Fraction | None:
        return Fraction(self.established.buses, self.of) if self.of else None

    @property
    def not_excludable_share(self) -> Fraction | None:
        return Fraction(self.not_excludable.buses, self.of) if self.of else None


def reaches(fleets: Sequence[SuppliedFleet]) -> tuple[ActorReach, ...]:
    """The reach of every party named anywhere in `fleets`, of one concession or of a whole country.

    Most buses not excludable first, the unknown parties last (left out where every role is known). A role
    whose party is not known counts as not excludable for everyone, and as established for nobody: what is
    not known may also turn out to be no party at all. Raises ValueError when a deployment comes twice.
    """
    counted = Counter(fleet.deployment for fleet in fleets)
    if twice := [deployment for deployment, times in counted.items() if times > 1]:
        raise ValueError(f"buses would count twice: {twice}")
    values = [fleet.buses.value for fleet in fleets]
    of = None if None in values else sum(value or 0 for value in values)
    named = {one.actor.key: one.actor for fleet in fleets for one in fleet.providers if one.actor}
    lines = sorted((_named(actor, fleets, of) for actor in named.values()), key=_most_buses_first)
    return (*lines, *_unknown(fleets, of))


def _most_buses_first(line: ActorReach) -> tuple[int, int, int, str, str]:
    open_, sure, actor = line.not_excludable, line.established, line.actor
    name, key = (actor.name, actor.key) if actor else ("", "")
    return -open_.buses, -open_.unsized, -sure.buses, name, key


def _named(actor: PartyRef, fleets: Sequence[SuppliedFleet], of: int | None) -> ActorReach:
    sure, open_, roles = [], [], set()
    for fleet in fleets:
        own = [one for one in fleet.providers if one.actor and one.actor.key == actor.key]
        roles |= {one.role for one in own}
        if any(not one.part and fleet.capability(one.role).low >= CAPABLE for one in own):
            sure.append(fleet)
        if _may_reach(fleet, {one.role for one in own} | fleet.unknown_roles):
            open_.append(fleet)
    return ActorReach(
        actor, tuple(role for role in ProviderRole if role in roles), _certain(sure), _possible(open_), of
    )


def _unknown(fleets: Sequence[SuppliedFleet], of: int | None) -> tuple[ActorReach, ...]:
    roles = {role for fleet in fleets for role in fleet.unknown_roles}
    if not roles:
        return ()
    open_ = [fleet for fleet in fleets if _may_reach(fleet, fleet.unknown_roles)]
    in_order = tuple(role for role in ProviderRole if role in roles)
    return (ActorReach(None, in_order, Reached(), _possible(open_), of),)


def _may_reach(fleet: SuppliedFleet, roles: Iterable[ProviderRole]) -> bool:
    return any(fleet.capability(role).high >= CAPABLE for role in roles)


def _certain(fleets: Sequence[SuppliedFleet]) -> Reached:
    return _reached(fleets, sum(fleet.buses.low for fleet in fleets))


def _possible(fleets: Sequence[SuppliedFleet]) -> Reached:
    return _reached(fleets, sum(fleet.buses.known_at_most for fleet in fleets))


def _reached(fleets: Sequence[SuppliedFleet], buses: int) -> Reached:
    return Reached(
        buses=buses,
        circa=any(fleet.buses.circa for fleet in fleets),
        unsized=sum(1 for fleet in fleets if fleet.buses.high is None),
    )
