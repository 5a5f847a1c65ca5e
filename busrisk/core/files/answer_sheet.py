"""One deployment on paper: a TOML sheet of answers in, the assessment as JSON out, without a register."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

from busrisk.core.facts import (
    Admission,
    Answer,
    AnswerState,
    ApprovalKind,
    Assessment,
    CoverageCode,
    Grade,
    Reason,
    Receipt,
    Situation,
)
from busrisk.core.faults import shown
from busrisk.core.files.sheet_answers import read_answers
from busrisk.core.files.sheet_faults import AnswerSheetRefused, Findings, SheetFault
from busrisk.core.files.sheet_values import (
    choice,
    partial_date,
    refuse_other_keys,
    vehicle_category,
    whole_day,
    yes_or_no,
)
from busrisk.core.score.coverage import DATED, coverage
from busrisk.core.score.reasons import COVERAGE_QUESTION, coverage_codes, may_be_left_out
from busrisk.core.words import class_in_words
from busrisk.rulebook.shape import Edition

__all__ = ["AnswerSheetRefused", "SheetFault", "assessment_as_json", "read_answer_sheet"]

KEYS = (
    "edition",
    "on",
    "first_admission",
    "derived",
    "category",
    "approval_kind",
    "r155_grade",
    "coverage",
    "closed",
    "answers",
)
Sheet = dict[str, Any]


def read_answer_sheet(text: str, edition_for: Callable[[str | None], Edition]) -> tuple[Situation, Edition]:
    """What a sheet says, with the edition it is scored by; `edition_for(None)` is the one in force.

    Keys: edition, on (reference date), first_admission (a date, or text '2020-12', '2020'), derived
    (first_admission is a hint), category ('unknown' allowed), approval_kind, r155_grade (a valid R155 number
    is on file), coverage (states the code instead), closed (tender round is over), and [answers].
    `edition_for` raises LookupError with a Dutch message. Raises AnswerSheetRefused with every fault.
    """
    sheet, found = _parsed(text), Findings()
    refuse_other_keys(sheet, KEYS, "", found)
    admission = _admission(sheet, found)
    on = None if "on" not in sheet else whole_day("on", sheet["on"], found)
    closed = yes_or_no("closed", sheet.get("closed", False), found)
    admission_is_read = not found.any
    edition = _edition(sheet.get("edition"), edition_for, found)
    answers = read_answers(sheet.get("answers", {}), edition, found)
    situation = Situation(answers, admission, on, closed)
    if admission_is_read:
        _agree(situation, sheet, edition, found)
    if found.any:
        found.refuse()
    return situation, edition


def _parsed(text: str) -> Sheet:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        lines, found = text.rstrip().split("\n"), re.search(r"at line (\d+)", str(error))
        number = int(found[1]) if found else len(lines) if "end of document" in str(error) else None
        place = f"regel {number}" if number else "het antwoordblad"
        written = f": {shown(lines[number - 1].strip())}" if number else ""
        remedy = 'Controleer de schrijfwijze: sleutel = waarde, tekst tussen "…", elke sleutel één keer.'
        fault = SheetFault(place, None, f"Dit is geen geldige TOML{written}.", remedy)
        raise AnswerSheetRefused((fault,)) from None


def _edition(id: object, edition_for: Callable[[str | None], Edition], found: Findings) -> Edition:
    """The edition, or a refusal at once: without its questions no answer can be read."""
    if id is None or isinstance(id, str):
        try:
            return edition_for(id)
        except LookupError as error:
            found.add("edition", id, str(error), "")
    else:
        found.add(
            "edition", id, "Dit is geen editie.", 'Schrijf de editie als tekst, bijvoorbeeld "2026-12".'
        )
    found.refuse()


def _admission(sheet: Sheet, found: Findings) -> Admission:
    given = Admission()
    admitted, grade, code = (sheet.get(key) for key in ("first_admission", "r155_grade", "coverage"))
    kind = sheet.get("approval_kind", given.approval_kind.value)
    return Admission(
        first_admission=None if admitted is None else partial_date("first_admission", admitted, found),
        derived=yes_or_no("derived", sheet.get("derived", False), found),
        category=vehicle_category("category", sheet.get("category", given.category), found),
        approval_kind=choice(ApprovalKind, "approval_kind", kind, "soort goedkeuring", found)
        or given.approval_kind,
        r155_grade=None if grade is None else choice(Grade, "r155_grade", grade, "graad van bewijs", found),
        code=None if code is None else choice(CoverageCode, "coverage", code, "dekkingscode", found),
    )


# --- What must agree with what -------------------------------------------------------------------


def _agree(situation: Situation, sheet: Sheet, edition: Edition, found: Findings) -> None:
    answers = situation.answers
    if situation.admission.code is not None:
        _one_coverage(situation, edition, found)
    if situation.on is None and any(answer.valid_until for answer in answers):
        remedy = "Voeg de peildatum toe, bijvoorbeeld on = 2026-12-01."
        found.add("on", None, "Zonder peildatum is niet te zien of bewijs nog geldig is.", remedy)
    codes = coverage_codes(situation, edition)
    for answer in answers:
        if answer.state is AnswerState.NOT_APPLICABLE:
            _may_not_apply(answer, codes, edition, found)


def _one_coverage(situation: Situation, edition: Edition, found: Findings) -> None:
    admission = situation.admission
    code = admission.code
    if any(answer.question == COVERAGE_QUESTION for answer in situation.answers):
        wrong = f"De dekking staat hier en ook als antwoord op {COVERAGE_QUESTION}."
        found.add("coverage", code, wrong, "Laat een van de twee weg.")
    if admission.r155_grade is not None and code is not CoverageCode.COVERED:
        wrong = "Met een geldig R155-nummer (r155_grade) is de dekking COVERED."
        found.add("coverage", code, wrong, "Laat coverage of r155_grade weg.")
    if admission.first_admission is None or code not in DATED:
        return
    by_date = Admission(admission.first_admission, approval_kind=admission.approval_kind)
    codes = coverage(by_date, False, edition.scoring).codes
    if code not in codes:
        wrong = f"Bij first_admission {admission.first_admission} hoort {' of '.join(codes)}."
        found.add("coverage", code, wrong, "Verbeter de datum of laat een van de twee weg.")


def _may_not_apply(
    answer: Answer, codes: tuple[CoverageCode, ...], edition: Edition, found: Findings
) -> None:
    scoring = edition.scoring
    if may_be_left_out(answer.question, codes, scoring):
        return
    remedy = 'Geef een antwoord, of schrijf state = "unknown".'
    if answer.question in scoring.may_not_apply:
        allowed = " of ".join(scoring.may_not_apply_when)
        wrong = f"Dit mag alleen bij dekking {allowed}; die volgt hier niet uit datum of coverage."
    else:
        wrong = f"Niet van toepassing mag alleen bij {', '.join(scoring.may_not_apply)}."
    found.add(f'answers."{answer.question}".state', answer.state, wrong, remedy)


# --- The assessment as JSON ----------------------------------------------------------------------


def assessment_as_json(
    assessment: Assessment, receipt: Receipt, edition: Edition, language: str
) -> dict[str, Any]:
    """Plain values for `json.dumps`: class letters, points as [low, high], texts in `language`."""
    return {
        "class": list(assessment.letters),
        "words": class_in_words(assessment.letters, language),
        "dimensions": {key: [one.low, one.high] for key, one in assessment.dimensions},
        "knock_outs": [{"id": one.id, "status": one.status.value} for one in assessment.knock_outs],
        "reasons": [_reason_as_json(reason, edition, language) for reason in assessment.reasons],
        "receipt": {
            "app_version": receipt.app_version,
            "edition": receipt.edition,
            "rules_digest": receipt.rules_digest,
            "answers_digest": receipt.answers_digest,
            "on": _iso(receipt.on),
            "hash": receipt.hash,
        },
    }


def _reason_as_json(reason: Reason, edition: Edition, language: str) -> dict[str, Any]:
    question, interval = edition.question(reason.question), reason.interval
    option = next((each for each in question.options if each.points == reason.points), None)
    return {
        "question": reason.question,
        "dimension": reason.dimension,
        "gate": reason.gate,
        "text": question.title.get(language),
        "state": reason.state.value,
        "points": reason.points,
        "option": option.text.get(language) if option else None,
        "grade": reason.grade.value if reason.grade else None,
        "interval": [interval.low, interval.high] if interval else None,
        "flags": [flag.value for flag in reason.flags],
        "coverage": [code.value for code in reason.coverage],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
