"""Whether everything that an edition names exists: sections, questions, coverage codes, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from busrisk.rulebook.shape import Question, Scoring, SectionFile


def named_sources(questions: Iterable[Question], scoring: Scoring) -> frozenset[str]:
    """The ids of every source that a question or a setting points at."""
    of_questions = {point.source for question in questions for point in question.sources}
    return frozenset(of_questions | {setting.source for _, setting in scoring.settings()})


def unresolved(parts: Mapping[str, SectionFile], scoring: Scoring, sources: Collection[str]) -> Iterator[str]:
    """'file: path of the key: what is wrong' for every name without a thing; `parts` by file name."""
    asked = [question.id for part in parts.values() for question in part.questions]
    yield from _sections(parts)
    for name, part in parts.items():
        for question in part.questions:
            yield from _question(f"{name}: vraag {question.id}", question, part.section.id, asked, sources)
    yield from _settings(scoring, sources)
    yield from _rules(scoring, frozenset(asked))


def _sections(parts: Mapping[str, SectionFile]) -> Iterator[str]:
    for name, part in parts.items():
        if f"questions/{part.section.id}.toml" != name:
            yield f"{name}: section › id: de afdeling heet {part.section.id!r}; geef het bestand die naam"


def _question(
    place: str, question: Question, section: str, asked: Collection[str], sources: Collection[str]
) -> Iterator[str]:
    if list(asked).count(question.id) > 1:
        yield f"{place} › id: dit vraagnummer komt meer dan één keer voor"
    if question.section != section:
        yield f"{place} › section: {question.section!r} is niet de afdeling van dit bestand ({section!r})"
    for position, point in enumerate(question.sources, start=1):
        if point.source not in sources:
            yield f"{place} › sources nr. {position} › source: {_no_source(point.source)}"


def _no_source(id: str) -> str:
    return f"bron {id!r} staat niet in sources.toml"


def _settings(scoring: Scoring, sources: Collection[str]) -> Iterator[str]:
    for place, setting in scoring.settings():
        if setting.source not in sources:
            yield f"scoring.toml: {place} › source: {_no_source(setting.source)}"


def _rules(scoring: Scoring, asked: Collection[str]) -> Iterator[str]:
    for place, question in _named_questions(scoring):
        if question not in asked:
            yield f"scoring.toml: {place}: vraag {question!r} bestaat niet in deze editie"
    codes = {rule.code for rule in scoring.coverage}
    for code in scoring.may_not_apply_when:
        if code not in codes:
            yield f"scoring.toml: may_not_apply_when: dekkingscode {code!r} staat niet bij coverage"


def _named_questions(scoring: Scoring) -> Iterator[tuple[str, str]]:
    for dimension in scoring.dimensions:
        yield from ((f"dimensions {dimension.id} › questions", id) for id in dimension.questions)
    for rule in scoring.knock_outs:
        yield from ((f"knock_outs {rule.id} › thresholds", id) for id in rule.thresholds)
    for capability in scoring.capabilities:
        yield f"capabilities {capability.id} › question", capability.question
    yield from (("may_not_apply", id) for id in scoring.may_not_apply)
