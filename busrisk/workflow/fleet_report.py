"""What stating a fleet did or would do: line by line, in words, with what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.dutch import write_count, write_date, write_number
from busrisk.core.facts import BatchFact, ConcessionFact, ControlFact, Count, FleetStatus, PartyRef
from busrisk.core.fleet.changes import Change
from busrisk.core.fleet.fields import FleetWarning
from busrisk.core.fleet.statement import BatchSaid, BatchStatement, Became, became, maker_text
from busrisk.core.national.picture import ZE_BUSES, FleetSum, control_group, fleet_sum
from busrisk.core.saying import say, written
from busrisk.core.wording import word
from busrisk.register.claims import Step


class FleetChanged(Exception):
    """The fleet was told otherwise after the preview: what was confirmed is not what was shown.

    `changes` say what; `version` is the data version to look at anew.
    """

    def __init__(self, changes: Sequence[Change], version: int) -> None:
        self.changes = tuple(changes)
        self.version = version
        super().__init__(
            "Het wagenpark is intussen gewijzigd. Er is niets opgeslagen; bekijk uw opgave opnieuw."
        )


@dataclass(frozen=True)
class FleetLine:
    """What becomes of one batch. `about` and `became` are words; `row` is where it was typed, if on a line.

    WITHDRAWN: it left service, or was taken out as entered by mistake.
    """

    step: Step
    record_id: str
    about: str
    became: tuple[Became, ...] = ()
    row: int | None = None


@dataclass(frozen=True)
class FleetReport:
    """`before` and `after` are the sums of the concession on the day. `unconfirmed` are the records whose
    count or state nobody knows. `seen` goes with the confirmation, so that a stale preview is noticed.
    """

    concession: ConcessionFact
    day: date
    lines: tuple[FleetLine, ...]
    warnings: tuple[FleetWarning, ...]
    before: FleetSum
    after: FleetSum
    seen: int
    stored: bool
    rescored: int = 0
    unconfirmed: tuple[str, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        return all(line.step is Step.SAME for line in self.lines)

    def count(self, step: Step) -> int:
        return sum(1 for line in self.lines if line.step is step)

    @property
    def difference(self) -> int:
        """Running buses more or fewer than stood before, as far as counted."""
        return self.after.running - self.before.running


def line_of(step: Step, said: BatchStatement, stood: BatchFact | None) -> FleetLine:
    leaves = said.status is FleetStatus.WITHDRAWN and stood and stood.status is not FleetStatus.WITHDRAWN
    changed = became(stood, said) if stood and step is not Step.SAME else ()
    shown = Step.WITHDRAWN if leaves and step is Step.CHANGED else step
    return FleetLine(shown, said.record_id, in_words(said, stood), changed, said.line.row)


def in_words(said: BatchSaid, stood: BatchFact | None = None) -> str:
    """'BYD 12 m: 246 (in dienst)', with the makers' names where the register knows them, in any language."""
    named = stood if stood is not None and stood.maker_label == said.maker_label else said

    def batch(language: str) -> str:
        what = " ".join(filter(None, (maker_text(named, language), said.model)))
        return f"{what}: {write_count(said.count, language)} ({word(said.status, language)})"

    return written(batch)


# --- What deserves a second look -----------------------------------------------------------------


def overlaps(after: Iterable[BatchFact], touched: Mapping[str, Step]) -> list[FleetWarning]:
    """Two batches of one maker, type and state: perhaps the same buses twice."""
    alike: dict[tuple[object, ...], list[BatchFact]] = {}
    for each in after:
        if each.makers and each.status is not FleetStatus.WITHDRAWN:
            alike.setdefault((each.makers, each.model, each.status), []).append(each)
    found = []
    for several in alike.values():
        if len(several) > 1 and any(
            touched.get(each.record_id, Step.SAME) is not Step.SAME for each in several
        ):
            text = say(
                "%(records)s hebben dezelfde fabrikant, hetzelfde type en dezelfde status. "
                "Zijn het andere bussen?",
                records=", ".join(each.record_id for each in several),
            )
            found.append(FleetWarning(text))
    return found


def superseded(later: Mapping[str, date], touched: Mapping[str, Step]) -> list[FleetWarning]:
    """What is stated of a day in the past holds until what was stated of a later day."""
    return [
        FleetWarning(
            say(
                "%(record)s: vanaf %(day)s geldt al een latere opgave; die blijft staan.",
                record=record,
                day=written(partial(write_date, day)),
            )
        )
        for record, day in sorted(later.items())
        if touched.get(record, Step.SAME) is not Step.SAME
    ]


def above_controls(
    scope: Scope,
    day: date,
    before: Iterable[BatchFact],
    after: Iterable[BatchFact],
    everywhere: Sequence[BatchFact],
    controls: Sequence[ControlFact],
) -> list[FleetWarning]:
    """The makers of which the register now has more buses than the published total, by this act.

    Only for who sees the national sum: asked often enough, the warning alone would tell it to the others.
    """
    if not scope.may(Action.SEE_NATIONAL):
        return []
    was, now = _running_by_maker(before), _running_by_maker(after)
    found = []
    for maker in sorted(now, key=lambda each: each.name):
        control = _control_of(maker, controls, day)
        if control is None or now[maker] <= was.get(maker, 0):
            continue
        excess = _running_by_maker(everywhere).get(maker, 0) - round(control.value)
        if excess > 0:
            found.append(FleetWarning(_excess_text(maker, control, excess)))
    return found


def _excess_text(maker: PartyRef, control: ControlFact, excess: int) -> str:
    total = Count(round(control.value), control.is_estimate)
    return say(
        "Het register heeft nu landelijk meer bussen van %(maker)s dan het controletotaal van %(total)s "
        "op %(day)s: meer dan controletotaal (+%(by)s). Tellen bussen dubbel?",
        maker=maker.name,
        total=written(partial(write_count, total)),
        day=written(partial(write_date, control.as_of)),
        by=written(partial(_plain, excess)),
    )


def _control_of(maker: PartyRef, controls: Sequence[ControlFact], day: date) -> ControlFact | None:
    """The total of the source that states the group of makers, else the newest; of the day or before."""
    about = [
        each
        for each in controls
        if each.metric == ZE_BUSES and each.makers == (maker,) and each.as_of.first <= day
    ]
    group = control_group(controls, day)
    same = [each for each in about if group and (each.source, each.as_of) == (group.source, group.as_of)]
    return max(same or about, key=lambda each: each.as_of.first, default=None)


def _running_by_maker(batches: Iterable[BatchFact]) -> dict[PartyRef, int]:
    """Running buses of one maker alone: a batch of several counts to none."""
    grouped: dict[PartyRef, list[BatchFact]] = {}
    for each in batches:
        if len(each.makers) == 1:
            grouped.setdefault(each.makers[0], []).append(each)
    return {maker: fleet_sum(members).running for maker, members in grouped.items()}


def _plain(value: int, language: str) -> str:
    return write_number(value, 0, language)
