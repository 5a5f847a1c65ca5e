"""Scenarios that can be checked by hand, each on a small list of its own: S2, S3, S5, S6 and S8."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from busrisk.access.scope import national
from busrisk.core.dutch import write_percent
from busrisk.core.facts import Grade
from busrisk.core.national.capabilities import CapabilityLine
from busrisk.core.national.picture import MakerLine, National
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import allocation
from busrisk.register.concessions import one_concession
from busrisk.register.fleet import batches
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from tests.databases import Database, State, on_both
from tests.start_lists import DAY, batch, picture, take
from tests.workflow.answering import answer, said, scores

NL = national("nl")
ALLOCATED = (
    batch("ijv-01", "BYD", "246"),
    batch("hgl-str-01", "BYD", "43"),
    batch("zhn-01", "Yutong", "112"),
)


def line(view: National, maker: str) -> MakerLine:
    return next(each for each in view.lines if each.maker and each.maker.name == maker)


def total(view: National) -> MakerLine:
    assert view.total is not None
    return view.total


def percent(value: float) -> str:
    return write_percent(value, "nl")


@on_both
def test_s2_what_the_register_cannot_place_is_not_allocated_and_never_spread(empty: Register) -> None:
    take(empty, *ALLOCATED)
    view = picture(empty, NL)
    whole = allocation(total(view))
    assert [each.fleet.running for each in view.lines] == [289, 112]
    assert [each.not_allocated for each in view.lines] == [30, 138]
    assert whole is not None
    assert (whole.running, whole.not_allocated, whole.control) == (401, 168, 569)
    assert (percent(whole.allocated_percent), percent(whole.remainder_percent)) == ("70,5%", "29,5%")


def test_s2_more_than_the_control_total_warns_and_corrects_nothing(empty: Register) -> None:
    take(empty, *ALLOCATED, batch("ijv-02", "BYD", "31"))
    view = picture(empty, NL)
    byd = line(view, "BYD")
    assert (byd.fleet.running, byd.control_buses, byd.excess, byd.not_allocated) == (320, 319, 1, 0)
    assert line(view, "Yutong").not_allocated == 138
    assert total(view).control_buses == 569


@on_both
def test_s3_what_is_on_order_is_in_no_sum_of_running_buses(empty: Register) -> None:
    orders = [
        batch(f"obr-0{number}", "Yutong", count, model=model, fleet_status="on_order")
        for number, (count, model) in enumerate((("40", "U12"), ("44", "13 m"), ("44", "15 m")), 1)
    ]
    orders += [
        batch(f"zee-0{number}", "BYD", count, fleet_status="on_order")
        for number, count in ((1, "64"), (2, "9"))
    ]
    take(empty, *ALLOCATED, *orders)
    view = picture(empty, NL)
    assert {each.maker.name: each.fleet.on_order for each in view.lines if each.maker} == {
        "BYD": 73,
        "Yutong": 128,
    }
    assert (total(view).fleet.on_order, total(view).fleet.running, total(view).control_buses) == (
        201,
        401,
        569,
    )
    ordered = {
        each.maker.name: (each.control_buses or 0) + each.fleet.on_order for each in view.lines if each.maker
    }
    assert ordered == {"BYD": 392, "Yutong": 378}
    assert percent(100 * 201 / 569) == "35,3%"


def test_s3_a_bus_of_unknown_state_is_in_no_sum_either(empty: Register) -> None:
    take(empty, *ALLOCATED, batch("ijv-02", "BYD", "10", fleet_status="unknown"))
    fleet = line(picture(empty, NL), "BYD").fleet
    assert (fleet.running, fleet.on_order, fleet.unknown_batches) == (289, 0, 1)


@on_both
def test_s5_a_substitution_after_award_keeps_the_promise_known_at_its_date(database: Database) -> None:
    """The maker of a batch without a model changes: the hardest case, for there is no type to tell it by."""
    promised, recorded = datetime(2024, 6, 1, 12, tzinfo=UTC), datetime(2024, 7, 10, 12, tzinfo=UTC)
    day = date(2024, 6, 1)
    register = database.open(State.EMPTY)
    iveco = batch("zhn-03", "Iveco Bus", "140")
    take(database.at(register, promised), iveco, batch("zhn-02", "Van Hool", "112"), peildatum=day)
    take(database.at(register, recorded), iveco, batch("zhn-02", "Yutong", "112"), peildatum=day)

    def makers(known_at: datetime | None) -> dict[str, int | None]:
        with register.reader() as reader:
            fleet = batches(NL, reader, reader.moment(day, known_at))
        return {each.makers[0].name: each.count.value for each in fleet}

    assert makers(promised) == {"Iveco Bus": 140, "Van Hool": 112}
    assert makers(recorded - timedelta(days=1)) == {"Iveco Bus": 140, "Van Hool": 112}
    assert makers(recorded) == makers(None) == {"Iveco Bus": 140, "Yutong": 112}
    assert [percent(100 * count / 252) for count in (112, 140)] == ["44,4%", "55,6%"]


@on_both
def test_s6_an_operator_changes_and_the_fleet_stays(empty: Register) -> None:
    change = date(2022, 12, 11)
    fleet = batch("ijv-01", "BYD", "246", first_year="2020")
    take(empty, fleet | {"operator": "Keolis"}, peildatum=date(2020, 12, 13))
    take(empty, fleet, peildatum=change)
    found = {}
    for day in (date(2022, 12, 1), change - timedelta(days=1), change, DAY):
        with empty.reader() as reader:
            moment = reader.moment(day)
            (one,) = batches(NL, reader, moment)
            found[day] = (one_concession(NL, reader, moment, "ijv").holder, one.count.value)
    assert {day: (holder.key if holder else None, count) for day, (holder, count) in found.items()} == {
        date(2022, 12, 1): ("keolis", 246),
        date(2022, 12, 10): ("keolis", 246),
        change: ("ebs", 246),
        DAY: ("ebs", 246),
    }


def test_s6_what_the_former_operator_said_of_its_own_use_is_not_carried_over(empty: Register) -> None:
    """What hangs on the type is inherited; what the operator said of its own use is asked again."""
    change = date(2026, 12, 13)
    fleet = batch("ijv-01", "BYD", "246")
    take(empty, fleet | {"operator": "Keolis"})
    (former,) = scores(empty)
    answer(empty, former, said("1.1", 4, Grade.E3), of_variant=True)
    answer(empty, former, said("1.2", 4, Grade.E3))
    take(empty, fleet, peildatum=change)
    (current,) = scores(empty, change)
    assert (former.split(".")[-1], current.split(".")[-1]) == ("keolis", "ebs")
    made = scores(empty, change)[current].assessment
    assert made is not None
    states = {reason.question: reason.points for reason in made.reasons if reason.question in ("1.1", "1.2")}
    assert states == {"1.1": 4, "1.2": None}
    before = scores(empty, change - timedelta(days=1))[former].assessment
    assert before is not None
    assert before.dimension("D1").low == 4


def _stop(view: National) -> CapabilityLine:
    return next(each for each in view.capabilities if each.question == "4.1")


@on_both
def test_s8_unknown_is_not_no(empty: Register) -> None:
    take(empty, *ALLOCATED)
    before = _stop(picture(empty, NL))
    assert (before.known, before.unknown, before.of) == (0, 569, 569)
    for key in scores(empty):
        if not key.startswith("ijv"):
            answer(empty, key, said("4.1", 0, Grade.E1))
    stop = _stop(picture(empty, NL))
    assert (stop.yes, stop.no, stop.no_declared, stop.unknown, stop.of) == (0, 155, 155, 414, 569)
    assert [percent(100 * buses / 569) for buses in (155, 414)] == ["27,2%", "72,8%"]


def test_s8_a_refusal_or_an_answer_without_evidence_left_is_unknown(empty: Register) -> None:
    take(empty, *ALLOCATED)
    stale = replace(said("4.1", 0, Grade.E1), valid_until=DAY - timedelta(days=1))
    for key in scores(empty):
        answer(empty, key, stale)
    assert (_stop(picture(empty, NL)).unknown, _stop(picture(empty, NL)).no) == (569, 0)


def test_s8_the_table_splits_a_no_by_how_sure_it_is(empty: Register) -> None:
    take(empty, *ALLOCATED)
    for key, grade in zip(sorted(scores(empty)), (Grade.E1, Grade.E2, Grade.E3), strict=True):
        answer(empty, key, said("4.1", 2, grade))
    capabilities = edition_in_force(DAY).scoring.capabilities
    table = capabilities_table(picture(empty, NL), capabilities, "nl")
    (row,) = [each for each in table.rows if each[1] == "4.1"]
    assert row[2:8] == (0, 43, 246, 112, 168, 569)
