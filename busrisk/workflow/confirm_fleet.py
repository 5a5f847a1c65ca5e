"""'Peildatum bevestigen': an unchanged fleet is stated anew in one act."""

from __future__ import annotations

from datetime import date

from busrisk.core.dates import PartialDate
from busrisk.core.facts import FleetStatus, Source
from busrisk.core.fleet.statement import confirmed
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.workflow.fleet_act import FleetAct, FleetRehearsed
from busrisk.workflow.fleet_report import FleetReport


def confirm_fleet(
    register: Register,
    person: Person,
    concession_key: str,
    day: date,
    source: str | None,
    origin: str,
    *,
    seen: int | None = None,
    dry_run: bool = False,
) -> FleetReport:
    """'Peildatum bevestigen': on `day` the fleet is what the register says, on the word of its operator.

    `source` is the citation, None for the statement of the holder. Unknown counts and states stay unknown
    and are named in the report; what stands as not confirmed becomes in service. Raises as `state_fleet`.
    """
    try:
        with register.writer(person.email, "confirm_fleet") as writer:
            act = FleetAct(writer, person, concession_key, day, origin, seen)
            holder = act.about.holder.name if act.about.holder else act.about.name
            cited = Source(source or f"Opgave van {holder}", PartialDate(day.isoformat()))
            said = {each.fact.record_id: confirmed(each.fact, cited) for each in act.standing.values()}
            act.state([each for each in said.values() if each is not None])
            act.unconfirmed = tuple(
                record
                for record, each in sorted(said.items())
                if each is None and act.standing[record].fact.status is not FleetStatus.WITHDRAWN
            )
            return act.report("confirm_fleet", dry_run)
    except FleetRehearsed as rehearsed:
        return rehearsed.report
