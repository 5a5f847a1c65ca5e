"""Why each question of D1–D4 counts as it does: one reason per question, in the order of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from busrisk.core.coverage import Coverage, coverage, number_grade
from busrisk.core.evidence import widths_of
from busrisk.core.facts import ANYTHING, Answer, AnswerState, CoverageCode, Flag, Interval, Reason, Situation
from busrisk.core.standing import WORST, Standing, Terms, standing
from busrisk.rulebook.shape import Edition, Question, Scoring, SectionKind

COVERAGE_QUESTION = "3.1"
NUMBERS_QUESTION = "3.2"
NO_NUMBER = 4  # the points of 3.2 answered 'geen nummer'

Said = Mapping[str, list[Answer]]
Codes = tuple[CoverageCode, ...]


@dataclass(frozen=True)
class _Ground:
    """What one deployment's questions stand on: what was said, under which rules and coverage codes.

    `codes` is empty where 3.1 is answered directly: that overrules coverage, so nothing follows from a code.
    """

    situation: Situation
    said: Said
    scoring: Scoring
    terms: Terms
    direct: Standing  # 3.1 as answered, if it was
    codes: Codes


def reasons(situation: Situation, edition: Edition) -> tuple[Reason, ...]:
    """One reason per question of a dimension, gates and the others alike (scoring.md 2 to 4)."""
    ground = _ground(situation, edition.scoring)
    dimensions = {section.id for section in edition.sections if section.kind is SectionKind.DIMENSION}
    asked = (question for question in edition.questions if question.section in dimensions)
    return tuple(_reason(question, ground) for question in asked)


def coverage_codes(situation: Situation, edition: Edition) -> Codes:
    """The codes the admission allows; none where 3.1 is answered directly."""
    return _ground(situation, edition.scoring).codes


def terms_of(situation: Situation, scoring: Scoring) -> Terms:
    return Terms(situation.on, scoring.ageing, widths_of(scoring), situation.closed)


def answers_by_question(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    said: dict[str, list[Answer]] = {}
    for answer in answers:
        said.setdefault(answer.question, []).append(answer)
    return said


def may_be_left_out(question: str, codes: Codes, scoring: Scoring) -> bool:
    """Whether 'not applicable' is allowed: only under coverage codes that say so, every one of them."""
    allowed = bool(codes) and set(codes) <= set(scoring.may_not_apply_when)
    return allowed and question in scoring.may_not_apply


def _ground(situation: Situation, scoring: Scoring) -> _Ground:
    terms, said = terms_of(situation, scoring), answers_by_question(situation.answers)
    direct = standing(said.get(COVERAGE_QUESTION, ()), False, terms)
    codes = () if direct.is_established else coverage(situation.admission, False, scoring).codes
    return _Ground(situation, said, scoring, terms, direct, codes)


def _reason(question: Question, ground: _Ground) -> Reason:
    is_coverage = question.id == COVERAGE_QUESTION
    found = _coverage_stands(ground) if is_coverage else _stands(question.id, ground)
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


def _stands(question: str, ground: _Ground) -> Standing:
    """The standing of one question; out of scope the approvals are left out, whatever was said."""
    left_out = may_be_left_out(question, ground.codes, ground.scoring)
    found = standing(ground.said.get(question, ()), left_out, ground.terms)
    depends_on_scope = question in ground.scoring.may_not_apply and CoverageCode.OUT_OF_SCOPE in ground.codes
    if found.interval is None or not depends_on_scope:
        return found
    if len(ground.codes) == 1:
        return replace(found, interval=None)
    return replace(found, interval=Interval(0, found.interval.high))


def _coverage_stands(ground: _Ground) -> Standing:
    """3.1: answered directly, else computed; 3.2 decides whether the lower bound of its row holds yet."""
    if ground.direct.is_established:
        return ground.direct
    numbers = _stands(NUMBERS_QUESTION, ground).interval
    # After a closed round silence on 3.2 counts as 'geen nummer': silence never beats honesty.
    none_shown = numbers is not None and numbers.low == NO_NUMBER
    return _computed(coverage(ground.situation.admission, none_shown, ground.scoring), ground)


def _computed(found: Coverage, ground: _Ground) -> Standing:
    """Coverage as a standing: a date or category that was never given is an unknown like any other."""
    admission, direct = ground.situation.admission, ground.direct
    date_unknown = CoverageCode.UNKNOWN in found.codes
    interval, flags = found.interval, direct.flags + ((Flag.DERIVED,) if found.derived else ())
    if ground.terms.closed and interval == ANYTHING and (date_unknown or admission.category is None):
        interval = WORST
    if not date_unknown:
        grade = number_grade(admission) if found.codes == (CoverageCode.COVERED,) else None
        return Standing(AnswerState.ANSWERED, interval, None, grade, flags)
    state = AnswerState.UNKNOWN if direct.state is AnswerState.NOT_ASKED else direct.state
    return Standing(state, interval, direct.points, None, flags)
