"""Exposure as tables: what to look at first, how far one party reaches, and what to ask first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from busrisk.core.exposure.actor_reach import ActorReach, Reached
from busrisk.core.exposure.ask_first import OpenQuestion
from busrisk.core.exposure.concession import ConcessionExposure, ExposedDeployment
from busrisk.core.exposure.running import running_buses
from busrisk.core.exposure.words import exposure_word, unsized_in_words
from busrisk.core.facts import KnockOutStatus, PartyRef
from busrisk.core.score.rollup import letters
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import pick, word
from busrisk.core.words import class_in_words
from busrisk.rulebook.shape import Edition

Line = TypeVar("Line")  # a party with its reach, or one whose reach is not shown


def priorities_table(exposed: Sequence[ExposedDeployment], language: str) -> Table:
    """One row per scored deployment, in the order in which to look at them (scoring.md 7)."""
    columns = (
        Column("deployment", pick(language, "Inzet", "Deployment"), width=34),
        Column("concession", pick(language, "Concessie", "Concession"), width=28),
        Column("priority", pick(language, "Prioriteit, zwaarst", "Priority, heaviest"), width=11),
        Column("priority_best", pick(language, "Prioriteit, lichtst", "Priority, lightest"), width=11),
        Column("class", pick(language, "Klasse", "Class"), width=34),
        Column("buses", pick(language, "Bussen in dienst", "Buses in service"), Kind.COUNT, 10),
        Column("loss_low", pick(language, "Uitval ten minste", "Loss at least"), Kind.PERCENT, 11),
        Column("loss_high", pick(language, "Uitval hoogstens", "Loss at most"), Kind.PERCENT, 11),
        Column("state", pick(language, "Statelijk", "State-linked"), width=24),
        Column("knock_outs", "Knock-outs", width=26),
    )
    return Table(
        "priorities",
        pick(language, "Prioriteit", "Priority"),
        columns,
        tuple(_priority_row(each, language) for each in exposed),
        empty=pick(language, "Er is nog niets gescoord.", "Nothing has been scored yet."),
        unknown=pick(language, "onbekend", "unknown"),
    )


def _priority_row(each: ExposedDeployment, language: str) -> tuple[Cell, ...]:
    about, made = each.scored.deployment, each.scored.assessment
    return (
        name_of(each, language),
        about.concession_name,
        each.priority.worst,
        each.priority.best,
        class_in_words(letters(made.overall), language) if made else None,
        running_buses(about.batches).value,
        percent(each.loss.low),
        percent(each.loss.high),
        exposure_word(each.state, language) if each.state else pick(language, "nee", "no"),
        knock_outs_in_words(each, language),
    )


def name_of(each: ExposedDeployment, language: str) -> str:
    """'Yutong · U15': maker and type of a deployment; what is not known says so."""
    about = each.scored.deployment
    maker = " + ".join(one.name for one in about.makers)
    nameless = pick(language, "fabrikant onbekend", "manufacturer unknown")
    return f"{maker or nameless} · {about.model or pick(language, 'type onbekend', 'type unknown')}"


def knock_outs_in_words(each: ExposedDeployment, language: str) -> str:
    """'vastgesteld: K1; mogelijk: K2, K4'."""
    found = each.scored.assessment.knock_outs if each.scored.assessment else ()
    parts = []
    for status in (KnockOutStatus.CONFIRMED, KnockOutStatus.POSSIBLE):
        if ids := ", ".join(one.id for one in found if one.status is status):
            parts.append(f"{word(status, language)}: {ids}")
    return "; ".join(parts) or pick(language, "geen", "none")


def percent(share: Fraction | None) -> float | None:
    """A share of 1 as a percentage for a cell; None stays unknown."""
    return None if share is None else float(share * 100)


def reach_table(reach: Sequence[ActorReach], language: str) -> Table:
    """How many buses one party could touch: established, and not to be excluded; no bus counts twice."""
    columns = (
        Column("actor", pick(language, "Partij", "Party"), width=26),
        Column("roles", pick(language, "Rollen", "Roles"), width=34),
        Column("established", pick(language, "Vastgesteld", "Established"), Kind.COUNT, 12),
        Column("share_low", pick(language, "Aandeel", "Share"), Kind.PERCENT, 10),
        Column("possible", pick(language, "Niet uit te sluiten", "Cannot be excluded"), Kind.COUNT, 13),
        Column("share_high", pick(language, "Aandeel hoogstens", "Share at most"), Kind.PERCENT, 11),
        Column("unsized", pick(language, "Bovendien", "And besides"), width=30),
    )
    return Table(
        "reach",
        pick(language, "Bereik van één partij", "Reach of one party"),
        columns,
        tuple(_reach_row(line, language) for line in told_apart(reach)),
        empty=pick(language, "Er is geen wagenpark in dienst.", "There is no fleet in service."),
        unknown=pick(language, "onbekend", "unknown"),
    )


def told_apart(reach: Sequence[Line]) -> tuple[Line, ...]:
    """The parties of whom something is known that does not hold for any party whatsoever.

    Where it is not known who is behind the buses, nobody can be excluded: the line of the unknown party
    says that for all, and a name beside the same figure would say more than is known.
    """
    shown = [line for line in reach if isinstance(line, ActorReach)]
    anybody = next((line.not_excludable for line in shown if line.actor is None), None)
    return tuple(
        line
        for line in reach
        if not (isinstance(line, ActorReach) and line.actor and anybody and _is_anybody(line, anybody))
    )


def _is_anybody(line: ActorReach, anybody: Reached) -> bool:
    possible = line.not_excludable
    beyond = possible.buses > anybody.buses or possible.unsized > anybody.unsized
    return line.established == Reached() and not beyond


def party_words(actor: PartyRef | None, language: str) -> str:
    """The party's name; of those not known: that it may be anybody."""
    if actor:
        return actor.name
    return pick(language, "elke partij, ook een die nog niet bekend is", "any party, also one not known yet")


def _reach_row(line: ActorReach, language: str) -> tuple[Cell, ...]:
    return (
        party_words(line.actor, language),
        ", ".join(exposure_word(role, language) for role in line.roles),
        _buses(line.established),
        percent(line.established_share),
        _buses(line.not_excludable),
        percent(line.not_excludable_share),
        unsized_in_words(line.not_excludable.unsized, language) if line.not_excludable.unsized else "",
    )


def _buses(reached: Reached) -> int | None:
    """Unknown, not zero, where only fleets of unknown size are within reach."""
    return None if reached.unsized and not reached.buses else reached.buses


def first_table(questions: Sequence[OpenQuestion], edition: Edition, language: str) -> Table:
    """Open questions, those first whose answer could narrow the class of most buses."""
    columns = (
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("text", pick(language, "Vraagtekst", "Question text"), width=70),
        Column("buses", pick(language, "Bussen", "Buses"), Kind.COUNT, 10),
        Column("unsized", pick(language, "Bovendien", "And besides"), width=30),
        Column("width", pick(language, "Smaller met hoogstens", "Narrower by at most"), Kind.COUNT, 12),
    )
    rows = tuple(
        (
            each.question,
            edition.question(each.question).title.get(language),
            None if each.unsized and not each.buses else each.buses,
            unsized_in_words(each.unsized, language) if each.unsized else "",
            each.width or None,
        )
        for each in questions
    )
    return Table(
        "first",
        pick(language, "Vraag dit eerst", "Ask this first"),
        columns,
        rows,
        empty=pick(
            language,
            "Geen enkele open vraag kan een klasse nog smaller maken.",
            "No open question can narrow a class any more.",
        ),
        unknown=pick(language, "onbekend", "unknown"),
    )


def exposure_sheets(
    names: Sequence[str], exposed: Sequence[ConcessionExposure], edition: Edition, language: str
) -> tuple[Table, Table, Table]:
    """Priority over all concessions; reach and what to ask first per concession, `names` in their order."""
    deployments = sorted((one for each in exposed for one in each.deployments), key=lambda one: one.key)
    reaches = [reach_table(each.reach, language) for each in exposed]
    asked = [first_table(each.first or each.gates, edition, language) for each in exposed]
    reach = per_concession(reach_table((), language), names, reaches, language)
    return (
        priorities_table(deployments, language),
        replace(reach, title=pick(language, "Bereik", "Reach")),
        per_concession(first_table((), edition, language), names, asked, language),
    )


def per_concession(empty: Table, names: Sequence[str], tables: Sequence[Table], language: str) -> Table:
    """Tables of one shape below each other, each row with the name of its concession."""
    named = Column("concession", pick(language, "Concessie", "Concession"), width=28)
    rows = tuple((name, *row) for name, table in zip(names, tables, strict=True) for row in table.rows)
    return replace(empty, columns=(named, *empty.columns), rows=rows)
