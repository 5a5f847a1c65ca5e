"""What always holds of the score, whatever is answered (scoring.md 2, 5 and 9)."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from busrisk.core.facts import (
    ANYTHING,
    Admission,
    Answer,
    AnswerState,
    Assessment,
    Grade,
    Interval,
    KnockOutStatus,
    Situation,
)
from busrisk.core.score.reasons import Reasoning
from busrisk.core.score.receipt import digest_of, receipt, receipt_hashes
from busrisk.core.score.scoring import score
from busrisk.rulebook.shelf import edition
from tests.core.situations import (
    GATES,
    admissions,
    also,
    answered,
    grades,
    lies_within,
    points,
    said,
    silent,
    situations,
    without,
)

RULES = edition("2026-12")
STATUSES = (None, KnockOutStatus.POSSIBLE, KnockOutStatus.CONFIRMED)
UNKNOWN_ADMISSION = Admission()
ALWAYS = settings(deadline=None)  # how busy the machine is says nothing about a property


def intervals(assessment: Assessment) -> dict[str, Interval]:
    return {"class": assessment.overall, **dict(assessment.dimensions)}


def assert_never_wider(after: Assessment, before: Assessment) -> None:
    for key, interval in intervals(after).items():
        assert lies_within(interval, intervals(before)[key]), key


def statuses(assessment: Assessment) -> dict[str, KnockOutStatus]:
    return {knock_out.id: knock_out.status for knock_out in assessment.knock_outs}


# --- An answer, or better evidence, never widens -------------------------------------------------


@ALWAYS
@given(st.data())
def test_an_answer_in_place_of_unknown_never_widens(data: st.DataObject) -> None:
    """For 3.2 'geen nummer' too: while unknown, 3.1 runs from 0; 'geen nummer' lifts that end, so narrows."""
    situation = data.draw(situations(direct_coverage=False))
    question = data.draw(st.sampled_from([gate for gate in GATES if gate != "3.1"]))
    before = also(without(situation, question), data.draw(silent(question)))
    after = also(without(situation, question), data.draw(answered(question)))
    assert_never_wider(score(after, RULES), score(before, RULES))


@ALWAYS
@given(st.data())
def test_answering_coverage_directly_never_widens_where_no_admission_is_known(data: st.DataObject) -> None:
    """A computed 3.1 is no unknown: a direct answer then overrules it and may lie anywhere."""
    situation = data.draw(situations(direct_coverage=False, admission=st.just(UNKNOWN_ADMISSION)))
    after = also(situation, data.draw(answered("3.1")))
    assert_never_wider(score(after, RULES), score(situation, RULES))


@ALWAYS
@given(st.data())
def test_the_same_points_at_a_higher_grade_never_widen(data: st.DataObject) -> None:
    """For 3.1, as above, where no admission is known: else a lapsed answer gives way to the computed one."""
    question = data.draw(st.sampled_from(GATES))
    admission = st.just(UNKNOWN_ADMISSION) if question == "3.1" else admissions
    situation = without(data.draw(situations(admission=admission)), question)
    answer = data.draw(answered(question))
    better = data.draw(grades)
    assume(answer.grade is not None and better > answer.grade)
    before, after = also(situation, answer), also(situation, replace(answer, grade=better))
    assert_never_wider(score(after, RULES), score(before, RULES))


@ALWAYS
@given(st.data())
def test_a_second_answer_with_the_same_points_never_widens(data: st.DataObject) -> None:
    situation = data.draw(situations(admission=st.just(UNKNOWN_ADMISSION)))
    question = data.draw(st.sampled_from(GATES))
    first = data.draw(answered(question))
    second = replace(data.draw(answered(question)), points=first.points)
    before = also(without(situation, question), first)
    assert_never_wider(score(also(before, second), RULES), score(before, RULES))


@ALWAYS
@given(st.data())
def test_whatever_the_truth_within_the_answers_its_class_lies_within_the_class(data: st.DataObject) -> None:
    situation = data.draw(situations())
    assessment = score(situation, RULES)
    truth: tuple[Answer, ...] = ()
    for reason in assessment.reasons:
        if reason.gate and reason.interval is not None:
            exact = data.draw(st.integers(reason.interval.low, reason.interval.high))
            truth += (Answer(reason.question, AnswerState.ANSWERED, exact, Grade.E3),)
    known = {answer.question: answer.points or 0 for answer in truth}
    capability = max(
        0 if known[reach] == 0 else min(known[reach], max(1, known[control]))
        for reach, control in (("1.1", "1.2"), ("2.1", "2.2"), ("4.1", "4.2"))
    )
    assurance = max(known[question] for question in known if question.startswith("3."))
    true_class = max(capability, min(assurance, capability + 1))
    assert assessment.overall.low <= true_class <= assessment.overall.high


# --- Order, bounds, direction --------------------------------------------------------------------


@ALWAYS
@given(st.data())
def test_the_order_of_answers_never_matters(data: st.DataObject) -> None:
    several = st.lists(st.sampled_from(GATES).flatmap(said), max_size=12)
    inherited = st.lists(st.sampled_from(GATES).flatmap(answered), max_size=4)
    answers = [*data.draw(several), *(replace(one, of_variant=True) for one in data.draw(inherited))]
    situation = replace(data.draw(situations(closed=None)), answers=tuple(answers))
    shuffled = replace(situation, answers=tuple(data.draw(st.permutations(answers))))
    assert score(shuffled, RULES) == score(situation, RULES)


@ALWAYS
@given(st.data())
def test_intervals_stay_between_0_and_4_whatever_is_said(data: st.DataObject) -> None:
    answers = data.draw(st.lists(st.sampled_from(GATES).flatmap(said), max_size=15))
    situation = replace(data.draw(situations(closed=None)), answers=tuple(answers))
    assessment = score(situation, RULES)
    for interval in intervals(assessment).values():
        assert lies_within(interval, ANYTHING)
    assert [reason.question for reason in assessment.reasons if reason.gate] == list(GATES)


@ALWAYS
@given(st.data())
def test_more_points_never_lower_a_bound_or_a_knock_out(data: st.DataObject) -> None:
    situation = data.draw(situations(closed=None))
    question = data.draw(st.sampled_from(GATES))
    answer, more = data.draw(answered(question)), data.draw(points)
    assume(answer.points is not None and more > answer.points)
    low = score(also(without(situation, question), answer), RULES)
    high = score(also(without(situation, question), replace(answer, points=more)), RULES)
    for key, interval in intervals(high).items():
        assert interval.low >= intervals(low)[key].low, key
        assert interval.high >= intervals(low)[key].high, key
    for id, status in statuses(low).items():
        assert STATUSES.index(statuses(high).get(id)) >= STATUSES.index(status), id


# --- Unknown never passes a threshold, and never beats an answer ---------------------------------


@ALWAYS
@given(st.data())
def test_unknown_never_passes_a_threshold(data: st.DataObject) -> None:
    situation = data.draw(situations(direct_coverage=False))
    for id, questions in {
        "K1": ("4.1", "4.2"),
        "K2": ("1.1", "1.2"),
        "K3": ("2.1", "2.2"),
        "K4": ("3.2",),
    }.items():
        question = data.draw(st.sampled_from(questions))
        unknown = also(without(situation, question), data.draw(silent(question)))
        assert statuses(score(unknown, RULES)).get(id) is not KnockOutStatus.CONFIRMED


@ALWAYS
@given(st.data())
def test_with_nothing_but_silence_the_class_runs_from_a_to_e(data: st.DataObject) -> None:
    asked = data.draw(st.lists(st.sampled_from(GATES), unique=True))
    assessment = score(Situation(tuple(data.draw(silent(gate)) for gate in asked)), RULES)
    assert assessment.letters == ("A", "E")
    assert set(statuses(assessment).values()) == {KnockOutStatus.POSSIBLE}


@ALWAYS
@given(st.data())
def test_in_a_closed_round_silence_never_beats_an_answer(data: st.DataObject) -> None:
    situation = data.draw(situations(closed=True, direct_coverage=False))
    question = data.draw(st.sampled_from([gate for gate in GATES if gate != "3.1"]))
    quiet = score(also(without(situation, question), data.draw(silent(question))), RULES)
    honest = score(also(without(situation, question), data.draw(answered(question))), RULES)
    for key, interval in intervals(quiet).items():
        assert interval.low >= intervals(honest)[key].low, key
        assert interval.high >= intervals(honest)[key].high, key
    for id, status in statuses(honest).items():
        assert STATUSES.index(statuses(quiet).get(id)) >= STATUSES.index(status), id


# --- Many at once ---------------------------------------------------------------------------------


@ALWAYS
@given(st.lists(situations(closed=None), min_size=2, max_size=6))
def test_what_situations_share_never_changes_the_score_of_one(several: list[Situation]) -> None:
    reasoning = Reasoning(RULES)
    for situation in (*several, *several):
        assert score(situation, RULES, reasoning) == score(situation, RULES)


@ALWAYS
@given(situations(closed=None), st.text())
def test_digests_put_together_from_parts_are_those_of_the_whole(situation: Situation, subject: str) -> None:
    made = score(situation, RULES)
    answers = sorted(canonical(answer) for answer in situation.answers)
    said = {"answers": answers, "admission": situation.admission, "closed": situation.closed}
    assert made.answers_digest == digest_of(said)
    covered = {
        "subject": subject,
        "app_version": "1.0.0",
        "edition": made.edition,
        "rules_digest": made.rules_digest,
        "answers_digest": made.answers_digest,
        "on": made.on,
        "class": made.letters,
        "dimensions": {key: (one.low, one.high) for key, one in made.dimensions},
        "knock_outs": {knock_out.id: knock_out.status for knock_out in made.knock_outs},
    }
    assert (
        receipt(made, "1.0.0", subject).hash == receipt_hashes(made, "1.0.0")(subject) == digest_of(covered)
    )


def canonical(answer: Answer) -> str:
    """The answer in canonical JSON, written by the standard library alone."""
    plain = {**asdict(answer), "valid_until": answer.valid_until and answer.valid_until.isoformat()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
