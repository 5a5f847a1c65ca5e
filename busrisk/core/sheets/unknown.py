"""What nobody has answered yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from busrisk.core.facts import AnswerState, Reason, ScoredDeployment
from busrisk.core.national.picture import fleet_sum
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import pick, word
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition as edition_of


def unknown_table(scored: Sequence[ScoredDeployment], edition: Edition, language: str) -> Table:
    """What nobody has answered yet, one row per deployment and open question; the questions first."""
    columns = (
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("text", pick(language, "Vraagtekst", "Question text"), width=60),
        Column("gate", pick(language, "Bepaalt de klasse", "Decides the class"), width=12),
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("operator", pick(language, "Vervoerder", "Operator"), width=16),
        Column("deployment", pick(language, "Inzet", "Deployment"), Kind.IDENTIFIER, 30),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 10),
        Column("state", pick(language, "Stand", "State"), width=18),
    )
    rows = [
        (
            reason.question,
            asked_in(each, edition).question(reason.question).title.get(language),
            pick(language, "ja", "yes") if reason.gate else pick(language, "nee", "no"),
            each.deployment.concession_name,
            each.deployment.operator.name if each.deployment.operator else None,
            each.deployment.key,
            _running(each),
            word(reason.state, language),
        )
        for each in scored
        for reason in (each.assessment.reasons if each.assessment else ())
        if is_open(reason)
    ]
    order = {question.id: position for position, question in enumerate(edition.questions)}
    rows.sort(key=lambda row: (order.get(str(row[0]), len(order)), str(row[3]), str(row[5])))
    return Table(
        "unknown",
        pick(language, "Onbekend", "Unknown"),
        columns,
        tuple(rows),
        empty=pick(language, "Alles is beantwoord.", "Everything has been answered."),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def asked_in(each: ScoredDeployment, edition: Edition) -> Edition:
    """The edition that asked: that of the score, which may be older than the one in force."""
    made = each.assessment
    return edition if made is None or made.edition == edition.id else edition_of(made.edition)


def is_open(reason: Reason) -> bool:
    """Whether somebody still has to answer: 3.1 is computed and never open."""
    return reason.state not in (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE) and not reason.coverage


def _running(each: ScoredDeployment) -> int | None:
    fleet = fleet_sum(each.deployment.batches)
    return None if fleet.unknown_batches and not fleet.running else fleet.running


def open_questions_table(scored: Sequence[ScoredDeployment], edition: Edition, language: str) -> Table:
    """Open questions summed over deployments: for readers who may not see one deployment's answers."""
    columns = (
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("text", pick(language, "Vraagtekst", "Question text"), width=70),
        Column(
            "deployments",
            pick(language, "Inzet zonder antwoord", "Deployments without answer"),
            Kind.COUNT,
            13,
        ),
        Column("of", pick(language, "Van", "Of"), Kind.COUNT, 8),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 11),
    )
    open_at: dict[str, list[ScoredDeployment]] = defaultdict(list)
    total = sum(1 for each in scored if each.assessment)
    for each in scored:
        for reason in each.assessment.reasons if each.assessment else ():
            if is_open(reason):
                open_at[reason.question].append(each)
    rows = tuple(
        (
            question.id,
            question.title.get(language),
            len(about),
            total,
            sum(_running(one) or 0 for one in about),
        )
        for question in edition.questions
        if (about := open_at.get(question.id))
    )
    unknown = word(AnswerState.UNKNOWN, language)
    return Table("unknown", pick(language, "Onbekend", "Unknown"), columns, rows, unknown=unknown)
