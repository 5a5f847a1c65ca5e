"""What the companion files of the start list state: who is who, under which names, and the control totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.names import Names

MANUFACTURER = "manufacturer"  # a kind of name beside the roles, and a dimension of totals


class PartyRole(StrEnum):
    """What an organisation is in the register; one organisation may be both."""

    GRANTOR = "grantor"
    OPERATOR = "operator"


@dataclass(frozen=True)
class OrganisationRow:
    """A grantor or operator. `group` is the key of the organisation it belongs to."""

    key: str
    name: str
    legal_name: str | None
    roles: tuple[PartyRole, ...]
    type: str | None
    country: str
    group: str | None
    ultimate_owner: str | None
    ultimate_owner_country: str | None
    source: str
    note: str | None
    line: int = field(compare=False)


@dataclass(frozen=True)
class MakerRow:
    """A manufacturer with what is publicly stated about it, as printed; None is not found, never 'no'.

    Headquarters, ultimate parent, place of assembly and software support are four different things.
    """

    key: str
    brand: str
    legal_name: str | None
    hq_country: str
    ultimate_parent: str | None
    ultimate_parent_country: str | None
    eu_hq: str | None
    assembly: str | None
    fleet_2025: Count  # zero-emission buses in the Netherlands, end of 2025
    on_order_found: Count
    ota_public_evidence: str | None
    ota_status: str | None
    remote_diagnostics_public_evidence: str | None
    remote_disable_public_evidence: str | None
    r155_authority: str | None
    r156_authority: str | None
    statement: str | None
    ownership_note: str | None
    sources: tuple[str, ...]
    note: str | None
    line: int = field(compare=False)
    support_state: str | None = None  # no public source states it yet


@dataclass(frozen=True)
class AliasRow:
    """A name that stands for one or several keys: 'Hess and Solaris' for two manufacturers."""

    name: str
    kind: str  # 'grantor', 'operator' or 'manufacturer'
    keys: tuple[str, ...]
    note: str | None
    line: int = field(compare=False)


@dataclass(frozen=True)
class ControlRow:
    """A published total. `makers` are the manufacturers `key` stands for, empty in other dimensions."""

    as_of: PartialDate
    dimension: str
    key: str
    metric: str
    value: float
    unit: str  # 'buses' or 'percent'
    is_estimate: bool
    basis: str
    source: str
    note: str | None
    makers: tuple[str, ...]
    line: int = field(compare=False)


@dataclass(frozen=True)
class Companions:
    """The four companion files together, and the names by which the start list may call their rows."""

    organisations: tuple[OrganisationRow, ...]
    makers: tuple[MakerRow, ...]
    aliases: tuple[AliasRow, ...]
    control_totals: tuple[ControlRow, ...]

    @cached_property
    def grantors(self) -> Names:
        return self._named(PartyRole.GRANTOR)

    @cached_property
    def operators(self) -> Names:
        return self._named(PartyRole.OPERATOR)

    @cached_property
    def manufacturers(self) -> Names:
        brands = {maker.brand: (maker.key,) for maker in self.makers}
        return Names(brands | self._aliases(MANUFACTURER))

    def _named(self, role: PartyRole) -> Names:
        in_role = [row for row in self.organisations if role in row.roles]
        legal = {row.legal_name: (row.key,) for row in in_role if row.legal_name}
        return Names(legal | {row.name: (row.key,) for row in in_role} | self._aliases(role))

    def _aliases(self, kind: str) -> dict[str, tuple[str, ...]]:
        return {alias.name: alias.keys for alias in self.aliases if alias.kind == kind}
