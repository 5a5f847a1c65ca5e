"""Making an empty data folder ready: schema, start list, accounts to look around with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from busrisk.access.policy import Role
from busrisk.access.regions import NETHERLANDS, VOORBEELDLAND, Region
from busrisk.access.scope import national
from busrisk.paths import DATA
from busrisk.register.concessions import ensure_region, is_filled
from busrisk.register.parties import ensure_party
from busrisk.register.people import has_accounts, has_demo_accounts, open_account
from busrisk.register.scored_before import editions_used
from busrisk.register.session import Register
from busrisk.rulebook.shelf import editions
from busrisk.settings import Refusal, Settings

ACTOR = "busrisk"


class NotReady(Refusal):
    """The register may not be used in this way; the message says why and what to do."""


@dataclass(frozen=True)
class DemoAccount:
    """An account to look around with: a role, never a person."""

    role: Role
    name: str
    party: str | None


DEMO_ACCOUNTS = {
    NETHERLANDS.code: (
        DemoAccount(Role.GRANTOR, "Concessieverlener", "prov-zh"),
        DemoAccount(Role.OPERATOR, "Vervoerder", "qbuzz"),
        DemoAccount(Role.MINISTRY, "Analist ministerie", None),
        DemoAccount(Role.ADMINISTRATOR, "Beheerder", None),
    ),
    VOORBEELDLAND.code: (
        DemoAccount(Role.GRANTOR, "Concessieverlener", "vb-provincie"),
        DemoAccount(Role.OPERATOR, "Vervoerder", "vb-streekvervoer"),
        DemoAccount(Role.MINISTRY, "Analist ministerie", None),
        DemoAccount(Role.ADMINISTRATOR, "Beheerder", None),
    ),
}


def make_ready(
    register: Register, settings: Settings, with_start_list: bool = True, tell: Callable[[str], None] = print
) -> None:
    """Brings schema, data and accounts in place; what is there already is kept. Tells each step it takes.

    Raises NotReady when production would run on demonstration accounts or fictional data, or when
    fictional data would be mixed into a real register.
    """
    if register.migrate():
        tell(f"Database gereed: {register.where}")
    with register.reader() as reader:
        version, exercise, demo = reader.version, reader.exercise, has_demo_accounts(reader)
        filled = is_filled(national(NETHERLANDS.code), reader)
    if settings.production and demo:
        raise NotReady("Productie weigert demonstratieaccounts. Gebruik een nieuwe database.")
    if settings.production and exercise:
        raise NotReady("Productie weigert oefengegevens. Gebruik een andere database.")
    if settings.exercise and version and not exercise:
        raise NotReady(
            "Dit register bevat echte gegevens; oefengegevens horen daar niet bij. "
            "Start de oefening met een eigen gegevensmap of database."
        )
    if version:
        _score_by_new_editions(register, settings.now().date(), tell)
    if settings.exercise and not exercise:
        from busrisk.workflow.load_exercise import load_exercise

        load_exercise(register, settings.now(), tell)
    if with_start_list and not filled:
        _import_start_list(register, tell)
    if not settings.production:
        _open_demo_accounts(register, settings.exercise or exercise)


def _score_by_new_editions(register: Register, today: date, tell: Callable[[str], None]) -> None:
    """An edition that came into force since the last score gets its scores; stored ones stay as they are."""
    for region in (NETHERLANDS, VOORBEELDLAND):
        everything = national(region.code)
        with register.reader() as reader:
            used = editions_used(everything, reader)
        new = [
            each.head.holds_from
            for each in editions()
            if used and each.head.published and each.head.holds_from <= today and each.id not in used
        ]
        if new:
            from busrisk.workflow.rescore import rescore

            with register.writer(ACTOR, "score_by_new_edition") as writer:
                stored = rescore(everything, writer, min(new))
            tell(f"Nieuwe editie van de methode: {stored} keer gescoord.")


def _import_start_list(register: Register, tell: Callable[[str], None]) -> None:
    from busrisk.workflow.import_fleet import import_fleet, read_files

    report = import_fleet(register, read_files(DATA / "concessions.csv", DATA), ACTOR)
    tell(f"Startlijst ingelezen: {report.rows} wagenparkdelen; {report.rescored} keer gescoord.")


def _open_demo_accounts(register: Register, exercise: bool) -> None:
    regions: tuple[Region, ...] = (NETHERLANDS, VOORBEELDLAND) if exercise else (NETHERLANDS,)
    with register.reader() as reader:
        if has_accounts(reader):  # who has accounts of its own is given no others
            return
    with register.writer(ACTOR, "open_demo_accounts") as writer:
        for region in regions:
            ensure_region(writer, region)
            suffix = "" if region is NETHERLANDS else f"-{region.code}"
            for demo in DEMO_ACCOUNTS[region.code]:
                if demo.party:  # may be stated later, by the first list that is imported
                    ensure_party(writer, demo.party)
                email = f"{demo.role}{suffix}@demo.invalid"
                open_account(writer, email, demo.name, demo.role, region.code, demo.party, demo=True)
