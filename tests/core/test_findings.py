from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from busrisk.core.facts import Flag, Grade, Interval, Situation
from busrisk.core.findings import QUESTIONS, Claimed, Likeness, Nature, Topic
from busrisk.core.score.scoring import score
from busrisk.rulebook.shelf import editions

EDITION = editions()[0]
DAY = date(2026, 1, 1)
LIKENESS = some.builds(Likeness, some.booleans(), some.booleans(), some.sampled_from(Nature))


def claimed(likeness: Likeness, question: str = "4.1", points: int = 3) -> Claimed:
    return Claimed("yutong", Topic.DISABLE, "x", question, points, likeness, "gelezen", DAY)


def counts_as(likeness: Likeness, points: int = 3) -> tuple[Grade | None, Interval | None, tuple[Flag, ...]]:
    """What question 4.1 comes to with this finding as its only answer."""
    made = score(Situation((claimed(likeness, points=points).answer,), on=DAY), EDITION)
    (reason,) = (each for each in made.reasons if each.question == "4.1")
    return reason.grade, reason.interval, reason.flags


@pytest.mark.parametrize(
    ("likeness", "grade", "flags"),
    [
        (Likeness(True, True, Nature.TEST), Grade.E3, ()),
        (Likeness(False, True, Nature.TEST), Grade.E2, (Flag.OTHER_VARIANT,)),
        (Likeness(True, False, Nature.TEST), Grade.E2, (Flag.OTHER_BASELINE,)),
        (Likeness(False, False, Nature.TEST), Grade.E2, (Flag.OTHER_BASELINE, Flag.OTHER_VARIANT)),
        (Likeness(True, True, Nature.STATEMENT), Grade.E1, ()),
        (Likeness(True, True, Nature.PRESS), Grade.E1, ()),
    ],
)
def test_a_finding_counts_as_far_as_vehicle_software_and_nature_carry_it(
    likeness: Likeness, grade: Grade, flags: tuple[Flag, ...]
) -> None:
    found, _, why = counts_as(likeness)
    assert (found, why) == (grade, flags)


@given(LIKENESS, some.integers(0, 4))
def test_only_a_test_of_the_same_vehicle_and_software_always_leaves_no_room(
    likeness: Likeness, points: int
) -> None:
    grade, interval, _ = counts_as(likeness, points)
    whole = likeness == Likeness(True, True, Nature.TEST)
    assert (grade is Grade.E3) == whole
    assert interval is not None
    assert interval.low == points
    assert (interval.high == points) == (whole or points == 4)


@pytest.mark.parametrize(
    ("topic", "first"), [(Topic.OTA, "1.1"), (Topic.DIAGNOSTICS, "2.1"), (Topic.DISABLE, "4.1")]
)
def test_each_topic_offers_three_questions_and_begins_with_its_own(topic: Topic, first: str) -> None:
    assert QUESTIONS[topic][0] == first
    assert sorted(QUESTIONS[topic]) == ["1.1", "2.1", "4.1"]
    assert all(EDITION.question(each).options for each in QUESTIONS[topic])


def test_the_item_tells_maker_and_topic() -> None:
    said = claimed(Likeness(True, True, Nature.TEST))
    assert said.item == "bevinding:yutong:remote_disable_public_evidence"
