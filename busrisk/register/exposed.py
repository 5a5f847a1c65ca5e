"""What concessions are exposed to, put together from the reads of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.exposure.concession import ConcessionExposure, exposure
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import BatchFact
from busrisk.core.score.rollup import ConcessionView
from busrisk.register.answers import answers
from busrisk.register.needs import needs
from busrisk.register.providers import providers
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition


def exposures(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    views: Sequence[ConcessionView],
    fleet: Sequence[BatchFact],
    edition: Edition,
) -> dict[str, ConcessionExposure]:
    """The exposure of each of these concessions, by key: three statements, however many there are.

    Where the role may not see scores, the views carry none: nothing but the need and the makers' shares
    can be told from what comes back.
    """
    keys = [view.concession.key for view in views]
    of_deployments = [each.deployment.key for view in views for each in view.scored]
    need = needs(scope, reader, moment, keys)
    behind = providers(scope, reader, moment, keys)
    mine: dict[str, list[BatchFact]] = defaultdict(list)
    for batch in fleet:
        mine[batch.concession].append(batch)
    said = answers(scope, reader, moment, of_deployments) if scope.may(Action.SEE_SCORES) else {}
    return {
        view.concession.key: exposure(
            view.scored,
            mine[view.concession.key],
            need.get(view.concession.key, ConcessionNeed()),
            behind,
            said,
            edition,
        )
        for view in views
    }
