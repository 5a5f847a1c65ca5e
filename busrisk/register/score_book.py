"""Writing scores: rows beside the earlier ones, in a few statements however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from busrisk.core.facts import Assessment, Reason
from busrisk.register.assessments import assessment, knock_out, reason
from busrisk.register.bulk import insert_many
from busrisk.register.reach import among
from busrisk.register.session import Writer

Row = dict[str, Any]


class ScoreBook:
    """Writes assessments of one reference date; `flush` stores them.

    Equal scores have equal reasons: the first brings them, the database copies them to the others.
    """

    def __init__(self, writer: Writer, app_version: str) -> None:
        self.writer = writer
        self.app_version = app_version
        self._rows: list[Row] = []
        self._firsts: dict[str, tuple[int, Assessment]] = {}  # by digest: a deployment and its score

    def state(self, made: Assessment, answered: int, asked: int, receipts: Mapping[int, str]) -> None:
        """The same score of one or more deployments; `receipts`: the hash of each, by deployment number."""
        shared: Row = {
            "peildatum": made.on,
            "edition": made.edition,
            "rules_digest": made.rules_digest,
            "answers_digest": made.answers_digest,
            "app_version": self.app_version,
            "made_in": self.writer.change,
            "answered": answered,
            "asked": asked,
            "class_low": made.overall.low,
            "class_high": made.overall.high,
        }
        for key, bounds in made.dimensions:
            shared |= {f"{key.lower()}_low": bounds.low, f"{key.lower()}_high": bounds.high}
        self._rows += [{**shared, "deployment_id": each, "receipt": receipts[each]} for each in receipts]
        self._firsts.setdefault(made.answers_digest, (next(iter(receipts)), made))

    def flush(self) -> None:
        if not self._rows:
            return
        _insert(self.writer, assessment, self._rows)
        numbers = self._numbers()
        firsts = [(numbers[deployment], made) for deployment, made in self._firsts.values()]
        for into, rows_of in ((reason, _reasons), (knock_out, _knock_outs)):
            rows = [row for number, made in firsts for row in rows_of(made, number)]
            if rows:
                _insert(self.writer, into, rows)
                self._copy(into, min(numbers.values()))
        self._rows, self._firsts = [], {}

    def _numbers(self) -> dict[int, int]:
        """The number of each assessment just stored, by deployment."""
        stored = {row["deployment_id"] for row in self._rows}
        query = select(assessment.c.deployment_id, assessment.c.id).where(
            assessment.c.made_in == self.writer.change,
            assessment.c.peildatum == self._rows[0]["peildatum"],
            among(assessment.c.deployment_id, stored),
        )
        found = {row[0]: row[1] for row in self.writer.connection.execute(query)}
        return {deployment: found[deployment] for deployment in stored}

    def _copy(self, into: Any, lowest: int) -> None:
        """Gives the other assessments of this book, numbered from `lowest`, the rows of their first."""
        if len(self._rows) == len(self._firsts):
            return
        first, other = assessment.alias("first"), assessment.alias("other")
        columns = [column.name for column in into.c if column.name != "assessment_id"]
        query = (
            select(other.c.id, *(into.c[name] for name in columns))
            .select_from(into)
            .join(first, first.c.id == into.c.assessment_id)
            .join(other, (other.c.answers_digest == first.c.answers_digest) & (other.c.id != first.c.id))
            .where(into.c.assessment_id >= lowest, first.c.id >= lowest, other.c.id >= lowest)
        )
        self.writer.connection.execute(insert(into).from_select(["assessment_id", *columns], query))


def _insert(writer: Writer, into: Any, rows: list[Row]) -> None:
    insert_many(writer.connection, into, tuple(rows[0]), [tuple(row.values()) for row in rows])


def _reasons(made: Assessment, number: int) -> list[Row]:
    return [
        {"assessment_id": number, "position": position, **_reason(each)}
        for position, each in enumerate(made.reasons)
    ]


def _reason(each: Reason) -> Row:
    return {
        "question": each.question,
        "dimension": each.dimension,
        "gate": each.gate,
        "state": each.state.value,
        "points": each.points,
        "low": each.interval.low if each.interval else None,
        "high": each.interval.high if each.interval else None,
        "grade": each.grade.value if each.grade else None,
        "flags": " ".join(each.flags),
        "coverage": " ".join(each.coverage),
    }


def _knock_outs(made: Assessment, number: int) -> list[Row]:
    return [{"assessment_id": number, "id": each.id, "status": each.status.value} for each in made.knock_outs]
