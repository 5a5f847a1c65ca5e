"""Promises, switches, hand-overs and what changed since: stated on a real register, read back as known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from busrisk.access.policy import Role
from busrisk.access.scope import national, scope_of
from busrisk.core.facts import Count, Source
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus, open_items
from busrisk.core.fleet.promise import PromiseSaid, substitution
from busrisk.register.changed import changes_since
from busrisk.register.concessions import NotInRegister
from busrisk.register.fleet import batches
from busrisk.register.handovers import handover_of, switches
from busrisk.register.history import last_confirmed
from busrisk.register.promises import promises
from busrisk.register.session import Moment, Register
from busrisk.workflow.confirm_fleet import confirm_fleet
from busrisk.workflow.stale import ChangedSince
from busrisk.workflow.state_handover import state_handover
from busrisk.workflow.state_promise import PromiseToCome, promise_from_fleet, state_promise
from tests.databases import NOW, Database, State, on_both
from tests.fleets import EBS, TODAY, speaker, stored_promise
from tests.start_lists import batch, take

NL = national("nl")
ZH = scope_of(Role.GRANTOR, "nl", "prov-zh")
MINISTRY = scope_of(Role.MINISTRY, "nl", None)
AWARD = date(2024, 6, 1)


def bid() -> tuple[PromiseSaid, ...]:
    source = Source("inschrijving")
    return (
        PromiseSaid(("iveco",), "Iveco Bus", None, Count(140), source),
        PromiseSaid(("vanhool",), "Van Hool", None, Count(112), source),
    )


@on_both
def test_a_fleet_that_came_instead_deviates_from_the_bid_and_the_bid_stays_known(database: Database) -> None:
    """S5: two time axes."""
    register = database.open(State.EMPTY)
    before = database.at(register, datetime(2024, 6, 1, 9, tzinfo=UTC))
    after = database.at(register, datetime(2024, 7, 10, 9, tzinfo=UTC))
    ordered = {"fleet_status": "on_order", "count_quality": "ordered"}
    iveco, vanhool = (
        batch("zhn-01", "Iveco Bus", "140", **ordered),
        batch("zhn-02", "Van Hool", "112", **ordered),
    )
    take(before, iveco, vanhool, peildatum=AWARD)
    with before.reader() as reader:
        taken = promise_from_fleet(ZH, reader, "zhn", AWARD, datetime(2024, 6, 1, 12, tzinfo=UTC))
    assert stored_promise(before, speaker(ZH), "zhn", taken, AWARD).changed == 2
    take(after, iveco, {**vanhool, "manufacturer": "Yutong"}, peildatum=date(2024, 7, 10))
    with register.reader() as reader:
        now = reader.moment(date(2024, 7, 10))
        found = substitution(promises(ZH, reader, now, "zhn"), batches(ZH, reader, now, "zhn"))
        then = reader.moment(AWARD, datetime(2024, 6, 1, 12, tzinfo=UTC))
        as_known = {each.maker_label: each.count.value for each in batches(ZH, reader, then, "zhn")}
    assert found is not None
    assert found.words() == "wijkt af van inschrijving: 112 Van Hool → 112 Yutong"
    assert as_known == {"Iveco Bus": 140, "Van Hool": 112}


@on_both
def test_a_promise_is_previewed_stored_and_shortened(ready: Register) -> None:
    assert not state_promise(ready, speaker(ZH), "zhn", bid(), TODAY, "", "").stored
    with ready.reader() as reader:
        assert promises(ZH, reader, reader.moment(TODAY), "zhn") == ()
    stored_promise(ready, speaker(ZH), "zhn", bid(), TODAY)
    assert stored_promise(ready, speaker(ZH), "zhn", bid(), TODAY).changed == 0
    report = stored_promise(ready, speaker(ZH), "zhn", bid()[:1], TODAY)
    assert [each.maker_label for each in report.after] == ["Iveco Bus"]
    with pytest.raises(NotInRegister):
        stored_promise(ready, speaker(ZH), "ijv", bid(), TODAY)


@on_both
def test_a_concession_that_changes_hands_keeps_its_fleet_and_gets_a_checklist(empty: Register) -> None:
    """S6."""
    row = batch("ijv-01", "BYD", "246")
    take(empty, {**row, "operator": "Keolis"}, peildatum=date(2022, 1, 1))
    take(empty, row, peildatum=date(2022, 12, 11))
    with empty.reader() as reader:
        for day, name in ((date(2022, 12, 1), "Keolis"), (date(2026, 1, 1), "EBS")):
            (fact,) = batches(NL, reader, reader.moment(day), "ijv")
            assert (fact.holder and fact.holder.name, fact.count.value) == (name, 246)
        (switch,) = switches(NL, reader, reader.moment(TODAY))
        lines = handover_of(NL, reader, reader.moment(TODAY), "ijv", switch.day)
    assert switch.before is not None
    assert switch.after is not None
    assert (switch.day, switch.before.key, switch.after.key) == (date(2022, 12, 11), "keolis", "ebs")
    assert open_items(lines) == len(HandoverItem) == 8
    said = {
        HandoverItem.KEYS: (HandoverStatus.DONE, "overgedragen"),
        HandoverItem.LOGS: (HandoverStatus.OPEN, ""),
    }
    lines = state_handover(empty, speaker(EBS), "ijv", switch.day, said, "")
    keys = next(line for line in lines if line.item is HandoverItem.KEYS)
    assert (keys.status, keys.note, open_items(lines)) == (HandoverStatus.DONE, "overgedragen", 7)
    with empty.reader() as reader:
        seen = handover_of(MINISTRY, reader, reader.moment(TODAY), "ijv", switch.day)
        assert [(each.status, each.note) for each in seen if each.note or each.item is HandoverItem.KEYS] == [
            (HandoverStatus.DONE, None)
        ]
    with pytest.raises(NotInRegister):
        state_handover(empty, speaker(EBS), "ijv", TODAY, said, "")


@on_both
def test_grantor_and_ministry_see_what_changed_since_when_without_an_address_of_a_person(
    ready: Register,
) -> None:
    with ready.reader() as reader:
        seen = reader.version
        operator = reader.connection.exec_driver_sql(
            "SELECT email FROM account WHERE role = 'operator'"
        ).scalar()
    held = scope_of(Role.OPERATOR, "nl", "ebs")
    confirm_fleet(ready, speaker(held, str(operator)), "ijv", TODAY, None, "")
    with ready.reader() as reader:
        now = Moment(TODAY, reader.version)
        for scope in (MINISTRY, scope_of(Role.GRANTOR, "nl", "prov-ov")):
            (change,) = changes_since(scope, reader, now, seen)
            assert (change.told.role, change.concession.key, change.day) == ("operator", "ijv", TODAY)
            assert str(operator) not in repr(change)
            assert changes_since(scope, reader, now, NOW) == ()
        assert changes_since(ZH, reader, now, seen) == ()
        age = {each.concession.key: each for each in last_confirmed(MINISTRY, reader, now)}
    assert age["ijv"].newest == TODAY
    assert age["ijv"].by_operator == NOW
    assert age["zhn"].by_operator is None


def test_a_promise_is_stored_only_under_the_seal_of_what_was_looked_at(ready: Register) -> None:
    who = speaker(ZH)
    seal = state_promise(ready, who, "zhn", bid(), TODAY, "", "").seal
    stored_promise(ready, who, "zhn", bid()[:1], TODAY)
    assert not state_promise(ready, who, "zhn", bid(), TODAY, seal, "").stored
    with ready.reader() as reader:
        assert len(promises(ZH, reader, reader.moment(TODAY), "zhn")) == 1


def test_nobody_promised_anything_on_a_day_to_come(ready: Register) -> None:
    with pytest.raises(PromiseToCome):
        state_promise(ready, speaker(ZH), "zhn", bid(), date(TODAY.year + 1, 1, 1), "", "")


def test_the_second_at_one_hand_over_is_refused(empty: Register) -> None:
    row = batch("ijv-01", "BYD", "246")
    take(empty, {**row, "operator": "Keolis"}, peildatum=date(2022, 1, 1))
    take(empty, row, peildatum=date(2022, 12, 11))
    with empty.reader() as reader:
        seen, day = reader.version, switches(NL, reader, reader.moment(TODAY))[0].day
    first = {HandoverItem.KEYS: (HandoverStatus.DONE, "")}
    state_handover(empty, speaker(EBS), "ijv", day, first, "hier", seen)
    with pytest.raises(ChangedSince):
        state_handover(
            empty, speaker(EBS), "ijv", day, {HandoverItem.KEYS: (HandoverStatus.OPEN, "")}, "", seen
        )
