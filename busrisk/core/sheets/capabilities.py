"""Known and unknown per capability as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from busrisk.core.facts import AnswerState
from busrisk.core.national.capabilities import CapabilityLine
from busrisk.core.sheets.national import sure_column
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.core.wording import WITHHELD, pick, word
from busrisk.rulebook.shape import Capability

_CIRCA = "circa"


class WithCapabilities(Protocol):
    """What has a line per capability: the whole picture, or a selection of it."""

    @property
    def capabilities(self) -> tuple[CapabilityLine, ...]: ...


def capabilities_table(
    picture: WithCapabilities, capabilities: Sequence[Capability], language: str, circa: bool = False
) -> Table:
    """Known and unknown per capability, in buses; a 'no' is split by how sure it is (scoring.md 8).

    `circa`: the total they are counted over was published as 'about'.
    """
    no = pick(language, "Nee", "No")
    columns = (
        Column("capability", pick(language, "Mogelijkheid", "Capability"), width=34),
        Column("question", pick(language, "Vraag", "Question"), Kind.IDENTIFIER, 8),
        Column("yes", pick(language, "Ja", "Yes"), Kind.COUNT),
        Column("no_declared", f"{no}, {pick(language, 'verklaard', 'declared')}", Kind.COUNT),
        Column("no_documented", f"{no}, {pick(language, 'gedocumenteerd', 'documented')}", Kind.COUNT),
        Column("no_tested", f"{no}, {pick(language, 'getest', 'tested')}", Kind.COUNT),
        Column("unknown", pick(language, "Onbekend", "Unknown"), Kind.COUNT),
        Column("of", pick(language, "Van", "Of"), Kind.COUNT),
        Column("unknown_share", pick(language, "Aandeel onbekend", "Share unknown"), Kind.PERCENT),
    )
    titles = {each.id: each.title.get(language) for each in capabilities}
    return Table(
        "capabilities",
        pick(language, "Bekend en onbekend, gewogen naar bussen", "Known and unknown, weighted by buses"),
        (*columns, sure_column(language)) if circa else columns,
        tuple(
            (*_capability_cells(line, titles[line.id], language), *([_CIRCA] if circa else []))
            for line in picture.capabilities
            if line.of
        ),
        empty=pick(
            language,
            "Zonder controletotaal is er geen groep bussen om over te tellen.",
            "Without a control total there is no group of buses to count over.",
        ),
        unknown=word(AnswerState.UNKNOWN, language),
    )


def _capability_cells(line: CapabilityLine, title: str, language: str) -> tuple[Cell, ...]:
    if line.unknown is None:
        return (title, line.question, *[pick(language, *WITHHELD)] * 5, line.of, pick(language, *WITHHELD))
    counts = (line.yes, line.no_declared, line.no_documented, line.no_tested, line.unknown, line.of)
    return (title, line.question, *counts, 100 * line.unknown / line.of)
