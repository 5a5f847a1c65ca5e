"""Why each question of D1–D4 counts as it does: one reason per question, in the order of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from busrisk.core.facts import (
    ANYTHING,
    Admission,
    Answer,
    AnswerState,
    CoverageCode,
    Flag,
    Interval,
    Reason,
    Situation,
)
from busrisk.core.score.coverage import Coverage, coverage, number_grade
from busrisk.core.score.evidence import widths_of
from busrisk.core.score.standing import WORST, Standing, Terms, standing
from busrisk.rulebook.shape import Edition, Question, Scoring, SectionKind

COVERAGE_QUESTION = "3.1"
NUMBERS_QUESTION = "3.2"
NO_NUMBER = 4  # the points of 3.2 answered 'geen nummer'

Said = tuple[Answer, ...]  # on one question
Codes = tuple[CoverageCode, ...]


@dataclass(frozen=True)
class _Ground:
    """What every question of a situation stands on, whatever is said on it: admission, rules, coverage codes.

    `codes` is empty where 3.1 is answered directly: that overrules coverage, so nothing follows from a code.
    `kept` holds the reasons worked out so far, by question and by what was said on it: shared by all grounds
    of the same codes, but for `covered`, those of 3.1 by what was said on 3.2.
    """

    admission: Admission
    scoring: Scoring
    terms: Terms
    direct: Standing  # 3.1 as answered, if it was
    codes: Codes
    kept: dict[tuple[str, Said], Reason]
    covered: dict[tuple[str, Said], Reason] = field(default_factory=dict)


class Reasoning:
    """Why questions count as they do by one edition; what many situations share is worked out once."""

    def __init__(self, edition: Edition) -> None:
        dimensions = {section.id for section in edition.sections if section.kind is SectionKind.DIMENSION}
        self._asked = tuple(question for question in edition.questions if question.section in dimensions)
        self._scoring = edition.scoring
        self._grounds: dict[tuple[Admission, Said, date | None, bool], _Ground] = {}
        self._kept: dict[tuple[Codes, date | None, bool], dict[tuple[str, Said], Reason]] = {}

    def reasons(self, situation: Situation) -> tuple[Reason, ...]:
        """One reason per question of a dimension, gates and the others alike (scoring.md 2 to 4)."""
        said = answers_by_question(situation.answers)
        ground = self._ground(situation, said.get(COVERAGE_QUESTION, ()))
        found = []
        for question in self._asked:
            is_coverage = question.id == COVERAGE_QUESTION
            about = (question.id, said.get(NUMBERS_QUESTION if is_coverage else question.id, ()))
            kept = ground.covered if is_coverage else ground.kept
            if (reason := kept.get(about)) is None:
                reason = kept[about] = _reason(question, about[1], ground)
            found.append(reason)
        return tuple(found)

    def _ground(self, situation: Situation, direct: Said) -> _Ground:
        shared = (situation.admission, direct, situation.on, situation.closed)
        if shared not in self._grounds:
            terms, stated, codes = _coverage_said(situation, direct, self._scoring)
            kept = self._kept.setdefault((codes, situation.on, situation.closed), {})
            self._grounds[shared] = _Ground(situation.admission, self._scoring, terms, stated, codes, kept)
        return self._grounds[shared]


def coverage_codes(situation: Situation, edition: Edition) -> Codes:
    """The codes the admission allows; none where 3.1 is answered directly."""
    direct = answers_by_question(situation.answers).get(COVERAGE_QUESTION, ())
    return _coverage_said(situation, direct, edition.scoring)[2]


def terms_of(situation: Situation, scoring: Scoring) -> Terms:
    return Terms(situation.on, scoring.ageing, widths_of(scoring), situation.closed)


def answers_by_question(answers: Iterable[Answer]) -> dict[str, Said]:
    said: dict[str, Said] = {}
    for answer in answers:
        question = answer.question
        said[question] = (*said[question], answer) if question in said else (answer,)
    return said


def may_be_left_out(question: str, codes: Codes, scoring: Scoring) -> bool:
    """Whether 'not applicable' is allowed: only under coverage codes that say so, every one of them."""
    allowed = bool(codes) and set(codes) <= set(scoring.may_not_apply_when)
    return allowed and question in scoring.may_not_apply


def _coverage_said(situation: Situation, direct: Said, scoring: Scoring) -> tuple[Terms, Standing, Codes]:
    terms = terms_of(situation, scoring)
    stated = standing(direct, False, terms)
    codes = () if stated.is_established else coverage(situation.admission, False, scoring).codes
    return terms, stated, codes


def _reason(question: Question, deciding: Said, ground: _Ground) -> Reason:
    """`deciding`: what was said on the question; for 3.1, whose own answers are in the ground, on 3.2."""
    is_coverage = question.id == COVERAGE_QUESTION
    found = _coverage_stands(deciding, ground) if is_coverage else _stands(question.id, deciding, ground)
    return Reason(
        question=question.id,
        dimension=question.section,
        gate=question.gate,
        state=found.state,
        interval=found.interval,
        points=found.points,
        grade=found.grade,
        flags=found.flags,
        coverage=ground.codes if is_coverage else (),
    )


def _stands(question: str, said: Sequence[Answer], ground: _Ground) -> Standing:
    """The standing of one question; out of scope the approvals are left out, whatever was said."""
    left_out = may_be_left_out(question, ground.codes, ground.scoring)
    found = standing(said, left_out, ground.terms)
    depends_on_scope = question in ground.scoring.may_not_apply and CoverageCode.OUT_OF_SCOPE in ground.codes
    if found.interval is None or not depends_on_scope:
        return found
    if len(ground.codes) == 1:
        return replace(found, interval=None)
    return replace(found, interval=Interval(0, found.interval.high))


def _coverage_stands(said_on_numbers: Said, ground: _Ground) -> Standing:
    """3.1: answered directly, else computed; 3.2 decides whether the lower bound of its row holds yet."""
    if ground.direct.is_established:
        return ground.direct
    numbers = _stands(NUMBERS_QUESTION, said_on_numbers, ground).interval
    # After a closed round silence on 3.2 counts as 'geen nummer': silence never beats honesty.
    none_shown = numbers is not None and numbers.low == NO_NUMBER
    return _computed(coverage(ground.admission, none_shown, ground.scoring), ground)


def _computed(found: Coverage, ground: _Ground) -> Standing:
    """Coverage as a standing: a date or category that was never given is an unknown like any other."""
    admission, direct = ground.admission, ground.direct
    date_unknown = CoverageCode.UNKNOWN in found.codes
    interval, flags = found.interval, direct.flags + ((Flag.DERIVED,) if found.derived else ())
    if ground.terms.closed and interval == ANYTHING and (date_unknown or admission.category is None):
        interval = WORST
    if not date_unknown:
        grade = number_grade(admission) if found.codes == (CoverageCode.COVERED,) else None
        return Standing(AnswerState.ANSWERED, interval, None, grade, flags)
    state = AnswerState.UNKNOWN if direct.state is AnswerState.NOT_ASKED else direct.state
    return Standing(state, interval, direct.points, None, flags)
