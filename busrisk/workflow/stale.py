"""Two people at one statement: the second is told what the first stored, and nothing is overwritten."""

from __future__ import annotations


class ChangedSince(Exception):
    """Somebody else stated the same after the page was opened; nothing was stored."""


def refuse_stale(seen: object, now: object) -> None:
    """Raises ChangedSince where what stands now is not what somebody saw."""
    if seen != now:
        raise ChangedSince
