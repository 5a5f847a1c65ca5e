"""Stating how the hand-over of a concession stands, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from busrisk.core.dutch import ValueRefused
from busrisk.core.fleet.fields import FleetFault, FleetField, FleetRefused, place
from busrisk.core.fleet.handover import HandoverItem, HandoverLine, HandoverStatus, item_title
from busrisk.core.fleet.values import clean, refuse_text
from busrisk.core.saying import written
from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.register.handovers import HandoverBook, handover_of, switches
from busrisk.register.journal import note
from busrisk.register.people import Person
from busrisk.register.session import Moment, Register
from busrisk.workflow.stale import refuse_stale

ACT = "state_handover"


def state_handover(
    register: Register,
    person: Person,
    concession_key: str,
    switched_on: date,
    said: Mapping[HandoverItem, tuple[HandoverStatus, str]],
    origin: str,
    seen: int | None = None,
) -> tuple[HandoverLine, ...]:
    """From today on the items stand so; what `said` leaves out stays as it is. Returns the whole checklist.

    Raises NotInRegister for a switch that is absent or out of reach, FleetRefused for a note at fault,
    and ChangedSince where another stated it after the version that was `seen`.
    """
    stated = _checked(said)
    with register.writer(person.email, ACT) as writer:
        scope, today = person.scope, writer.now.date()
        now = Moment(today, writer.version)
        days = {each.day for each in switches(scope, writer, now, concession_key)}
        if switched_on not in days:
            raise NotInRegister(f"{concession_key} {switched_on}")
        before = handover_of(scope, writer, now, concession_key, switched_on)
        if seen is not None:
            then = handover_of(scope, writer, Moment(today, seen), concession_key, switched_on)
            refuse_stale(then, before)
        # A note or a state that nobody changed is no statement: what was never spoken of stays unspoken.
        unsaid = {line.item for line in before if line.since is None}
        news = {
            item: each
            for item, each in stated.items()
            if item not in unsaid or each != (HandoverStatus.OPEN, None)
        }
        book = HandoverBook(writer, concession_key, switched_on)
        moved = sum(1 for each in book.state(news, today) if each.step is not Step.SAME)
        book.flush()
        if moved:
            note(writer, ACT, f"{concession_key} {switched_on}", f"{moved} changes", origin)
        return handover_of(scope, writer, Moment(today, writer.version), concession_key, switched_on)


def _checked(
    said: Mapping[HandoverItem, tuple[HandoverStatus, str]],
) -> dict[HandoverItem, tuple[HandoverStatus, str | None]]:
    found, faults = {}, []
    for item, (status, remark) in said.items():
        text = clean(remark, keeps_lines=True)
        try:
            refuse_text(FleetField.NOTE, text)
        except ValueRefused as refused:
            at = place(None, None, None, written(partial(item_title, item)))
            faults.append(FleetFault(at, None, item, text, refused.reason, refused.remedy))
        found[item] = (status, text or None)
    if faults:
        raise FleetRefused(faults)
    return found
