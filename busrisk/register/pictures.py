"""Whole pictures put together from the reads of this room: what a screen or a file needs in one go."""

from __future__ import annotations

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import BatchFact, ScoredDeployment
from busrisk.core.national.picture import National, national
from busrisk.core.score.rollup import ConcessionView, concession_views
from busrisk.register.assessments import answered_reasons, scored
from busrisk.register.concessions import NotInRegister, concessions
from busrisk.register.controls import control_totals
from busrisk.register.fleet import batches
from busrisk.register.reach import Keys
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition


def national_picture(scope: Scope, reader: Reader, moment: Moment, edition: Edition) -> National:
    """The national view of the scope's region at a moment. Aggregates only leave this function."""
    capabilities = edition.scoring.capabilities
    asked = [capability.question for capability in capabilities]
    return national(
        moment.day,
        batches(scope, reader, moment),
        control_totals(scope, reader, moment),
        answered_reasons(scope, reader, moment, asked),
        capabilities,
    )


def concession_pictures(
    scope: Scope, reader: Reader, moment: Moment, key: Keys = None, reasons: bool = True
) -> tuple[tuple[ConcessionView, ...], tuple[BatchFact, ...]]:
    """The concessions in scope with fleet and scores, and the batches behind them.

    `reasons` False: for a list, of the reasons only those on the two authorities. Where the role may not see
    scores, they are taken out here: nothing above can show them by accident.
    """
    found = concessions(scope, reader, moment, key)
    fleet = batches(scope, reader, moment, key)
    scores = scored(scope, reader, moment, key, reasons, fleet)
    if not scope.may(Action.SEE_SCORES):
        scores = tuple(_only_counts(each) for each in scores)
    return concession_views(found, fleet, scores), fleet


def concession_picture(
    scope: Scope, reader: Reader, moment: Moment, key: str
) -> tuple[ConcessionView, tuple[BatchFact, ...]]:
    """One concession. Raises NotInRegister when it is absent or out of reach."""
    views, fleet = concession_pictures(scope, reader, moment, key)
    if not views:
        raise NotInRegister(key)
    return views[0], fleet


def _only_counts(each: ScoredDeployment) -> ScoredDeployment:
    """Answered and asked stay; class, reasons and receipt go."""
    return ScoredDeployment(each.deployment, None, None, each.answered, each.asked)
