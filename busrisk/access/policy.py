"""Role, Action and the one table that joins them. What is not granted here is refused."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    GRANTOR = "grantor"
    OPERATOR = "operator"
    MINISTRY = "ministry"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    READ_PUBLIC = "read_public"  # also without signing in
    READ_METHOD = "read_method"  # also without signing in: the method is public
    SIGN_OUT = "sign_out"
    SEE_NATIONAL = "see_national"  # aggregates of the whole region
    SEE_CONCESSIONS = "see_concessions"  # fleet and counts of the concessions in scope
    SEE_SCORES = "see_scores"  # class, reasons and knock-outs per concession in scope
    EXPORT_REGISTER = "export_register"
    IMPORT_FLEET = "import_fleet"
    ISSUE_SIGN_IN_LINK = "issue_sign_in_link"


EVERYONE = frozenset({Action.READ_PUBLIC, Action.READ_METHOD})
_SIGNED_IN = EVERYONE | {Action.SIGN_OUT, Action.SEE_CONCESSIONS, Action.EXPORT_REGISTER}

GRANTS: dict[Role, frozenset[Action]] = {
    Role.GRANTOR: _SIGNED_IN | {Action.SEE_SCORES},
    Role.OPERATOR: _SIGNED_IN | {Action.SEE_SCORES},
    # The ministry sees counts and answered/asked per concession; class and capability only aggregated.
    Role.MINISTRY: _SIGNED_IN | {Action.SEE_NATIONAL},
    Role.ADMINISTRATOR: frozenset(Action),
}


def may(role: Role | None, action: Action) -> bool:
    """Whether a role (None: nobody signed in) may do an action."""
    return action in (EVERYONE if role is None else GRANTS[role])
