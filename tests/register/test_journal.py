"""The journal is a chain: each entry carries the digest of the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from busrisk.register.journal import note
from busrisk.register.session import Register, as_utc_text
from tests.databases import NOW, on_both
from tests.register.stored import rows

FIELDS = ("id", "change_id", "at", "actor", "action", "object", "outcome", "origin", "previous")


def entries(register: Register) -> list[Mapping[str, Any]]:
    return sorted(rows(register)["journal"].values(), key=lambda row: row["id"])


def broken_at(chain: Sequence[Mapping[str, Any]]) -> int | None:
    """Where a reader of the exported chain would stop: the place of the first entry that does not fit."""
    previous = "0" * 64
    for place, entry in enumerate(chain, 1):
        digest = hashlib.sha256("\x1f".join(str(entry[name]) for name in FIELDS).encode()).hexdigest()
        if (entry["id"], entry["previous"], entry["digest"]) != (place, previous, digest):
            return place
        previous = entry["digest"]
    return None


def journalled(register: Register, *objects: str) -> list[Mapping[str, Any]]:
    for each in objects:
        with register.writer("iemand@example.org", "look") as writer:
            note(writer, "export_register", each, "done", "127.0.0.1")
    return entries(register)


@on_both
def test_entries_follow_each_other_without_gaps_and_carry_their_predecessor(empty: Register) -> None:
    chain = journalled(empty, "een.xlsx", "twee.csv", "drie.csv")
    assert broken_at(chain) is None
    assert chain[0]["at"] == as_utc_text(NOW)
    assert [entry["change_id"] for entry in chain] == [None, None, None]


@on_both
def test_the_journal_of_a_filled_register_is_whole(exercise: Register) -> None:
    chain = entries(exercise)
    assert broken_at(chain) is None
    acts = {(entry["action"], entry["actor"]) for entry in chain}
    assert {("import_fleet", "busrisk"), ("open_account", "busrisk")} <= acts


def test_an_entry_names_the_change_it_belongs_to(ready: Register) -> None:
    imported = [entry for entry in entries(ready) if entry["action"] == "import_fleet"]
    assert [entry["change_id"] for entry in imported] == [1]


def _edit(chain: list[dict[str, Any]]) -> None:
    chain[1]["object"] = "niets.csv"


def _delete(chain: list[dict[str, Any]]) -> None:
    del chain[1]


def _insert(chain: list[dict[str, Any]]) -> None:
    chain.insert(1, dict(chain[0], object="erbij.csv"))


def _reorder(chain: list[dict[str, Any]]) -> None:
    chain[0], chain[1] = chain[1], chain[0]


@pytest.mark.parametrize("damage", [_edit, _delete, _insert, _reorder])
def test_an_edited_deleted_inserted_or_moved_entry_breaks_the_chain(empty: Register, damage: Any) -> None:
    chain = [dict(entry) for entry in journalled(empty, "een.xlsx", "twee.csv", "drie.csv")]
    damage(chain)
    assert broken_at(chain) is not None


@on_both
@pytest.mark.parametrize(
    "text", ["a\nb", "a\rb", "a\\nb", "a\u2028b", "a\x1fdone\x1fb", "a\x00b", "a\udcffb", "Fryslân"]
)
def test_no_entry_can_pretend_to_be_two_nor_a_field_to_be_the_next(empty: Register, text: str) -> None:
    (entry,) = journalled(empty, text)
    assert broken_at([entry]) is None
    assert len(entry["object"].splitlines()) == 1
    assert "\x1f" not in entry["object"]
    assert entry["object"].startswith("Frys" if text == "Fryslân" else "a\\")


def test_two_different_texts_never_look_the_same(empty: Register) -> None:
    chain = journalled(empty, "a\nb", "a\\nb", "a\\\nb")
    assert len({entry["object"] for entry in chain}) == 3
