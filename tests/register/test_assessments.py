"""Stored scores: what was computed is what is read back, and it never changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from busrisk import __version__
from busrisk.access.scope import national
from busrisk.core.facts import Answer, AnswerState, Assessment, CoverageCode, Flag, Grade, Situation
from busrisk.core.score.receipt import receipt
from busrisk.core.score.scoring import score
from busrisk.register.answers import AnswerBook, NoSuchDeployment, answers
from busrisk.register.assessments import answered_reasons, scored
from busrisk.register.score_book import ScoreBook
from busrisk.register.session import Moment, Register, Writer
from busrisk.register.tables import AssessmentRow, Deployment, table
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.rescore import answered_of, questions_asked
from tests.core.situations import situations
from tests.databases import NOW, on_both
from tests.register.stored import rows, touched

DAY = date(2026, 1, 1)
EDITION = edition_in_force(DAY)
ZHN = "zhn.yutong-u15-first-batch.qbuzz"
assessment, deployment = table(AssessmentRow), table(Deployment)


def store(writer: Writer, made: Assessment, answered: int) -> None:
    """As the score of one deployment, with so many of 21 answered."""
    number = writer.connection.scalar(select(deployment.c.id).where(deployment.c.key == ZHN))
    book = ScoreBook(writer, "0.1.0")
    book.state(made, answered, 21, {number: receipt(made, "0.1.0", ZHN).hash})
    book.flush()


@on_both
def test_a_stored_score_is_read_back_as_it_was_computed(ready: Register) -> None:
    days = iter(DAY + timedelta(days=number) for number in range(1, 10_000))

    @settings(max_examples=25)
    @given(situations(closed=None), st.integers(0, 21))
    def check(situation: Situation, answered: int) -> None:
        day = next(days)
        made = score(Situation(situation.answers, situation.admission, day, situation.closed), EDITION)
        with ready.writer("tester", "score") as writer:
            store(writer, made, answered)
        with ready.reader() as reader:
            (found,) = [
                each
                for each in scored(national("nl"), reader, reader.moment(day), "zhn")
                if each.deployment.key == ZHN
            ]
        assert found.assessment == made
        assert found.receipt == receipt(made, "0.1.0", ZHN)
        assert (found.answered, found.asked) == (answered, 21)

    check()


@on_both
def test_each_deployment_of_the_start_list_has_a_score_that_says_what_is_unknown(ready: Register) -> None:
    with ready.reader() as reader:
        found = scored(national("nl"), reader, reader.moment(DAY))
    assert len(found) == 66
    for each in found:
        assert each.assessment is not None
        assert each.receipt == receipt(each.assessment, __version__, each.deployment.key)
        assert (each.answered, each.asked) == (0, len(questions_asked(EDITION)))
        assert each.assessment.overall.high == 4
        coverage = next(reason.coverage for reason in each.assessment.reasons if reason.question == "3.1")
        expected = "B" if coverage == (CoverageCode.NOT_REQUIRED,) else "A"
        assert each.assessment.letters == (expected, "E")


def test_a_later_score_stands_beside_the_earlier_and_wins_from_its_change_on(ready: Register) -> None:
    before = rows(ready)
    made = score(Situation((Answer("1.1", AnswerState.ANSWERED, 4, Grade.E3),), on=DAY), EDITION)
    with ready.writer("tester", "score") as writer:
        store(writer, made, answered_of(made, questions_asked(EDITION)))
        change = writer.change
    after = rows(ready)
    assert touched(before, after) == []
    assert len(after["assessment"]) == len(before["assessment"]) + 1
    with ready.reader() as reader:
        known = {
            number: next(
                each.assessment
                for each in scored(national("nl"), reader, Moment(DAY, number))
                if each.deployment.key == ZHN
            )
            for number in (change - 1, change)
        }
    assert known[change] == made
    assert known[change - 1] != made
    assert known[change - 1] is not None


def test_a_day_before_the_first_reference_date_has_no_score(ready: Register) -> None:
    with ready.reader() as reader:
        assert scored(national("nl"), reader, Moment(DAY - timedelta(days=1), reader.version)) == ()
        known_before = reader.moment(DAY, NOW - timedelta(days=365))
        assert scored(national("nl"), reader, known_before) == ()


def test_a_list_is_spared_the_reasons_except_those_on_the_authorities(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        whole = {each.deployment.key: each for each in scored(national("voorbeeldland"), reader, moment)}
        spared = scored(national("voorbeeldland"), reader, moment, reasons=False)
    for each in spared:
        assert each.assessment is not None
        full = whole[each.deployment.key].assessment
        assert full is not None
        assert [one.question for one in each.assessment.reasons] == ["3.3a", "3.3b"]
        assert set(each.assessment.reasons) <= set(full.reasons)
        assert (each.assessment.overall, each.assessment.knock_outs) == (full.overall, full.knock_outs)


def test_what_was_answered_is_found_without_what_was_not(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        fictional = answered_reasons(national("voorbeeldland"), reader, moment, ["1.1", "4.2"])
        real = answered_reasons(national("nl"), reader, moment, ["1.1", "2.1", "4.1"])
    assert real == {}
    assert len(fictional) == 5
    (noord,) = [reasons for key, reasons in fictional.items() if key.startswith("vb-noord.vb-noordster")]
    assert [(one.question, one.points) for one in noord] == [("1.1", 3)]  # 4.2 is unknown there


# --- Answers --------------------------------------------------------------------------------------


def given_about(register: Register, key: str = ZHN, **moment: Any) -> list[Answer]:
    with register.reader() as reader:
        return list(answers(national("nl"), reader, reader.moment(DAY, **moment)).get(key, ()))


@on_both
def test_an_answer_is_read_back_as_it_was_given(ready: Register) -> None:
    stated = [
        Answer("1.1", AnswerState.ANSWERED, 3, Grade.E3, date(2027, 5, 1), baseline_changed=True),
        Answer("1.2", AnswerState.REFUSED),
        Answer("2.1", AnswerState.ANSWERED, 0, Grade.E1, other_variant=True),
    ]
    with ready.writer("tester", "answer") as writer:
        book = AnswerBook(writer, ZHN, of_variant=False)
        for each in stated:
            book.state(each, EDITION.id, DAY)
        book.flush()
    assert given_about(ready) == stated


def test_an_answer_about_the_variant_is_inherited_and_marked_as_such(ready: Register) -> None:
    own = Answer("1.1", AnswerState.ANSWERED, 1, Grade.E2)
    inherited = Answer("1.1", AnswerState.ANSWERED, 3, Grade.E2)
    with ready.writer("tester", "answer") as writer:
        for of_variant, each in ((False, own), (True, inherited)):
            book = AnswerBook(writer, ZHN, of_variant)
            book.state(each, EDITION.id, DAY)
            book.flush()
    found = given_about(ready)
    assert {(each.points, each.of_variant) for each in found} == {(1, False), (3, True)}


def test_several_statements_on_one_question_stand_beside_each_other(ready: Register) -> None:
    with ready.writer("tester", "answer") as writer:
        book = AnswerBook(writer, ZHN, of_variant=False)
        book.state(Answer("4.1", AnswerState.ANSWERED, 0, Grade.E1), EDITION.id, DAY)
        book.state(Answer("4.1", AnswerState.ANSWERED, 3, Grade.E3), EDITION.id, DAY, item="tested")
        book.flush()
    made = score(Situation(tuple(given_about(ready)), on=DAY), EDITION)
    reason = next(each for each in made.reasons if each.question == "4.1")
    assert (reason.points, reason.grade, Flag.CONTRADICTION in reason.flags) == (3, Grade.E3, True)


def test_answers_about_one_deployment_reach_no_other(ready: Register) -> None:
    with ready.writer("tester", "answer") as writer:
        for of_variant in (True, False):
            book = AnswerBook(writer, ZHN, of_variant)
            book.state(Answer("1.1", AnswerState.ANSWERED, 4, Grade.E3), EDITION.id, DAY)
            book.flush()
    with ready.reader() as reader:
        assert set(answers(national("nl"), reader, reader.moment(DAY))) == {ZHN}


def test_many_keys_are_sifted_rather_than_sent_to_the_database(exercise: Register) -> None:
    region, many = national("voorbeeldland"), frozenset(f"nergens.{number}.x" for number in range(70_000))
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        everything = answers(region, reader, moment)
        one = next(iter(everything))
        assert answers(region, reader, moment, many | {one}) == {one: everything[one]}
        assert answers(region, reader, moment, {one}) == {one: everything[one]}
        assert answers(region, reader, moment, frozenset()) == {}


def test_an_answer_about_a_deployment_that_is_not_there_is_refused(ready: Register) -> None:
    with pytest.raises(NoSuchDeployment, match="nergens"), ready.writer("tester", "answer") as writer:
        AnswerBook(writer, "nergens", of_variant=False)


def test_a_score_is_stored_by_no_other_road(ready: Register) -> None:
    with ready.reader() as reader:
        stored = reader.connection.scalars(select(assessment.c.app_version).distinct()).all()
    assert len(stored) == 1
