"""Public findings about a maker's buses, and what one is worth once somebody says it is about his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from busrisk.core.facts import Answer, AnswerState, Grade, PartyRef


class Topic(StrEnum):
    """What a finding is about: the columns of the list of manufacturers."""

    OTA = "ota_public_evidence"
    DIAGNOSTICS = "remote_diagnostics_public_evidence"
    DISABLE = "remote_disable_public_evidence"


# The question a finding most likely speaks to comes first; one report often speaks to more than one.
QUESTIONS: dict[Topic, tuple[str, ...]] = {
    Topic.OTA: ("1.1", "2.1", "4.1"),
    Topic.DIAGNOSTICS: ("2.1", "1.1", "4.1"),
    Topic.DISABLE: ("4.1", "2.1", "1.1"),
}


class Nature(StrEnum):
    """What kind of thing a finding is: only a test by a party without a stake can be more than declared."""

    TEST = "test"
    STATEMENT = "statement"
    PRESS = "press"


@dataclass(frozen=True)
class Finding:
    """A public finding with the scope it prints itself: which bus, where, when. It scores nothing."""

    maker: PartyRef
    topic: Topic
    text: str  # as printed
    sources: tuple[str, ...]
    since: date  # the first day for which the register states it


@dataclass(frozen=True)
class Likeness:
    """How near the finding is to one's own vehicle, and what kind of thing it is."""

    same_variant: bool
    same_baseline: bool
    nature: Nature


@dataclass(frozen=True)
class Claimed:
    """What somebody entitled says: this finding is about that deployment, and shows this option."""

    maker: str  # party key
    topic: Topic
    deployment: str  # deployment key
    question: str
    points: int
    likeness: Likeness
    motivation: str
    day: date  # the first day on which it holds

    @property
    def item(self) -> str:
        """What tells this statement on the question apart from the others."""
        return item_of(self.maker, self.topic)

    @property
    def answer(self) -> Answer:
        """The answer it becomes (scoring.md 2): a test is E3, less where vehicle or software differ."""
        return Answer(
            self.question,
            AnswerState.ANSWERED,
            self.points,
            Grade.E3 if self.likeness.nature is Nature.TEST else Grade.E1,
            baseline_changed=not self.likeness.same_baseline,
            other_variant=not self.likeness.same_variant,
        )


@dataclass(frozen=True)
class Match:
    """A finding that was said to be about a deployment, as it stands; `grade` is that of the answer it made,
    before vehicle and software count."""

    claimed: Claimed
    maker_name: str
    concession: str  # concession key
    grade: Grade
    stated_by: str


def item_of(maker: str, topic: Topic) -> str:
    return f"bevinding:{maker}:{topic.value}"
