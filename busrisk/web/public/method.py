"""An edition of the rulebook as a reader sees it, in either language."""

from __future__ import annotations

from busrisk.core import dutch
from busrisk.core.facts import Interval
from busrisk.rulebook.shape import AnsweredBy, Edition, HangsOn, Question, Section, Source, SourceKind
from busrisk.web.drawn import class_boxes
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.pages import MethodPage, OptionText, QuestionText, SectionText, SourceText
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
ANSWERED_BY = {
    AnsweredBy.OPERATOR: N_("de vervoerder"),
    AnsweredBy.GRANTOR: N_("de concessieverlener, uit het contract"),
    AnsweredBy.COMPUTED: N_("niemand: dit wordt berekend"),
}
HANGS_ON = {
    HangsOn.VARIANT: N_("de variant en haar softwareversie; andere concessies nemen het over"),
    HangsOn.DEPLOYMENT: N_("de inzet: deze variant, in deze concessie, bij deze vervoerder"),
}
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
        example=class_boxes(Interval(2, 4)),
        classes=tuple(OptionText(step, gettext(text)) for step, text in enumerate(CLASSES)),
        rules=rule_tables(edition),
        sections=tuple(_section(edition, section) for section in edition.sections),
        sources=tuple(_source(source) for source in edition.sources),
    )


def _section(edition: Edition, section: Section) -> SectionText:
    spoken = language()
    return SectionText(
        id=section.id,
        title=section.title.get(spoken),
        explanation=section.explanation.get(spoken),
        questions=tuple(_question(edition, question) for question in edition.questions_of(section.id)),
    )


def _question(edition: Edition, question: Question) -> QuestionText:
    spoken = language()
    points = (f"{edition.source(each.source).title.get(spoken)}, {each.point}" for each in question.sources)
    return QuestionText(
        id=question.id,
        title=question.title.get(spoken),
        gate=question.gate,
        why=question.why.get(spoken) if question.why else "",
        good_evidence=question.good_evidence.get(spoken) if question.good_evidence else "",
        options=tuple(OptionText(option.points, option.text.get(spoken)) for option in question.options),
        sources=tuple(points),
        answered_by=gettext(ANSWERED_BY[question.answered_by]),
        hangs_on=gettext(HANGS_ON[question.hangs_on]),
        tags=question.tags,
    )


def _source(source: Source) -> SourceText:
    spoken = language()
    kind = gettext(KINDS[source.kind])
    return SourceText(source.id, kind, source.title.get(spoken), source.citation, source.url, source.checked)
