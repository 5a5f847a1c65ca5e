"""Stating the fleet that was promised at the award, typed or taken over from what was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from busrisk.access.scope import Scope
from busrisk.core.fleet.promise import THERE, PromiseLine, PromiseSaid
from busrisk.core.score.receipt import digest_of
from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister, one_concession
from busrisk.register.fleet import batches
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.promises import PromiseBook, promises
from busrisk.register.session import Moment, Reader, Register

ACT = "state_promise"


class PromiseToCome(Exception):
    """A promise was made on a day that has been; nothing was stored."""


@dataclass(frozen=True)
class PromiseReport:
    """What the act did or, where `stored` is False, would do. `seal` stands for exactly this act on exactly
    this register: who hands it back has seen what will happen."""

    before: tuple[PromiseLine, ...]
    after: tuple[PromiseLine, ...]
    changed: int
    seal: str
    stored: bool


class _Rehearsed(Exception):
    def __init__(self, report: PromiseReport) -> None:
        self.report = report


def state_promise(
    register: Register,
    person: Person,
    concession_key: str,
    said: Sequence[PromiseSaid],
    day: date,
    seal: str,
    origin: str,
) -> PromiseReport:
    """From `day` (that of the award) on these lines are the promise, where `seal` is that of this very
    rehearsal; else it only rehearses. Raises NotInRegister, and PromiseToCome for a day not yet been.

    Who grants the concession today states it, also of a day before the register knew the concession.
    """
    try:
        with register.writer(person.email, ACT) as writer:
            now, scope = Moment(writer.now.date(), writer.version), person.scope
            if day > now.day:
                raise PromiseToCome(day)
            one_concession(scope, writer, now, concession_key)
            before = promises(scope, writer, now, concession_key)
            book = PromiseBook(writer, concession_key)
            done = book.state(said, day)
            book.flush()
            changed = sum(1 for each in done if each.step is not Step.SAME)
            after = promises(scope, writer, Moment(now.day, writer.version), concession_key)
            made = digest_of([said, day, before])
            if seal != made or not changed:
                raise _Rehearsed(PromiseReport(before, after, changed, made, False))
            note(writer, ACT, concession_key, f"{changed} changes", origin)
            return PromiseReport(before, after, changed, made, True)
    except _Rehearsed as rehearsed:
        return rehearsed.report


def promise_from_fleet(
    scope: Scope, reader: Reader, concession_key: str, day: date, known_at: datetime
) -> tuple[PromiseSaid, ...]:
    """The fleet of a day as known then, running and on order, as the lines of a promise.

    Raises NotInRegister where nothing was known of the concession.
    """
    fleet = batches(scope, reader, reader.moment(day, known_at), concession_key)
    if not fleet:
        raise NotInRegister(concession_key)
    return tuple(
        PromiseSaid(
            makers=tuple(maker.key for maker in each.makers),
            maker_label=each.maker_label,
            model=each.model,
            count=each.count,
            source=each.source,
        )
        for each in fleet
        if each.status in THERE
    )
