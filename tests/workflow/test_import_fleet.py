"""Importing a start list: everything is checked, shown, and stored whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from busrisk.access.regions import VOORBEELDLAND
from busrisk.access.scope import national
from busrisk.core.facts import BatchFact, Count, FleetStatus
from busrisk.core.faults import StartListRefused
from busrisk.core.national import fleet_sum
from busrisk.register.claims import Step
from busrisk.register.concessions import one_concession
from busrisk.register.fleet import batches
from busrisk.register.parties import makers
from busrisk.register.session import Register
from busrisk.workflow.differences import Difference, ImportReport
from busrisk.workflow.import_fleet import import_fleet
from tests.core.start_files import changed
from tests.databases import NOW, PREPARED, Database, State, on_both
from tests.register.stored import rows, touched
from tests.start_lists import DAY, batch, control, lines, picture, shipped_files, start_files, take

NL = national("nl")
DAY_BEFORE = NOW - timedelta(days=1)


def correct(register: Register, record: str, **columns: str) -> ImportReport:
    """Imports the shipped list with other values in one row."""
    return import_fleet(register, shipped_files(changed({record: columns})), "tester")


def fleet(register: Register, day: date = DAY, known_at: object = None) -> dict[str, BatchFact]:
    with register.reader() as reader:
        moment = reader.moment(day, known_at)  # type: ignore[arg-type]
        return {each.record_id: each for each in batches(NL, reader, moment)}


def holder(register: Register, concession: str, day: date = DAY) -> str | None:
    with register.reader() as reader:
        fact = one_concession(NL, reader, reader.moment(day), concession)
    return fact.holder.key if fact.holder else None


# --- What is stored -------------------------------------------------------------------------------------


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


# --- Corrections ----------------------------------------------------------------------------------------


@on_both
def test_one_changed_count_is_one_difference_and_the_old_figure_stays_known_at_the_day_before(
    ready: Register,
) -> None:
    before = rows(ready)
    report = correct(ready, "ijv-01", count="240")
    assert report.differences == (Difference(Step.CHANGED, "wagenparkdeel ijv-01", "aantal 246 wordt 240"),)
    assert report.rescored == 0
    assert touched(before, rows(ready)) == []
    assert fleet(ready)["ijv-01"].count == Count(240)
    assert fleet(ready, known_at=DAY_BEFORE)["ijv-01"].count == Count(246)
    now, then = picture(ready, NL), picture(ready, NL, known_at=DAY_BEFORE)
    running = [[line.fleet.running for line in view.lines] for view in (now, then)]
    assert running == [[304, 112], [310, 112]]
    assert now.total is not None
    assert now.total.not_allocated == 153


@on_both
def test_a_correction_of_a_correction_shows_each_figure_at_its_own_date(database: Database) -> None:
    register = database.open(State.READY)
    counts = {2: "240", 4: "244", 6: "246"}
    for days, count in counts.items():
        correct(database.at(register, NOW + timedelta(days=days)), "ijv-01", count=count)
    known = [
        fleet(register, known_at=NOW + timedelta(days=days))["ijv-01"].count.value for days in (1, 2, 3, 4, 5, 6)
    ]
    assert known == [246, 240, 240, 244, 244, 246]


def test_before_the_list_was_imported_nothing_was_known(ready: Register) -> None:
    assert fleet(ready, known_at=PREPARED - timedelta(seconds=1)) == {}
    assert fleet(ready, DAY - timedelta(days=1)) == {}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"count": "ca. 246"}, "aantal 246 wordt circa 246"),
        ({"count": ""}, "aantal 246 wordt onbekend, hoe zeker"),
        ({"fleet_status": "withdrawn"}, "status in dienst, niet bevestigd wordt uitgestroomd"),
        ({"first_year": "2021"}, "jaar"),
        ({"note": "nagevraagd"}, "toelichting"),
        ({"model": "13 m"}, "type of bron"),
        ({"source": "https://voorbeeld.example/"}, "type of bron"),
        ({"as_of": "2025"}, "datum van de bron"),
        ({"manufacturer": "Yutong"}, "fabrikant"),
    ],
)
def test_each_difference_says_what_becomes_of_it(ready: Register, columns: dict[str, str], said: str) -> None:
    report = correct(ready, "ijv-01", **columns)
    assert [each.said for each in report.differences] == [said]


@on_both
@pytest.mark.parametrize("record", ["hgl-str-01", "ijv-01", "alm-01", "anm-01"])
def test_a_corrected_maker_counts_from_then_on_whatever_is_known_of_the_model(
    ready: Register, record: str
) -> None:
    """A blank, a mixed, a plain model, and a maker of two names."""
    before = fleet(ready)[record]
    correct(ready, record, manufacturer="Volvo")
    assert [one.name for one in fleet(ready)[record].makers] == ["Volvo"]
    assert fleet(ready, known_at=DAY_BEFORE)[record].makers == before.makers
    assert fleet(ready)[record].deployment != before.deployment


def test_a_corrected_model_is_shown_and_the_old_one_stays_known_at(ready: Register) -> None:
    correct(ready, "ijv-01", model="12 m (200) and 13 m (46)")
    assert fleet(ready)["ijv-01"].model == "12 m (200) and 13 m (46)"
    assert fleet(ready, known_at=DAY_BEFORE)["ijv-01"].model == "12 m (206) and 13 m (40)"


def test_an_operator_that_is_not_known_any_more_leaves_the_concession_without_holder(ready: Register) -> None:
    records = [each for each in fleet(ready) if each.startswith("zhn-0")]
    import_fleet(ready, shipped_files(changed({each: {"operator": ""} for each in records})), "tester")
    assert holder(ready, "zhn") is None
    assert {each.deployment for each in fleet(ready).values() if each.concession == "zhn"} == {None}
    assert {each.holder.key for each in fleet(ready, known_at=DAY_BEFORE).values() if each.holder} > {"qbuzz"}


def test_what_a_companion_states_no_more_is_withdrawn(ready: Register) -> None:
    def about(known_at: object = None) -> tuple[str | None, str | None]:
        with ready.reader() as reader:
            found = makers(NL, reader, reader.moment(DAY, known_at))  # type: ignore[arg-type]
        return next((each.parent, each.parent_country) for each in found if each.key == "iveco")

    silent = changed(
        {"iveco": {"ultimate_parent": "", "ultimate_parent_country": ""}}, name="manufacturers.csv"
    )
    report = import_fleet(ready, shipped_files(manufacturers=silent), "tester")
    assert [each.about for each in report.differences] == ["partij Iveco Bus"]
    assert about() == (None, None)
    assert about(DAY_BEFORE) != (None, None)


def test_a_new_name_for_a_maker_is_a_change_of_the_register(ready: Register) -> None:
    """A name decides which control total is about whom: pages that were kept must be made anew."""
    named = shipped_files().companions["aliases.csv"] + b"BYD Europe,manufacturer,byd,\n"
    report = import_fleet(ready, shipped_files(aliases=named), "tester")
    assert report.differences == (Difference(Step.NEW, "naam BYD Europe"),)
    with ready.reader() as reader:
        assert reader.version == 2


# --- Later and earlier reference dates --------------------------------------------------------------------


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


# --- Refusals ---------------------------------------------------------------------------------------------

TEN_FAULTS = {
    "ijv-01": {"count": "1,234"},
    "hgl-str-01": {"count": "-3"},
    "fry-01": {"count": "1,5"},
    "hij-01": {"fleet_status": "broken"},
    "alm-01": {"as_of": "31-02-2026"},
    "zhn-01": {"source": ""},
    "gd-02": {"manufacturer": "Trabant"},
    "zee-2026-01": {"record_id": "zee-2026-02"},
    "rtm-01": {"first_year": "19"},
    "zob-01": {"count_quality": "guessed"},
}


@on_both
def test_a_list_with_ten_faults_names_ten_and_stores_nothing(ready: Register) -> None:
    before = rows(ready)
    with pytest.raises(StartListRefused) as refused:
        import_fleet(ready, shipped_files(changed(TEN_FAULTS)), "tester")
    assert len(refused.value.faults) == 10
    assert len({(fault.row, fault.field) for fault in refused.value.faults}) == 10
    assert all(fault.row and fault.reason and fault.remedy for fault in refused.value.faults)
    assert rows(ready) == before


def test_a_record_that_moves_to_another_concession_is_refused(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", "246"))
    before = rows(empty)
    moved = batch("zhn-01", "BYD", "246", record_id="ijv-01")
    with pytest.raises(StartListRefused) as refused:
        take(empty, batch("hgl-str-01", "BYD", "43"), moved)
    (fault,) = refused.value.faults
    assert (fault.row, fault.field, fault.value) == (3, "record_id", "ijv-01")
    assert "bij concessie ijv" in fault.reason
    assert rows(empty) == before


def test_a_concession_of_another_region_is_not_written_over(ready: Register) -> None:
    before = rows(ready)
    with pytest.raises(StartListRefused) as refused:
        take(ready, batch("zhn-91", "BYD", "500"), region=VOORBEELDLAND)
    (fault,) = refused.value.faults
    assert (fault.field, fault.value) == ("concession_id", "zhn")
    assert "bij regio nl" in fault.reason
    assert rows(ready) == before


# --- Unknown, shared and joint -------------------------------------------------------------------------------


@on_both
def test_a_blank_count_is_unknown_and_never_zero(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", ""), batch("ijv-02", "BYD", "0"))
    found = fleet(empty)
    assert (found["ijv-01"].count.value, found["ijv-02"].count.value) == (None, 0)
    total = fleet_sum(found.values())
    assert (total.running, total.unknown_batches) == (0, 1)


def test_a_withdrawn_batch_is_in_no_sum_and_not_unknown(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", "", fleet_status="withdrawn"), batch("ijv-02", "BYD", "40"))
    total = fleet_sum(fleet(empty).values())
    assert (total.running, total.on_order, total.unknown_batches) == (40, 0, 0)


@on_both
def test_a_batch_of_two_makers_counts_to_neither_alone(ready: Register) -> None:
    joint = fleet(ready)["anm-01"]
    assert [one.key for one in joint.makers] == ["hess", "solaris"]
    assert joint.status is FleetStatus.IN_SERVICE
    by_label = {one.label: one.fleet.running for one in picture(ready, NL).makers}
    assert by_label["Hess + Solaris"] == 50
    assert "Hess" not in by_label
    assert by_label["Solaris"] == 20 + 96 + 30 + 9 + 14


def test_a_type_that_is_not_named_is_never_shared_between_records(empty: Register) -> None:
    unnamed = ["", "model not stated", "12 m and 13 m", "12 m en 13 m", "onbekend", "diverse", "U12 / U15", "U12 & U15"]
    take(
        empty,
        *(batch(f"ijv-{number}a", "Yutong", "1", model=model) for number, model in enumerate(unnamed, 10)),
        *(batch(f"ijv-{number}b", "Yutong", "1", model=model) for number, model in enumerate(unnamed, 10)),
    )
    found = [each.deployment for each in fleet(empty).values()]
    assert len(set(found)) == len(found) == 2 * len(unnamed)


def test_a_named_type_is_one_deployment_per_concession(empty: Register) -> None:
    take(
        empty,
        batch("ijv-01", "Yutong", "1", model="U12"),
        batch("ijv-02", "Yutong", "2", model="u12 "),
        batch("zhn-01", "Yutong", "3", model="U12"),
    )
    found = {each.record_id: each.deployment for each in fleet(empty).values()}
    assert found["ijv-01"] == found["ijv-02"] != found["zhn-01"]


@pytest.mark.parametrize(("one", "other"), [("U12", "U12+"), ("宇通十二", "宇通十三"), ("3.0", "30"), ("Й", "И")])
def test_two_names_that_look_alike_without_their_signs_are_two_types(
    empty: Register, one: str, other: str
) -> None:
    take(empty, batch("ijv-01", "Yutong", "1", model=one), batch("ijv-02", "Yutong", "2", model=other))
    found = {each.record_id: each for each in fleet(empty).values()}
    assert found["ijv-01"].deployment != found["ijv-02"].deployment
    assert (found["ijv-01"].model, found["ijv-02"].model) == (one, other)


def test_a_control_total_is_corrected_like_everything_else(empty: Register) -> None:
    row = batch("ijv-01", "BYD", "246")
    take(empty, row)
    other = [control("BYD", "320"), control("Yutong", "250"), control("BYD + Yutong", "570")]
    report = take(empty, row, controls=other)
    said = {each.about: each.said for each in report.differences}
    assert said == {
        "controletotaal BYD ze_buses 2026-01-01": "320",
        "controletotaal BYD + Yutong ze_buses 2026-01-01": "570",
    }
    view = picture(empty, NL)
    assert view.total is not None
    assert (view.total.control_buses, view.total.not_allocated) == (570, 324)


def test_start_files_of_these_tests_are_read_like_any_other() -> None:
    """The lists written here go through the same reading as the shipped ones."""
    files = start_files(batch("ijv-01", "BYD", "1.234"), separator=";")
    assert files.start_list.startswith(b"record_id;concession_id;")
    assert lines(["a", "b"], [{"a": "1"}]) == b"a,b\n1,\n"
