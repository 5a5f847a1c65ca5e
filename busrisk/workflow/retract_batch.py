"""'Ingevoerd bij vergissing': a batch that was never there is taken out; its history stays to be read."""

from __future__ import annotations

from datetime import date

from busrisk.core.fleet.fields import FleetFault, FleetRefused, place
from busrisk.core.saying import say
from busrisk.register.history import RETRACTED
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.workflow.fleet_act import FleetAct, FleetRehearsed
from busrisk.workflow.fleet_report import FleetReport

_LONGEST_REASON = 500  # characters


def retract_batch(
    register: Register,
    person: Person,
    concession_key: str,
    record_id: str,
    day: date,
    reason: str,
    origin: str,
    *,
    seen: int | None = None,
    dry_run: bool = False,
) -> FleetReport:
    """'Ingevoerd bij vergissing': the batch was never there. Its claims end; its history stays to be read.

    `reason` goes into journal and history. For a batch that left service see core's `left_service`.
    Raises as `state_fleet`.
    """
    if not reason.strip():
        remedy = say("Zeg waarom dit wagenparkdeel bij vergissing is ingevoerd.")
        at = place(None, None, None, say("Reden"))
        raise FleetRefused([FleetFault(at, None, None, None, say("De reden ontbreekt."), remedy)])
    try:
        with register.writer(person.email, RETRACTED) as writer:
            act = FleetAct(writer, person, concession_key, day, origin, seen)
            act.retract(record_id)
            return act.report(RETRACTED, dry_run, (record_id, reason.strip()[:_LONGEST_REASON]))
    except FleetRehearsed as rehearsed:
        return rehearsed.report
