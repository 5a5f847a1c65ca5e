"""Two time axes: what held on a day, and since when that was known."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from busrisk.register.claims import Step
from busrisk.register.session import Register
from tests.databases import on_both
from tests.register.naming import Named, day, name_claim
from tests.register.stored import rows

pytestmark = on_both


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
    with pytest.raises(ZeroDivisionError):
        _state_and_fail(party)
    assert rows(party.register) == before


def _state_and_fail(party: Named) -> None:
    with party.act() as (_, ledger, identity):
        ledger.state(identity, {"name": "Twee"}, day(3))
        ledger.flush()
        raise ZeroDivisionError


def test_the_database_refuses_two_open_claims_on_one_first_day(party: Named) -> None:
    party.state("Eén", 0)
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        _insert(party, day(0), None)


def test_the_database_refuses_a_period_that_ends_before_it_begins(party: Named) -> None:
    party.state("Eén", 0)
    with pytest.raises(IntegrityError, match="ck_party_fact_period"):
        _insert(party, day(9), day(9))


def _insert(party: Named, holds_from: date, holds_to: date | None) -> None:
    """A second name of the party, past the ledger."""
    with party.register.writer("tester", "insert") as writer:
        values = {"party_id": 1, "name": "Twee", "holds_from": holds_from, "holds_to": holds_to}
        writer.connection.execute(name_claim.insert().values({**values, "made_in": writer.change}))
