"""Exposure by the cases of the scoring model, as situations that a lawyer can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from busrisk.core.dutch import write_percent
from busrisk.core.exposure.actor_reach import Provider, ProviderRole, Reached, SuppliedFleet, reaches
from busrisk.core.exposure.ask_first import OpenQuestion, QuestionedFleet, ask_first, gates_open
from busrisk.core.exposure.priority import (
    OWNERSHIP,
    Priority,
    StateLink,
    capability_of,
    context_interval,
    priority,
    priority_key,
    state_link,
)
from busrisk.core.exposure.running import RunningBuses
from busrisk.core.exposure.service_loss import ConcessionNeed, Loss, service_loss
from busrisk.core.facts import CLASS_LETTERS, Interval, KnockOut, KnockOutStatus, PartyRef, Situation
from busrisk.core.files.answer_sheet import read_answer_sheet
from busrisk.core.score.ordering import order_key
from busrisk.core.score.scoring import score
from busrisk.core.shares import percentage
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "exposure.toml").read_text(encoding="utf-8"))
NOTHING_KNOWN = score(Situation(), RULES)
WITHIN = order_key(NOTHING_KNOWN, "a")

Case = dict[str, Any]


def cases(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[kind], ids=[case["name"] for case in CASES[kind]])


def interval(written: str) -> Interval:
    low, high = written.split("..")
    return Interval(int(low), int(high))


def test_every_case_is_named_once_and_there_are_enough() -> None:
    names = [case["name"] for kind in CASES.values() for case in kind]
    assert sorted(set(names)) == sorted(names)
    assert len(names) >= 30


# --- Loss and priority ---------------------------------------------------------------------------


@cases("loss")
def test_service_loss_is_what_its_case_says(case: Case) -> None:
    low, high = (*case["affected"], None)[:2]
    loss = service_loss(low, high, ConcessionNeed(**case["need"]))
    assert f"{loss.low}..{loss.high}" == case["share"]


def test_a_share_is_written_with_one_decimal() -> None:
    loss = service_loss(112, 112, ConcessionNeed(pvr=175, spares=25))
    assert write_percent(percentage(loss.high), "nl") == "49,7%"


@pytest.mark.parametrize("numbers", [{"pvr": 0}, {"pvr": -1}, {"spares": -1}])
def test_a_need_that_cannot_be_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at least one bus|negative"):
        ConcessionNeed(**numbers)


@pytest.mark.parametrize("affected", [(-1, 3), (4, 3)])
def test_a_number_of_buses_that_cannot_be_is_refused(affected: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no number of buses"):
        service_loss(*affected, ConcessionNeed(pvr=10, spares=1))


@cases("priority")
def test_priority_is_what_its_case_says(case: Case) -> None:
    least, most = (CLASS_LETTERS.index(letter) for letter in case["class"].split(".."))
    low, high = (Fraction(end) for end in case["loss"].split(".."))
    found = priority(Interval(least, most), Loss(low, high), ConcessionNeed(**case["need"]), RULES)
    assert f"{found.best}..{found.worst}" == case["priority"]


def test_a_heavier_class_or_a_larger_loss_never_comes_later_in_the_table_of_the_edition() -> None:
    rows = sorted(RULES.scoring.priorities, key=lambda row: row.overall)
    for row in rows:
        assert list(row.columns) == sorted(row.columns, reverse=True)
    for lighter, heavier in pairwise(rows):
        both = zip(lighter.columns, heavier.columns, strict=True)
        assert all(heavy <= light for light, heavy in both)


# --- Statelijk and the order ---------------------------------------------------------------------


@cases("state_link")
def test_the_mark_of_a_state_is_what_its_case_says(case: Case) -> None:
    mark = state_link(interval(case["ownership"]), interval(case["capability"]))
    assert (mark.value if mark else "none") == case["mark"]


def test_ownership_is_the_worst_of_its_questions_at_both_ends() -> None:
    asked = [question.id for question in RULES.questions_of(OWNERSHIP)]
    assert context_interval(Situation(), OWNERSHIP, RULES) == Interval(0, 4)
    sheet = "[answers]\n" + "\n".join(f'"{id}" = {{ points = 1, grade = "E2" }}' for id in asked[1:])
    sheet += f'\n"{asked[0]}" = {{ points = 3, grade = "E3" }}'
    situation, _ = read_answer_sheet(sheet, lambda _: RULES)
    assert context_interval(situation, OWNERSHIP, RULES) == Interval(3, 3)


def test_capability_leaves_the_approvals_out() -> None:
    sheet = """
        coverage = "NOT_REQUIRED"
        [answers]
        "1.1" = { points = 2, grade = "E3" }
        "1.2" = { points = 2, grade = "E3" }
        "2.1" = { points = 0, grade = "E3" }
        "4.1" = { points = 0, grade = "E3" }
    """
    situation, _ = read_answer_sheet(sheet, lambda _: RULES)
    assert capability_of(score(situation, RULES)) == Interval(2, 2)


def test_the_worst_priority_goes_first_then_knock_outs_then_the_mark_of_a_state() -> None:
    sure, maybe = (KnockOut("K1", KnockOutStatus(status)) for status in ("confirmed", "possible"))
    first, later = Priority("P4", "P1"), Priority("P2", "P2")
    lighter = order_key(NOTHING_KNOWN, "b")
    keys = [
        priority_key(first, [maybe, sure], None, lighter),
        priority_key(first, [maybe], StateLink.ESTABLISHED, lighter),
        priority_key(first, [maybe], StateLink.POSSIBLE, lighter),
        priority_key(first, [maybe], None, WITHIN),
        priority_key(first, [maybe], None, lighter),
        priority_key(first, [], StateLink.ESTABLISHED, WITHIN),
        priority_key(later, [sure], StateLink.ESTABLISHED, WITHIN),
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


# --- Reach ---------------------------------------------------------------------------------------


def providers(said: Mapping[str, Any]) -> tuple[Provider, ...]:
    found: list[Provider] = []
    for role in (role for role in ProviderRole if role.value in said):
        names = said[role.value] if isinstance(said[role.value], list) else [said[role.value]]
        for name in names:
            actor = None if name in ("none", "unknown") else PartyRef(name.lower(), name)
            found.append(Provider(role, actor, none=name == "none", part=len(names) > 1))
    return tuple(found)


def ran(buses: int | None) -> RunningBuses:
    return RunningBuses(buses or 0, buses)


def supplied(case: Case) -> list[SuppliedFleet]:
    return [
        SuppliedFleet(
            deployment=str(number),
            buses=ran(said.get("buses")),
            dimensions=tuple((key, interval(said[key])) for key in ("D1", "D2", "D4") if key in said),
            providers=providers(said),
        )
        for number, said in enumerate(case["fleets"])
    ]


def written(reached: Reached) -> str:
    return f"{reached.buses}+{reached.unsized}" if reached.unsized else str(reached.buses)


@cases("reach")
def test_reach_is_what_its_case_says(case: Case) -> None:
    found = {
        line.actor.name if line.actor else "?": (
            f"{written(line.established)}..{written(line.not_excludable)}"
            f" of {'unknown' if line.of is None else line.of}"
        )
        for line in reaches(supplied(case))
    }
    assert found == case["reach"]


def test_reach_as_a_share_is_known_only_where_every_count_is() -> None:
    north = Provider(ProviderRole.MAKER, PartyRef("north", "North"))
    dimensions = (("D1", Interval(3, 3)), ("D2", Interval(0, 0)), ("D4", Interval(0, 0)))
    one = SuppliedFleet("1", ran(10), dimensions, (north,))
    other = SuppliedFleet("2", ran(30), dimensions, (Provider(ProviderRole.MAKER, none=True),))
    line = reaches([one, other])[0]
    assert (line.established_share, line.established.at_most) == (Fraction(1, 4), 10)
    without_count = reaches([one, SuppliedFleet("2", ran(None), dimensions, (north,))])[0]
    assert without_count.established_share is without_count.not_excludable_share is None
    assert (without_count.not_excludable.buses, without_count.not_excludable.at_most) == (10, None)


def test_counted_buses_stay_in_reach_beside_a_batch_that_nobody_counted() -> None:
    north = Provider(ProviderRole.MAKER, PartyRef("north", "North"))
    dimensions = (("D1", Interval(3, 3)), ("D2", Interval(0, 0)), ("D4", Interval(0, 0)))
    open_ended = reaches([SuppliedFleet("1", RunningBuses(100, None), dimensions, (north,))])[0]
    assert open_ended.established == open_ended.not_excludable == Reached(100, unsized=1)
    closed = reaches([SuppliedFleet("1", RunningBuses(40, 45), dimensions, (north,))])[0]
    assert (closed.established, closed.not_excludable) == (Reached(40), Reached(45))
    assert open_ended.of is closed.of is None


def test_a_question_is_open_for_all_that_run_or_may_run() -> None:
    reasons = score(Situation(()), RULES).reasons
    fleets = [
        QuestionedFleet("1", RunningBuses(100, None), reasons),
        QuestionedFleet("2", RunningBuses(40, 45), reasons),
    ]
    lines = [*ask_first(fleets, RULES), *gates_open(fleets, RULES)]
    assert {(line.buses, line.unsized) for line in lines} == {(145, 1)}


def test_the_party_that_may_reach_most_goes_first_and_the_unknown_last() -> None:
    case = next(case for case in CASES["reach"] if "anybody named anywhere" in case["name"])
    lines = reaches(supplied(case))
    assert [line.actor.name if line.actor else None for line in lines] == ["North", "South", None]
    assert lines[0].roles == (ProviderRole.MAKER, ProviderRole.UPDATE)
    assert lines[-1].roles == (ProviderRole.CLOUD,)


def test_a_deployment_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="count twice"):
        reaches([SuppliedFleet("1", ran(10)), SuppliedFleet("1", ran(10))])


def test_a_party_that_both_is_and_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot both hold"):
        Provider(ProviderRole.SIM, PartyRef("north", "North"), none=True)


# --- Ask first -----------------------------------------------------------------------------------


def questioned(case: Case) -> list[QuestionedFleet]:
    sheets = [read_answer_sheet(said["sheet"], lambda _: RULES)[0] for said in case["fleets"]]
    return [
        QuestionedFleet(str(number), ran(said.get("buses")), score(situation, RULES).reasons)
        for number, (said, situation) in enumerate(zip(case["fleets"], sheets, strict=True))
    ]


def buses(line: OpenQuestion) -> str:
    return f"{line.question}: {line.buses}" + (f"+{line.unsized}" if line.unsized else "")


@cases("ask")
def test_what_to_ask_first_is_what_its_case_says(case: Case) -> None:
    fleets = questioned(case)
    assert [f"{buses(line)} {line.width}" for line in ask_first(fleets, RULES)] == case["first"]
    assert [buses(line) for line in gates_open(fleets, RULES)] == case["open"]
