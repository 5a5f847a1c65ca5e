"""What passes on when a concession changes hands: the items, how each stands, and the switches themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from busrisk.core.facts import PartyRef
from busrisk.core.fleet.history import ConcessionRef
from busrisk.core.wording import pick


class HandoverItem(StrEnum):
    ACCOUNTS = "accounts"
    KEYS = "keys"
    SIM_CONTRACTS = "sim_contracts"
    LICENCES = "licences"
    LOGS = "logs"
    DOCUMENTS = "documents"
    RUNNING_UPDATES = "running_updates"
    OLD_ACCESS = "old_access"


class HandoverStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


_ITEMS = {
    HandoverItem.ACCOUNTS: ("Beheeraccounts", "Administrator accounts"),
    HandoverItem.KEYS: ("Sleutels en certificaten", "Keys and certificates"),
    HandoverItem.SIM_CONTRACTS: ("SIM-contracten", "SIM contracts"),
    HandoverItem.LICENCES: ("Licenties en diagnosemiddelen", "Licences and diagnostic tools"),
    HandoverItem.LOGS: ("Logboeken", "Logs"),
    HandoverItem.DOCUMENTS: ("Documentatie", "Documentation"),
    HandoverItem.RUNNING_UPDATES: ("Lopende updates", "Updates under way"),
    HandoverItem.OLD_ACCESS: (
        "Toegang van de vorige vervoerder ingetrokken",
        "Access of the previous operator revoked",
    ),
}
_STATUSES = {
    HandoverStatus.OPEN: ("open", "open"),
    HandoverStatus.DONE: ("gedaan", "done"),
    HandoverStatus.NOT_APPLICABLE: ("niet van toepassing", "not applicable"),
}


def item_title(item: HandoverItem, language: str = "nl") -> str:
    return pick(language, *_ITEMS[item])


def status_title(status: HandoverStatus, language: str = "nl") -> str:
    return pick(language, *_STATUSES[status])


@dataclass(frozen=True)
class Switch:
    """A concession passed on: `day` is the first day of `after`. None: nobody is known to have held it.

    `reconfirm`: answers of the earlier operator that the new one has not given anew.
    """

    concession: ConcessionRef
    day: date
    before: PartyRef | None
    after: PartyRef | None
    reconfirm: int = 0


@dataclass(frozen=True)
class HandoverLine:
    """How one item stands; `since` None: nobody has said anything of it."""

    item: HandoverItem
    status: HandoverStatus
    note: str | None = None
    since: date | None = None


def checklist(stated: Mapping[HandoverItem, HandoverLine]) -> tuple[HandoverLine, ...]:
    """Every item of a switch, in order; what nobody spoke of is open."""
    return tuple(stated.get(item, HandoverLine(item, HandoverStatus.OPEN)) for item in HandoverItem)


def open_items(lines: tuple[HandoverLine, ...]) -> int:
    return sum(1 for line in lines if line.status is HandoverStatus.OPEN)
