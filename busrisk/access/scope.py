"""Which part of the register a person reaches; every reading query takes one, without default."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.access.policy import Action, Role, may


@dataclass(frozen=True)
class Scope:
    """One region, and in it either everything or the concessions that name one of `parties`.

    `parties` are party keys: a grantor reaches concessions it grants, an operator those it holds.
    """

    region: str
    role: Role | None
    parties: frozenset[str] = frozenset()
    everything: bool = False

    def may(self, action: Action) -> bool:
        return may(self.role, action)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...], bool]:
        """What two readers must share to be shown the same page."""
        return self.region, self.role or "", tuple(sorted(self.parties)), self.everything


def scope_of(role: Role, region: str, party: str | None) -> Scope:
    """The scope of an account. A grantor or operator without an organisation reaches nothing."""
    if role in (Role.MINISTRY, Role.ADMINISTRATOR):
        return Scope(region, role, everything=True)
    return Scope(region, role, parties=frozenset({party} if party else ()))


def national(region: str) -> Scope:
    """The whole region, for imports, scoring and aggregates: named at each use, never a default."""
    return Scope(region, Role.ADMINISTRATOR, everything=True)
