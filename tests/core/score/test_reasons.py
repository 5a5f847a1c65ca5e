"""The reasons that stand with a score: what was said, what of it scored, and what a reader must be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    Admission,
    Answer,
    AnswerState,
    CoverageCode,
    Flag,
    Grade,
    Interval,
    Reason,
    Situation,
)
from busrisk.core.score.reasons import Reasoning
from busrisk.rulebook.shape import SectionKind
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")


def answer(question: str, points: int, grade: Grade) -> Answer:
    return Answer(question, AnswerState.ANSWERED, points, grade)


def reason(question: str, *answers: Answer, **more: object) -> Reason:
    situation = replace(Situation(answers), **more)  # type: ignore[arg-type]
    return next(one for one in Reasoning(RULES).reasons(situation) if one.question == question)


def test_there_is_one_reason_per_question_of_the_dimensions_in_the_order_of_the_rulebook() -> None:
    dimensions = [section.id for section in RULES.sections if section.kind is SectionKind.DIMENSION]
    asked = [question.id for question in RULES.questions if question.section in dimensions]
    found = Reasoning(RULES).reasons(Situation())
    assert [one.question for one in found] == asked
    assert [one.question for one in found if one.gate] == [
        *("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3a", "3.3b", "4.1", "4.2")
    ]
    assert {one.dimension for one in found} == {"D1", "D2", "D3", "D4"}


def test_a_question_without_any_answer_reads_as_not_asked_and_can_be_anything() -> None:
    found = reason("1.1")
    assert (found.state, found.interval, found.points, found.grade) == (
        AnswerState.NOT_ASKED,
        Interval(0, 4),
        None,
        None,
    )


def test_a_lapsed_statement_keeps_its_points_in_sight_but_scores_as_unknown() -> None:
    said = replace(answer("1.1", 1, Grade.E1), valid_until=date(2026, 1, 1))
    found = reason("1.1", said, on=date(2026, 1, 2))
    assert (found.state, found.points, found.grade) == (AnswerState.ANSWERED, 1, None)
    assert (found.interval, found.flags) == (Interval(0, 4), (Flag.EXPIRED,))


def test_without_a_reference_date_no_evidence_is_past_its_validity() -> None:
    said = replace(answer("1.1", 1, Grade.E2), valid_until=date(2020, 1, 1))
    assert reason("1.1", said).grade is Grade.E2


def test_not_applicable_where_it_is_not_allowed_scores_and_reads_as_unknown() -> None:
    found = reason("4.1", Answer("4.1", AnswerState.NOT_APPLICABLE))
    assert (found.state, found.interval) == (AnswerState.UNKNOWN, Interval(0, 4))


def test_not_applicable_needs_every_day_of_a_partial_date_to_allow_it() -> None:
    said = Answer("3.2", AnswerState.NOT_APPLICABLE)
    before = Admission(PartialDate("2022-06"))
    across = Admission(PartialDate("2022-07"))
    assert reason("3.2", said, admission=before).interval is None
    assert reason("3.2", said, admission=across).interval == Interval(0, 4)


def test_a_direct_answer_on_coverage_leaves_no_code_on_which_not_applicable_could_rest() -> None:
    said = (answer("3.1", 3, Grade.E3), Answer("3.2", AnswerState.NOT_APPLICABLE))
    admission = Admission(PartialDate("2020"))
    assert reason("3.1", *said, admission=admission).coverage == ()
    assert reason("3.2", *said, admission=admission).interval == Interval(0, 4)


def test_the_most_telling_of_several_states_is_shown() -> None:
    said = (Answer("1.1", AnswerState.UNKNOWN), Answer("1.1", AnswerState.REFUSED))
    assert reason("1.1", *said).state is AnswerState.REFUSED


def test_disagreement_leaves_no_single_option() -> None:
    found = reason("1.1", answer("1.1", 1, Grade.E2), answer("1.1", 3, Grade.E2))
    assert (found.points, found.grade, found.flags) == (None, Grade.E2, (Flag.DISAGREEMENT,))


def test_an_own_answer_without_evidence_left_does_not_beat_the_variants() -> None:
    own = replace(answer("1.1", 0, Grade.E1), valid_until=date(2026, 1, 1))
    inherited = replace(answer("1.1", 3, Grade.E2), of_variant=True)
    found = reason("1.1", own, inherited, on=date(2026, 2, 1))
    assert (found.points, found.interval, found.flags) == (3, Interval(3, 4), (Flag.VARIANT_DIFFERS,))


def test_coverage_tells_its_codes_and_whether_it_rests_on_a_hint() -> None:
    found = reason("3.1", admission=Admission(PartialDate("2022"), derived=True))
    assert found.coverage == (CoverageCode.NOT_REQUIRED, CoverageCode.DEPENDS_ON_TYPE_DATE)
    assert (found.state, found.interval, found.flags) == (
        AnswerState.ANSWERED,
        Interval(0, 3),
        (Flag.DERIVED,),
    )


def test_coverage_of_a_bus_of_which_no_admission_is_known_reads_as_unknown() -> None:
    found = reason("3.1")
    assert (found.state, found.interval) == (AnswerState.UNKNOWN, Interval(0, 4))
    assert found.coverage == (CoverageCode.UNKNOWN,)
    assert reason("3.1", Answer("3.1", AnswerState.REFUSED)).state is AnswerState.REFUSED


def test_out_of_scope_leaves_the_approvals_out_though_they_were_answered() -> None:
    outside = Admission(category="N3")
    assert reason("3.2", answer("3.2", 4, Grade.E3), admission=outside).interval is None
    assert reason("3.3a", admission=outside).interval is None
    assert reason("3.4", admission=outside).interval == Interval(0, 4)


def test_in_a_closed_round_a_disagreement_stays_what_it_is_and_silence_becomes_the_worst() -> None:
    disagreement = (answer("1.1", 0, Grade.E3), answer("1.1", 4, Grade.E3))
    assert reason("1.1", *disagreement, closed=True).interval == Interval(0, 4)
    assert reason("1.2", *disagreement, closed=True).interval == Interval(4, 4)


def test_in_a_closed_round_silence_on_the_numbers_counts_as_no_number() -> None:
    admission = Admission(PartialDate("2024-07-07"))
    assert reason("3.1", admission=admission).interval == Interval(0, 4)
    assert reason("3.1", admission=admission, closed=True).interval == Interval(2, 4)
    shown = answer("3.2", 0, Grade.E3)
    assert reason("3.1", shown, admission=admission, closed=True).interval == Interval(0, 4)
