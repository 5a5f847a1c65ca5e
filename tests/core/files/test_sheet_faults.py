"""What an answer sheet may not say: each fault with its place, its value and its remedy."""

from __future__ import annotations

import pytest

from busrisk.core.files.answer_sheet import AnswerSheetRefused, read_answer_sheet
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")


def edition_for(id: str | None) -> Edition:
    return RULES if id is None else edition(id)


def refusal(sheet: str) -> AnswerSheetRefused:
    with pytest.raises(AnswerSheetRefused) as caught:
        read_answer_sheet(sheet, edition_for)
    return caught.value


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
