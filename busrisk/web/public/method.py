"""An edition of the rulebook as a reader sees it, in either language."""

from __future__ import annotations

from busrisk.core import dutch
from busrisk.core.facts import Interval
from busrisk.rulebook.shape import Edition, Section, Source, SourceKind
from busrisk.web.drawn import class_boxes
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.cited import place_of
from busrisk.web.public.contracts import contracts
from busrisk.web.public.exposure import exposure_tables, terms
from busrisk.web.public.frameworks import frameworks
from busrisk.web.public.pages import MethodPage, OptionText, SectionText, SourceText
from busrisk.web.public.questions import question_text
from busrisk.web.public.rules import rule_tables

CLASSES = (
    N_("Klasse A: toegang op afstand is er niet, of is technisch onmogelijk."),
    N_("Klasse B: toegang is er; de vervoerder beslist elke keer en kan dat nagaan."),
    N_(
        "Klasse C: toegang is er; de vervoerder kan haar tegenhouden of ziet haar op tijd, "
        "deels leunend op de leverancier."
    ),
    N_("Klasse D: de leverancier beslist; de vervoerder heeft een belofte op papier of hoort het achteraf."),
    N_("Klasse E: de vervoerder heeft er geen grip op."),
)
KINDS = {
    SourceKind.LAW: N_("regelgeving"),
    SourceKind.OFFICIAL: N_("officieel"),
    SourceKind.STANDARD: N_("norm"),
    SourceKind.RESEARCH: N_("onderzoek"),
    SourceKind.METHOD: N_("eigen keuze"),
}


def method_page(edition: Edition) -> MethodPage:
    """Everything the edition says, with where each thing comes from."""
    spoken = language()
    return MethodPage(
        title=edition.head.title.get(spoken),
        note=edition.head.note.get(spoken),
        holds_from=dutch.write_date(edition.head.holds_from, spoken, prose=True),
        digest=edition.digest[:12],
        counted=_counted(edition),
        example=class_boxes(Interval(2, 4)),
        classes=tuple(OptionText(step, gettext(text)) for step, text in enumerate(CLASSES)),
        rules=rule_tables(edition),
        terms=terms(),
        exposure=exposure_tables(edition),
        sections=tuple(_section(edition, section) for section in edition.sections),
        frameworks=tuple(frameworks(edition)),
        contracts=contracts(edition),
        sources=tuple(_source(source) for source in edition.sources),
    )


def _counted(edition: Edition) -> str:
    return gettext(
        "%(questions)s vragen in %(sections)s afdelingen, %(settings)s drempels en regels, %(sources)s "
        "bronnen.",
        questions=len(edition.questions),
        sections=len(edition.sections),
        settings=len(tuple(edition.scoring.settings())),
        sources=len(edition.sources),
    )


def _section(edition: Edition, section: Section) -> SectionText:
    spoken = language()
    asked = edition.questions_of(section.id)
    gates = sum(question.gate for question in asked)
    counted = gettext("vragen: %(count)s", count=len(asked))
    deciding = gettext("beslissend: %(count)s", count=gates)
    return SectionText(
        id=section.id,
        title=section.title.get(spoken),
        explanation=section.explanation.get(spoken),
        counted=f"{counted}, {deciding}" if gates else counted,
        questions=tuple(question_text(edition, question) for question in asked),
    )


def _source(source: Source) -> SourceText:
    spoken = language()
    kind = gettext(KINDS[source.kind])
    title = source.title.get(spoken)
    return SourceText(place_of(source), kind, title, source.citation, source.url, source.checked)
