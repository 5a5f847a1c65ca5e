"""Every source of the register on one line: its own date, what rests on it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from busrisk.core.citations import CitationKind, Kinds, kind_of
from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, ControlFact, CountQuality
from busrisk.core.findings import Finding
from busrisk.core.national.picture import FleetSum, fleet_sum
from busrisk.rulebook.shape import Edition


@dataclass(frozen=True)
class SourceLine:
    """One source. `read` is None for what the lists cite, else whether the rulebook's source was read itself.

    `title` is (Dutch, English), empty where only the citation is known. `used` names what rests on it.
    """

    kind: CitationKind
    citation: str
    title: tuple[str, str] = ("", "")
    dated: tuple[PartialDate, ...] = ()
    batches: tuple[BatchFact, ...] = ()
    controls: int = 0
    findings: int = 0
    parties: int = 0
    read: bool | None = None
    used: tuple[str, ...] = ()

    @property
    def fleet(self) -> FleetSum:
        return fleet_sum(self.batches)

    @property
    def qualities(self) -> tuple[CountQuality, ...]:
        """How sure the counts are, the surest first."""
        there = {batch.quality for batch in self.batches}
        return tuple(quality for quality in CountQuality if quality in there)


@dataclass
class _Uses:
    dated: set[str] = field(default_factory=set)
    batches: list[BatchFact] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)


def source_lines(
    batches: Iterable[BatchFact],
    controls: Iterable[ControlFact],
    findings: Iterable[Finding],
    parties: Iterable[tuple[str, str]],
    edition: Edition,
    kinds: Kinds,
) -> tuple[SourceLine, ...]:
    """Each citation once, by kind; `parties` are (citation, name) of who something is said about."""
    uses: dict[str, _Uses] = {}
    for batch in batches:
        use = uses.setdefault(batch.source.citation, _Uses())
        use.batches.append(batch)
        use.dated |= {batch.source.dated.text} if batch.source.dated else set()
    for control in controls:
        use = uses.setdefault(control.source, _Uses())
        use.controls.append(control.key)
        use.dated.add(control.as_of.text)
    for finding in findings:
        for citation in finding.sources:
            uses.setdefault(citation, _Uses()).findings.append(finding.maker.name)
    for citation, name in parties:
        uses.setdefault(citation, _Uses()).parties.append(name)
    found = [_line(citation, use, kinds) for citation, use in uses.items()]
    order = list(CitationKind)
    cited = sorted(found, key=lambda each: (order.index(each.kind), each.citation))
    return (*cited, *_of_the_rulebook(edition))


def _line(citation: str, use: _Uses, kinds: Kinds) -> SourceLine:
    records = (batch.record_id for batch in use.batches)
    used = dict.fromkeys((*sorted(records), *sorted(use.controls), *sorted((*use.findings, *use.parties))))
    return SourceLine(
        kind=kind_of(citation, kinds),
        citation=citation,
        dated=tuple(PartialDate(text) for text in sorted(use.dated)),
        batches=tuple(use.batches),
        controls=len(use.controls),
        findings=len(use.findings),
        parties=len(set(use.parties)),
        used=tuple(used),
    )


def _of_the_rulebook(edition: Edition) -> Sequence[SourceLine]:
    return [
        SourceLine(
            kind=CitationKind(source.kind.value),
            citation=source.url or source.citation,
            title=(source.title.get("nl"), source.title.get("en")),
            read=source.checked,
        )
        for source in edition.sources
    ]
