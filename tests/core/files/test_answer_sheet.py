"""Answer sheets: what they may say, and what comes back as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    Admission,
    Answer,
    AnswerState,
    ApprovalKind,
    CoverageCode,
    Grade,
    Situation,
)
from busrisk.core.files.answer_sheet import assessment_as_json, read_answer_sheet
from busrisk.core.score.receipt import receipt
from busrisk.core.score.scoring import score
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")


def edition_for(id: str | None) -> Edition:
    return RULES if id is None else edition(id)


def read(sheet: str) -> Situation:
    return read_answer_sheet(sheet, edition_for)[0]


# --- What a sheet may say ------------------------------------------------------------------------


def test_an_empty_sheet_says_nothing_and_takes_the_edition_in_force() -> None:
    assert read_answer_sheet("", edition_for) == (Situation(), RULES)


def test_every_key_of_a_sheet_is_read() -> None:
    sheet = """
        edition = "2026-12"
        on = 2026-12-01
        first_admission = "2020-12"
        derived = true
        category = "m2"
        approval_kind = "individual"
        r155_grade = "E2"
        closed = true
        [answers]
        "1.1" = { points = 3, grade = "E1", valid_until = 2027-01-01, baseline_changed = true }
        "1.2" = [{ points = 2, grade = "E2", other_variant = true }, { state = "refused", of_variant = true }]
        "C1a" = { state = "not_disclosed" }
    """
    assert read(sheet) == Situation(
        answers=(
            Answer("1.1", AnswerState.ANSWERED, 3, Grade.E1, date(2027, 1, 1), baseline_changed=True),
            Answer("1.2", AnswerState.ANSWERED, 2, Grade.E2, other_variant=True),
            Answer("1.2", AnswerState.REFUSED, of_variant=True),
            Answer("C1a", AnswerState.NOT_DISCLOSED),
        ),
        admission=Admission(PartialDate("2020-12"), True, "M2", ApprovalKind.INDIVIDUAL, Grade.E2),
        on=date(2026, 12, 1),
        closed=True,
    )


def test_an_option_may_be_named_by_its_dutch_text_its_english_text_or_its_points() -> None:
    options = RULES.question("4.2").options
    for named in (options[2].text.nl, options[2].text.en.upper(), f"  {options[2].text.nl}.", "2"):
        sheet = f'[answers]\n"4.2" = {{ option = {json.dumps(named)}, grade = "E2" }}'
        assert read(sheet).answers == (Answer("4.2", AnswerState.ANSWERED, 2, Grade.E2),)


def test_every_option_text_of_the_edition_names_its_own_points() -> None:
    for question in RULES.questions:
        for option in question.options:
            for text in (option.text.nl, option.text.en):
                sheet = f'[answers]\n"{question.id}" = {{ option = {json.dumps(text)}, grade = "E1" }}'
                assert [answer.points for answer in read(sheet).answers] == [option.points], (
                    question.id,
                    text,
                )


@pytest.mark.parametrize("written", ["2020-12-13", '"2020-12-13"'])
def test_a_first_admission_may_be_a_date_or_text(written: str) -> None:
    assert read(f"first_admission = {written}").admission.first_admission == PartialDate("2020-12-13")


def test_coverage_may_be_stated_directly_and_narrow_a_partial_date() -> None:
    assert read('coverage = "COVERED"').admission.code is CoverageCode.COVERED
    narrowed = read('first_admission = "2022"\ncoverage = "NOT_REQUIRED"')
    assert narrowed.admission.code is CoverageCode.NOT_REQUIRED


def test_the_approvals_may_be_not_applicable_where_there_is_no_duty() -> None:
    for admission in ("first_admission = 2020-12-13", 'coverage = "OUT_OF_SCOPE"', 'category = "N2"'):
        sheet = f'{admission}\n[answers]\n"3.2" = {{ state = "not_applicable" }}'
        assert read(sheet).answers == (Answer("3.2", AnswerState.NOT_APPLICABLE),)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    sheet = '\ufefffirst_admission = "2020"\r\n[answers]\r\n"1.1" = { state = "unknown" }\r\n'
    assert read(sheet).answers == (Answer("1.1", AnswerState.UNKNOWN),)


# --- What comes back -----------------------------------------------------------------------------

V2 = """
[answers]
"1.1" = { points = 3, grade = "E1" }
"1.2" = { points = 2, grade = "E1" }
"2.1" = { points = 3, grade = "E1" }
"2.2" = { points = 2, grade = "E1" }
"3.1" = { points = 0, grade = "E2" }
"3.2" = { points = 1, grade = "E2" }
"3.3a" = { points = 1, grade = "E2" }
"3.3b" = { points = 1, grade = "E2" }
"4.1" = { points = 3, grade = "E1" }
"""


def as_json(sheet: str, language: str = "nl") -> dict[str, object]:
    situation, rules = read_answer_sheet(sheet, edition_for)
    assessment = score(situation, rules)
    found: dict[str, object] = json.loads(
        json.dumps(assessment_as_json(assessment, receipt(assessment, "1.2.3"), rules, language))
    )
    return found


def test_the_json_holds_class_dimensions_and_knock_outs() -> None:
    found = as_json(V2)
    assert found["class"] == ["C", "E"]
    assert found["words"] == "ten minste C, E niet uit te sluiten"
    assert found["dimensions"] == {"D1": [2, 4], "D2": [2, 4], "D3": [1, 2], "D4": [1, 4]}
    assert found["knock_outs"] == [{"id": id, "status": "possible"} for id in ("K1", "K2", "K3")]


def test_the_json_gives_a_reason_per_question_in_the_language_asked() -> None:
    for language in ("nl", "en"):
        reasons = as_json(V2, language)["reasons"]
        assert isinstance(reasons, list)
        question = RULES.question("1.1")
        assert reasons[0] == {
            "question": "1.1",
            "dimension": "D1",
            "gate": True,
            "text": question.title.get(language),
            "state": "answered",
            "points": 3,
            "option": question.options[3].text.get(language),
            "grade": "E1",
            "interval": [3, 4],
            "flags": [],
            "coverage": [],
        }


def test_a_question_left_out_has_no_interval_in_the_json() -> None:
    reasons = as_json('coverage = "NOT_REQUIRED"\n[answers]\n"3.2" = { state = "not_applicable" }')["reasons"]
    assert isinstance(reasons, list)
    found = {reason["question"]: reason for reason in reasons}
    assert (found["3.2"]["state"], found["3.2"]["interval"]) == ("not_applicable", None)
    assert (found["3.1"]["interval"], found["3.1"]["coverage"]) == ([3, 3], ["NOT_REQUIRED"])


def test_the_json_carries_the_receipt_and_its_reference_date() -> None:
    found = as_json("on = 2026-12-01\n" + V2)["receipt"]
    assert isinstance(found, dict)
    assert (found["app_version"], found["edition"], found["on"]) == ("1.2.3", "2026-12", "2026-12-01")
    assert found["rules_digest"] == RULES.digest
    assert len(found["hash"]) == len(found["answers_digest"]) == 64
    assert found == as_json("on = 2026-12-01\n" + V2, "en")["receipt"]
