"""One statement about a concession's fleet while it is written: what stood, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from busrisk.access.scope import national
from busrisk.core.facts import FleetStatus, Source
from busrisk.core.fleet.changes import FleetChange, HolderChange
from busrisk.core.fleet.fields import FleetWarning
from busrisk.core.fleet.statement import BatchStatement, left_service
from busrisk.core.national.picture import fleet_sum
from busrisk.core.saying import say
from busrisk.register.changed import changes_since
from busrisk.register.claims import Identities, Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.controls import control_totals
from busrisk.register.deployed import fill_deployments
from busrisk.register.fleet import batches
from busrisk.register.fleet_book import FleetBook, VariantSaid
from busrisk.register.history import batch_history
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Moment, Writer
from busrisk.register.stated_fleet import (
    Standing,
    concession_to_state,
    records,
    said_later,
    standing_fleet,
)
from busrisk.register.tables import Concession, Party, SourceRow
from busrisk.workflow.differences import batch_values
from busrisk.workflow.fleet_report import (
    FleetChanged,
    FleetLine,
    FleetReport,
    above_controls,
    in_words,
    line_of,
    overlaps,
    superseded,
)
from busrisk.workflow.rescore import rescore
from busrisk.workflow.variants import variant_of


class FleetRehearsed(Exception):
    """Ends a preview: everything it wrote is undone."""

    def __init__(self, report: FleetReport) -> None:
        self.report = report


class FleetAct:
    """One statement while it is written: what stood, what it says, what becomes of it."""

    def __init__(
        self, writer: Writer, person: Person, concession_key: str, day: date, origin: str, seen: int | None
    ) -> None:
        scope, self.origin = person.scope, origin
        self.writer, self.scope, self.day, self.seen = writer, scope, day, writer.version
        self.about = concession_to_state(scope, writer, day, writer.now.date(), concession_key)
        self._refuse_stale(seen)
        moment = Moment(day, writer.version)
        self.standing = standing_fleet(scope, writer, moment, concession_key)
        self.later = said_later(scope, writer, moment, concession_key)
        self.records = set(records(scope, writer, moment, concession_key))
        sources = Identities(writer, SourceRow, "citation")
        parties, concessions = Identities(writer, Party), Identities(writer, Concession)
        self.book = FleetBook(writer, parties, sources, concessions)
        self.first = day  # the earliest day this act speaks of
        self.lines: list[FleetLine] = []
        self.unconfirmed: tuple[str, ...] = ()

    def _refuse_stale(self, seen: int | None) -> None:
        """A preview of another fleet than there is now is no preview: raises FleetChanged."""
        if seen is None or seen == self.writer.version:
            return
        moment = Moment(self.day, self.writer.version)
        found = changes_since(self.scope, self.writer, moment, seen, self.about.key)
        changed = [each for each in found if isinstance(each, FleetChange | HolderChange)]
        if changed:
            raise FleetChanged(changed, self.writer.version)

    def state(self, statements: Iterable[BatchStatement]) -> None:
        for said in statements:
            if said.concession != self.about.key or (said.record_id and said.record_id not in self.records):
                raise NotInRegister(said.record_id or said.concession)
            numbered = said if said.record_id else replace(said, record_id=self._next_record())
            self._state(numbered)

    def _state(self, said: BatchStatement) -> None:
        stood = self.standing.get(said.record_id)
        stated = self.book.state(
            said.record_id, self.about.key, _variant(said, stood), batch_values(said), self.day
        )
        self.lines.append(line_of(stated.step, said, stood.fact if stood else None))

    def withdraw_others(self, named: set[str], source: Source) -> None:
        """What a whole fleet leaves out has left service; what had left before stays as it is."""
        for record, stood in self.standing.items():
            if record not in named and stood.fact.status is not FleetStatus.WITHDRAWN:
                self._state(left_service(stood.fact, source))

    def retract(self, record_id: str) -> None:
        moment = Moment(self.day, self.writer.version)
        claims = [
            each for each in batch_history(self.scope, self.writer, moment, record_id) if each.ended is None
        ]
        if record_id not in self.records or not claims:
            raise NotInRegister(record_id)
        for each in claims:
            day, today = each.holds_from, self.writer.now.date()
            concession_to_state(self.scope, self.writer, day, today, self.about.key)
            self.book.withdraw(record_id, day)
            self.first = min(self.first, day)
        self.lines.append(FleetLine(Step.WITHDRAWN, record_id, in_words(claims[-1].fact)))

    def _next_record(self) -> str:
        """'<concession>-<n>', higher than any the concession ever had."""
        own = re.compile(re.escape(self.about.key) + r"-([0-9]{1,6})")
        taken = [int(found[1]) for each in self.records if (found := own.fullmatch(each))]
        number = max(taken, default=0) + 1
        while (record := f"{self.about.key}-{number:02d}") in self.book.numbers:
            number += 1
        self.records.add(record)
        return record

    def report(self, act: str, dry_run: bool, noted: tuple[str, str] | None = None) -> FleetReport:
        """Stores, scores and reads back; a rehearsal ends here."""
        self.book.flush()
        rescored = 0
        if self.writer.has_changed:
            touched = fill_deployments(self.writer, {self.about.key})
            rescored = rescore(national(self.scope.region), self.writer, self.first, touched)
            moved = sum(1 for line in self.lines if line.step is not Step.SAME)
            about, outcome = noted or (self.about.key, f"{moved} changes")
            note(self.writer, act, about, outcome, self.origin)
        made = self._report(rescored, self.writer.has_changed and not dry_run)
        if dry_run:
            raise FleetRehearsed(made)
        return made

    def _report(self, rescored: int, stored: bool) -> FleetReport:
        before = [each.fact for each in self.standing.values()]
        moment = Moment(self.day, self.writer.version)
        after = batches(self.scope, self.writer, moment, self.about.key)
        touched = {line.record_id: line.step for line in self.lines}
        warnings = [*overlaps(after, touched), *superseded(self.later, touched)]
        if stored or self.writer.has_changed:
            region = national(self.scope.region)
            everywhere = batches(region, self.writer, moment)
            controls = control_totals(region, self.writer, moment)
            warnings += above_controls(self.scope, self.day, before, after, everywhere, controls)
        return FleetReport(
            concession=self.about,
            day=self.day,
            lines=tuple(self.lines),
            warnings=(*warnings, *_unconfirmed_words(self.unconfirmed)),
            before=fleet_sum(before),
            after=fleet_sum(after),
            seen=self.seen,
            stored=stored,
            rescored=rescored,
            unconfirmed=self.unconfirmed,
        )


def _variant(said: BatchStatement, stood: Standing | None) -> VariantSaid:
    """The vehicle type: the one it has while makers and model are the same, in whatever order."""
    if stood and set(stood.said.makers) == set(said.makers) and stood.said.model == said.model:
        return stood.said
    return variant_of(said)


def _unconfirmed_words(records: Sequence[str]) -> list[FleetWarning]:
    if not records:
        return []
    named = ", ".join(records)
    if len(records) == 1:
        text = say(
            "Van 1 wagenparkdeel is het aantal of de status onbekend: dat blijft onbekend (%(records)s).",
            records=named,
        )
    else:
        text = say(
            "Van %(count)s wagenparkdelen is het aantal of de status onbekend: "
            "die blijven onbekend (%(records)s).",
            count=len(records),
            records=named,
        )
    return [FleetWarning(text)]
