"""Every split of a selection weighs by running buses and keeps unknown as a part; small ones leak nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.exposure.concentration import Majority
from busrisk.core.facts import (
    Admission,
    Answer,
    AnswerState,
    BatchFact,
    CoverageCode,
    DeploymentFact,
    FleetStatus,
    Grade,
    PartyRef,
    Propulsion,
    ScoredDeployment,
    Situation,
)
from busrisk.core.national.breakdown import Breakdown, WithheldReach, breakdown
from busrisk.core.national.selection import NOBODY, Choices, Selection, options, selected
from busrisk.core.score.scoring import score
from busrisk.core.sheets.breakdown import authorities_table
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.supply import questions_table, reaches_table
from busrisk.rulebook.shelf import editions
from tests.core.fleet_facts import batch

EDITION = editions()[0]
A, B, PROVINCE = PartyRef("a", "Alfa"), PartyRef("b", "Beta"), PartyRef("p", "Provincie")
FLEET = (
    batch("1", 40, A, propulsion=Propulsion.BEV),
    batch("2", 60, B),
    batch("3", None, A, status=FleetStatus.UNKNOWN),
    batch("4", 7, A, status=FleetStatus.ON_ORDER),
)


def scored(one: BatchFact, *answers: Answer, code: CoverageCode | None = None) -> ScoredDeployment:
    about = DeploymentFact(one.record_id, one.concession, "", None, one.makers, None, None, (one,))
    made = score(Situation(answers, Admission(code=code)), EDITION)
    return ScoredDeployment(about, made, None)


def test_what_nobody_answered_is_unknown_for_every_running_bus() -> None:
    found = breakdown(FLEET, (), {}, EDITION, 1)
    assert [(line.codes, line.buses) for line in found.coverage] == [((), 100)]
    assert {(line.state, line.buses) for line in found.authorities} == {(AnswerState.UNKNOWN, 100)}
    assert {(line.unknown, line.of) for line in found.capabilities} == {(100, 100)}


def test_answers_and_codes_count_for_the_buses_of_their_own_deployment() -> None:
    answered = Answer("3.3a", AnswerState.ANSWERED, 1, Grade.E2)
    made = scored(FLEET[0], answered, code=CoverageCode.EXPECTED_BUT_NOT_SHOWN)
    found = breakdown(FLEET, (made,), {}, EDITION, 1)
    assert [(line.codes, line.buses) for line in found.coverage] == [
        ((CoverageCode.EXPECTED_BUT_NOT_SHOWN,), 40), ((), 60),
    ]  # fmt: skip
    r155 = [(line.points, line.buses) for line in found.authorities if line.question == "3.3a"]
    assert r155 == [(1, 40), (None, 60)]


def test_every_state_is_a_line_and_an_order_is_in_no_sum_of_running_buses() -> None:
    found = breakdown(FLEET, (), {}, EDITION, 1)
    lines = {line.status: (line.buses, line.batches_without_count) for line in found.statuses}
    assert set(lines) == set(FleetStatus)
    assert lines[FleetStatus.ON_ORDER] == (7, 0)
    assert lines[FleetStatus.UNKNOWN] == (0, 1)
    assert found.everything.running == 100


def test_a_batch_of_unknown_size_leaves_no_share_to_compute() -> None:
    assert breakdown(FLEET, (), {}, EDITION, 1).concentration.majority is Majority.NOT_COMPUTABLE
    assert breakdown(FLEET[:2], (), {}, EDITION, 1).concentration.majority is Majority.ESTABLISHED


@given(some.integers(1, 6), some.integers(1, 4))
def test_too_few_concessions_always_show_no_answers(concessions: int, fewest: int) -> None:
    fleet = tuple(batch(str(number), 10, A) for number in range(concessions))
    found = breakdown(fleet, [scored(each) for each in fleet], {}, EDITION, fewest)
    assert found.withheld is (concessions < fewest)
    told = (found.coverage, found.authorities, found.ask_first, found.reaches)
    assert any(told) is not found.withheld
    assert found.everything.running == 10 * concessions


def answered_by(operators: int, fewest: int) -> Breakdown:
    """Five operators run ten buses each; the first few answer."""
    holders = [PartyRef(f"o{number}", f"Vervoerder {number}") for number in range(5)]
    fleet = [replace(batch(str(number), 10, A), holder=one) for number, one in enumerate(holders)]
    worst = {each.id: max(one.points for one in each.options) for each in EDITION.questions if each.options}
    given = [
        Answer(each, AnswerState.ANSWERED, worst[each], Grade.E3) for each in ("1.1", "1.2", "3.3a", "4.1")
    ]
    made = [scored(one, *(given if number < operators else ())) for number, one in enumerate(fleet)]
    named = {one.record_id: (Provider(ProviderRole.MAKER, A),) for one in fleet}
    made = [
        replace(each, deployment=replace(each.deployment, operator=one.holder))
        for each, one in zip(made, fleet, strict=True)
    ]
    return breakdown(fleet, made, named, EDITION, fewest)


@given(some.integers(0, 4), some.integers(1, 5))
def test_no_line_ever_tells_the_answers_of_too_few_operators(operators: int, fewest: int) -> None:
    found, hidden = answered_by(operators, fewest), 0 < operators < fewest
    stop = next(line for line in found.capabilities if line.question == "4.1")
    assert stop.of == 50
    assert stop.split == (None if hidden else (10 * operators, 0, 50 - 10 * operators))
    assert (stop.yes, stop.no, stop.known, stop.unknown).count(None) == (4 if hidden else 0)
    r155 = [line for line in found.authorities if line.question == "3.3a"]
    assert [(line.buses, line.withheld) for line in r155 if line.withheld] == ([(50, True)] if hidden else [])
    assert sum(line.buses for line in r155) == 50
    assert found.withholds_questions is hidden
    assert bool(found.ask_first) is not hidden
    told = next(line for line in found.reaches if line.actor == A)
    assert isinstance(told, WithheldReach) is hidden
    if not isinstance(told, WithheldReach):
        assert told.established.buses == 10 * operators


def test_what_is_withheld_is_said_and_never_a_zero() -> None:
    found = answered_by(1, 3)
    (stop,) = [
        row for row in capabilities_table(found, EDITION.scoring.capabilities, "nl").rows if row[1] == "4.1"
    ]
    assert stop[2:] == (*["niet getoond"] * 5, 50, "niet getoond")
    r155 = next(iter(authorities_table(found, EDITION, "nl").rows))
    assert r155[2:] == ("verdeling niet getoond", 50, "niet getoond")
    assert next(iter(reaches_table(found, "nl").rows)) == ("Alfa", *["niet getoond"] * 4)
    asked = questions_table(found, EDITION, "nl")
    assert not list(asked.rows)
    assert "Niet getoond" in asked.empty
    assert "3" not in asked.empty


def test_a_selection_narrows_by_maker_propulsion_and_grantor_and_by_what_is_not_known() -> None:
    granted = {"1": (PROVINCE,)}

    def records(**chosen: str) -> list[str]:
        return [each.record_id for each in selected(FLEET, Selection(**chosen), granted)]

    assert records() == ["1", "2", "3", "4"]
    assert records(maker="a") == ["1", "3", "4"]
    assert records(maker="a", propulsion="BEV") == records(grantor="p") == ["1"]
    assert records(propulsion=NOBODY) == ["2", "3", "4"]
    assert Selection().is_filtered is False


def test_what_can_be_selected_is_what_the_fleet_has() -> None:
    offered = options(FLEET, {"1": (PROVINCE,)})
    assert offered[Choices.MAKER] == (("a", "Alfa"), ("b", "Beta"))
    assert offered[Choices.PROPULSION] == (("BEV", "BEV"),)
    assert offered[Choices.GRANTOR] == (("p", "Provincie"),)
