"""Answer sheets: what they may say, what is refused with its remedy, and what comes back as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from busrisk.core.answer_sheet import AnswerSheetRefused, assessment_as_json, read_answer_sheet
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
from busrisk.core.receipt import receipt
from busrisk.core.scoring import score
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")


def edition_for(id: str | None) -> Edition:
    return RULES if id is None else edition(id)


def read(sheet: str) -> Situation:
    return read_answer_sheet(sheet, edition_for)[0]


def refusal(sheet: str) -> AnswerSheetRefused:
    with pytest.raises(AnswerSheetRefused) as caught:
        read(sheet)
    return caught.value


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


# --- What is refused -----------------------------------------------------------------------------

REFUSED = {
    "a misspelt key": ('first_admision = "2020"', "first_admision", "first_admission"),
    "an unknown edition": ('edition = "1999-01"', "edition", "2026-12"),
    "an edition that is no text": ("edition = 2026", "edition", '"2026-12"'),
    "an impossible date": ('first_admission = "2020-13"', "first_admission", '"2020-12"'),
    "a year as a number": ("first_admission = 2020", "first_admission", '"2020"'),
    "a moment instead of a day": ("first_admission = 2020-12-13T10:00:00", "first_admission", "2020-12-13"),
    "a reference date without a day": ('on = "2026-12"', "on", "2026-01-31"),
    "an unknown coverage code": ('coverage = "EXEMPT"', "coverage", "NOT_REQUIRED"),
    "an unknown kind of approval": ('approval_kind = "eu"', "approval_kind", "national_small_series"),
    "an unknown category": ('category = "bus"', "category", '"M3"'),
    "a yes that is text": ('closed = "true"', "closed", "true of false"),
    "a date that does not go with the coverage": (
        'first_admission = 2025-01-01\ncoverage = "NOT_REQUIRED"',
        "coverage",
        "Verbeter de datum",
    ),
    "a number on file without duty": (
        'r155_grade = "E2"\ncoverage = "NOT_REQUIRED"',
        "coverage",
        "r155_grade weg",
    ),
    "coverage twice": (
        'coverage = "NOT_REQUIRED"\n[answers]\n"3.1" = { points = 3, grade = "E1" }',
        "coverage",
        "een van de twee",
    ),
    "answers that are no table": ("answers = 3", "answers", "[answers]"),
    "an unknown question": (
        '[answers]\n"1.9" = { points = 1, grade = "E1" }',
        'answers."1.9"',
        "Kies uit: 1.1, 1.2, 1.3, 1.4, 1.5.",
    ),
    "a question in other letters": ('[answers]\n"c1a" = { state = "refused" }', 'answers."c1a"', '"C1a"'),
    "a question far from any": ('[answers]\nxyzzy = { points = 1, grade = "E1" }', 'answers."xyzzy"', "1.1"),
    "a question without quotation marks": (
        '[answers]\n1.1 = { points = 1, grade = "E1" }',
        'answers."1"',
        "aanhalingstekens",
    ),
    "an answer that is a bare number": ('[answers]\n"1.1" = 3', 'answers."1.1"', "{ points = 3"),
    "an empty answer": ('[answers]\n"1.1" = { grade = "E1" }', 'answers."1.1"', "{ points = 3"),
    "too many points": (
        '[answers]\n"1.1" = { points = 5, grade = "E1" }',
        'answers."1.1".points',
        "0, 1, 2, 3 of 4",
    ),
    "too few points": (
        '[answers]\n"1.1" = { points = -1, grade = "E1" }',
        'answers."1.1".points',
        "0, 1, 2, 3 of 4",
    ),
    "broken points": (
        '[answers]\n"1.1" = { points = 2.0, grade = "E1" }',
        'answers."1.1".points',
        "0, 1, 2, 3 of 4",
    ),
    "points that are a yes": (
        '[answers]\n"1.1" = { points = true, grade = "E1" }',
        'answers."1.1".points',
        "0, 1, 2, 3 of 4",
    ),
    "points and option together": (
        '[answers]\n"1.1" = { points = 1, option = "1", grade = "E1" }',
        'answers."1.1"',
        "een van de twee",
    ),
    "an unknown option": (
        '[answers]\n"4.2" = { option = "misschien", grade = "E1" }',
        'answers."4.2".option',
        RULES.question("4.2").options[0].text.nl[:12],
    ),
    "points without a grade": ('[answers]\n"1.1" = { points = 1 }', 'answers."1.1"', 'grade = "E1"'),
    "an unknown grade": (
        '[answers]\n"1.1" = { points = 1, grade = "E4" }',
        'answers."1.1".grade',
        "E1, E2, E3",
    ),
    "an unknown state": ('[answers]\n"1.1" = { state = "maybe" }', 'answers."1.1".state', "unknown"),
    "a state with points": (
        '[answers]\n"1.1" = { state = "unknown", points = 1 }',
        'answers."1.1".points',
        "state",
    ),
    "a state that needs points": (
        '[answers]\n"1.1" = { state = "answered" }',
        'answers."1.1".state',
        "{ points = 3",
    ),
    "an unknown key of an answer": (
        '[answers]\n"1.1" = { points = 1, grade = "E1", note = "x" }',
        'answers."1.1".note',
        "valid_until",
    ),
    "validity without a reference date": (
        '[answers]\n"1.1" = { points = 1, grade = "E1", valid_until = 2027-01-01 }',
        "on",
        "on = 2026-12-01",
    ),
    "a capability that is not applicable": (
        'first_admission = 2020-12-13\n[answers]\n"4.1" = { state = "not_applicable" }',
        'answers."4.1".state',
        '"unknown"',
    ),
    "approvals not applicable though there may be a duty": (
        'first_admission = 2025-12-13\n[answers]\n"3.2" = { state = "not_applicable" }',
        'answers."3.2".state',
        '"unknown"',
    ),
    "approvals not applicable with no word on coverage": (
        '[answers]\n"3.3a" = { state = "not_applicable" }',
        'answers."3.3a".state',
        '"unknown"',
    ),
}


@pytest.mark.parametrize(("sheet", "key", "remedy"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fault_is_refused_with_its_place_and_its_remedy(sheet: str, key: str, remedy: str) -> None:
    (fault,) = refusal(sheet).faults
    assert fault.key == key
    assert remedy in fault.sentence
    assert fault.sentence.endswith(".")


@pytest.mark.parametrize(
    ("sheet", "place"),
    [
        ('edition = "2026-12"\nfirst_admission = 2020-02-30', "regel 2"),
        ('[answers]\n"1.1" = { state = "unknown" }\n"1.1" = { state = "refused" }', "regel 3"),
        ("answers = " + "[" * 5000, "het antwoordblad"),
        ("closed = " + "9" * 5000, "het antwoordblad"),
    ],
)
def test_a_sheet_that_is_no_toml_is_refused_at_its_line(sheet: str, place: str) -> None:
    (fault,) = refusal(sheet).faults
    assert fault.key == place


def test_all_faults_are_told_at_once_with_key_value_and_remedy() -> None:
    refused = refusal(
        """
        first_admission = "gisteren"
        fleet = 20
        [answers]
        "1.1" = { points = 7, grade = "E1" }
        "9.9" = { points = 1, grade = "E1" }
        "4.1" = { points = 2, grade = "E9" }
        """
    )
    assert [fault.key for fault in refused.faults] == [
        "fleet",
        "first_admission",
        'answers."1.1".points',
        'answers."9.9"',
        'answers."4.1".grade',
    ]
    assert "5 fouten" in str(refused)
    assert 'answers."1.1".points = 7: Dit zijn geen punten. Kies 0, 1, 2, 3 of 4 (0 is het best).' in str(
        refused
    )


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
