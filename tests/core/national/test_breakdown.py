"""Every split of a selection weighs by running buses and keeps unknown as a part; small ones leak nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

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
from busrisk.core.national.breakdown import FEWEST, breakdown
from busrisk.core.national.selection import NOBODY, Choices, Selection, options, selected
from busrisk.core.score.scoring import score
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
    found = breakdown(FLEET, (), {}, EDITION, True)
    assert [(line.codes, line.buses) for line in found.coverage] == [((), 100)]
    assert {(line.state, line.buses) for line in found.authorities} == {(AnswerState.UNKNOWN, 100)}
    assert {(line.unknown, line.of) for line in found.capabilities} == {(100, 100)}


def test_answers_and_codes_count_for_the_buses_of_their_own_deployment() -> None:
    answered = Answer("3.3a", AnswerState.ANSWERED, 1, Grade.E2)
    made = scored(FLEET[0], answered, code=CoverageCode.EXPECTED_BUT_NOT_SHOWN)
    found = breakdown(FLEET, (made,), {}, EDITION, True)
    assert [(line.codes, line.buses) for line in found.coverage] == [
        ((CoverageCode.EXPECTED_BUT_NOT_SHOWN,), 40), ((), 60),
    ]  # fmt: skip
    r155 = [(line.points, line.buses) for line in found.authorities if line.question == "3.3a"]
    assert r155 == [(1, 40), (None, 60)]


def test_every_state_is_a_line_and_an_order_is_in_no_sum_of_running_buses() -> None:
    found = breakdown(FLEET, (), {}, EDITION, True)
    lines = {line.status: (line.buses, line.batches_without_count) for line in found.statuses}
    assert set(lines) == set(FleetStatus)
    assert lines[FleetStatus.ON_ORDER] == (7, 0)
    assert lines[FleetStatus.UNKNOWN] == (0, 1)
    assert found.everything.running == 100


def test_a_batch_of_unknown_size_leaves_no_share_to_compute() -> None:
    assert breakdown(FLEET, (), {}, EDITION, True).concentration.majority is Majority.NOT_COMPUTABLE
    assert breakdown(FLEET[:2], (), {}, EDITION, True).concentration.majority is Majority.ESTABLISHED


@given(some.integers(1, 2 * FEWEST), some.booleans())
def test_fewer_than_three_concessions_always_show_no_answers_to_who_sees_no_scores(
    concessions: int, sees_scores: bool
) -> None:
    fleet = tuple(batch(str(number), 10, A) for number in range(concessions))
    found = breakdown(fleet, [scored(each) for each in fleet], {}, EDITION, sees_scores)
    assert found.withheld is (concessions < FEWEST and not sees_scores)
    told = (found.coverage, found.authorities, found.ask_first, found.reaches)
    assert any(told) is not found.withheld
    assert found.everything.running == 10 * concessions


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
