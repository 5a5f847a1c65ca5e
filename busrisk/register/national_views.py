"""The national pages' facts in one go: aggregates only leave this file."""

from __future__ import annotations

from dataclasses import replace

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.national.breakdown import Breakdown, breakdown
from busrisk.core.national.capabilities import told_apart
from busrisk.core.national.definitions import Definitions, counted
from busrisk.core.national.selection import Choices, Selection, options, selected
from busrisk.core.national.view import Chosen, NationalView, national_view
from busrisk.register.assessments import answered_reasons, scored
from busrisk.register.concessions import concessions
from busrisk.register.controls import control_totals
from busrisk.register.countries import maker_countries
from busrisk.register.fleet import batches
from busrisk.register.providers import providers
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition

Options = dict[Choices, tuple[tuple[str, str], ...]]


def chosen_view(
    scope: Scope, reader: Reader, moment: Moment, edition: Edition, chosen: Chosen
) -> NationalView:
    """The national view of the scope's region at a moment, by the definitions chosen.

    Who may not see scores is not shown a split that would tell whose answer it is.
    """
    capabilities = edition.scoring.capabilities
    view = national_view(
        moment.day,
        batches(scope, reader, moment),
        control_totals(scope, reader, moment),
        answered_reasons(scope, reader, moment, [each.question for each in capabilities]),
        capabilities,
        maker_countries(scope, reader, moment),
        chosen,
    )
    told = told_apart(view.picture.capabilities, _fewest(scope, reader))
    return replace(view, picture=replace(view.picture, capabilities=told))


def _fewest(scope: Scope, reader: Reader) -> int:
    """How many operators must be behind a figure; who sees their scores is shown each."""
    return 1 if scope.may(Action.SEE_SCORES) else reader.fewest


def fleet_breakdown(
    scope: Scope,
    reader: Reader,
    moment: Moment,
    edition: Edition,
    definitions: Definitions,
    selection: Selection,
) -> tuple[Breakdown, Options]:
    """A selection of the region's fleet split every way, and what can be selected in it."""
    every = counted(batches(scope, reader, moment), definitions.bus)
    granted = {each.key: each.grantors for each in concessions(scope, reader, moment)}
    ours = selected(every, selection, granted)
    scores = scored(scope, reader, moment, fleet=ours)
    behind = providers(scope, reader, moment)
    made = breakdown(ours, scores, behind, edition, _fewest(scope, reader))
    return made, options(every, granted)
