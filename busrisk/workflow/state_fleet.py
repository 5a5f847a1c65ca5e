"""Stating a concession's fleet: previewed as it will be stored, stored all or nothing, scored anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from busrisk.core.facts import Source
from busrisk.core.fleet.fields import FleetFault, FleetField, FleetRefused, place, titled
from busrisk.core.fleet.statement import BatchStatement
from busrisk.core.saying import say
from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.workflow.fleet_act import FleetAct, FleetRehearsed
from busrisk.workflow.fleet_report import FleetReport


def state_fleet(
    register: Register,
    person: Person,
    concession_key: str,
    statements: Sequence[BatchStatement],
    day: date,
    origin: str,
    *,
    source: Source | None = None,
    whole: bool = False,
    seen: int | None = None,
    dry_run: bool = False,
) -> FleetReport:
    """From `day` on the batches are as stated; `dry_run` tells what that would change and stores nothing.

    `whole`: they are the whole fleet, so that what they leave out has left service, on the word of `source`.
    `seen`: the data version of the preview. Raises NotInRegister, FleetRefused, FleetChanged.
    """
    if whole and source is None:
        reason = say("Wat u weglaat, stroomt uit: daarvoor is een bron nodig.")
        remedy = say("Vul de bron van de opgave in.")
        at = place(None, None, None, titled(FleetField.SOURCE))
        raise FleetRefused([FleetFault(at, None, None, None, reason, remedy)])
    try:
        with register.writer(person.email, "state_fleet") as writer:
            act = FleetAct(writer, person, concession_key, day, origin, seen)
            act.state(statements)
            if whole and source is not None:
                act.withdraw_others({each.record_id for each in statements}, source)
            return act.report("state_fleet", dry_run)
    except FleetRehearsed as rehearsed:
        return rehearsed.report
