"""A copy of the rulebook that a test may break."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from busrisk.rulebook import shelf
from busrisk.rulebook.shape import Edition

FIRST = "2026-12"


@dataclass(frozen=True)
class Copy:
    """The editions and their sources in a folder of the test's own."""

    editions: Path
    sources: Path

    def path(self, name: str) -> Path:
        return self.sources if name == "sources.toml" else self.editions / FIRST / name

    def replace(self, name: str, old: str, new: str) -> None:
        """Replaces the first occurrence only; the text must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} no longer holds {old!r}"
        self.path(name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def read(self) -> Edition:
        return shelf.read_edition(self.editions / FIRST, self.sources)

    def check(self) -> tuple[str, ...]:
        return shelf.check(self.editions, self.sources)
