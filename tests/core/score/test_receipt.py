"""Receipts: the same facts give the same digest, another fact another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, Answer, AnswerState, Grade, Interval, Situation
from busrisk.core.score.receipt import answers_digest, digest_of, receipt
from busrisk.core.score.scoring import score
from busrisk.rulebook.shelf import edition

RULES = edition("2026-12")
FIRST = Answer("1.1", AnswerState.ANSWERED, 3, Grade.E1)
SECOND = Answer("4.1", AnswerState.REFUSED)
SITUATION = Situation((FIRST, SECOND), Admission(PartialDate("2020-12-13")), date(2026, 12, 1))


def test_the_digest_is_sha_256_over_canonical_json() -> None:
    # printf '{"a":1,"b":[true,null,"é"]}' | sha256sum
    expected = "9488dd13ca33d3291f5a91a1833dfa164811755ffba538c2b340780f8c31a0cb"
    assert digest_of({"b": [True, None, "é"], "a": 1}) == expected


def test_keys_in_another_order_and_sets_make_no_difference() -> None:
    assert digest_of({"a": 1, "b": {2, 1}}) == digest_of({"b": {1, 2}, "a": 1})
    assert digest_of(Interval(1, 2)) == digest_of({"high": 2, "low": 1})
    assert digest_of(PartialDate("2020-12")) == digest_of("2020-12")


@pytest.mark.parametrize("thing", [object(), {1: "a"}, b"bytes"])
def test_what_has_no_canonical_form_is_refused(thing: object) -> None:
    with pytest.raises(TypeError, match="no digest of"):
        digest_of(thing)


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        digest_of(float("nan"))


def test_the_order_of_answers_and_the_reference_date_leave_the_answers_digest_alone() -> None:
    turned = replace(SITUATION, answers=(SECOND, FIRST), on=date(2027, 1, 1))
    assert answers_digest(turned) == answers_digest(SITUATION)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SITUATION, answers=(FIRST,)),
        replace(SITUATION, answers=(replace(FIRST, grade=Grade.E2), SECOND)),
        replace(SITUATION, answers=(replace(FIRST, valid_until=date(2027, 1, 1)), SECOND)),
        replace(SITUATION, admission=Admission(PartialDate("2020-12"))),
        replace(SITUATION, closed=True),
    ],
)
def test_anything_said_differently_changes_the_answers_digest(changed: Situation) -> None:
    assert answers_digest(changed) != answers_digest(SITUATION)


def test_the_same_score_gives_the_same_receipt() -> None:
    first, again = (receipt(score(SITUATION, RULES), "1.0.0") for _ in range(2))
    assert first == again
    assert (first.edition, first.rules_digest, first.on) == (RULES.id, RULES.digest, SITUATION.on)
    assert first.answers_digest == answers_digest(SITUATION)


def test_the_receipt_hash_covers_all_that_the_score_was_made_from_and_came_to() -> None:
    assessment = score(SITUATION, RULES)
    others = [
        receipt(assessment, "1.0.1"),
        receipt(replace(assessment, edition="2027-06"), "1.0.0"),
        receipt(replace(assessment, rules_digest="0" * 64), "1.0.0"),
        receipt(replace(assessment, answers_digest="0" * 64), "1.0.0"),
        receipt(replace(assessment, on=None), "1.0.0"),
        receipt(replace(assessment, overall=Interval(0, 0)), "1.0.0"),
        receipt(replace(assessment, dimensions=(("D1", Interval(0, 0)),)), "1.0.0"),
        receipt(replace(assessment, knock_outs=()), "1.0.0"),
    ]
    hashes = {receipt(assessment, "1.0.0").hash, *(other.hash for other in others)}
    assert len(hashes) == 9
