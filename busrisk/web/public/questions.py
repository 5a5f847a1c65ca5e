"""One question as the method page shows it: options, reason, evidence, who answers, and what it decides."""

from __future__ import annotations

from collections.abc import Iterator

from busrisk.core import dutch
from busrisk.rulebook.clauses import clauses_of
from busrisk.rulebook.shape import AnsweredBy, Edition, HangsOn, Question
from busrisk.web.anchors import anchor
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.cited import reference
from busrisk.web.public.contracts import place_of_clause
from busrisk.web.public.frameworks import place_of_family
from busrisk.web.public.pages import OptionText, QuestionText, Reference
from busrisk.web.public.rules import place_of_capability, place_of_dimension

ANSWERED_BY = {
    AnsweredBy.OPERATOR: N_("de vervoerder"),
    AnsweredBy.GRANTOR: N_("de concessieverlener, uit het contract"),
    AnsweredBy.COMPUTED: N_("niemand: dit wordt berekend"),
}
HANGS_ON = {
    HangsOn.VARIANT: N_("de variant en haar softwareversie; andere concessies nemen het over"),
    HangsOn.DEPLOYMENT: N_("de inzet: deze variant, in deze concessie, bij deze vervoerder"),
}


def question_text(edition: Edition, question: Question) -> QuestionText:
    """Everything the edition says about one question."""
    spoken = language()
    return QuestionText(
        id=question.id,
        anchor=anchor(question.id),
        title=question.title.get(spoken),
        gate=question.gate,
        why=question.why.get(spoken) if question.why else "",
        good_evidence=question.good_evidence.get(spoken) if question.good_evidence else "",
        options=tuple(OptionText(option.points, option.text.get(spoken)) for option in question.options),
        instead="" if question.options else gettext("De punten volgen uit de tabel ‘Dekking door R155’."),
        counts_in=tuple(_counts_in(edition, question.id)),
        answered_by=gettext(ANSWERED_BY[question.answered_by]),
        hangs_on=gettext(HANGS_ON[question.hangs_on]),
        holds_from=dutch.write_date(question.holds_from, spoken, prose=True),
        sources=tuple(_sources(edition, question)),
        tags=tuple(Reference(tag, f"#{place_of_family(tag)}") for tag in question.tags),
        clauses=tuple(
            Reference(each.title.get(spoken), f"#{place_of_clause(each)}") for each in clauses_of(question.id)
        ),
    )


def _sources(edition: Edition, question: Question) -> Iterator[Reference]:
    """Each source once, with all its points that this question rests on."""
    points: dict[str, list[str]] = {}
    for each in question.sources:
        points.setdefault(each.source, []).append(each.point)
    for source, named in points.items():
        yield reference(edition.source(source), ", ".join(named))


def _counts_in(edition: Edition, id: str) -> Iterator[Reference]:
    """The dimensions, knock-outs and capabilities that this question decides."""
    scoring = edition.scoring
    for dimension in scoring.dimensions:
        if id in dimension.questions:
            name = gettext("dimensie %(id)s", id=dimension.id)
            yield Reference(name, f"#{place_of_dimension(dimension.id)}")
    for rule in scoring.knock_outs:
        if id in rule.thresholds:
            yield Reference(gettext("knock-out %(id)s", id=rule.id), f"#{anchor(rule.id)}")
    for capability in scoring.capabilities:
        if id == capability.question:
            name = gettext("mogelijkheid ‘%(title)s’", title=capability.title.get(language()))
            yield Reference(name, f"#{place_of_capability(capability.id)}")
