"""G1: every deployment of the EU scored anew after a rule change, against fetching every answer row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import update

from busrisk.access.scope import national
from busrisk.core.facts import Assessment
from busrisk.core.score.reasons import Reasoning
from busrisk.core.score.scoring import score
from busrisk.register.assessments import assessment
from busrisk.register.session import Reader, Register, Writer
from busrisk.rulebook.shelf import edition_in_force
from busrisk.settings import read_settings
from busrisk.workflow.rescore import rescore, situations
from tests.bench.measure import OutputsDiffer, Result, in_turn, median
from tests.bench.scales import EU, REGION, Scale, fill

PAIRS = 7
EVERY = 97  # of so many situations one is scored by itself, to compare


class _Undone(Exception):
    """Ends a writer without storing what it wrote."""


def g1(folder: Path, scale: Scale = EU) -> tuple[Result, Result]:
    register = Register(read_settings({"BUSRISK_DATA_DIR": str(folder)}))
    fill(register, scale)
    _score_by_other_rules(register, scale)
    with closing(sqlite3.connect(folder / "register.sqlite3")) as bare:
        _compare(register, bare, scale)
        floor = lambda: _fetched(bare)  # noqa: E731
        scored = in_turn(lambda: _scored(register, scale), floor, PAIRS)
        stored = in_turn(lambda: _stored(register, scale), floor, PAIRS)
    register.close()
    return (
        _result("every deployment read and scored", scored, scale),
        _result("the same, and stored with reasons and receipts (then undone)", stored, scale),
    )


def _score_by_other_rules(register: Register, scale: Scale) -> None:
    with register.writer("bench", "rescore") as writer:
        rescore(national(REGION.code), writer, scale.last_day)
        writer.connection.execute(update(assessment).values(rules_digest="0" * 64))


def _fetched(bare: sqlite3.Connection) -> int:
    return len(bare.execute("SELECT * FROM answer").fetchall())


def _scores(reader: Reader, scale: Scale) -> Iterator[tuple[Assessment, int]]:
    """Each situation's score, with the number of deployments it is of."""
    edition = edition_in_force(scale.last_day)
    reasoning = Reasoning(edition)
    moment = reader.moment(scale.last_day)
    for situation, alike in situations(national(REGION.code), reader, moment, None):
        yield score(situation, edition, reasoning), len(alike)


def _scored(register: Register, scale: Scale) -> int:
    with register.reader() as reader:
        return sum(number for _, number in _scores(reader, scale))


@contextmanager
def _undone(register: Register) -> Iterator[Writer]:
    try:
        with register.writer("bench", "rescore") as writer:
            yield writer
            raise _Undone
    except _Undone:
        pass


def _stored(register: Register, scale: Scale) -> int:
    with _undone(register) as writer:
        return rescore(national(REGION.code), writer, scale.last_day)
    raise AssertionError("not reached")


def _compare(register: Register, bare: sqlite3.Connection, scale: Scale) -> None:
    """The floor fetches every answer; ours scores every deployment, as each would be by itself."""
    deployed = bare.execute("SELECT count(*) FROM deployment").fetchone()[0]
    if _fetched(bare) != scale.answers or not deployed == _scored(register, scale) == _stored(
        register, scale
    ):
        raise OutputsDiffer("not every answer was fetched, or not every deployment scored")
    edition = edition_in_force(scale.last_day)
    with register.reader() as reader:
        moment = reader.moment(scale.last_day)
        found = [situation for situation, _ in situations(national(REGION.code), reader, moment, None)]
        together = [made for made, _ in _scores(reader, scale)]
    for situation, made in list(zip(found, together, strict=True))[::EVERY]:
        if score(situation, edition) != made:
            raise OutputsDiffer("a situation is scored otherwise by itself than among others")


def _result(what: str, pairs: list[tuple[float, float]], scale: Scale) -> Result:
    ratios = [ours / floor for ours, floor in pairs]
    return Result(
        "G1",
        f"{scale.name}: {what}",
        f"{1000 * median([ours for ours, _ in pairs]):.0f} ms",
        f"{scale.answers} rows by bare sqlite3: {1000 * median([floor for _, floor in pairs]):.0f} ms",
        median(ratios),
        max(ratios),
        3.0,
        at_most=True,
    )
