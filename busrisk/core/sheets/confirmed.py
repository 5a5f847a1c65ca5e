"""How old what is known of each fleet is, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.fleet.history import LastConfirmed
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import pick


def confirmed_table(confirmed: Sequence[LastConfirmed], language: str) -> Table:
    """One row per concession with running buses."""
    columns = (
        Column("concession", pick(language, "Concessie", "Concession"), width=30),
        Column(
            "batches", pick(language, "Wagenparkdelen in dienst", "Fleet batches in service"), Kind.COUNT, 12
        ),
        Column("oldest", pick(language, "Oudste bron", "Oldest source"), Kind.DATE, 13),
        Column("newest", pick(language, "Nieuwste bron", "Newest source"), Kind.DATE, 13),
        Column("by_operator", pick(language, "Laatst opgegeven", "Last stated"), Kind.DATE, 13),
    )
    rows = tuple(
        (
            each.concession.name,
            each.batches,
            None if each.undated else each.oldest,
            each.newest,
            each.by_operator.date() if each.by_operator else pick(language, "nooit", "never"),
        )
        for each in confirmed
    )
    return Table(
        "confirmed",
        pick(language, "Hoe oud is wat bekend is?", "How old is what is known?"),
        columns,
        rows,
        empty=pick(
            language,
            "Er zijn geen bussen in dienst binnen uw bereik.",
            "No buses in service within your reach.",
        ),
        unknown=pick(language, "onbekend", "unknown"),
    )
