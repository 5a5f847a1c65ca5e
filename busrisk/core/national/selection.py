"""Which part of the fleet a reader looks at: a maker, a propulsion, a grantor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from busrisk.core.facts import BatchFact, PartyRef, Propulsion

NOBODY = "onbekend"  # the maker or propulsion that no source names


@dataclass(frozen=True)
class Selection:
    """Which batches to look at, by key; None is all of them, NOBODY those of which it is not known."""

    maker: str | None = None
    propulsion: str | None = None
    grantor: str | None = None

    @property
    def is_filtered(self) -> bool:
        return any((self.maker, self.propulsion, self.grantor))


class Choices(StrEnum):
    """By what a selection is made."""

    MAKER = "maker"
    PROPULSION = "propulsion"
    GRANTOR = "grantor"


def selected(
    batches: Iterable[BatchFact], selection: Selection, granted_by: Mapping[str, Sequence[PartyRef]]
) -> tuple[BatchFact, ...]:
    """The batches of a selection; `granted_by` holds the grantors of each concession."""
    return tuple(
        batch
        for batch in batches
        if _fits(selection.maker, {maker.key for maker in batch.makers})
        and _fits(selection.propulsion, {batch.propulsion.value} if batch.propulsion else set())
        and _fits(selection.grantor, {each.key for each in granted_by.get(batch.concession, ())})
    )


def _fits(wanted: str | None, found: Collection[str]) -> bool:
    if wanted is None:
        return True
    return not found if wanted == NOBODY else wanted in found


def options(
    batches: Sequence[BatchFact], granted_by: Mapping[str, Sequence[PartyRef]]
) -> dict[Choices, tuple[tuple[str, str], ...]]:
    """What can be selected in this fleet: key and name, by name; propulsions by their code."""
    makers = {maker for batch in batches for maker in batch.makers}
    grantors = {each for batch in batches for each in granted_by.get(batch.concession, ())}
    propulsions = {batch.propulsion for batch in batches if batch.propulsion}
    return {
        Choices.MAKER: _by_name(makers),
        Choices.PROPULSION: tuple((each.value, each.value) for each in Propulsion if each in propulsions),
        Choices.GRANTOR: _by_name(grantors),
    }


def _by_name(parties: Iterable[PartyRef]) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.name) for each in sorted(parties, key=lambda each: each.name.casefold()))
