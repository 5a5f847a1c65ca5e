from __future__ import annotations

from busrisk.core.facts import AnswerState, CoverageCode, Flag, Grade, Interval, Reason
from busrisk.core.sheets.reasons import points_words, reasons_table
from busrisk.core.tabular import Cell
from busrisk.rulebook.shelf import editions

EDITION = editions()[0]


def row(reason: Reason) -> tuple[Cell, ...]:
    (only,) = reasons_table((reason,), EDITION, 1, "Alfa", "nl").rows
    return only


def test_an_answer_shows_the_option_its_evidence_and_what_it_comes_to() -> None:
    question, answer, evidence, points, flags = row(
        Reason("1.1", "D1", True, AnswerState.ANSWERED, Interval(3, 4), 3, Grade.E1, (Flag.EXPIRED,))
    )
    assert str(question).startswith("1.1 ")
    assert answer == EDITION.question("1.1").options[3].text.nl
    assert (evidence, points, flags) == ("verklaard (E1)", "3–4", "bewijs is verlopen")


def test_no_answer_shows_its_state_and_everything_it_leaves_open() -> None:
    refused = row(Reason("1.2", "D1", True, AnswerState.REFUSED, Interval(0, 4)))
    assert refused[1:] == ("geweigerd", "", "0–4", "")


def test_coverage_is_told_in_words_with_what_it_was_derived_from() -> None:
    codes = (CoverageCode.NOT_REQUIRED,)
    computed = Reason(
        "3.1", "D3", True, AnswerState.ANSWERED, Interval(3, 3), flags=(Flag.DERIVED,), coverage=codes
    )
    assert row(computed)[1:] == (
        "niet verplicht op datum toelating",
        "",
        "3",
        "afgeleid uit het jaar van instroom",
    )


def test_a_question_that_does_not_apply_has_no_points() -> None:
    assert points_words(None, "nl") == "niet van toepassing"
    assert row(Reason("3.2", "D3", True, AnswerState.NOT_APPLICABLE, None))[3] == "niet van toepassing"
