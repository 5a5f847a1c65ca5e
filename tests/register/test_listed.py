"""A page of the list is what a whole list would show there, and reads no more than it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from busrisk.access.policy import Role
from busrisk.access.regions import NETHERLANDS, VOORBEELDLAND
from busrisk.access.scope import Scope, national, scope_of
from busrisk.core.concession_list import NO_MAKER, Order, Wish
from busrisk.core.facts import BatchFact, ConcessionStatus
from busrisk.core.national.picture import fleet_sum
from busrisk.core.score.rollup import ConcessionView
from busrisk.register.listed import ListedPage, Turn, listed, offered
from busrisk.register.pictures import concession_pictures
from busrisk.register.session import Moment, Reader, Register
from busrisk.register.tables import Concession, table
from busrisk.register.tiled import MOST_TILES, tiled
from busrisk.settings import read_settings
from busrisk.workflow.import_fleet import import_fleet
from tests.bench.scales import REGION, Scale, fill
from tests.databases import on_both
from tests.register.listed_by_hand import choices, wanted
from tests.register.stored import statements
from tests.start_lists import start_files

DAY = date(2026, 1, 1)
NL, VB = national(NETHERLANDS.code), national(VOORBEELDLAND.code)
concession = table(Concession)
A_FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])

Pictures = tuple[tuple[ConcessionView, ...], tuple[BatchFact, ...]]


def forwards(scope: Scope, reader: Reader, moment: Moment, wish: Wish, size: int) -> Iterator[ListedPage]:
    """Every page, from the first on."""
    there, turn = offered(scope, reader, moment), Turn()
    while True:
        page = listed(scope, reader, moment, wish, turn, there, size)
        yield page
        if not page.after:
            return
        turn = Turn(page.views[-1].concession.key)


def backwards(scope: Scope, reader: Reader, moment: Moment, wish: Wish, size: int) -> Iterator[ListedPage]:
    """Every page, from the last back."""
    there, turn = offered(scope, reader, moment), Turn(back=True)
    while True:
        page = listed(scope, reader, moment, wish, turn, there, size)
        yield page
        if not page.before:
            return
        turn = Turn(page.views[0].concession.key, back=True)


def keys(views: tuple[ConcessionView, ...]) -> list[str]:
    return [view.concession.key for view in views]


def check(scope: Scope, reader: Reader, moment: Moment, wish: Wish, size: int, whole: Pictures) -> None:
    """All pages of a wish against the whole list: the same lines, in order, each once, well counted."""
    views, fleet = whole
    numbers = dict(tuple(row) for row in reader.connection.execute(select(concession.c.key, concession.c.id)))
    by_hand = wanted(views, wish, numbers)
    seen: list[str] = []
    for page in forwards(scope, reader, moment, wish, size):
        assert (page.everything, page.fitting, page.before) == (len(views), len(by_hand), len(seen))
        assert page.views == by_hand[len(seen) : len(seen) + size]
        among = {view.concession.key for view in by_hand}
        assert page.fleet == fleet_sum(each for each in fleet if each.concession in among)
        seen += keys(page.views)
    assert seen == keys(by_hand)
    back = [
        key for page in backwards(scope, reader, moment, wish, size) for key in reversed(keys(page.views))
    ]
    # The first page is always a full one: what it has in common with the page after it is shown again.
    assert list(dict.fromkeys(back))[::-1] == seen


WORDS = ("", "qbuzz", "Fryslân", "noord holland", "zhn", "BYD", "100%", "_", "o", "metropoolregio haag", "vb")
wishes = st.builds(
    Wish,
    words=st.sampled_from(WORDS),
    province=st.sampled_from(("", "", "Zuid-Holland", "Gelderland", "Voorbeeld")),
    status=st.sampled_from((None, None, *ConcessionStatus)),
    maker=st.sampled_from(("", "", "VDL", "Yutong", NO_MAKER)),
    order=st.sampled_from(Order),
)
days = st.sampled_from((date(2010, 1, 1), DAY, date(2026, 6, 30), date(2027, 12, 30), date(2027, 12, 31)))


@on_both
@given(wishes, days, st.integers(2, 12), st.sampled_from((NL, VB)))
@A_FEW
def test_the_pages_of_any_wish_are_the_whole_list_cut_up(
    exercise: Register, wish: Wish, day: date, size: int, scope: Scope
) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(day)
        check(scope, reader, moment, wish, size, concession_pictures(scope, reader, moment, reasons=False))


def _alike(number: int) -> dict[str, str]:
    """One of forty concessions with seven names, few ends and the same number of buses for many."""
    ends = ("2030", "2030-12", "2030-12-31", "", "2026-01", "2026")
    return {
        "record_id": f"g-{number:03d}",
        "concession_id": f"g{number * 7 % 40:03d}",
        "concession": f"Élan {'abcABCd'[number % 7]}",
        "grantor": "Provincie Utrecht",
        "operator": "EBS",
        "provinces": "Utrecht",
        "concession_start": ("2025", "2026-01", "2026-01-01", "2026")[number % 4],
        "concession_end": ends[number % 6],
        "concession_status": ("running", "awarded")[number % 2],
        "manufacturer": "BYD",
        "count": ("10", "", "10", "20")[number % 4],
        "count_quality": ("reported", "unknown", "reported", "reported")[number % 4],
        "fleet_status": ("in_service", "unknown", "on_order", "in_service")[number % 4],
        "propulsion": "BEV",
        "as_of": "2026-01-01",
        "source": "jaarverslag van de vervoerder",
    }


@on_both
def test_no_line_is_lost_or_shown_twice_where_names_and_keys_are_equal(empty: Register) -> None:
    import_fleet(empty, start_files(*map(_alike, range(40))), "tester")
    with empty.reader() as reader:
        for day in (DAY, date(2026, 12, 31)):
            moment = reader.moment(day)
            whole = concession_pictures(NL, reader, moment, reasons=False)
            assert len(whole[0]) == 40
            for order, size in product(Order, (7, 40, 50)):
                check(NL, reader, moment, Wish(order=order), size, whole)


@on_both
@pytest.mark.parametrize(
    "scope", [NL, VB, scope_of(Role.OPERATOR, "nl", "qbuzz"), scope_of(Role.GRANTOR, "nl", None)]
)
def test_only_what_is_there_can_be_chosen(exercise: Register, scope: Scope) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        views, _ = concession_pictures(scope, reader, moment, reasons=False)
        assert offered(scope, reader, moment) == choices(views)


@on_both
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MINISTRY])
@pytest.mark.parametrize("region", ["nl", "voorbeeldland"])
def test_the_map_counts_what_the_list_counts(exercise: Register, role: Role, region: str) -> None:
    scope = scope_of(role, region, None)
    with exercise.reader() as reader:
        moment = reader.moment(date(2026, 6, 30))
        views, _ = concession_pictures(scope, reader, moment, reasons=False)
        drawn = tiled(scope, reader, moment, Wish(), offered(scope, reader, moment))
    on_map = {view.concession.key: view for view in views if view.concession.status != "ended"}
    assert drawn is not None
    assert {each.key for each in drawn} == set(on_map)
    assert set(on_map) < set(keys(views)) or region != "nl"  # one ended before this day
    for each in drawn:
        view = on_map[each.key]
        assert (each.name, each.status) == (view.concession.name, view.concession.status)
        assert each.fleet.known_running == view.fleet.known_running
        assert (each.fleet.on_order, each.fleet.unknown_batches) == (
            view.fleet.on_order,
            view.fleet.unknown_batches,
        )
        assert (each.overall, each.answered, each.asked) == (view.overall, view.answered, view.asked)


def test_the_ministry_is_shown_no_score_by_the_order_either(exercise: Register) -> None:
    scope = scope_of(Role.MINISTRY, "voorbeeldland", None)
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        by_class, by_name = (
            [keys(page.views) for page in forwards(scope, reader, moment, Wish(order=order), 50)]
            for order in (Order.CLASS, Order.NAME)
        )
        assert by_class == by_name
        assert by_class != [
            keys(page.views) for page in forwards(VB, reader, moment, Wish(order=Order.CLASS), 50)
        ]


@on_both
@pytest.mark.parametrize("key", ["gd", "vb-noord", "bestaat-niet", "zhn'; --", "é" * 200])
@pytest.mark.parametrize("back", [False, True])
def test_a_place_out_of_reach_or_unknown_gives_the_first_page_and_says_so(
    exercise: Register, key: str, back: bool
) -> None:
    scope = scope_of(Role.GRANTOR, "nl", "prov-zh")
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        page = listed(scope, reader, moment, Wish(), Turn(key, back), offered(scope, reader, moment), 2)
    assert (page.lost, keys(page.views), page.before) == (True, ["dmg", "hwgo"], 0)


# --- What it costs ---------------------------------------------------------------------------------


def of(concessions: int, folder: Path) -> Register:
    register = Register(read_settings({"BUSRISK_DATA_DIR": str(folder / str(concessions))}))
    fill(register, Scale("list", concessions, 3 * concessions, 50 * concessions, 1, 1))
    return register


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Register]]:
    """Registers of one concession, of one page and of sixty pages."""
    folder = tmp_path_factory.mktemp("sizes")
    made = {number: of(number, folder) for number in (1, 50, 3_000)}
    yield made
    for register in made.values():
        register.close()


def cost(register: Register, wish: Wish, turn: Turn) -> tuple[int, int]:
    """Statements of a page with its choices and map, and steps of the database's machine."""
    scope, steps = national(REGION.code), 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with register.reader() as reader, statements(register) as heard:
        moment = reader.moment(DAY)
        raw: Any = reader.connection.connection.dbapi_connection
        raw.set_progress_handler(count, 100)
        there = offered(scope, reader, moment)
        listed(scope, reader, moment, wish, turn, there, 50)
        tiled(scope, reader, moment, wish, there)
        raw.set_progress_handler(None, 0)
    return heard.reads, steps


@pytest.mark.parametrize("order", Order)
def test_statements_are_the_same_for_one_concession_for_fifty_and_for_three_thousand(
    sizes: dict[int, Register], order: Order
) -> None:
    counted = {number: cost(register, Wish(order=order), Turn())[0] for number, register in sizes.items()}
    assert len(set(counted.values())) == 1
    assert counted[1] <= 17


@pytest.mark.parametrize("order", Order)
def test_the_last_page_costs_what_the_first_costs(sizes: dict[int, Register], order: Order) -> None:
    register, wish = sizes[3_000], Wish(order=order)
    with register.reader() as reader:
        moment, scope = reader.moment(DAY), national(REGION.code)
        end = listed(scope, reader, moment, wish, Turn(back=True), offered(scope, reader, moment), 51)
    before_last = end.views[0].concession.key
    (first_reads, first), (last_reads, last) = (
        cost(register, wish, turn) for turn in (Turn(), Turn(before_last))
    )
    assert last_reads - first_reads == 1  # where that concession stands
    assert last <= 1.2 * first


def test_a_page_by_name_walks_the_index_from_its_place_and_sorts_nothing(sizes: dict[int, Register]) -> None:
    scope = national(REGION.code)
    with sizes[3_000].reader() as reader:
        moment = reader.moment(DAY)
        there = offered(scope, reader, moment)
        place = listed(scope, reader, moment, Wish(), Turn(), there, 50).views[-1].concession.key
        raw: Any = reader.connection.connection.dbapi_connection
        asked: list[str] = []
        raw.set_trace_callback(asked.append)
        listed(scope, reader, moment, Wish(), Turn(place), there, 50)
        raw.set_trace_callback(None)
        page = next(each for each in asked if "ORDER BY ranked" in each)
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {page}")]
    assert (
        "SEARCH concession_fact USING INDEX ix_concession_fact_sort_name ((sort_name,concession_id)>(?,?))"
        in plan
    )
    assert not [line for line in plan if line.startswith(("SCAN", "USE TEMP"))]


def test_more_concessions_than_a_map_can_hold_have_none(sizes: dict[int, Register]) -> None:
    scope = national(REGION.code)
    for number, register in sizes.items():
        with register.reader() as reader:
            moment = reader.moment(DAY)
            drawn = tiled(scope, reader, moment, Wish(), offered(scope, reader, moment))
        assert (drawn is None) == (number > MOST_TILES)
