"""One variant of a manufacturer as a card beside the others."""

from __future__ import annotations

from flask import url_for

from busrisk.core.facts import Reason
from busrisk.core.makers import CAPABILITIES, VariantView
from busrisk.core.sheets.reasons import answer_words
from busrisk.core.wording import word
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition as edition_named
from busrisk.web.drawn import class_boxes, point_boxes
from busrisk.web.fleet_words import answered_of, doubts, number, running_figure
from busrisk.web.language import N_, gettext, language
from busrisk.web.makers.pages import Figure, KnownOf, Link, SaidOf, VariantCard, VariantScore
from busrisk.web.moment import Asked

LABELS = {
    "1.1": N_("Software-updates op afstand"),
    "2.1": N_("Diagnose op afstand"),
    "4.1": N_("Stilzetten of begrenzen door anderen"),
    "4.2": N_("Verbindingen zelf verbreken"),
}


def variant_card(view: VariantView, asked: Asked) -> VariantCard:
    """A variant with every concession that runs it within reach."""
    there = dict.fromkeys((each.concession, each.concession_name) for each in view.batches)
    return VariantCard(
        title=view.variant.model or gettext("type onbekend"),
        baseline=view.variant.baseline or gettext("niet vastgelegd"),
        concessions=tuple(
            Link(name, url_for("concessions.concession", key=key, **asked.address)) for key, name in there
        ),
        figures=_figures(view),
        score=_score(view),
    )


def _figures(view: VariantView) -> tuple[Figure, ...]:
    fleet = view.fleet
    running = Figure(gettext("Bussen in dienst"), running_figure(fleet), unknown=fleet.known_running is None)
    others = tuple(Figure(gettext("Daarbij"), each) for each in doubts(fleet))
    return (running, *others, Figure(gettext("Beantwoord"), answered_of(view.answered, view.asked)))


def _score(view: VariantView) -> VariantScore | None:
    made = [each.assessment for each in view.scored if each.assessment]
    if view.overall is None or not made:
        return None
    edition = edition_named(made[0].edition)
    heaviest = gettext("zwaarste van %(count)s keer inzet", count=number(len(made))) if len(made) > 1 else ""
    return VariantScore(
        overall=class_boxes(view.overall),
        heaviest=heaviest,
        dimensions=tuple(
            (f"{key} {edition.section(key).title.get(language())}", point_boxes(interval))
            for key, interval in view.dimensions
            if interval is not None
        ),
        known=tuple(_known(view, question, edition) for question in CAPABILITIES),
    )


def _known(view: VariantView, question: str, edition: Edition) -> KnownOf:
    said = dict.fromkeys(_said(reason, edition) for reason in view.said(question))
    return KnownOf(
        label=f"{gettext(LABELS[question])} ({question})",
        href=f"{url_for('public.method')}#v{question}",
        said=tuple(said) or (SaidOf(gettext("onbekend"), ""),),
    )


def _said(reason: Reason, edition: Edition) -> SaidOf:
    return SaidOf(_words(reason, edition), word(reason.grade, language()) if reason.grade else "")


def _words(reason: Reason, edition: Edition) -> str:
    """The chosen option, or 'onbekend' with why: nobody was asked, it was refused …"""
    words = answer_words(reason, edition, language())
    if reason.grade:
        return words
    unknown = gettext("onbekend")
    return unknown if words == unknown else f"{unknown} ({words})"
