"""One row per question of one deployment: what was said, how sure, and what it comes to."""

from __future__ import annotations

from busrisk.core.facts import AnswerState, Interval, Reason
from busrisk.core.sheets.scores import coverage_words
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import pick, word
from busrisk.rulebook.shape import Edition


def reasons_table(
    reasons: tuple[Reason, ...], edition: Edition, position: int, about: str, language: str
) -> Table:
    """The reasons behind a score, in the order of the rulebook; `edition` is the one it was scored by.

    `position` and `about`, the name of the deployment, tell the tables of one page apart.
    """
    columns = (
        Column("question", pick(language, "Vraag", "Question"), width=50),
        Column("answer", pick(language, "Antwoord", "Answer"), width=40),
        Column("evidence", pick(language, "Bewijs", "Evidence"), width=22),
        Column(
            "points",
            pick(language, "Punten (0 best, 4 slechtst)", "Points (0 best, 4 worst)"),
            Kind.IDENTIFIER,
            12,
        ),
        Column("flags", pick(language, "Let op", "Note"), width=30),
    )
    return Table(
        f"redenen-{position}",
        pick(
            language,
            f"Inzet {position}, {about}: wat er per vraag is gezegd en hoe het telt",
            f"Deployment {position}, {about}: what was said on each question and how it counts",
        ),
        columns,
        tuple(
            (
                f"{reason.question} {edition.question(reason.question).title.get(language)}",
                answer_words(reason, edition, language),
                word(reason.grade, language) if reason.grade else "",
                points_words(reason.interval, language),
                "; ".join(word(flag, language) for flag in reason.flags),
            )
            for reason in reasons
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def answer_words(reason: Reason, edition: Edition, language: str) -> str:
    """The option that was chosen, the coverage that was computed, or the state that stands for no answer."""
    if reason.coverage:
        return coverage_words((reason,), language) or word(reason.state, language)
    if reason.state is AnswerState.ANSWERED and reason.points is not None:
        options = {
            option.points: option.text.get(language) for option in edition.question(reason.question).options
        }
        return options.get(reason.points, word(reason.state, language))
    return word(reason.state, language)


def points_words(interval: Interval | None, language: str) -> str:
    """'2–4', '3', or that the question does not apply."""
    if interval is None:
        return word(AnswerState.NOT_APPLICABLE, language)
    return str(interval.low) if interval.low == interval.high else f"{interval.low}–{interval.high}"
