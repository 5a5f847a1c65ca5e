"""The pages of coming in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInPage:
    """How one gets in; `asked_for` says that a page was refused for want of signing in."""

    asked_for: bool
    demonstration: bool


@dataclass(frozen=True)
class LinkPage:
    """A link that works, and for whom: looking spends nothing."""

    who: str
    organisation: str
    region: str
    token: str


@dataclass(frozen=True)
class RefusedLinkPage:
    title: str
    why: str
    remedy: str
