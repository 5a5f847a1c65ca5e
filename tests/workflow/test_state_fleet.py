"""An operator states its fleet: previewed as it is stored, all or nothing, with its history behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from busrisk.access.policy import Role
from busrisk.access.scope import national, scope_of
from busrisk.core.facts import Count, CountQuality, FleetStatus, Source
from busrisk.core.fleet.changes import FleetChange
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.statement import left_service
from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.history import batch_history
from busrisk.register.session import Moment, Register
from busrisk.workflow.confirm_fleet import confirm_fleet
from busrisk.workflow.fleet_report import FleetChanged
from busrisk.workflow.retract_batch import retract_batch
from busrisk.workflow.state_fleet import state_fleet
from tests.databases import NOW, Database, State, on_both
from tests.fleets import EBS, OWN, QBUZZ, TODAY, form, read_paste, speaker, state, terms
from tests.register.stored import new_rows, rows, touched
from tests.start_lists import batch, fleet, take

NL = national("nl")
NEW = {"maker": "BYD", "count": "31", "status": "in dienst", "model": "9 m", "first_year": "2026"}


@on_both
def test_a_corrected_count_is_shown_before_and_after_and_the_old_one_stays_known(ready: Register) -> None:
    before = rows(ready)
    about = terms(ready)
    report = state(ready, form(about, "ijv-01", count="240"), about=about)
    line = report.lines[0]
    assert (line.step, line.record_id) == (Step.CHANGED, "ijv-01")
    said = {each.title: (each.before, each.after) for each in line.became}
    assert said["Aantal"] == ("246", "240")
    assert said["Bron"][1] == "Opgave van EBS"
    assert (report.before.running, report.after.running, report.difference) == (246, 240, -6)
    assert touched(before, rows(ready)) == []
    assert fleet(ready, TODAY)["ijv-01"].count == Count(240)
    assert fleet(ready, TODAY - timedelta(days=1))["ijv-01"].count == Count(246)
    assert fleet(ready, TODAY, NOW - timedelta(hours=1))["ijv-01"].count == Count(246)


@on_both
def test_a_correction_of_a_correction_is_seen_as_known_at_each_date(database: Database) -> None:
    register = database.open(State.READY)
    day = date(2026, 1, 1)
    for later, count in ((1, "240"), (2, "244"), (3, "246")):
        clock = database.at(register, NOW + timedelta(days=later))
        about = terms(clock, day=day)
        state(clock, form(about, "ijv-01", count=count), about=about)
    known = [
        fleet(register, day, NOW + timedelta(days=later))["ijv-01"].count.value for later in (0, 1, 2, 3)
    ]
    assert known == [246, 240, 244, 246]
    with register.reader() as reader:
        told = batch_history(NL, reader, reader.moment(day), "ijv-01")
    assert [(each.fact.count.value, each.ended is None) for each in told] == [
        (246, False),
        (240, False),
        (244, False),
        (246, True),
    ]


@on_both
def test_a_preview_stores_nothing_and_tells_what_storing_does(ready: Register) -> None:
    before = rows(ready)
    about = terms(ready)
    lines = (form(about, "ijv-01", count="ca. 240"), form(about, **NEW))
    preview = state(ready, *lines, about=about, dry_run=True)
    assert rows(ready) == before
    stored = state(ready, *lines, about=about, seen=preview.seen)
    assert (preview.stored, stored.stored) == (False, True)
    assert (preview.lines, preview.warnings, preview.after) == (stored.lines, stored.warnings, stored.after)


@on_both
def test_a_new_batch_gets_a_record_of_its_own_also_after_one_was_taken_out(ready: Register) -> None:
    about = terms(ready)
    first = state(ready, form(about, **NEW), form(about, **{**NEW, "model": "10 m"}), about=about)
    assert [(each.step, each.record_id) for each in first.lines] == [
        (Step.NEW, "ijv-02"),
        (Step.NEW, "ijv-03"),
    ]
    retract_batch(ready, speaker(EBS), "ijv", "ijv-03", TODAY, "dubbel geteld", "")
    assert "ijv-03" not in fleet(ready, TODAY)
    about = terms(ready)
    assert state(ready, form(about, **NEW), about=about).lines[0].record_id == "ijv-04"


@on_both
def test_a_batch_that_left_service_keeps_its_history_and_one_entered_by_mistake_says_why(
    ready: Register,
) -> None:
    about = terms(ready)
    gone = left_service(about.standing["ijv-01"], Source("Opgave van EBS"), "verkocht")
    report = state_fleet(ready, speaker(EBS), "ijv", [gone], TODAY, "")
    assert [each.step for each in report.lines] == [Step.WITHDRAWN]
    assert fleet(ready, TODAY)["ijv-01"].status is FleetStatus.WITHDRAWN
    assert fleet(ready, date(2026, 1, 1))["ijv-01"].status is FleetStatus.IN_SERVICE_UNVERIFIED
    retract_batch(ready, speaker(EBS), "ijv", "ijv-01", TODAY, "hoort bij een ander", "")
    assert "ijv-01" not in fleet(ready, date(2026, 1, 1)) | fleet(ready, TODAY)
    with ready.reader() as reader:
        told = batch_history(EBS, reader, Moment(TODAY, reader.version), "ijv-01")
        ministry = scope_of(Role.MINISTRY, "nl", None)
        seen = batch_history(ministry, reader, Moment(TODAY, reader.version), "ijv-01")
    assert told[-1].because == "hoort bij een ander"
    assert len(seen) == len(told)
    assert {each.because for each in seen} == {None}
    assert all(each.ended is not None for each in told)


def test_a_batch_entered_by_mistake_needs_a_reason(ready: Register) -> None:
    with pytest.raises(FleetRefused, match="De reden ontbreekt"):
        retract_batch(ready, speaker(EBS), "ijv", "ijv-01", TODAY, "  ", "")


@on_both
def test_a_whole_fleet_takes_what_it_leaves_out_as_having_left_service(ready: Register) -> None:
    about = terms(ready)
    report = state(ready, form(about, **NEW), about=about, whole=True, source=OWN)
    assert {each.record_id: each.step for each in report.lines} == {
        "ijv-02": Step.NEW,
        "ijv-01": Step.WITHDRAWN,
    }
    assert fleet(ready, TODAY)["ijv-01"].status is FleetStatus.WITHDRAWN
    with pytest.raises(FleetRefused, match="bron nodig"):
        state(ready, about=terms(ready), whole=True)


@on_both
def test_a_preview_of_another_fleet_than_there_is_now_is_refused_with_what_changed(
    database: Database,
) -> None:
    register = database.open(State.READY)
    about = terms(register)
    seen = state(register, form(about, "ijv-01", count="240"), about=about, dry_run=True).seen
    state(register, form(about, "ijv-01", count="239"), about=about)
    before = rows(register)
    with pytest.raises(FleetChanged) as refused:
        state(register, form(about, "ijv-01", count="240"), about=about, seen=seen)
    change = refused.value.changes[0]
    assert isinstance(change, FleetChange)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.count.value, change.after.count.value) == (246, 239)
    assert rows(register) == before


def test_a_change_elsewhere_does_not_spoil_a_preview(ready: Register) -> None:
    about, other = terms(ready), terms(ready, QBUZZ, "zhn")
    seen = state(ready, form(about, "ijv-01", count="240"), about=about, dry_run=True).seen
    record = next(iter(other.standing))
    state(ready, form(other, record, note="nagevraagd"), about=other, scope=QBUZZ)
    assert state(ready, form(about, "ijv-01", count="240"), about=about, seen=seen).stored


def test_a_concession_out_of_reach_is_not_in_the_register_of_this_reader(ready: Register) -> None:
    with pytest.raises(NotInRegister):
        terms(ready, QBUZZ, "ijv")
    with pytest.raises(NotInRegister):
        state_fleet(ready, speaker(QBUZZ), "ijv", [], TODAY, "")
    about = terms(ready)
    borrowed = left_service(about.standing["ijv-01"], OWN)
    with pytest.raises(NotInRegister):
        state_fleet(ready, speaker(EBS), "hgl-str", [borrowed], TODAY, "")


@pytest.mark.parametrize(
    ("day", "said"), [(TODAY + timedelta(days=1), "in de toekomst"), (date(2020, 1, 1), "nog niets opgeven")]
)
def test_a_day_to_come_or_before_the_own_term_is_refused_by_name(
    ready: Register, day: date, said: str
) -> None:
    with pytest.raises(FleetRefused, match=said):
        terms(ready, day=day)
    with pytest.raises(FleetRefused, match=said):
        confirm_fleet(ready, speaker(EBS), "ijv", day, None, "")


def test_what_is_stated_of_a_past_day_says_that_a_later_statement_stands(ready: Register) -> None:
    about = terms(ready)
    state(ready, form(about, "ijv-01", count="240"), about=about)
    about = terms(ready, day=date(2026, 6, 1))
    report = state(ready, form(about, "ijv-01", count="244"), about=about)
    assert "vanaf 22-11-2026 geldt al een latere opgave" in report.warnings[0].text
    assert fleet(ready, TODAY)["ijv-01"].count == Count(240)


# --- Peildatum bevestigen --------------------------------------------------------------------------


@on_both
def test_confirming_restates_the_fleet_in_one_act_and_a_second_time_changes_nothing(ready: Register) -> None:
    report = confirm_fleet(ready, speaker(EBS), "ijv", TODAY, None, "")
    assert [each.step for each in report.lines] == [Step.CHANGED]
    fact = fleet(ready, TODAY)["ijv-01"]
    assert (fact.status, fact.quality) == (FleetStatus.IN_SERVICE, CountQuality.REPORTED)
    assert (fact.source.citation, str(fact.source.dated)) == ("Opgave van EBS", TODAY.isoformat())
    assert fact.count == Count(246)
    before = rows(ready)
    again = confirm_fleet(ready, speaker(EBS), "ijv", TODAY, None, "")
    assert (again.changes_nothing, again.stored) == (True, False)
    assert rows(ready) == before


def test_orders_are_confirmed_as_orders(ready: Register) -> None:
    confirm_fleet(ready, speaker(EBS), "zee-2026", TODAY, None, "")
    found = [each for each in fleet(ready, TODAY).values() if each.concession == "zee-2026"]
    assert {each.status for each in found} == {FleetStatus.ON_ORDER}
    assert {each.source.citation for each in found} == {"Opgave van EBS"}


@on_both
def test_unknown_counts_stay_unknown_and_are_named(ready: Register) -> None:
    scope = scope_of(Role.OPERATOR, "nl", "transdev")
    about = terms(ready, scope, "nhn")
    unknown = {record for record, fact in about.standing.items() if fact.count.value is None}
    assert unknown
    report = confirm_fleet(ready, speaker(scope), "nhn", TODAY, None, "")
    assert set(report.unconfirmed) == unknown
    assert any("blijf" in each.text and "onbekend" in each.text for each in report.warnings)
    assert {fleet(ready, TODAY)[record].count.value for record in unknown} == {None}


# --- What deserves a second look -------------------------------------------------------------------


def test_more_buses_than_the_control_total_is_a_warning_and_no_correction(empty: Register) -> None:
    """S2: 246 + 43 + 31 is one more than the published 319."""
    take(
        empty,
        batch("ijv-01", "BYD", "246"),
        batch("hgl-str-01", "BYD", "43"),
        batch("zhn-01", "Yutong", "112"),
    )
    ministry = scope_of(Role.ADMINISTRATOR, "nl", None)
    about = terms(empty, ministry)
    report = state(empty, form(about, **NEW), about=about, scope=ministry)
    assert any("meer dan controletotaal (+1)" in each.text for each in report.warnings)
    assert fleet(empty, TODAY)["ijv-02"].count == Count(31)
    about = terms(empty)
    report = state(empty, form(about, **{**NEW, "model": "8 m"}), about=about)
    told = [each.text for each in report.warnings if "controletotaal" in each.text]
    assert told == [], "asked often enough, the warning would tell an operator the national sum"


def test_two_batches_of_the_same_buses_are_pointed_out(ready: Register) -> None:
    about = terms(ready)
    model = about.standing["ijv-01"].model or ""
    same = {**NEW, "model": model, "status": "in dienst, niet bevestigd"}
    report = state(ready, form(about, **same), about=about)
    assert any("Zijn het andere bussen?" in each.text for each in report.warnings)


@on_both
def test_nothing_is_stored_where_one_line_is_at_fault(ready: Register) -> None:
    read = read_paste(
        "Fabrikant\tAantal\tStatus\nBYD\t12\tin dienst\nYutong\t1,234\tin dienst\n", terms(ready)
    )
    assert [fault.place for fault in read.faults] == ["regel 3, kolom 2 (Aantal)"]
    assert read.statements[1].line.typed, "what was typed is kept"


@on_both
def test_a_new_batch_is_deployed_and_scored_at_once(ready: Register) -> None:
    about = terms(ready)
    before = rows(ready, "assessment", "deployment")
    report = state(ready, form(about, **NEW), about=about)
    gained = new_rows(before, rows(ready, "assessment", "deployment"))
    assert gained == {"assessment": report.rescored, "deployment": 1}
    assert report.rescored >= 1
    assert fleet(ready, TODAY)["ijv-02"].deployment is not None
