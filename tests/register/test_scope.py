"""What each reader reaches: every read takes a scope, and nothing outside it comes out by any road."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

import busrisk.register
from busrisk.access.policy import Role
from busrisk.access.regions import NETHERLANDS, VOORBEELDLAND
from busrisk.access.scope import Scope, national, scope_of
from busrisk.register.answers import answers
from busrisk.register.assessments import scored
from busrisk.register.concessions import NotInRegister, concessions, one_concession
from busrisk.register.controls import control_totals
from busrisk.register.fleet import batches, deployments
from busrisk.register.pictures import concession_picture, concession_pictures
from busrisk.register.session import Moment, Register
from busrisk.rulebook.shelf import edition_in_force
from tests.databases import on_both

DAY = date(2026, 1, 1)
NL, VB = NETHERLANDS.code, VOORBEELDLAND.code

# Who somebody is comes before what that person reaches: these reads find accounts, links and visits.
BEFORE_A_SCOPE = {"accounts", "named", "has_demo_accounts", "has_accounts", "look_at_link", "visitor"}


def _reads() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the room that takes a Reader."""
    for module in pkgutil.iter_modules(busrisk.register.__path__, "busrisk.register."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            takes = inspect.signature(function).parameters.values()
            is_read = any(str(each.annotation).endswith("Reader") for each in takes)
            if function.__module__ == module.name and is_read and not name.startswith("_"):
                yield name, function


def test_every_read_takes_a_scope_first_and_has_none_by_default() -> None:
    without = []
    for name, function in _reads():
        first = next(iter(inspect.signature(function).parameters.values()))
        takes_scope = (first.name, str(first.annotation)) == ("scope", "Scope")
        if name not in BEFORE_A_SCOPE and not (takes_scope and first.default is inspect.Parameter.empty):
            without.append(f"{function.__module__}.{name}")
    assert not without, f"Give these `scope: Scope` as first parameter, without default: {without}"


def test_the_walk_over_the_room_finds_its_reads() -> None:
    found = {name for name, _ in _reads()}
    assert {"batches", "concessions", "scored", "control_totals", "national_picture", "visitor"} <= found


def reached(register: Register, scope: Scope, day: date = DAY, known_at: datetime | None = None) -> set[str]:
    """The concessions a scope reaches; every road must lead to the same ones."""
    with register.reader() as reader:
        moment = reader.moment(day, known_at)
        found = {each.key for each in concessions(scope, reader, moment)}
        assert {each.concession for each in batches(scope, reader, moment)} <= found
        assert {each.concession for each in deployments(scope, reader, moment)} <= found
        assert {each.deployment.concession for each in scored(scope, reader, moment)} <= found
        views, fleet = concession_pictures(scope, reader, moment)
        assert {each.concession.key for each in views} == found
        assert {each.concession for each in fleet} <= found
        assert {key.split(".")[0] for key in answers(scope, reader, moment)} <= found
    return found


@on_both
def test_a_grantor_reaches_the_concessions_it_grants_and_no_other(ready: Register) -> None:
    assert reached(ready, scope_of(Role.GRANTOR, NL, "prov-zh")) == {"zhn", "hwgo", "dmg"}


@pytest.mark.parametrize("grantor", ["prov-ov", "prov-ge", "prov-fl"])
def test_each_of_three_joint_grantors_reads_ijssel_vecht(ready: Register, grantor: str) -> None:
    assert "ijv" in reached(ready, scope_of(Role.GRANTOR, NL, grantor))


def test_a_grantor_that_grants_nothing_reaches_nothing(ready: Register) -> None:
    assert reached(ready, scope_of(Role.GRANTOR, NL, "prov-dr")) == set()


@on_both
def test_an_operator_reaches_the_concessions_it_holds(ready: Register) -> None:
    assert reached(ready, scope_of(Role.OPERATOR, NL, "qbuzz")) == {"zhn", "fry", "gd", "dmg"}


def test_a_grantor_is_no_operator_and_an_operator_no_grantor(ready: Register) -> None:
    assert reached(ready, scope_of(Role.OPERATOR, NL, "prov-zh")) == set()
    assert reached(ready, scope_of(Role.GRANTOR, NL, "qbuzz")) == set()


def test_a_group_does_not_reach_what_its_daughter_holds(ready: Register) -> None:
    """Hermes belongs to Transdev; who belongs to whom is a fact, not a right."""
    assert reached(ready, scope_of(Role.OPERATOR, NL, "hermes")) == {"zob", "anm"}
    assert not {"zob", "anm"} & reached(ready, scope_of(Role.OPERATOR, NL, "transdev"))


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.ADMINISTRATOR])
def test_ministry_and_administrator_reach_their_whole_region(exercise: Register, role: Role) -> None:
    assert len(reached(exercise, scope_of(role, NL, None))) == 28
    assert reached(exercise, scope_of(role, VB, None)) == {"vb-noord", "vb-zuid", "vb-stad", "vb-oost"}


@pytest.mark.parametrize("role", [Role.GRANTOR, Role.OPERATOR])
def test_an_account_without_an_organisation_reaches_nothing(ready: Register, role: Role) -> None:
    assert reached(ready, scope_of(role, NL, None)) == set()


def test_a_visitor_reaches_nothing_even_with_an_organisation(ready: Register) -> None:
    assert reached(ready, Scope(NL, None, frozenset({"prov-zh"}))) == set()


@pytest.mark.parametrize(
    ("role", "party"), [(Role.GRANTOR, "vb-provincie"), (Role.OPERATOR, "vb-streekvervoer")]
)
def test_an_organisation_of_another_region_reaches_nothing_here(
    exercise: Register, role: Role, party: str
) -> None:
    assert reached(exercise, scope_of(role, NL, party)) == set()
    assert reached(exercise, scope_of(role, VB, party))


def test_control_totals_stay_in_their_region(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        fictional = control_totals(national(VB), reader, moment)
        real = control_totals(national(NL), reader, moment)
    assert len(fictional) == 4
    assert not {each.source for each in fictional} & {each.source for each in real}


@pytest.mark.parametrize("key", ["gd", "bestaat-niet", "vb-noord"])
def test_a_concession_out_of_reach_answers_like_one_that_is_not_there(exercise: Register, key: str) -> None:
    scope = scope_of(Role.GRANTOR, NL, "prov-zh")
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        assert batches(scope, reader, moment, key) == ()
        assert scored(scope, reader, moment, key) == ()
        for read in (one_concession, concession_picture):
            with pytest.raises(NotInRegister) as refusal:
                read(scope, reader, moment, key)
            assert str(refusal.value) == key


def test_the_ministry_is_given_counts_and_no_score_of_one_concession(exercise: Register) -> None:
    scope = scope_of(Role.MINISTRY, VB, None)
    with exercise.reader() as reader:
        views, _ = concession_pictures(scope, reader, reader.moment(DAY))
    by_key = {view.concession.key: view for view in views}
    assert (by_key["vb-noord"].answered, by_key["vb-noord"].asked) == (26, 63)
    for view in views:
        assert (view.overall, view.knock_outs, view.r155_authority, view.r156_authority) == (
            None,
            (),
            None,
            None,
        )
        assert all(each.assessment is None and each.receipt is None for each in view.scored)


def test_a_scope_is_one_region_whatever_is_asked(exercise: Register) -> None:
    """Everything of one region says nothing of another, also where keys are known."""
    everything = replace(national(NL), region="xx")
    with exercise.reader() as reader:
        moment = Moment(DAY, reader.version)
        edition_in_force(DAY)
        assert concessions(everything, reader, moment, "zhn") == ()
        assert control_totals(everything, reader, moment) == ()


@on_both
def test_two_readers_through_one_kept_statement_each_see_their_own(ready: Register) -> None:
    """Statements are kept for a kind of scope; whom it reaches, when and what comes with each question."""
    south, flevoland = (scope_of(Role.GRANTOR, NL, party) for party in ("prov-zh", "prov-fl"))
    assert reached(ready, south) == {"zhn", "hwgo", "dmg"}
    theirs = reached(ready, flevoland)
    assert theirs
    assert not theirs & {"zhn", "hwgo", "dmg"}
    assert reached(ready, south) == {"zhn", "hwgo", "dmg"}
    assert reached(ready, scope_of(Role.GRANTOR, NL, None)) == set()
    assert reached(ready, replace(south, parties=frozenset({"prov-zh", "prov-fl"}))) == (
        theirs | {"zhn", "hwgo", "dmg"}
    )
    assert reached(ready, south, date(1990, 1, 1)) == set()


def test_a_kept_statement_tells_one_region_and_one_key_from_another(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        for region, key in ((NL, "zhn"), (VB, "vb-noord"), (NL, "gd"), (VB, "vb-zuid")):
            assert {each.concession for each in batches(national(region), reader, moment, key)} == {key}
            assert batches(national(VB if region == NL else NL), reader, moment, key) == ()
