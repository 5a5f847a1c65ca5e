"""A correction replaces what was known and leaves what was known before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from busrisk.access.scope import national
from busrisk.core.facts import Count
from busrisk.register.claims import Step
from busrisk.register.concessions import one_concession
from busrisk.register.parties import makers
from busrisk.register.session import Register
from busrisk.workflow.differences import Difference
from busrisk.workflow.import_fleet import import_fleet
from tests.core.start_files import changed
from tests.databases import NOW, PREPARED, Database, State, on_both
from tests.register.stored import rows, touched
from tests.start_lists import DAY, batch, control, correct, fleet, picture, shipped_files, take

NL = national("nl")
DAY_BEFORE = NOW - timedelta(days=1)


def holder(register: Register, concession: str) -> str | None:
    with register.reader() as reader:
        fact = one_concession(NL, reader, reader.moment(DAY), concession)
    return fact.holder.key if fact.holder else None


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
        fleet(register, known_at=NOW + timedelta(days=days))["ijv-01"].count.value
        for days in (1, 2, 3, 4, 5, 6)
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
    def about(known_at: datetime | None = None) -> tuple[str | None, str | None]:
        with ready.reader() as reader:
            found = makers(NL, reader, reader.moment(DAY, known_at))
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
