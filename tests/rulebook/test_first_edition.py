"""The first edition is whole: every question, gate, option, setting and source."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from busrisk.core.facts import CoverageCode, Grade
from busrisk.paths import SOURCES
from busrisk.rulebook import shelf
from busrisk.rulebook.completeness import texts_of
from busrisk.rulebook.shape import AnsweredBy, Edition, HangsOn, SectionKind

QUESTIONS = """
1.1 1.2 1.3 1.4 1.5   2.1 2.2 2.3 2.4 2.5   3.1 3.2 3.3a 3.3b 3.4 3.5   4.1 4.2 4.3 4.4 4.5 4.6
C1a C1b   C2a C2b C2c C2d   C3a C3b C3c C3d C3e   C4a C4b C4c C4d C4e C4f C4g C4h C4i
C5a C5b C5c C5d C5e   C6a C6b C6c C6d C6e
"""
GATES = {"1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3a", "3.3b", "4.1", "4.2"}


def test_the_questions_are_those_of_the_model_in_its_order(first: Edition) -> None:
    assert [question.id for question in first.questions] == QUESTIONS.split()


def test_51_questions_are_asked_and_coverage_is_computed(first: Edition) -> None:
    asked = Counter(question.answered_by for question in first.questions)
    assert asked == {AnsweredBy.OPERATOR: 42, AnsweredBy.GRANTOR: 9, AnsweredBy.COMPUTED: 1}
    assert len(first.asked) == 51
    assert first.question("3.1").answered_by == AnsweredBy.COMPUTED


def test_the_grantor_answers_what_stands_in_the_contract(first: Edition) -> None:
    by_grantor = {question.id for question in first.questions if question.answered_by == AnsweredBy.GRANTOR}
    assert by_grantor == {f"C4{letter}" for letter in "abcdefghi"}


def test_the_gates_are_the_questions_that_make_the_class(first: Edition) -> None:
    assert {question.id for question in first.questions if question.gate} == GATES
    assert {id for rule in first.scoring.dimensions for id in rule.questions} == GATES


def test_every_asked_question_has_five_options_from_best_to_worst(first: Edition) -> None:
    for question in first.asked:
        assert [option.points for option in question.options] == [0, 1, 2, 3, 4], question.id


def test_every_dimension_question_says_why_and_what_good_evidence_is(first: Edition) -> None:
    for section in first.sections:
        if section.kind == SectionKind.DIMENSION:
            for question in first.questions_of(section.id):
                assert question.why, question.id
                assert question.good_evidence, question.id
                assert question.sources, question.id


def test_technical_facts_hang_on_the_variant_and_control_on_the_deployment(first: Edition) -> None:
    assert {first.question(id).hangs_on for id in ("1.1", "2.1", "3.2", "3.3a", "4.1")} == {HangsOn.VARIANT}
    assert {first.question(id).hangs_on for id in ("1.2", "2.2", "4.2", "C4a")} == {HangsOn.DEPLOYMENT}


def test_the_coverage_table_follows_the_model(first: Edition) -> None:
    rows = [
        (rule.code, rule.before, rule.low, rule.high, rule.low_needs_no_number)
        for rule in first.scoring.coverage
    ]
    assert rows == [
        ("COVERED", None, 0, 0, False),
        ("OUT_OF_SCOPE", None, 0, 0, False),
        ("UNKNOWN", None, 0, 4, False),
        ("NOT_REQUIRED", date(2022, 7, 6), 3, 3, False),
        ("DEPENDS_ON_TYPE_DATE", date(2024, 7, 7), 1, 3, True),
        ("POSSIBLY_EXEMPT", None, 2, 4, True),
        ("POSSIBLE_END_OF_SERIES", date(2026, 1, 7), 2, 4, True),
        ("EXPECTED_BUT_NOT_SHOWN", None, 4, 4, True),
    ]


def test_the_codes_and_grades_are_those_that_the_score_knows(first: Edition) -> None:
    assert [rule.code for rule in first.scoring.coverage] == list(CoverageCode)
    assert {width.grade: width.width for width in first.scoring.widths} == {
        Grade.E1: 2,
        Grade.E2: 1,
        Grade.E3: 0,
    }


def test_four_knock_outs_are_computed_and_three_are_announced(first: Edition) -> None:
    rules = {rule.id: (rule.thresholds, rule.computed) for rule in first.scoring.knock_outs}
    assert rules == {
        "K1": ({"4.1": 3, "4.2": 3}, True),
        "K2": ({"1.1": 3, "1.2": 3}, True),
        "K3": ({"2.1": 3, "2.2": 3}, True),
        "K4": ({}, True),
        "K5": ({}, False),
        "K6": ({}, False),
        "K7": ({}, False),
    }


def test_the_capabilities_are_yes_on_the_points_of_the_model(first: Edition) -> None:
    yes = {one.id: (one.question, one.yes) for one in first.scoring.capabilities}
    assert yes == {
        "ota_updates": ("1.1", (1, 2, 3, 4)),
        "remote_diagnostics": ("2.1", (1, 2, 3, 4)),
        "remote_stop": ("4.1", (3, 4)),
        "operator_override": ("4.2", (0, 1, 2)),
        "r155_authority": ("3.3a", (0, 1, 2)),
        "r156_authority": ("3.3b", (0, 1, 2)),
    }


def test_the_priority_table_never_falls_with_class_or_loss(first: Edition) -> None:
    rows = {row.overall: [int(column[1]) for column in row.columns] for row in first.scoring.priorities}
    assert rows["E"] == [2, 1, 1, 1]
    assert rows["A"] == [4, 4, 4, 4]
    assert [band.below for band in first.scoring.loss_bands] == [5, 25, 50, 100]
    for better, worse in zip("ABCD", "BCDE", strict=True):
        assert all(high <= low for low, high in zip(rows[better], rows[worse], strict=True))
    assert all(row == sorted(row, reverse=True) for row in rows.values())


def test_every_setting_is_dated_and_says_its_source(first: Edition) -> None:
    settings = list(first.scoring.settings())
    assert len(settings) == 3 + 1 + 4 + 1 + 8 + 7 + 6 + 4 + 5
    for place, setting in settings:
        assert setting.holds_from == first.head.holds_from, place
        assert first.source(setting.source).id == setting.source, place
        assert setting.point, place


def test_every_source_that_is_named_exists_and_every_source_is_named() -> None:
    named = {source.id for edition in shelf.editions() for source in edition.sources}
    assert named == {source.id for source in shelf.read_sources(SOURCES)}


def test_what_was_only_recalled_is_marked_as_not_checked(first: Edition) -> None:
    unchecked = {source.id for source in first.sources if not source.checked}
    assert unchecked == {"eu-2018-858-exemptions", "eu-data-act", "iec-62443", "iso-sae-21434"}


@pytest.mark.parametrize("words", ["kill ?switch", "onveilig", "landelijke norm", "compliant", "TODO"])
def test_no_text_uses_words_that_judge_or_alarm(first: Edition, words: str) -> None:
    for place, text in texts_of(first):
        assert not re.search(words, f"{text.nl} {text.en}", re.IGNORECASE), place


def test_no_question_names_a_maker_or_a_country_of_origin(first: Edition) -> None:
    names = re.compile(
        r"\b(BYD|Yutong|VDL|Ebusco|Solaris|Volvo|Chin\w+|Russ\w+|Ameri\w+|Turk\w+)\b", re.IGNORECASE
    )
    for place, text in texts_of(first):
        if not place.startswith("bron "):
            assert not names.search(f"{text.nl} {text.en}"), place
