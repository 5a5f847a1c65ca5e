"""Registers of a known size, the same at every run: filled in bulk with rows the product could store."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from busrisk.access.regions import VOORBEELDLAND
from busrisk.register.concessions import ensure_region
from busrisk.register.journal import note
from busrisk.register.session import Register, Writer
from busrisk.register.tables import AnswerClaim, BatchClaim, Subject, table
from busrisk.rulebook.shape import AnsweredBy, HangsOn
from busrisk.rulebook.shelf import edition_in_force
from tests.bench.measure import SEED
from tests.bench.scale_fleet import Fleet, Ground

REGION = VOORBEELDLAND  # what is made up belongs in the region that is made up
ACTOR, ACT = "bench", "fill"
FIRST_DAY = date(2026, 1, 1)
QUESTIONS = 40
_AT_ONCE = 50_000  # rows handed to the database in one call

_POINTS = [("answered", points, grade) for points in range(5) for grade in ("E1", "E2", "E3")]
_OPEN = ["unknown"] * 12 + ["not_disclosed"] * 4 + ["cannot_exclude"] * 4 + ["not_answered"] * 3 + ["refused"]
SAID = [*_POINTS * 3, *((state, None, None) for state in _OPEN)]


@dataclass(frozen=True)
class Scale:
    """How large a register is. `vehicles` is the sum of its known counts; one batch in twenty has none."""

    name: str
    concessions: int
    batches: int
    vehicles: int
    questionnaires: int  # deployments with QUESTIONS answers each
    quarters: int

    @property
    def days(self) -> tuple[date, ...]:
        """The first day of each quarter. Questionnaires and arrivals are spread over them."""
        first = FIRST_DAY
        return tuple(date(first.year + n // 4, 1 + 3 * (n % 4), 1) for n in range(self.quarters))

    @property
    def last_day(self) -> date:
        """From here on nothing begins or ends any more."""
        return self.days[-1]

    @property
    def answers(self) -> int:
        return self.questionnaires * QUESTIONS

    def times(self, factor: int) -> Scale:
        """The same kind of register, so many times as large, over as many quarters."""
        return replace(
            self,
            name=f"{factor}×{self.name}",
            concessions=self.concessions * factor,
            batches=self.batches * factor,
            vehicles=self.vehicles * factor,
            questionnaires=self.questionnaires * factor,
        )


TINY = Scale("tiny", 4, 40, 600, 6, 3)
NL = Scale("NL", 40, 400, 6_000, 60, 4)
EU = Scale("EU", 3_000, 40_000, 700_000, 8_000, 20)
TEN_EU = EU.times(10)
SCALES = {scale.name: scale for scale in (TINY, NL, EU, TEN_EU)}


def fill(register: Register, scale: Scale) -> None:
    """Fills an empty SQLite register with parties, concessions, fleet and answers: one act per quarter.

    Nothing is scored: who measures scores calls `rescore(national(REGION.code), writer, day)` first.
    The same scale gives the same rows. Raises ValueError for a register that holds something.
    """
    register.migrate()
    with register.reader() as reader:
        if reader.version:
            raise ValueError("fill takes an empty register")
    fleet = Fleet(scale.concessions, scale.batches, scale.vehicles, scale.quarters)
    questionnaires = Questionnaires(scale, len(fleet.deployments))
    for quarter, day in enumerate(scale.days):
        with register.writer(ACTOR, ACT) as writer:
            pen = Pen(writer)
            if quarter == 0:
                ensure_region(writer, REGION)
                ground = Ground(fleet, REGION.code, writer.change, day)
                pen.put_all(ground.rows())
            pen.end(BatchClaim, [part.number + 1 for part in fleet.arriving(quarter)])
            pen.put_all(fleet.rows(quarter, scale.days, writer.change))
            pen.put_all(questionnaires.rows(quarter, writer.change))
            note(writer, ACT, scale.name, f"quarter {quarter + 1} of {scale.quarters}")


@dataclass(frozen=True)
class Pen:
    """Writes rows of named columns by the driver, past the objects: values are as the database keeps them."""

    writer: Writer

    def put_all(self, tables: Iterable[tuple[Any, tuple[str, ...], Iterable[tuple[Any, ...]]]]) -> None:
        for model, columns, rows in tables:
            self._put(model, columns, iter(rows))

    def end(self, model: Any, numbers: Iterable[int]) -> None:
        """Ends claims: the one change that a stored claim may see."""
        ended = [(self.writer.change, number) for number in numbers]
        if ended:
            statement = f'UPDATE "{table(model).name}" SET ended_in = ? WHERE id = ?'
            self.writer.connection.exec_driver_sql(statement, ended)

    def _put(self, model: Any, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
        places = ", ".join("?" * len(columns))
        quoted = ", ".join(f'"{column}"' for column in columns)
        statement = f'INSERT INTO "{table(model).name}" ({quoted}) VALUES ({places})'
        while chunk := list(itertools.islice(rows, _AT_ONCE)):
            self.writer.connection.exec_driver_sql(statement, chunk)


class Questionnaires:
    """QUESTIONS answers about deployments at even distances: some hang on it, the others on its baseline."""

    def __init__(self, scale: Scale, deployments: int) -> None:
        if deployments < scale.questionnaires:
            raise ValueError(f"{deployments} deployments cannot hold {scale.questionnaires} questionnaires")
        self.scale = scale
        self.deployments = deployments
        self._chance = random.Random(SEED)

    @cached_property
    def questions(self) -> tuple[tuple[str, bool], ...]:
        """The first of those an operator answers, and whether each hangs on the variant."""
        asked = [
            (question.id, question.hangs_on is HangsOn.VARIANT)
            for question in edition_in_force(FIRST_DAY).questions
            if question.answered_by is AnsweredBy.OPERATOR
        ]
        return tuple(asked[:QUESTIONS])

    def deployment(self, number: int) -> int:
        """The deployment a questionnaire is about; its baseline has the same number."""
        return number * self.deployments // self.scale.questionnaires + 1

    def rows(self, quarter: int, change: int) -> Iterator[tuple[Any, tuple[str, ...], Iterable[Any]]]:
        """The questionnaires of one quarter: subjects, then answers."""
        numbers = range(quarter, self.scale.questionnaires, self.scale.quarters)
        subjects = [(2 * each + 1, self.deployment(each), None) for each in numbers]
        subjects += [(2 * each + 2, None, self.deployment(each)) for each in numbers]
        yield Subject, ("id", "deployment_id", "baseline_id"), subjects
        columns = ("subject_id", "edition", "question", "item", "state", "points", "grade", "valid_until")
        columns += ("baseline_changed", "other_variant", "holds_from", "made_in")
        yield AnswerClaim, columns, self._answers(numbers, quarter, change)

    def _answers(self, numbers: range, quarter: int, change: int) -> Iterator[tuple[Any, ...]]:
        day = self.scale.days[quarter]
        edition, since = edition_in_force(day).id, day.isoformat()
        for number in numbers:
            expires = self._expires(number, quarter)
            said = self._chance.choices(SAID, k=len(self.questions))
            for (question, of_variant), (state, points, grade) in zip(self.questions, said, strict=True):
                subject = 2 * number + (2 if of_variant else 1)
                until = expires if grade in ("E2", "E3") else None
                yield subject, edition, question, "own", state, points, grade, until, 0, 0, since, change

    def _expires(self, number: int, quarter: int) -> str | None:
        """One questionnaire in eight has evidence that is valid for a year."""
        later = quarter + 4
        if number % 8 or later >= self.scale.quarters:
            return None
        return (self.scale.days[later] - timedelta(days=1)).isoformat()
