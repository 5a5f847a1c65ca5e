"""The order of deployments: what cannot be excluded decides, and the sum of points never does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.facts import Answer, AnswerState, Assessment, Grade, Interval, Situation
from busrisk.core.score.ordering import context_uppers, order_key
from busrisk.core.score.scoring import score
from busrisk.rulebook.shape import SectionKind
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")
NOTHING_KNOWN = score(Situation(), RULES)


def assessed(overall: int, *uppers: int) -> Assessment:
    dimensions = tuple((f"D{n}", Interval(0, upper)) for n, upper in enumerate(uppers, start=1))
    return replace(NOTHING_KNOWN, overall=Interval(0, overall), dimensions=dimensions)


def test_the_upper_class_comes_first_and_the_lower_plays_no_part() -> None:
    established = replace(NOTHING_KNOWN, overall=Interval(3, 3))
    assert order_key(NOTHING_KNOWN, "b") < order_key(established, "a")


def test_one_worst_dimension_outweighs_any_number_of_lesser_ones() -> None:
    assert order_key(assessed(4, 0, 4, 1, 1), "b") < order_key(assessed(4, 3, 3, 3, 3), "a")


def test_dimensions_are_compared_from_the_worst_down_whichever_they_are() -> None:
    assert order_key(assessed(4, 4, 2, 0, 0), "b") < order_key(assessed(4, 1, 1, 1, 4), "a")
    assert order_key(assessed(4, 4, 2, 0, 0), "a")[:-1] == order_key(assessed(4, 0, 0, 2, 4), "b")[:-1]


def test_context_then_loss_then_buses_then_name_break_ties() -> None:
    keys = [
        order_key(NOTHING_KNOWN, "f", contexts=(4, 1), service_loss=0.0, buses=1),
        order_key(NOTHING_KNOWN, "e", contexts=(3, 3), service_loss=0.6, buses=1),
        order_key(NOTHING_KNOWN, "d", contexts=(3, 3), service_loss=0.2, buses=9),
        order_key(NOTHING_KNOWN, "b", contexts=(3, 3), service_loss=0.2, buses=8),
        order_key(NOTHING_KNOWN, "c", contexts=(3, 3), service_loss=0.2, buses=8),
    ]
    assert keys == sorted(keys)


def test_an_unknown_loss_or_count_sorts_as_the_worst() -> None:
    assert order_key(NOTHING_KNOWN, "b") < order_key(NOTHING_KNOWN, "a", service_loss=0.99)
    assert order_key(NOTHING_KNOWN, "b") < order_key(NOTHING_KNOWN, "a", buses=10_000)


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_is_complete_so_that_no_list_ever_shuffles(names: list[str]) -> None:
    assert sorted(names, key=lambda name: order_key(NOTHING_KNOWN, name)) == ["a", "b", "c", "d"]


def test_context_without_answers_can_be_anything_and_its_worst_question_counts() -> None:
    sections = [section.id for section in RULES.sections if section.kind is SectionKind.CONTEXT]
    assert context_uppers(Situation(), RULES) == (4,) * len(sections)
    first = [question.id for question in RULES.questions if question.section == sections[0]]
    answers = [Answer(id, AnswerState.ANSWERED, 0, Grade.E3) for id in first]
    answers[-1] = replace(answers[-1], points=2)
    assert context_uppers(Situation(tuple(answers)), RULES) == (2, *(4,) * (len(sections) - 1))
