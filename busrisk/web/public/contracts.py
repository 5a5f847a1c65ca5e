"""What a contract can settle, beside the questions that ask whether it does."""

from __future__ import annotations

from busrisk.core.tabular import Column
from busrisk.rulebook.clauses import Clause, clauses
from busrisk.rulebook.shape import Edition
from busrisk.web.language import gettext, language
from busrisk.web.public.cited import rule_table
from busrisk.web.public.pages import RuleText


def place_of_clause(clause: Clause) -> str:
    """Where the page names the subject."""
    return f"contract-{clause.id}"


def contracts(edition: Edition) -> RuleText:
    """Every subject with its questions and where it comes from."""
    spoken = language()
    columns = (
        Column("subject", gettext("Onderwerp")),
        Column("questions", gettext("Vragen")),
        Column("source", gettext("Bron")),
    )
    rows = tuple(
        (
            each.title.get(spoken),
            ", ".join(each.questions),
            f"{edition.source(each.source).title.get(spoken)}, {each.point}",
        )
        for each in clauses()
    )
    return RuleText(
        table=rule_table("contract-onderwerpen", gettext("Onderwerpen en hun vragen"), columns, rows),
        explanation=gettext(
            "De concessieverlener kiest zelf wat hij in het contract regelt; er is geen landelijke norm. "
            "Deze lijst zegt alleen bij welk onderwerp een vraag hoort."
        ),
        anchors=tuple(place_of_clause(each) for each in clauses()),
    )
