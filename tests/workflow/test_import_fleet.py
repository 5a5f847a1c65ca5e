"""Importing a start list: what is stored, on which days it holds, and what a second run does."""

from __future__ import annotations

from datetime import date, timedelta

from busrisk.access.scope import national
from busrisk.core.national.picture import fleet_sum
from busrisk.register.claims import Step
from busrisk.register.fleet import batches
from busrisk.register.session import Register
from busrisk.workflow.differences import Difference
from busrisk.workflow.import_fleet import import_fleet
from tests.core.start_files import changed
from tests.databases import NOW, on_both
from tests.register.stored import rows
from tests.start_lists import DAY, batch, fleet, shipped_files, take

DAY_BEFORE = NOW - timedelta(days=1)


@on_both
def test_the_shipped_list_is_stored_as_it_was_counted(empty: Register) -> None:
    report = import_fleet(empty, shipped_files(), "tester")
    assert (report.rows, report.rescored, report.stored, report.absent) == (66, 66, True, ())
    assert {each.step for each in report.differences} == {Step.NEW}
    found = fleet(empty)
    assert len(found) == 66
    of_maker = {
        name: fleet_sum(each for each in found.values() if [one.name for one in each.makers] == [name])
        for name in ("BYD", "Yutong")
    }
    assert {name: (one.running, one.on_order) for name, one in of_maker.items()} == {
        "BYD": (310, 73),
        "Yutong": (112, 197),
    }


@on_both
def test_a_second_run_changes_nothing_not_even_the_data_version(ready: Register) -> None:
    before = rows(ready)
    report = import_fleet(ready, shipped_files(), "tester")
    assert (report.changes_nothing, report.stored, report.absent) == (True, False, ())
    assert rows(ready) == before


def test_a_semicolon_list_as_dutch_excel_saves_it_changes_nothing(ready: Register) -> None:
    before = rows(ready)
    report = import_fleet(ready, shipped_files(b"\xef\xbb\xbf" + changed({}, ";")), "tester")
    assert report.changes_nothing
    assert rows(ready) == before


def test_the_order_of_the_rows_changes_nothing(ready: Register) -> None:
    head, *body = changed({}).splitlines(keepends=True)
    report = import_fleet(ready, shipped_files(head + b"".join(reversed(body))), "tester")
    assert report.changes_nothing


@on_both
def test_a_dry_run_tells_the_same_and_stores_nothing(ready: Register) -> None:
    files = shipped_files(changed({"ijv-01": {"count": "240"}, "hgl-str-01": {"manufacturer": "Yutong"}}))
    before = rows(ready)
    rehearsed = import_fleet(ready, files, "tester", dry_run=True)
    assert rows(ready) == before
    assert not rehearsed.stored
    done = import_fleet(ready, files, "tester")
    assert done.stored
    assert (done.differences, done.rescored) == (rehearsed.differences, rehearsed.rescored)


def test_a_dry_run_of_a_first_list_stores_nothing(empty: Register) -> None:
    before = rows(empty)
    report = import_fleet(empty, shipped_files(), "tester", dry_run=True)
    assert (report.count(Step.NEW) > 66, report.rescored) == (True, 66)
    assert rows(empty) == before


# --- Later and earlier reference dates ------------------------------------------------------------


@on_both
def test_the_same_list_at_a_later_reference_date_changes_nothing(ready: Register) -> None:
    before = rows(ready)
    report = import_fleet(ready, shipped_files(), "tester", peildatum=date(2026, 7, 1))
    assert report.changes_nothing
    assert rows(ready) == before


def test_a_later_list_speaks_from_its_day_on_and_leaves_the_days_before(ready: Register) -> None:
    later = date(2026, 7, 1)
    files = shipped_files(changed({"zhn-01": {"count": "60"}}))
    import_fleet(ready, files, "tester", peildatum=later)
    counts = [fleet(ready, day)["zhn-01"].count.value for day in (DAY, later - timedelta(days=1), later)]
    assert counts == [50, 50, 60]


def test_a_list_of_before_the_first_holds_until_the_first(empty: Register) -> None:
    """Facts may be older than the method: they are stored, and scored from the day an edition holds."""
    earlier = date(2024, 6, 1)
    take(empty, batch("zhn-01", "Yutong", "50"))
    report = take(empty, batch("zhn-01", "Yutong", "40"), peildatum=earlier)
    assert report.rescored == 0
    counts = [fleet(empty, day)["zhn-01"].count.value for day in (earlier, DAY - timedelta(days=1), DAY)]
    assert counts == [40, 40, 50]


def test_records_that_a_list_leaves_out_stay_unless_it_is_said_to_be_whole(ready: Register) -> None:
    rest = b"".join(line for line in changed({}).splitlines(keepends=True) if not line.startswith(b"anm-01,"))
    report = import_fleet(ready, shipped_files(rest), "tester")
    assert (report.changes_nothing, report.absent) == (True, ("anm-01",))
    assert "anm-01" in fleet(ready)
    whole = import_fleet(ready, shipped_files(rest), "tester", whole_list=True)
    withdrawn = Difference(Step.WITHDRAWN, "wagenparkdeel anm-01", "staat niet meer in de lijst")
    assert whole.differences == (withdrawn,)
    assert "anm-01" not in fleet(ready)
    assert "anm-01" in fleet(ready, known_at=DAY_BEFORE)


def test_a_whole_list_withdraws_nothing_of_another_region(exercise: Register) -> None:
    import_fleet(exercise, shipped_files(), "tester", whole_list=True)
    with exercise.reader() as reader:
        assert len(batches(national("voorbeeldland"), reader, reader.moment(DAY))) == 8
