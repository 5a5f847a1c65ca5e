"""What a public finding is about, what kind of thing it is, and what it counts as, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from busrisk.core.facts import Flag, Grade
from busrisk.core.findings import Claimed, Nature, Topic
from busrisk.core.score.evidence import aged
from busrisk.core.wording import word
from busrisk.rulebook.shape import Edition
from busrisk.web.language import N_, gettext, language

TOPICS = {
    Topic.OTA: N_("Software-updates op afstand"),
    Topic.DIAGNOSTICS: N_("Diagnose op afstand"),
    Topic.DISABLE: N_("Stilzetten of begrenzen op afstand"),
}
NATURES = {
    Nature.TEST: N_("onafhankelijke test"),
    Nature.STATEMENT: N_("verklaring"),
    Nature.PRESS: N_("persbericht"),
}


def counts_as(said: Claimed, edition: Edition) -> str:
    """'onafhankelijke test; telt als gedocumenteerd (E2): bewijs over een andere uitvoering'."""
    grade, flags = aged(said.answer, None, edition.scoring.ageing)
    return graded(said.likeness.nature, grade, flags)


def graded(nature: Nature, grade: Grade | None, flags: Sequence[Flag]) -> str:
    spoken = language()
    counted = gettext(
        "%(nature)s; telt als %(grade)s",
        nature=gettext(NATURES[nature]),
        grade=word(grade, spoken) if grade else gettext("geen bewijs"),
    )
    why = "; ".join(word(flag, spoken) for flag in flags)
    return f"{counted}: {why}" if why else counted
