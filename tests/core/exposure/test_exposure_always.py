"""What always holds of exposure: knowing more never widens, and no bus counts twice (scoring.md 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.exposure.actor_reach import (
    ActorReach,
    Provider,
    ProviderRole,
    Reached,
    SuppliedFleet,
    reaches,
)
from busrisk.core.exposure.ask_first import QuestionedFleet, ask_first, class_if_answered, gates_open
from busrisk.core.exposure.priority import Priority, priority
from busrisk.core.exposure.running import RunningBuses
from busrisk.core.exposure.service_loss import EVERYTHING, NOTHING, ConcessionNeed, Loss, service_loss
from busrisk.core.facts import (
    ANYTHING,
    Admission,
    Answer,
    AnswerState,
    Grade,
    Interval,
    PartyRef,
    Reason,
    Situation,
)
from busrisk.core.score.scoring import score
from busrisk.rulebook.shelf import edition
from tests.core.situations import also, lies_within, situations, without

RULES = edition("2026-12")
ALWAYS = settings(deadline=None)  # how busy the machine is says nothing about a property

numbers = st.integers(0, 400)
counts = st.builds(
    lambda low, more: RunningBuses(low, None if more is None else low + more), numbers, st.none() | numbers
)
answers_on_role = st.none() | st.booleans()
known_needs = st.builds(ConcessionNeed, st.integers(1, 300), numbers, st.booleans(), st.booleans())
needs = st.builds(
    ConcessionNeed, st.none() | st.integers(1, 300), st.none() | numbers, answers_on_role, answers_on_role
)


@st.composite
def ends(draw: st.DrawFn) -> Interval:
    return Interval(*sorted((draw(st.integers(0, 4)), draw(st.integers(0, 4)))))


@st.composite
def within(draw: st.DrawFn, outer: Interval) -> Interval:
    inside = st.integers(outer.low, outer.high)
    return Interval(*sorted((draw(inside), draw(inside))))


@st.composite
def losses(draw: st.DrawFn, low: Fraction = NOTHING, high: Fraction = EVERYTHING) -> Loss:
    return Loss(*sorted((draw(st.fractions(low, high)), draw(st.fractions(low, high)))))


# --- Service loss and priority -------------------------------------------------------------------


@ALWAYS
@given(needs, numbers, numbers)
def test_more_buses_never_cost_less(need: ConcessionNeed, buses: int, more: int) -> None:
    few, many = service_loss(buses, buses, need), service_loss(buses + more, buses + more, need)
    assert few.low <= many.low
    assert few.high <= many.high


@ALWAYS
@given(st.data(), known_needs, numbers)
def test_a_need_or_a_number_that_becomes_known_never_widens_the_loss(
    data: st.DataObject, need: ConcessionNeed, buses: int
) -> None:
    forgotten = data.draw(st.sampled_from(["pvr", "spares"]))
    known = service_loss(buses, buses, need)
    for less in (service_loss(buses, buses, replace(need, **{forgotten: None})), service_loss(0, None, need)):
        assert less.low <= known.low <= known.high <= less.high


def assert_no_wider(after: Priority, before: Priority) -> None:
    assert before.worst <= after.worst <= after.best <= before.best


@ALWAYS
@given(st.data(), ends(), losses(), needs)
def test_knowing_more_never_widens_a_priority(
    data: st.DataObject, overall: Interval, loss: Loss, need: ConcessionNeed
) -> None:
    before = priority(overall, loss, need, RULES)
    assert_no_wider(priority(data.draw(within(overall)), loss, need, RULES), before)
    assert_no_wider(priority(overall, data.draw(losses(loss.low, loss.high)), need, RULES), before)
    known = replace(
        need,
        crisis_role=data.draw(st.booleans()) if need.crisis_role is None else need.crisis_role,
        only_transport=data.draw(st.booleans()) if need.only_transport is None else need.only_transport,
    )
    assert_no_wider(priority(overall, loss, known, RULES), before)


# --- Reach ---------------------------------------------------------------------------------------

PARTIES = [PartyRef(name.lower(), name) for name in ("North", "South", "East")]


@st.composite
def providers(draw: st.DrawFn, role: ProviderRole) -> Provider:
    actor = draw(st.none() | st.sampled_from(PARTIES))
    return Provider(role, actor, none=actor is None and draw(st.booleans()), part=draw(st.booleans()))


@st.composite
def fleets(draw: st.DrawFn) -> list[SuppliedFleet]:
    roles = st.lists(st.sampled_from(list(ProviderRole)).flatmap(providers), max_size=6)
    return [
        SuppliedFleet(
            deployment=str(number),
            buses=draw(counts),
            dimensions=tuple(
                (key, draw(ends())) for key in draw(st.sets(st.sampled_from(["D1", "D2", "D4"])))
            ),
            providers=tuple(draw(roles)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]


def end(reached: Reached) -> float:
    return float("inf") if reached.at_most is None else reached.at_most


def lines(found: list[SuppliedFleet]) -> dict[str | None, ActorReach]:
    return {line.actor.key if line.actor else None: line for line in reaches(found)}


NOBODY = ActorReach(None, (), Reached(), Reached(), 0)


def assert_reach_no_wider(after: list[SuppliedFleet], before: list[SuppliedFleet]) -> None:
    """A party that was not named before could be any of the unknown ones, no more."""
    known, less = lines(after), lines(before)
    for key, line in known.items():
        earlier = less.get(key) or less.get(None, NOBODY)
        assert line.established.buses >= earlier.established.buses
        assert end(line.not_excludable) <= end(earlier.not_excludable)


@ALWAYS
@given(fleets())
def test_established_is_within_not_excludable_and_that_within_all_buses(found: list[SuppliedFleet]) -> None:
    buses = sum(fleet.buses.known_at_most for fleet in found)
    unsized = sum(1 for fleet in found if fleet.buses.high is None)
    settled = all(fleet.buses.value is not None for fleet in found)
    for line in reaches(found):
        assert line.established.buses <= line.not_excludable.buses <= buses
        assert line.established.unsized <= line.not_excludable.unsized <= unsized
        assert line.of == (buses if settled else None)


@ALWAYS
@given(st.data(), fleets())
def test_a_narrower_interval_never_widens_reach(data: st.DataObject, found: list[SuppliedFleet]) -> None:
    fleet = data.draw(st.sampled_from(found))
    before = dict(fleet.dimensions)
    narrower = tuple((key, data.draw(within(before.get(key, ANYTHING)))) for key in ("D1", "D2", "D4"))
    after = [replace(one, dimensions=narrower) if one is fleet else one for one in found]
    assert_reach_no_wider(after, found)


@ALWAYS
@given(st.data(), fleets())
def test_a_count_that_becomes_known_never_widens_reach(
    data: st.DataObject, found: list[SuppliedFleet]
) -> None:
    fleet = data.draw(st.sampled_from(found))
    low, high = fleet.buses.low, fleet.buses.high
    known = data.draw(st.integers(low, low + 400 if high is None else high))
    after = [replace(one, buses=RunningBuses(known, known)) if one is fleet else one for one in found]
    assert_reach_no_wider(after, found)


@ALWAYS
@given(st.data(), fleets())
def test_a_provider_that_becomes_known_never_widens_reach(
    data: st.DataObject, found: list[SuppliedFleet]
) -> None:
    unclear = [fleet for fleet in found if fleet.unknown_roles]
    assume(unclear)
    fleet = data.draw(st.sampled_from(unclear))
    role = data.draw(st.sampled_from(sorted(fleet.unknown_roles)))
    kept = tuple(one for one in fleet.providers if one.role is not role or one.actor or one.none)
    named = data.draw(st.sampled_from([*PARTIES, None]))
    stated = Provider(role, named, none=named is None)
    after = [replace(one, providers=(*kept, stated)) if one is fleet else one for one in found]
    assert_reach_no_wider(after, found)


# --- Ask first -----------------------------------------------------------------------------------


@st.composite
def questioned(draw: st.DrawFn) -> list[QuestionedFleet]:
    found = draw(st.lists(situations(closed=None), min_size=1, max_size=3))
    return [
        QuestionedFleet(str(number), draw(counts), score(each, RULES).reasons)
        for number, each in enumerate(found)
    ]


# D1 lies between 0 and 3 (two documents that disagree), the rest is excluded: D3 decides both ends.
HARDLY_CAPABLE = (
    Answer("1.1", AnswerState.ANSWERED, 0, Grade.E2),
    Answer("1.1", AnswerState.ANSWERED, 2, Grade.E2),
    *(Answer(id, AnswerState.ANSWERED, 0, Grade.E3) for id in ("2.1", "4.1", "3.3a", "3.3b")),
    Answer("1.2", AnswerState.ANSWERED, 4, Grade.E3),
)


def is_open(reason: Reason) -> bool:
    return reason.grade is None and reason.interval is not None and reason.question != "3.1"


@ALWAYS
@given(questioned())
def test_only_open_questions_are_named_and_no_bus_is_counted_twice(found: list[QuestionedFleet]) -> None:
    for line in (*ask_first(found, RULES), *gates_open(found, RULES)):
        open_for = [
            fleet.buses
            for fleet in found
            if any(is_open(reason) and reason.question == line.question for reason in fleet.reasons)
        ]
        assert open_for
        assert line.buses <= sum(count.known_at_most for count in open_for)
        assert line.unsized <= sum(1 for count in open_for if count.high is None)


@ALWAYS
@given(situations())
def test_a_class_that_is_not_settled_always_has_something_to_ask_while_a_gate_is_open(
    situation: Situation,
) -> None:
    made = score(situation, RULES)
    fleet = QuestionedFleet("1", RunningBuses(1, 1), made.reasons)
    named = [*ask_first([fleet], RULES), *gates_open([fleet], RULES)]
    has_open_gate = any(is_open(reason) and reason.gate for reason in made.reasons)
    assert bool(named) == (has_open_gate and made.overall.low < made.overall.high)


@ALWAYS
@given(st.data())
def test_the_class_if_answered_is_the_class_that_an_answer_gives(data: st.DataObject) -> None:
    """3.2 included, where 'geen nummer' also makes the lower bound of 3.1 hold; also in a closed round."""
    situation = data.draw(situations(closed=None))
    made = score(situation, RULES)
    open_gates = [reason.question for reason in made.reasons if reason.gate and is_open(reason)]
    assume(open_gates)
    question, points = data.draw(st.sampled_from(open_gates)), data.draw(st.integers(0, 4))
    answered = also(without(situation, question), Answer(question, AnswerState.ANSWERED, points, Grade.E2))
    foreseen = class_if_answered(made.reasons, question, points, RULES)
    assert foreseen == score(answered, RULES).overall


@pytest.mark.parametrize("admitted", [None, "2020", "2023-05-05", "2025", "2026-02-01", "2022"])
@pytest.mark.parametrize("category", ["M3", None])
@pytest.mark.parametrize("closed", [False, True])
def test_an_answer_on_the_numbers_also_decides_how_low_coverage_may_be(
    admitted: str | None, category: str | None, closed: bool
) -> None:
    """After a closed round silence on 3.2 counted as 'geen nummer': an answer takes that back."""
    admission = Admission(PartialDate(admitted) if admitted else None, category=category)
    silence = Situation(HARDLY_CAPABLE, admission, closed=closed)
    reasons = score(silence, RULES).reasons
    for points in range(5):
        answered = also(silence, Answer("3.2", AnswerState.ANSWERED, points, Grade.E2))
        assert class_if_answered(reasons, "3.2", points, RULES) == score(answered, RULES).overall


@ALWAYS
@given(st.data())
def test_what_is_asked_first_can_indeed_narrow_and_what_is_not_cannot(data: st.DataObject) -> None:
    situation = data.draw(situations())
    made = score(situation, RULES)
    fleet = QuestionedFleet("1", RunningBuses(1, 1), made.reasons)
    named = {line.question: line.width for line in ask_first([fleet], RULES)}
    for reason in (each for each in made.reasons if is_open(each)):
        after = [
            score(
                also(
                    without(situation, reason.question),
                    Answer(reason.question, AnswerState.ANSWERED, points, Grade.E2),
                ),
                RULES,
            ).overall
            for points in range(5)
        ]
        inside = [each for each in after if lies_within(each, made.overall) and each != made.overall]
        width = made.overall.high - made.overall.low
        assert named.get(reason.question, 0) == max(
            (width - (each.high - each.low) for each in inside), default=0
        )
