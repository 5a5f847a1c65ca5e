"""Any sequence of statements agrees with a calendar in which every day is kept by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from busrisk.register.session import Moment, Register
from tests.databases import on_both
from tests.register.naming import Named, day
from tests.register.stored import rows, touched

LAST = 12  # days 0 … LAST - 1 are stated about; day LAST stands for ever after


@dataclass
class Days:
    """What a person with a calendar would write down: per day the name, and which statement it came from."""

    cells: list[tuple[str, int] | None] = field(default_factory=lambda: [None] * (LAST + 1))
    statements: int = 0

    def state(self, name: str, on: int) -> None:
        if self.name(on) == name:
            return
        self.statements += 1
        self._fill(on, (name, self.statements))

    def withdraw(self, on: int) -> None:
        if self.cells[on] is not None:
            self._fill(on, None)

    def name(self, on: int) -> str | None:
        cell = self.cells[on]
        return cell[0] if cell else None

    def _fill(self, on: int, cell: tuple[str, int] | None) -> None:
        """From a day on, as far as the statement that stood there reached; an empty day, to the next one."""
        stood = self.cells[on]
        for number in range(on, LAST + 1):
            if self.cells[number] != stood:
                break
            self.cells[number] = cell


acts = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", None]), st.integers(0, LAST - 1)), min_size=1, max_size=8
)


@on_both
def test_any_sequence_of_statements_agrees_with_a_calendar(empty: Register) -> None:
    examples = iter(range(10_000))

    @settings(max_examples=40 if empty.settings.embedded else 10)
    @given(acts)
    def check(said: list[tuple[str | None, int]]) -> None:
        party, model = Named(empty, f"party-{next(examples)}"), Days()
        known: dict[int, Days] = {party.version: Days()}
        for name, on in said:
            before = rows(empty, "party_fact", "change")
            if name is None:
                party.withdraw(on)
                model.withdraw(on)
            else:
                party.state(name, on)
                model.state(name, on)
            known[party.version] = Days(list(model.cells))
            assert touched(before, rows(empty, "party_fact", "change")) == []
        _agrees(party, known)
        _never_overlaps(rows(empty, "party_fact")["party_fact"])

    check()


def _agrees(party: Named, known: Mapping[int, Days]) -> None:
    with party.register.reader() as reader:
        for change, model in known.items():
            for on in range(LAST + 1):
                found = party.read(reader, Moment(day(on), change))
                assert found == model.name(on), f"day {on} as known after change {change}"


def _never_overlaps(claims: Mapping[tuple[Any, ...], Mapping[str, Any]]) -> None:
    open_claims: dict[int, list[tuple[date, date]]] = {}
    for row in claims.values():
        if row["ended_in"] is None:
            period = (row["holds_from"], row["holds_to"] or date.max)
            open_claims.setdefault(row["party_id"], []).append(period)
    for periods in open_claims.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(periods)))
