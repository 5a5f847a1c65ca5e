"""The order within a class: the worst that cannot be excluded comes first, and nothing is added up."""

from __future__ import annotations

from busrisk.core.facts import Assessment, Situation
from busrisk.core.score.reasons import answers_by_question, terms_of
from busrisk.core.score.standing import standing
from busrisk.rulebook.shape import Edition, SectionKind

OrderKey = tuple[int, tuple[int, ...], tuple[int, ...], float, float, str]
_LOSS_OF_EVERYTHING = 1.0


def order_key(
    assessment: Assessment,
    identity: str,
    *,
    contexts: tuple[int, ...] = (),
    service_loss: float | None = None,
    buses: int | None = None,
) -> OrderKey:
    """A key that sorts the most exposed deployment first (scoring.md 5.4).

    In turn: upper class; leximax on the upper D1–D4; leximax on `contexts`, the upper per C
    (`context_uppers`; give it for all deployments or for none); upper `service_loss` as a share of 1;
    `buses`; `identity`, which makes the order complete. An unknown loss or count sorts as the worst.
    """
    return (
        -assessment.overall.high,
        _leximax(tuple(interval.high for _, interval in assessment.dimensions)),
        _leximax(contexts),
        -(_LOSS_OF_EVERYTHING if service_loss is None else service_loss),
        -(float("inf") if buses is None else buses),
        identity,
    )


def context_uppers(situation: Situation, edition: Edition) -> tuple[int, ...]:
    """Per context section (C1, C2, …) the highest upper bound of its questions; without answers 4."""
    terms, said = terms_of(situation, edition.scoring), answers_by_question(situation.answers)
    uppers = {section.id: 0 for section in edition.sections if section.kind is SectionKind.CONTEXT}
    for question in edition.questions:
        if question.section in uppers:
            found = standing(said.get(question.id, ()), False, terms).interval
            uppers[question.section] = max(uppers[question.section], found.high if found else 0)
    return tuple(uppers.values())


def _leximax(uppers: tuple[int, ...]) -> tuple[int, ...]:
    """Sorted from high to low and negated, so that ascending order puts the highest first."""
    return tuple(-upper for upper in sorted(uppers, reverse=True))
