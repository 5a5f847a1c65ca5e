"""A public finding becomes an answer only when somebody entitled says that it is about his own vehicle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from busrisk.core.facts import Flag, Grade, Interval, Reason
from busrisk.core.findings import Claimed, Likeness, Match, Nature, Topic
from busrisk.register.concessions import NotInRegister
from busrisk.register.findings import matches
from busrisk.register.people import Person, named
from busrisk.register.session import Moment, Register
from busrisk.rulebook.shelf import NoEditionInForce
from busrisk.workflow.match_finding import match_finding, withdraw_match
from tests.databases import NOW, on_both
from tests.register.stored import counts, rows, touched
from tests.workflow.answering import answer, said, scores

NOORD = "vb-noord.vb-noordster-n12-met-ota.vb-streekvervoer"
ZUID = "vb-zuid.vb-noordster-n12-met-ota.vb-streekvervoer"
VB = "voorbeeldland"
TEST = Likeness(True, True, Nature.TEST)
DAY = date(2026, 1, 1)
STOPS = Claimed("vb-noordster", Topic.DISABLE, NOORD, "4.1", 3, TEST, "Zelfde type en versie.", DAY)


def somebody(register: Register, role: str = "grantor", region: str = VB) -> Person:
    with register.reader() as reader:
        return named(reader, role, region)


def store(register: Register, claimed: Claimed, role: str = "grantor") -> None:
    person = somebody(register, role)
    seal = match_finding(register, person, claimed).seal
    assert match_finding(register, person, claimed, seal).stored


def standing(register: Register, role: str = "grantor", region: str = VB) -> tuple[Match, ...]:
    with register.reader() as reader:
        return matches(somebody(register, role, region).scope, reader, Moment(NOW.date(), reader.version))


def reason(register: Register, deployment: str = NOORD, question: str = "4.1", day: date = DAY) -> Reason:
    made = scores(register, day, region=VB)[deployment].assessment
    assert made
    return next(each for each in made.reasons if each.question == question)


def test_the_finding_by_itself_scores_nothing(exercise: Register) -> None:
    assert reason(exercise).grade is Grade.E1
    assert reason(exercise).interval == Interval(3, 4)
    assert standing(exercise) == ()


@on_both
def test_the_same_vehicle_and_software_tested_counts_as_tested(exercise: Register) -> None:
    store(exercise, STOPS)
    assert (reason(exercise).grade, reason(exercise).interval) == (Grade.E3, Interval(3, 3))
    (match,) = standing(exercise)
    assert match.claimed == STOPS
    assert (match.concession, match.stated_by, match.maker_name) == (
        "vb-noord",
        "Provincie Voorbeeld",
        "Noordster",
    )


@pytest.mark.parametrize(
    ("likeness", "grade", "flags"),
    [
        (Likeness(False, True, Nature.TEST), Grade.E2, (Flag.OTHER_VARIANT,)),
        (Likeness(True, False, Nature.TEST), Grade.E2, (Flag.OTHER_BASELINE,)),
    ],
)
def test_another_variant_or_changed_software_counts_as_documented_at_most(
    exercise: Register, likeness: Likeness, grade: Grade, flags: tuple[Flag, ...]
) -> None:
    store(exercise, replace(STOPS, likeness=likeness))
    assert (reason(exercise).grade, reason(exercise).flags) == (grade, flags)


@pytest.mark.parametrize("nature", [Nature.PRESS, Nature.STATEMENT])
def test_a_denial_beside_a_test_changes_nothing(exercise: Register, nature: Nature) -> None:
    """Voorbeeld-Zuid was tested: 4 points. That somebody says 'no' does not outweigh it."""
    before = scores(exercise, region=VB)[ZUID].assessment
    denial = replace(STOPS, deployment=ZUID, points=0, likeness=Likeness(True, True, nature))
    store(exercise, denial)
    after = scores(exercise, region=VB)[ZUID].assessment
    assert before
    assert after
    assert (after.overall, after.dimensions) == (before.overall, before.dimensions)
    assert reason(exercise, ZUID).grade is Grade.E3
    assert Flag.CONTRADICTION in reason(exercise, ZUID).flags


def test_a_finding_stands_beside_an_answer_of_the_deployments_own(exercise: Register) -> None:
    """An own answer beats whatever hangs on the variant: a declaration would otherwise hide the test."""
    answer(exercise, NOORD, said("4.1", 0, Grade.E1), region=VB)
    assert reason(exercise).interval == Interval(0, 2)
    store(exercise, STOPS)
    assert (reason(exercise).grade, reason(exercise).interval) == (Grade.E3, Interval(3, 3))
    assert Flag.CONTRADICTION in reason(exercise).flags


def test_a_rehearsal_tells_the_outcome_and_stores_nothing(exercise: Register) -> None:
    before = counts(exercise)
    made = match_finding(exercise, somebody(exercise), replace(STOPS, points=4))
    assert not made.stored
    assert made.effect.before
    assert made.effect.after
    assert "".join(made.effect.before.letters) == "CE"
    assert made.effect.interval(made.effect.before) == Interval(3, 4)
    assert made.effect.interval(made.effect.after) == Interval(4, 4)
    assert (made.effect.grade, made.effect.day) == (Grade.E3, DAY)
    assert counts(exercise) == before


def test_what_was_rehearsed_is_what_is_stored(exercise: Register) -> None:
    claimed = replace(STOPS, points=4)
    rehearsed = match_finding(exercise, somebody(exercise), claimed)
    made = match_finding(exercise, somebody(exercise), claimed, rehearsed.seal)
    now = scores(exercise, region=VB)[NOORD].assessment
    assert made.stored
    assert rehearsed.effect.after
    assert now
    assert now.overall == rehearsed.effect.after.overall


def test_the_seal_of_something_else_stores_nothing(exercise: Register) -> None:
    seal = match_finding(exercise, somebody(exercise), STOPS).seal
    before = counts(exercise)
    assert not match_finding(exercise, somebody(exercise), replace(STOPS, points=4), seal).stored
    assert not match_finding(exercise, somebody(exercise), STOPS, "verzonnen").stored
    assert counts(exercise) == before


def test_a_register_that_moved_on_breaks_the_seal(exercise: Register) -> None:
    seal = match_finding(exercise, somebody(exercise), STOPS).seal
    answer(exercise, NOORD, said("4.2", 0, Grade.E3), region=VB)
    assert not match_finding(exercise, somebody(exercise), STOPS, seal).stored
    assert standing(exercise) == ()


def test_one_act_is_one_change_one_entry_in_the_journal_and_touches_no_row(exercise: Register) -> None:
    before = rows(exercise)
    store(exercise, STOPS)
    after = rows(exercise)
    assert touched(before, after) == []
    gained = {name: len(after[name]) - len(before[name]) for name in after}
    assert (gained["change"], gained["journal"], gained["finding_match"], gained["answer"]) == (1, 1, 1, 1)
    entry = max(after["journal"].values(), key=lambda row: row["id"])
    assert entry["action"] == "match_finding"
    assert entry["object"] == f"bevinding:vb-noordster:remote_disable_public_evidence {NOORD} 4.1"


def test_saying_it_twice_changes_nothing(exercise: Register) -> None:
    store(exercise, STOPS)
    before = counts(exercise)
    again = match_finding(exercise, somebody(exercise), STOPS)
    assert again.changes_nothing
    assert not match_finding(exercise, somebody(exercise), STOPS, again.seal).stored
    assert counts(exercise) == before


@on_both
def test_correcting_the_option_alone_is_a_change_that_is_stored(exercise: Register) -> None:
    store(exercise, STOPS)
    store(exercise, replace(STOPS, points=4))
    assert reason(exercise).interval == Interval(4, 4)
    assert [each.claimed.points for each in standing(exercise)] == [4]


def test_an_option_corrected_later_stands_from_that_day(exercise: Register) -> None:
    later = date(2026, 6, 1)
    store(exercise, STOPS)
    store(exercise, replace(STOPS, points=4, day=later))
    assert [(each.claimed.points, each.claimed.day) for each in standing(exercise)] == [(4, later)]
    assert reason(exercise, day=DAY).interval == Interval(3, 3)


def test_a_concession_out_of_reach_is_refused_as_if_it_were_not_there(exercise: Register) -> None:
    stad = next(key for key in scores(exercise, region=VB) if key.startswith("vb-stad."))
    for deployment in (stad, "vb-noord.verzonnen.vb-streekvervoer"):
        with pytest.raises(NotInRegister):
            match_finding(exercise, somebody(exercise), replace(STOPS, deployment=deployment))


def test_a_finding_of_one_maker_says_nothing_of_the_buses_of_another(exercise: Register) -> None:
    other = next(key for key in scores(exercise, region=VB) if "zuidster" in key and "noord" in key)
    with pytest.raises(NotInRegister):
        match_finding(exercise, somebody(exercise), replace(STOPS, deployment=other))
    with pytest.raises(NotInRegister):
        match_finding(exercise, somebody(exercise), replace(STOPS, topic=Topic.DIAGNOSTICS))


def test_a_day_before_any_method_is_refused(exercise: Register) -> None:
    with pytest.raises(NoEditionInForce):
        match_finding(exercise, somebody(exercise), replace(STOPS, day=date(2020, 1, 1)))


def test_from_a_later_day_on_it_leaves_the_days_before_alone(exercise: Register) -> None:
    later = date(2026, 6, 1)
    store(exercise, replace(STOPS, day=later))
    assert reason(exercise, day=later).grade is Grade.E3
    assert reason(exercise, day=DAY).grade is Grade.E1


@on_both
def test_taking_it_back_from_its_first_day_restores_the_score(exercise: Register) -> None:
    before = reason(exercise)
    store(exercise, replace(STOPS, points=4))
    assert reason(exercise).interval == Interval(4, 4)
    (match,) = standing(exercise)
    effect = withdraw_match(exercise, somebody(exercise), match, DAY, "Het was een ander type.")
    assert effect.after
    assert reason(exercise) == before
    assert standing(exercise) == ()
    entry = max(rows(exercise, "journal")["journal"].values(), key=lambda row: row["id"])
    assert entry["action"] == "withdraw_finding"
    assert entry["outcome"] == "from 2026-01-01: Het was een ander type."


def test_taking_it_back_from_a_later_day_keeps_what_was_said_of_before(exercise: Register) -> None:
    store(exercise, STOPS)
    (match,) = standing(exercise)
    later = date(2026, 6, 1)
    withdraw_match(exercise, somebody(exercise), match, later, "Sindsdien andere software.")
    assert reason(exercise, day=DAY).grade is Grade.E3
    assert reason(exercise, day=later).grade is Grade.E1


def test_what_was_taken_back_already_cannot_be_taken_back_again(exercise: Register) -> None:
    store(exercise, STOPS)
    (match,) = standing(exercise)
    withdraw_match(exercise, somebody(exercise), match, DAY, "Het was een ander type.")
    before = counts(exercise)
    with pytest.raises(NotInRegister):
        withdraw_match(exercise, somebody(exercise), match, DAY, "Nog een keer.")
    assert counts(exercise) == before
