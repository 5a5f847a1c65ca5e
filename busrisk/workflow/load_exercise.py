"""Loading Voorbeeldland: a fictional region whose invented answers show what the register will look like."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from busrisk.access.regions import VOORBEELDLAND
from busrisk.access.scope import national
from busrisk.core.facts import Answer, AnswerState, Grade
from busrisk.core.files.companion_files import read_companions
from busrisk.core.files.companions import Companions
from busrisk.core.files.start_list import StartList, read_start_list
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.paths import DATA
from busrisk.register.answers import AnswerBook
from busrisk.register.handovers import HandoverBook
from busrisk.register.journal import note
from busrisk.register.session import Register, Writer
from busrisk.rulebook.shape import HangsOn
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM, read_files, state_list
from busrisk.workflow.rescore import rescore
from busrisk.workflow.variants import deployment_key

_FOLDER = DATA / "voorbeeldland"
_ACTOR = "oefening"


def load_exercise(register: Register, now: datetime, tell: Callable[[str], None] = print) -> None:
    """Stores the fictional fleet, its answers and their scores in one act; a second time changes nothing."""
    files = read_files(_FOLDER / "concessions.csv", _FOLDER)
    companions = read_companions(files.companions)
    start_list = read_start_list(files.start_list, files.name, companions)
    given = tomllib.loads((_FOLDER / "answers.toml").read_text(encoding="utf-8"))
    passed = tomllib.loads((_FOLDER / "handover.toml").read_text(encoding="utf-8"))
    with register.writer(_ACTOR, "load_exercise") as writer:
        _before_the_handover(writer, passed, companions)
        *_, touched = state_list(writer, files.name, companions, start_list, VOORBEELDLAND, DEFAULT_PEILDATUM)
        answered = _answer(writer, start_list, given)
        _hand_over(writer, passed)
        rescore(national(VOORBEELDLAND.code), writer, DEFAULT_PEILDATUM, touched)
        if writer.has_changed:
            note(writer, "load_exercise", VOORBEELDLAND.code, "done")
    tell(f"Oefenregio Voorbeeldland geladen: {len(answered)} keer inzet met verzonnen antwoorden.")


def _before_the_handover(writer: Writer, passed: dict[str, Any], companions: Companions) -> None:
    """The fleet under the earlier holder, with what that one answered."""
    name, day = "earlier.csv", passed["answered_on"]
    earlier = read_start_list((_FOLDER / name).read_bytes(), name, companions)
    state_list(writer, name, companions, earlier, VOORBEELDLAND, day)
    (row,) = (each for each in earlier.rows if each.record_id == passed["record"])
    book = AnswerBook(writer, deployment_key(row), of_variant=False)
    for question, said in passed["answers"].items():
        book.state(_as_answer(question, said), edition_in_force(DEFAULT_PEILDATUM).id, day)
    book.flush()


def _hand_over(writer: Writer, passed: dict[str, Any]) -> None:
    book = HandoverBook(writer, passed["concession"], passed["passed_on"])
    said = {
        HandoverItem(item): (HandoverStatus(stands["status"]), stands.get("note"))
        for item, stands in passed["items"].items()
    }
    book.state(said, passed["passed_on"])
    book.flush()


def _answer(
    writer: Writer, start_list: StartList, given: dict[str, dict[str, dict[str, object]]]
) -> frozenset[str]:
    edition = edition_in_force(DEFAULT_PEILDATUM)
    keys = {row.record_id: deployment_key(row) for row in start_list.rows}
    for record_id, answers in given.items():
        for of_variant in (True, False):
            book = AnswerBook(writer, keys[record_id], of_variant)
            for question, said in answers.items():
                if (edition.question(question).hangs_on is HangsOn.VARIANT) == of_variant:
                    book.state(_as_answer(question, said), edition.id, DEFAULT_PEILDATUM)
            book.flush()
    return frozenset(keys[record_id] for record_id in given)


def _as_answer(question: str, said: dict[str, object]) -> Answer:
    if "points" in said:
        return Answer(question, AnswerState.ANSWERED, int(str(said["points"])), Grade(str(said["grade"])))
    return Answer(question, AnswerState(str(said["state"])))
