"""The seals: a published edition never changes, because stored scores name it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from busrisk.rulebook.shape import Edition

SEALED = "SEALED"


def read_seals(path: Path) -> dict[str, str]:
    """Edition id → digest, one line each; lines that start with # and empty lines are left out."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pairs = (line.split() for line in lines if line.strip() and not line.startswith("#"))
    return {parts[0]: parts[1] if len(parts) == 2 else "" for parts in pairs}


def broken_seals(path: Path, published: Iterable[Edition], present: Collection[str]) -> Iterator[str]:
    """Published editions that changed or were never sealed, and sealed ones that are gone or withdrawn."""
    seals = read_seals(path)
    intact = {one.id for one in published}
    for one in published:
        if one.id not in seals:
            yield (
                f"editie {one.id}: gepubliceerd maar niet verzegeld; "
                f"zet in {SEALED} de regel '{one.id} {one.digest}'"
            )
        elif seals[one.id] != one.digest:
            yield (
                f"editie {one.id}: gewijzigd na publicatie (verzegeld {seals[one.id][:12]}…, "
                f"nu {one.digest[:12]}…); zet de tekst terug of maak een nieuwe editie"
            )
    for id in sorted(set(seals) - intact):
        gone = "is niet leesbaar of niet meer gepubliceerd" if id in present else "ontbreekt"
        yield f"editie {id}: verzegeld, maar de editie {gone}; zet haar terug"
