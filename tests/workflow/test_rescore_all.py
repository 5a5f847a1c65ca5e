"""Everything scored at once is stored as if each deployment had been scored by itself."""

from __future__ import annotations

import random
from datetime import date

from sqlalchemy import select, update

from busrisk import __version__
from busrisk.access.scope import national
from busrisk.core.facts import Answer, AnswerState, Grade, Situation
from busrisk.core.score.receipt import receipt
from busrisk.core.score.scoring import score
from busrisk.register.answers import AnswerBook, answers
from busrisk.register.assessments import assessment, scored
from busrisk.register.deployed import deployed
from busrisk.register.session import Register, Writer
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.rescore import admission_of, answered_of, questions_asked, rescore
from tests.databases import on_both
from tests.register.stored import statements

DAY = date(2027, 1, 1)
NL = national("nl")
EDITION = edition_in_force(DAY)


def answer_at_random(register: Register) -> None:
    """Some deployments answer the same, some their own, some about the type, some nothing."""
    chance = random.Random(7)
    same = [Answer(each, AnswerState.ANSWERED, 2, Grade.E2) for each in ("1.1", "2.1", "4.1")]
    with register.writer("tester", "answer") as writer:
        for number, each in enumerate(deployed(NL, writer, writer.moment(DAY), None)):
            given = same if number % 4 == 0 else own(chance) if number % 4 == 1 else ()
            for of_variant in (False, True)[: 1 + number % 2]:
                book = AnswerBook(writer, each.key, of_variant)
                for one in given:
                    book.state(one, EDITION.id, DAY)
                book.flush()


def own(chance: random.Random) -> list[Answer]:
    asked = chance.sample([question.id for question in EDITION.asked], 20)
    grades = list(Grade)
    said = [Answer(each, AnswerState.ANSWERED, chance.randrange(5), chance.choice(grades)) for each in asked]
    return [*said, Answer("1.1", AnswerState.REFUSED)]


def forget_the_rules(writer: Writer) -> None:
    """As after a change of the method: no stored score was made by the rules in force."""
    writer.connection.execute(update(assessment).values(rules_digest="0" * 64))


@on_both
def test_everything_at_once_is_stored_as_each_by_itself(ready: Register) -> None:
    answer_at_random(ready)
    with ready.writer("tester", "rescore") as writer:
        forget_the_rules(writer)
        stored = rescore(NL, writer, DAY)
    with ready.reader() as reader:
        moment = reader.moment(DAY)
        said, found = answers(NL, reader, moment), scored(NL, reader, moment)
        years = {each.key: each.years for each in deployed(NL, reader, moment, None)}
    assert stored == len(found) == len(years) > 60
    assert len({each.assessment.answers_digest for each in found if each.assessment}) > 10
    for each in found:
        key = each.deployment.key
        expected = score(Situation(said.get(key, ()), admission_of(years[key]), DAY), EDITION)
        assert each.assessment == expected
        assert each.receipt == receipt(expected, __version__, key)
        asked = questions_asked(EDITION)
        assert (each.answered, each.asked) == (answered_of(expected, asked), len(asked))


def test_two_acts_in_one_change_give_each_score_its_reasons_once(ready: Register) -> None:
    with ready.writer("tester", "rescore") as writer:
        forget_the_rules(writer)
        keys = [each.key for each in deployed(NL, writer, writer.moment(DAY), None)]
        parts = [rescore(NL, writer, DAY, set(keys[half::2])) for half in (0, 1)]
        change = writer.change
    assert sum(parts) == len(keys)
    with ready.reader() as reader:
        found = scored(NL, reader, reader.moment(DAY))
        query = select(assessment.c.id).where(assessment.c.made_in == change)
        assert len(reader.connection.scalars(query).all()) == len(keys)
    reasons = {len(each.assessment.reasons) for each in found if each.assessment}
    assert reasons == {len(score(Situation(on=DAY), EDITION).reasons)}


def test_the_statements_of_scoring_everything_stay_the_same_however_much_there_is(
    ready: Register, exercise: Register
) -> None:
    heard = []
    for register in (ready, exercise):
        with statements(register) as said_to, register.writer("tester", "rescore") as writer:
            forget_the_rules(writer)
            rescore(NL, writer, DAY)
        heard.append(len(said_to.said))
    assert heard[0] == heard[1] < 25
