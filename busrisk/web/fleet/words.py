"""Batches, sums and statements of one's own fleet in the reader's words."""

from __future__ import annotations

from datetime import date, datetime

from busrisk.access.policy import Role
from busrisk.core import dutch
from busrisk.core.facts import BatchFact, FleetStatus, Source
from busrisk.core.fleet.history import Told
from busrisk.core.fleet.statement import BatchSaid, date_text, maker_text
from busrisk.core.national.picture import FleetSum
from busrisk.core.wording import word
from busrisk.web.fleet.pages import Sum
from busrisk.web.fleet_words import number, running_figure
from busrisk.web.language import N_, gettext, language, ngettext
from busrisk.web.moment import day_in_prose
from busrisk.web.written import is_address, site

ROLES = {
    Role.GRANTOR: N_("concessieverlener"),
    Role.OPERATOR: N_("vervoerder"),
    Role.MINISTRY: N_("analist"),
    Role.ADMINISTRATOR: N_("beheerder"),
}
ACTS = {
    "import_fleet": N_("startlijst ingelezen"),
    "load_exercise": N_("oefening geladen"),
    "state_fleet": N_("opgave"),
    "confirm_fleet": N_("peildatum bevestigd"),
    "retract_batch": N_("uitgehaald: ingevoerd bij vergissing"),
    "state_providers": N_("partijen opgegeven"),
}


def batch_in_words(said: BatchSaid, named: BatchFact | None = None) -> str:
    """'BYD 12 m: 246, in dienst', with the makers' names where the register knows them."""
    spoken = language()
    known = named if named is not None and named.maker_label == said.maker_label else said
    count, status = dutch.write_count(said.count, spoken), word(said.status, spoken)
    return f"{_kind(maker_in_words(known), said.model)}: {count}, {status}"


def kind_in_words(said: BatchSaid) -> str:
    """Maker and type: 'BYD 12 m'; 'fabrikant onbekend' where no source names one."""
    return _kind(maker_in_words(said), said.model)


def maker_in_words(said: BatchSaid) -> str:
    named = bool(said.maker_label) or (isinstance(said, BatchFact) and bool(said.makers))
    return maker_text(said, language()) if named else gettext("fabrikant onbekend")


def _kind(maker: str, model: str | None) -> str:
    return f"{maker} {model}" if model else maker


def buses(said: BatchSaid) -> str:
    """'246 bussen', 'circa 30 bussen', 'aantal onbekend'."""
    if said.count.value is None:
        return gettext("aantal onbekend")
    figure = dutch.write_count(said.count, language())
    return ngettext("%(count)s bus", "%(count)s bussen", said.count.value, count=figure)


def when(said: BatchSaid) -> str:
    """'sinds 2020', 'verwacht 2026-12', or nothing."""
    found = []
    if said.first_year is not None:
        found.append(gettext("sinds %(year)s", year=said.first_year))
    if said.expected is not None:
        found.append(gettext("verwacht %(day)s", day=date_text(said.expected, language())))
    return ", ".join(found)


def dated(source: Source) -> str:
    return dutch.write_date(source.dated, language()) if source.dated else gettext("datum onbekend")


def source_text(source: Source) -> str:
    """A web address as its host: the whole of it stands in the history."""
    return site(source.citation) if is_address(source.citation) else source.citation


def sums(now: FleetSum, before: FleetSum | None = None) -> tuple[Sum, ...]:
    """In service, on order and not known; beside each what it became since the statement before."""
    return (
        Sum(
            gettext("in dienst"),
            running_figure(now),
            now.known_running is None,
            since(compared(now), compared(before) if before else None),
        ),
        Sum(
            gettext("besteld"),
            number(now.on_order),
            since=since(now.on_order, before.on_order if before else None),
        ),
        Sum(
            gettext("wagenparkdelen zonder aantal of status"),
            number(now.unknown_batches),
            since=since(now.unknown_batches, before.unknown_batches if before else None),
        ),
    )


def compared(fleet: FleetSum) -> int | None:
    """The running buses to subtract; None while a batch has no count: the sum is a lower bound then."""
    return None if fleet.unknown_batches else fleet.running


def since(now: int | None, before: int | None) -> str:
    """'+12', '−6', '±0'; empty where there is nothing to compare with."""
    if now is None or before is None:
        return ""
    if now == before:
        return "±0"
    return f"{'+' if now > before else '−'}{number(abs(now - before))}"


def who_told(told: Told) -> str:
    """'vervoerder EBS'; the register itself for a list that was read in."""
    role = gettext(ROLES[Role(told.role)]) if told.role in tuple(Role) else ""
    named = told.organisation.name if told.organisation else ""
    return " ".join(filter(None, (role, named))) or gettext("het register zelf")


def act_in_words(told: Told) -> str:
    return gettext(ACTS[told.act]) if told.act in ACTS else gettext("gewijzigd")


def instant(at: datetime) -> str:
    """'22 november 2026 om 14:02', on the clock of the deployment."""
    return gettext("%(day)s om %(time)s", day=day_in_prose(at.date()), time=f"{at:%H:%M}")


def day(value: date) -> str:
    return dutch.write_date(value, language())


def leaves(status: FleetStatus) -> bool:
    return status is FleetStatus.WITHDRAWN
