"""Two time axes: what held on a day, and since when that was known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from busrisk.register.claims import Identities, Ledger, Step, held
from busrisk.register.session import Moment, Reader, Register, Writer
from busrisk.register.tables import Party, PartyFact, table
from tests.databases import on_both
from tests.register.stored import rows, touched

pytestmark = on_both

DAY = date(2026, 1, 1)
name_claim = table(PartyFact)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


@dataclass
class Named:
    """One party whose name is stated, withdrawn and read back; each act is a change of its own."""

    register: Register
    key: str = "someone"

    @contextmanager
    def act(self) -> Iterator[tuple[Writer, Ledger, dict[str, int]]]:
        with self.register.writer("tester", "state") as writer:
            number = Identities(writer, Party).number(self.key)
            ledger = Ledger(writer, PartyFact, "party_id", where=name_claim.c.party_id == number)
            yield writer, ledger, {"party_id": number}
            ledger.flush()

    def state(self, name: str, on: int) -> Step:
        with self.act() as (_, ledger, identity):
            return ledger.state(identity, {"name": name}, day(on)).step

    def withdraw(self, on: int) -> Step:
        with self.act() as (_, ledger, identity):
            return ledger.withdraw(identity, day(on)).step

    @property
    def version(self) -> int:
        with self.register.reader() as reader:
            return reader.version

    def named(self, on: int, known: int | None = None) -> str | None:
        with self.register.reader() as reader:
            return self.read(reader, Moment(day(on), reader.version if known is None else known))

    def read(self, reader: Reader, moment: Moment) -> str | None:
        """The name that holds at a moment; two names at once are a failure."""
        query = (
            select(name_claim.c.name)
            .join(table(Party), table(Party).c.id == name_claim.c.party_id)
            .where(table(Party).c.key == self.key, held(name_claim, moment))
        )
        found = reader.connection.scalars(query).all()
        assert len(found) <= 1, f"{found} all hold on {moment}"
        return found[0] if found else None


@pytest.fixture
def party(empty: Register) -> Named:
    return Named(empty)


def test_a_claim_holds_from_its_day_on_and_not_before(party: Named) -> None:
    assert party.state("Eén", 5) is Step.NEW
    assert [party.named(on) for on in (4, 5, 6, 4000)] == [None, "Eén", "Eén", "Eén"]


def test_a_claim_is_unknown_before_the_change_that_made_it(party: Named) -> None:
    party.state("Eén", 5)
    assert party.named(5, known=0) is None


def test_each_of_two_corrections_stays_visible_as_known_at_its_own_date(party: Named) -> None:
    """S5: what was promised, what it became, and what that turned out to be, on one and the same day."""
    for name in ("Van Hool", "Yutong", "Yutong Europe"):
        party.state(name, 0)
    known = [party.named(0, known) for known in range(4)]
    assert known == [None, "Van Hool", "Yutong", "Yutong Europe"]


def test_a_later_statement_splits_the_period_and_leaves_the_days_before_it(party: Named) -> None:
    party.state("Keolis", 0)
    assert party.state("EBS", 10) is Step.CHANGED
    assert [party.named(on) for on in (0, 9, 10, 11)] == ["Keolis", "Keolis", "EBS", "EBS"]
    assert party.named(10, known=1) == "Keolis"


def test_an_earlier_statement_holds_until_the_one_that_was_there(party: Named) -> None:
    party.state("EBS", 10)
    assert party.state("Keolis", 0) is Step.NEW
    assert [party.named(on) for on in (-1, 0, 9, 10)] == [None, "Keolis", "Keolis", "EBS"]


def test_a_correction_of_the_first_period_leaves_the_second(party: Named) -> None:
    party.state("Keolis", 0)
    party.state("EBS", 10)
    party.state("Keolis Nederland", 0)
    assert [party.named(on) for on in (0, 9, 10)] == ["Keolis Nederland", "Keolis Nederland", "EBS"]


def test_a_withdrawn_claim_is_gone_from_that_day_and_still_known_at_before(party: Named) -> None:
    party.state("Eén", 0)
    assert party.withdraw(5) is Step.WITHDRAWN
    assert [party.named(on) for on in (4, 5)] == ["Eén", None]
    assert party.named(5, known=1) == "Eén"


def test_withdrawing_a_period_leaves_what_was_stated_for_later(party: Named) -> None:
    party.state("Eén", 0)
    party.state("Twee", 10)
    party.withdraw(5)
    assert [party.named(on) for on in (4, 5, 9, 10)] == ["Eén", None, None, "Twee"]


def test_stating_what_holds_already_changes_nothing_and_makes_no_change(party: Named) -> None:
    party.state("Eén", 0)
    before = rows(party.register)
    assert party.state("Eén", 7) is Step.SAME
    assert party.withdraw(-1) is Step.SAME
    assert rows(party.register) == before


def test_one_ledger_may_state_again_after_it_stored(party: Named) -> None:
    with party.act() as (_, ledger, identity):
        ledger.state(identity, {"name": "Eén"}, day(0))
        ledger.flush()
        ledger.state(identity, {"name": "Twee"}, day(5))
        ledger.flush()
        ledger.state(identity, {"name": "Drie"}, day(5))
    assert [party.named(on) for on in (0, 4, 5)] == ["Eén", "Eén", "Drie"]


def test_the_later_of_two_statements_in_one_act_counts(party: Named) -> None:
    with party.act() as (_, ledger, identity):
        ledger.state(identity, {"name": "Eén"}, day(0))
        ledger.state(identity, {"name": "Twee"}, day(0))
        ledger.withdraw(identity, day(5))
    assert [party.named(on) for on in (0, 4, 5)] == ["Twee", "Twee", None]
    assert len(rows(party.register)["party_fact"]) == 1


def test_an_act_that_fails_leaves_nothing(party: Named) -> None:
    party.state("Eén", 0)
    before = rows(party.register)
    with pytest.raises(ZeroDivisionError), party.act() as (_, ledger, identity):
        ledger.state(identity, {"name": "Twee"}, day(3))
        ledger.flush()
        _ = 1 / 0
    assert rows(party.register) == before


def test_the_database_refuses_two_open_claims_on_one_first_day(party: Named) -> None:
    party.state("Eén", 0)
    with pytest.raises(IntegrityError), party.register.writer("tester", "twice") as writer:
        values = {"party_id": 1, "name": "Twee", "holds_from": day(0), "made_in": writer.change}
        writer.connection.execute(name_claim.insert().values(values))


def test_the_database_refuses_a_period_that_ends_before_it_begins(party: Named) -> None:
    party.state("Eén", 0)
    with pytest.raises(IntegrityError), party.register.writer("tester", "backwards") as writer:
        values = {"party_id": 1, "name": "Twee", "holds_from": day(9), "holds_to": day(9)}
        writer.connection.execute(name_claim.insert().values({**values, "made_in": writer.change}))


# --- Against a model that keeps every day by itself ----------------------------------------------------

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


def test_any_sequence_of_statements_agrees_with_a_calendar(empty: Register) -> None:
    examples = iter(range(10_000))

    @settings(max_examples=40 if empty.settings.embedded else 10, deadline=None)
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
