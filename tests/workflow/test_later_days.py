"""What is stated of one day reaches the scores, holders and totals of the days after it."""

from __future__ import annotations

from datetime import date, timedelta

from busrisk.access.policy import Role
from busrisk.access.scope import national, scope_of
from busrisk.register.concessions import concessions
from busrisk.register.controls import control_totals
from busrisk.register.reference_day import newest_day
from busrisk.register.session import Register
from tests.databases import NOW, Database, State, on_both
from tests.start_lists import DAY, batch, control, fleet, take
from tests.workflow.answering import letters, scores

NL = national("nl")
JULY = date(2026, 7, 1)


def zhn(record: str, **columns: str) -> dict[str, str]:
    return batch(record, "Yutong", columns.pop("count", "50"), **{"model": "U15", **columns})


def drawn(register: Register, day: date) -> dict[str, str]:
    return {key: letters(each) for key, each in scores(register, day=day).items()}


@on_both
def test_a_corrected_past_leaves_later_days_the_score_of_their_own_facts(empty: Register) -> None:
    take(empty, zhn("zhn-01", first_year="2019"))
    take(empty, zhn("zhn-01", first_year="2019", count="49"), peildatum=JULY)
    assert set(drawn(empty, JULY).values()) == {"B..E"}
    take(empty, zhn("zhn-01", first_year="2024"))
    assert set(drawn(empty, DAY).values()) == {"A..E"}
    assert set(drawn(empty, JULY).values()) == {"B..E"}


@on_both
def test_a_new_operator_deploys_the_fleet_that_its_list_does_not_name(empty: Register) -> None:
    take(empty, zhn("zhn-01"), zhn("zhn-02", model="U18"))
    take(empty, zhn("zhn-01", operator="Arriva"), peildatum=JULY)
    for day, operator in ((DAY, "qbuzz"), (JULY, "arriva")):
        deployed = {record: each.deployment for record, each in fleet(empty, day=day).items()}
        assert deployed == {
            "zhn-01": f"zhn.yutong-u15.{operator}",
            "zhn-02": f"zhn.yutong-u18.{operator}",
        }
        assert set(drawn(empty, day)) == set(deployed.values())


@on_both
def test_a_deployment_that_loses_a_batch_is_scored_by_those_it_keeps(empty: Register) -> None:
    take(empty, zhn("zhn-01", first_year="2019"), zhn("zhn-02", first_year="2024"))
    assert drawn(empty, DAY) == {"zhn.yutong-u15.qbuzz": "A..E"}
    take(empty, zhn("zhn-02", first_year="2024", model="U18"))
    assert drawn(empty, DAY) == {"zhn.yutong-u15.qbuzz": "B..E", "zhn.yutong-u18.qbuzz": "A..E"}


@on_both
def test_a_control_total_stated_anew_replaces_the_old_one_whatever_the_peildatum(empty: Register) -> None:
    take(empty, zhn("zhn-01"), controls=[control("BYD", "319")])
    take(empty, zhn("zhn-01"), controls=[control("BYD", "320")], peildatum=JULY)
    for day in (DAY, JULY):
        with empty.reader() as reader:
            totals = control_totals(NL, reader, reader.moment(day))
        assert [(each.key, each.value) for each in totals] == [("BYD", 320.0)]


@on_both
def test_a_corrected_control_total_is_still_known_as_it_was_before(database: Database) -> None:
    register = database.open(State.EMPTY)
    take(register, zhn("zhn-01"), controls=[control("BYD", "319")])
    later = database.at(register, NOW + timedelta(days=2))
    take(later, zhn("zhn-01"), controls=[control("BYD", "320")])
    with later.reader() as reader:
        known = [
            [each.value for each in control_totals(NL, reader, reader.moment(DAY, known_at))]
            for known_at in (NOW + timedelta(days=1), None)
        ]
    assert known == [[319.0], [320.0]]


@on_both
def test_the_newest_day_is_also_one_on_which_something_only_ends_or_changes_hands(empty: Register) -> None:
    take(empty, zhn("zhn-01"), zhn("zhn-02"))
    take(empty, zhn("zhn-01"), whole_list=True, peildatum=date(2026, 3, 1))
    with empty.reader() as reader:
        assert newest_day(NL, reader, date(2026, 12, 31)) == date(2026, 3, 1)
    take(empty, zhn("zhn-01", operator="Arriva"), peildatum=JULY)
    with empty.reader() as reader:
        assert newest_day(NL, reader, date(2026, 12, 31)) == JULY
        assert newest_day(NL, reader, date(2026, 2, 1)) == DAY


@on_both
def test_a_holder_recorded_by_mistake_has_no_way_in_through_what_was_known(database: Database) -> None:
    register = database.open(State.EMPTY)
    take(register, zhn("zhn-01", operator="Arriva"))
    later = database.at(register, NOW + timedelta(days=2))
    take(later, zhn("zhn-01"))
    arriva, qbuzz = (scope_of(Role.OPERATOR, "nl", key) for key in ("arriva", "qbuzz"))
    with later.reader() as reader:
        for known_at in (None, NOW + timedelta(days=1)):
            moment = reader.moment(DAY, known_at)
            assert concessions(arriva, reader, moment) == ()
            assert [each.key for each in concessions(qbuzz, reader, moment)] == ["zhn"]


@on_both
def test_a_former_and_a_future_holder_reach_only_their_own_days(empty: Register) -> None:
    take(empty, zhn("zhn-01"))
    take(empty, zhn("zhn-01", operator="Arriva"), peildatum=JULY)
    reached = {}
    with empty.reader() as reader:
        for key in ("qbuzz", "arriva"):
            scope = scope_of(Role.OPERATOR, "nl", key)
            reached[key] = [bool(concessions(scope, reader, reader.moment(day))) for day in (DAY, JULY)]
    assert reached == {"qbuzz": [True, False], "arriva": [False, True]}
