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
    SEE_START = "see_start"  # one's own work, dated
    SEE_NATIONAL = "see_national"  # aggregates of the whole region
    SEE_MAKERS = "see_makers"  # manufacturers, their variants within scope, public findings
    SEE_SOURCES = "see_sources"
    SEE_CONCESSIONS = "see_concessions"  # fleet and counts of the concessions in scope
    SEE_SCORES = "see_scores"  # class, reasons and knock-outs per concession in scope
    EXPORT_REGISTER = "export_register"
    STATE_CONTROLS = "state_controls"  # published totals to reconcile with
    STATE_FLEET = "state_fleet"  # batches, and the parties behind them, of the concessions in scope
    STATE_NEED = "state_need"  # how many buses a concession cannot do without
    STATE_PROMISE = "state_promise"  # the fleet that was promised at the award
    STATE_HANDOVER = "state_handover"  # what has passed on when a concession changed hands
    MATCH_FINDING = "match_finding"  # a public finding is about this vehicle and this software
    IMPORT_FLEET = "import_fleet"
    ISSUE_SIGN_IN_LINK = "issue_sign_in_link"


EVERYONE = frozenset({Action.READ_PUBLIC, Action.READ_METHOD})
_SIGNED_IN = EVERYONE | {
    Action.SIGN_OUT,
    Action.SEE_START,
    Action.SEE_CONCESSIONS,
    Action.SEE_MAKERS,
    Action.SEE_SOURCES,
    Action.EXPORT_REGISTER,
}
_OF_A_CONCESSION = {Action.SEE_SCORES, Action.STATE_NEED, Action.STATE_HANDOVER, Action.MATCH_FINDING}

GRANTS: dict[Role, frozenset[Action]] = {
    Role.GRANTOR: _SIGNED_IN | _OF_A_CONCESSION | {Action.STATE_PROMISE},
    # The operator is the owner of what is said about its fleet (answer 17): nobody else states it.
    Role.OPERATOR: _SIGNED_IN | _OF_A_CONCESSION | {Action.STATE_FLEET},
    # The ministry sees counts and answered/asked per concession; class and capability only aggregated.
    Role.MINISTRY: _SIGNED_IN | {Action.SEE_NATIONAL, Action.STATE_CONTROLS},
    Role.ADMINISTRATOR: frozenset(Action),
}


def may(role: Role | None, action: Action) -> bool:
    """Whether a role (None: nobody signed in) may do an action."""
    return action in (EVERYONE if role is None else GRANTS[role])
