"""Names as people write them: found regardless of case and spaces, and the nearest one when not found."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from busrisk.core.saying import say

_LONGEST_COMPARED = 80  # comparing is quadratic in length; no known name is longer


def fold(name: str) -> str:
    """The form in which two spellings are one name: NFC, case folded, each run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split())


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like this one, or None where none is."""
    by_fold = {fold(one): one for one in known}
    found = difflib.get_close_matches(fold(name)[:_LONGEST_COMPARED], by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def meant(like: str | None, remedy: str) -> str:
    """The remedy, with the name that was perhaps meant before it."""
    return say("Bedoelt u %(like)s? %(remedy)s", like=like, remedy=remedy) if like else remedy


@dataclass(frozen=True)
class Names:
    """Which keys a printed name stands for: one, or several for a joint name."""

    printed: Mapping[str, tuple[str, ...]]

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {fold(name): keys for name, keys in self.printed.items()}

    def keys(self, name: str) -> tuple[str, ...] | None:
        """The keys the name stands for, None where the name is not known."""
        return self._folded.get(fold(name))

    def nearest(self, name: str) -> str | None:
        return nearest(name, self.printed)
