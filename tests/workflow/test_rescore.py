"""Scores follow what changed: every day it may have changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from busrisk.access.scope import national
from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, FleetStatus, Grade
from busrisk.register.deployed import deployed
from busrisk.register.fleet import deployments
from busrisk.register.session import Register
from busrisk.workflow.import_fleet import import_fleet
from busrisk.workflow.rescore import admission_of, rescore
from tests.core.start_files import changed
from tests.databases import NOW, on_both
from tests.register.stored import new_rows, rows, statements, touched
from tests.start_lists import DAY, batch, shipped_files, take
from tests.workflow.answering import answer, letters, only, said, scores

LATER = date(2026, 7, 1)
EXPIRED = date(2027, 3, 31)
ZHN = "zhn.yutong-u15-first-batch.qbuzz"
GATES = [said("1.1", 0), said("2.1", 0), said("4.1", 0)]


# --- What is scored, and what is not --------------------------------------------------------------


@on_both
def test_scoring_again_without_a_change_stores_nothing(exercise: Register) -> None:
    before = rows(exercise)
    for region in ("nl", "voorbeeldland"):
        with exercise.writer("tester", "rescore") as writer:
            assert rescore(national(region), writer, DAY) == 0
            assert not writer.has_changed
    assert rows(exercise) == before


@on_both
def test_an_answer_scores_its_own_deployment_and_no_other(ready: Register) -> None:
    before = scores(ready)
    assert answer(ready, ZHN, said("1.1", 4, Grade.E3), said("1.2", 4, Grade.E3)) == 1
    after = scores(ready)
    assert letters(after[ZHN]) == "E..E"
    assert {key for key in after if after[key] != before[key]} == {ZHN}


@on_both
def test_one_answer_costs_the_same_rows_whatever_the_register_holds(
    ready: Register, exercise: Register
) -> None:
    """An edit costs what it touches: one change, one answer, one score with its reasons."""
    costs = []
    for register in (ready, exercise):
        before = rows(register)
        answer(register, ZHN, said("1.1", 2))
        costs.append(new_rows(before, rows(register)))
    assert costs[0] == costs[1]
    assert costs[0]["assessment"] == costs[0]["answer"] == costs[0]["change"] == costs[0]["subject"] == 1
    assert sum(costs[0].values()) < 40


def test_a_changed_answer_ends_one_row_and_changes_no_other(ready: Register) -> None:
    answer(ready, ZHN, said("1.1", 2))
    before = rows(ready)
    answer(ready, ZHN, said("1.1", 3))
    assert touched(before, rows(ready)) == []
    ended = [row for row in rows(ready)["answer"].values() if row["ended_in"] is not None]
    assert [row["points"] for row in ended] == [2]


def test_an_answer_about_the_type_scores_the_deployment_that_runs_it(ready: Register) -> None:
    assert answer(ready, ZHN, said("1.1", 0), of_variant=True) == 1
    made = scores(ready)[ZHN].assessment
    assert made is not None
    assert made.dimension("D1").high == 1


def test_a_corrected_count_stores_no_score_and_a_corrected_year_one(ready: Register) -> None:
    count = import_fleet(ready, shipped_files(changed({"zhn-01": {"count": "51"}})), "tester")
    year = {"count": "51", "first_year": "2019"}
    entry = import_fleet(ready, shipped_files(changed({"zhn-01": year})), "tester")
    assert (count.rescored, entry.rescored) == (0, 1)
    assert [letters(scores(ready, known_at=at)[ZHN]) for at in (None, NOW - timedelta(days=1))] == [
        "B..E",
        "A..E",
    ]


def test_statements_of_one_answer_stay_the_same_however_large_the_register(
    ready: Register, exercise: Register
) -> None:
    heard = []
    for register in (ready, exercise):
        with statements(register) as said_to:
            answer(register, ZHN, said("1.1", 2))
        heard.append(len(said_to.said))
    assert heard[0] == heard[1]


# --- On which days --------------------------------------------------------------------------------


@on_both
def test_an_answer_that_outlives_its_evidence_is_scored_again_for_the_day_after(ready: Register) -> None:
    answered = [replace(each, grade=Grade.E3, valid_until=EXPIRED) for each in GATES]
    assert answer(ready, ZHN, *answered) == 2
    days = [DAY, EXPIRED, EXPIRED + timedelta(days=1)]
    dimensions = [scores(ready, day)[ZHN].assessment for day in days]
    assert [made.dimension("D1").high for made in dimensions if made] == [0, 0, 1]
    assert [made.on for made in dimensions if made] == [DAY, DAY, EXPIRED + timedelta(days=1)]


def test_evidence_renewed_before_it_ends_leaves_no_score_of_its_end_behind(ready: Register) -> None:
    answer(ready, ZHN, *(replace(each, grade=Grade.E3, valid_until=EXPIRED) for each in GATES))
    answer(ready, ZHN, *(replace(each, grade=Grade.E3, valid_until=date(2029, 1, 1)) for each in GATES))
    made = scores(ready, EXPIRED + timedelta(days=1))[ZHN].assessment
    assert made is not None
    assert made.dimension("D1").high == 0


def test_an_answer_given_for_an_earlier_day_reaches_the_scores_of_later_days(empty: Register) -> None:
    take(empty, batch("zhn-01", "Yutong", "50", model="U15", first_year="2024"))
    take(empty, batch("zhn-01", "Yutong", "50", model="U15", first_year="2019"), peildatum=LATER)
    key = only(scores(empty))
    assert [letters(scores(empty, day)[key]) for day in (DAY, LATER)] == ["A..E", "B..E"]
    answer(empty, key, said("1.1", 4, Grade.E3), said("1.2", 4, Grade.E3))
    assert [letters(scores(empty, day)[key]) for day in (DAY, LATER)] == ["E..E", "E..E"]


def test_an_answer_from_a_later_day_on_leaves_the_days_before(ready: Register) -> None:
    answer(ready, ZHN, said("1.1", 4, Grade.E3), said("1.2", 4, Grade.E3), day=LATER)
    found = [letters(scores(ready, day)[ZHN]) for day in (DAY, LATER - timedelta(days=1), LATER)]
    assert found == ["A..E", "A..E", "E..E"]


def test_a_corrected_answer_shows_the_old_class_as_known_at_the_day_before(ready: Register) -> None:
    answer(ready, ZHN, said("1.1", 4, Grade.E3), said("1.2", 4, Grade.E3))
    assert letters(scores(ready, known_at=NOW - timedelta(days=1))[ZHN]) == "A..E"
    assert letters(scores(ready, known_at=NOW)[ZHN]) == "E..E"


def test_a_fleet_older_than_the_method_is_scored_from_the_first_edition_on(empty: Register) -> None:
    report = take(empty, batch("zhn-01", "Yutong", "50"), peildatum=date(2024, 12, 15))
    assert report.rescored == 1
    key = only(scores(empty))
    assert scores(empty, date(2025, 6, 1))[key].assessment is None
    assert letters(scores(empty, DAY)[key]) == "A..E"


def test_an_answer_older_than_the_method_counts_once_it_holds(empty: Register) -> None:
    take(empty, batch("zhn-01", "Yutong", "50"), peildatum=date(2024, 12, 15))
    key = only(scores(empty))
    answer(empty, key, said("1.1", 4, Grade.E3), said("1.2", 4, Grade.E3), day=date(2025, 3, 1))
    assert letters(scores(empty, DAY)[key]) == "E..E"


# --- The hint of a year ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "known"),
    [
        (("2019",), "2019"),
        (("2019", "2019"), "2019"),
        (("2019", "2024"), None),
        (("2019", ""), None),
        (("",), None),
    ],
)
def test_a_year_of_entry_counts_only_where_all_batches_name_it(
    empty: Register, years: tuple[str, ...], known: str | None
) -> None:
    take(
        empty,
        *(
            batch(f"zhn-{number}", "Yutong", "10", model="U15", first_year=year)
            for number, year in enumerate(years)
        ),
    )
    with empty.reader() as reader:
        (found,) = deployed(national("nl"), reader, reader.moment(DAY), None)
    expected = Admission(PartialDate(known), derived=True) if known else Admission()
    assert admission_of(found.years) == expected


def test_what_has_left_service_altogether_is_scored_no_more(empty: Register) -> None:
    take(empty, batch("zhn-01", "Yutong", "10", first_year="2019", fleet_status="withdrawn"))
    with empty.reader() as reader:
        assert deployed(national("nl"), reader, reader.moment(DAY), None) == ()
        assert deployments(national("nl"), reader, reader.moment(DAY)) == ()


def test_an_order_does_not_blur_what_is_known_of_the_buses_that_run(empty: Register) -> None:
    runs = batch("zhn-01", "Yutong", "10", model="U15", first_year="2019")
    order = batch("zhn-02", "Yutong", "4", model="U15", first_year="2027", fleet_status="on_order")
    take(empty, runs, order)
    with empty.reader() as reader:
        (found,) = deployed(national("nl"), reader, reader.moment(DAY), None)
    assert found.years == {2019}


@on_both
def test_what_is_scored_is_what_the_fleet_shows(exercise: Register) -> None:
    with exercise.reader() as reader:
        for region in ("nl", "voorbeeldland"):
            scope, moment = national(region), reader.moment(DAY)
            shown = {
                each.key: {
                    part.first_year for part in each.batches if part.status is not FleetStatus.WITHDRAWN
                }
                for each in deployments(scope, reader, moment)
            }
            assert shown
            assert {each.key: each.years for each in deployed(scope, reader, moment, None)} == shown
            key = min(shown)
            assert [each.key for each in deployed(scope, reader, moment, {key})] == [key]
