"""What a published edition still lacks: texts, reasons, evidence, options, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from busrisk.rulebook.shape import AnsweredBy, Edition, Question, SectionKind, Text

GRADES = ("E1", "E2", "E3")
CLASSES = "EDCBA"  # the priority table runs from worst to best
MOST_QUESTIONS = 45  # per reader: longer questionnaires come back half filled
TAG = re.compile(r"R155/\d{1,2}(\.\d)?|SOV-[1-8]|NIS2/21\(2\)\([a-j]\)|NIS2/23|IEC62443/[234]-\d|ISO21434")


def incomplete(edition: Edition) -> Iterator[str]:
    """Faults as Dutch sentences that start with the edition and the place in it."""
    for place, text in texts_of(edition):
        yield from (f"editie {edition.id}, {place}: {fault}" for fault in _text(text))
    for question in edition.questions:
        yield from (
            f"editie {edition.id}, vraag {question.id}: {fault}" for fault in _question(edition, question)
        )
    yield from (f"editie {edition.id}: {fault}" for fault in (*_workbooks(edition), *_settings(edition)))


def texts_of(edition: Edition) -> Iterator[tuple[str, Text]]:
    """Every text that a reader can meet, with its place."""
    yield "titel", edition.head.title
    yield "toelichting", edition.head.note
    for section in edition.sections:
        yield f"afdeling {section.id}, titel", section.title
        yield f"afdeling {section.id}, toelichting", section.explanation
    for question in edition.questions:
        yield from _texts_of_question(question)
    for rule in edition.scoring.knock_outs:
        yield f"uitsluitingsgrond {rule.id}", rule.title
    for capability in edition.scoring.capabilities:
        yield f"mogelijkheid {capability.id}, titel", capability.title
        yield f"mogelijkheid {capability.id}, toelichting", capability.explanation
    for source in edition.sources:
        yield f"bron {source.id}, titel", source.title


def _texts_of_question(question: Question) -> Iterator[tuple[str, Text]]:
    place = f"vraag {question.id}"
    yield f"{place}, vraagtekst", question.title
    if question.why:
        yield f"{place}, waarom wij dit vragen", question.why
    if question.good_evidence:
        yield f"{place}, goed bewijs", question.good_evidence
    for option in question.options:
        yield f"{place}, optie {option.points}", option.text


def _text(text: Text) -> Iterator[str]:
    if not text.nl:
        yield "de Nederlandse tekst ontbreekt"
    if not text.en:
        yield "de Engelse tekst ontbreekt"


def _question(edition: Edition, question: Question) -> Iterator[str]:
    asked = question.answered_by != AnsweredBy.COMPUTED
    dimension = edition.section(question.section).kind == SectionKind.DIMENSION
    if not question.options and asked and (dimension or question.gate):
        yield "een vraag die de klasse bepaalt heeft vijf opties nodig"
    if dimension and question.why is None:
        yield "zeg waarom wij dit vragen (why)"
    if dimension and question.good_evidence is None:
        yield "zeg hoe goed bewijs eruitziet (good_evidence)"
    if not question.sources:
        yield "noem ten minste één bron (sources)"
    elif not any(edition.source(point.source).checked for point in question.sources):
        yield "noem ten minste één bron die is nagelezen (checked = true)"
    for language in ("nl", "en"):
        if len({option.text.get(language) for option in question.options}) < len(question.options):
            yield f"twee opties hebben dezelfde tekst ({language})"
    for tag in question.tags:
        if not TAG.fullmatch(tag):
            yield f"onbekend label {tag!r} bij tags"


def _workbooks(edition: Edition) -> Iterator[str]:
    asked = Counter(question.answered_by for question in edition.questions)
    for reader in (AnsweredBy.OPERATOR, AnsweredBy.GRANTOR):
        if asked[reader] > MOST_QUESTIONS:
            yield f"{asked[reader]} vragen in één vragenlijst ({reader}); meer dan {MOST_QUESTIONS} mag niet"


def _settings(edition: Edition) -> Iterator[str]:
    scoring = edition.scoring
    if tuple(width.grade for width in scoring.widths) != GRADES:
        yield "widths: een breedte nodig voor E1, E2 en E3, in die volgorde"
    if "".join(row.overall for row in scoring.priorities) != CLASSES:
        yield "priorities: een rij nodig voor de klassen E, D, C, B en A, in die volgorde"
    gates = {question.id for question in edition.questions if question.gate}
    deciding = {id for rule in scoring.dimensions for id in rule.questions}
    for id in sorted(gates ^ deciding):
        yield f"vraag {id}: gate en dimensions spreken elkaar tegen over of deze vraag de klasse bepaalt"
