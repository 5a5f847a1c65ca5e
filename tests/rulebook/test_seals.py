"""A published edition that changes is found, by its digest and against its seal."""

from __future__ import annotations

import pytest

from busrisk.rulebook import shelf
from busrisk.rulebook.shape import Edition
from tests.rulebook.copies import FIRST, Copy

OTHER = """[[sources]]
id = "another"
kind = "law"
title.nl = "Een andere wet"
title.en = "Another act"
citation = "1"
checked = true

"""


def test_the_rulebook_as_shipped_has_no_faults() -> None:
    assert shelf.check() == ()


def test_the_digest_is_that_of_the_seal_wherever_the_edition_lies(copied: Copy, first: Edition) -> None:
    seals = (copied.editions / "SEALED").read_text(encoding="utf-8").split()
    assert copied.read().digest == first.digest == seals[seals.index(FIRST) + 1]


def test_line_endings_do_not_change_the_digest(copied: Copy, first: Edition) -> None:
    for path in [*copied.editions.rglob("*.toml"), copied.sources]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert copied.read().digest == first.digest


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("edition.toml", "Editie december 2026", "Editie December 2026"),
        ("questions/D1.toml", "Geen enkele:", "Geen:"),
        ("questions/C6.toml", "Er zijn geen rollen.", "Er zijn geen vaste rollen."),
        ("scoring.toml", "width = 2", "width = 1"),
        ("scoring.toml", "before = 2024-07-07", "before = 2024-07-08"),
        ("sources.toml", "Scoremodel van dit register", "Scoremodel"),
    ],
)
def test_a_changed_published_edition_is_a_fault(copied: Copy, name: str, old: str, new: str) -> None:
    copied.replace(name, old, new)
    (fault,) = copied.check()
    assert fault.startswith(f"editie {FIRST}: gewijzigd na publicatie (verzegeld ")
    assert fault.endswith("zet de tekst terug of maak een nieuwe editie")


def test_a_source_that_the_edition_does_not_name_leaves_it_unchanged(copied: Copy, first: Edition) -> None:
    copied.replace("sources.toml", "[[sources]]", f"{OTHER}[[sources]]")
    assert copied.read().digest == first.digest
    assert copied.check() == ()


def test_a_published_edition_without_a_seal_is_a_fault_that_names_the_line_to_add(copied: Copy) -> None:
    (copied.editions / "SEALED").unlink()
    (fault,) = copied.check()
    assert fault == (
        f"editie {FIRST}: gepubliceerd maar niet verzegeld; "
        f"zet in SEALED de regel '{FIRST} {copied.read().digest}'"
    )


def test_a_draft_needs_no_seal_and_need_not_be_complete(copied: Copy) -> None:
    (copied.editions / "SEALED").unlink()
    copied.replace("edition.toml", "published = true", "published = false")
    copied.replace("questions/D1.toml", 'title.en = "Who decides', 'title.en = "" #')
    assert copied.check() == ()


def test_a_sealed_edition_that_is_withdrawn_or_gone_is_a_fault(copied: Copy) -> None:
    copied.replace("edition.toml", "published = true", "published = false")
    assert copied.check() == (
        f"editie {FIRST}: verzegeld, maar de editie is niet leesbaar of niet meer gepubliceerd; "
        "zet haar terug",
    )
    (copied.editions / FIRST).rename(copied.editions / ".weg")
    assert copied.check() == (f"editie {FIRST}: verzegeld, maar de editie ontbreekt; zet haar terug",)


def test_an_unreadable_edition_is_told_by_check_and_not_raised(copied: Copy) -> None:
    copied.replace("scoring.toml", "most_steps", "most_step")
    assert any("ageing › most_step: onbekende sleutel" in fault for fault in copied.check())
