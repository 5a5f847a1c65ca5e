"""A selection of the fleet as its page: what was asked, and every split of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from busrisk.core import dutch
from busrisk.core.facts import Propulsion
from busrisk.core.faults import shown
from busrisk.core.national.breakdown import Breakdown
from busrisk.core.national.selection import NOBODY, Choices, Selection
from busrisk.core.sheets.breakdown import authorities_table, coverage_table, statuses_table
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import makers_table
from busrisk.core.sheets.supply import concentration_table, questions_table, reaches_table
from busrisk.core.wording import word
from busrisk.register.national_views import Options
from busrisk.rulebook.shape import Edition
from busrisk.web.language import N_, gettext, language, ngettext
from busrisk.web.moment import LONGEST, Asked, Fault, moment_form
from busrisk.web.national.choice import AskedChoice
from busrisk.web.national.pages import DistributionPage, Pick
from busrisk.web.national.picture import capability_texts, silent, without_rules
from busrisk.web.national.sentences import concentrated

FIELDS = {Choices.MAKER: "fabrikant", Choices.PROPULSION: "aandrijving", Choices.GRANTOR: "verlener"}
LABELS = {
    Choices.MAKER: N_("Fabrikant"),
    Choices.PROPULSION: N_("Aandrijving"),
    Choices.GRANTOR: N_("Concessieverlener"),
}


@dataclass(frozen=True)
class AskedSelection:
    """What was typed in the fields of the selection; a key that is not there selects nothing."""

    typed: dict[Choices, str]

    @property
    def selection(self) -> Selection:
        keys = {choice: text or None for choice, text in self.typed.items()}
        return Selection(keys[Choices.MAKER], keys[Choices.PROPULSION], keys[Choices.GRANTOR])

    @property
    def address(self) -> dict[str, str]:
        return {FIELDS[choice]: text for choice, text in self.typed.items() if text}

    def faults(self, offered: Options) -> tuple[Fault, ...]:
        """Each field that names what is not in this fleet."""
        return tuple(
            (FIELDS[choice], _absent(choice, text))
            for choice, text in self.typed.items()
            if text and text not in {key for key, _ in offered[choice]} | {NOBODY}
        )


def asked_selection(fields: Mapping[str, str]) -> AskedSelection:
    """Reads the three fields of the selection."""
    return AskedSelection({choice: fields.get(name, "").strip() for choice, name in FIELDS.items()})


def _absent(choice: Choices, text: str) -> str:
    return gettext(
        "%(field)s: dit komt in dit wagenpark niet voor. U koos: %(value)s. Kies uit de lijst.",
        field=gettext(LABELS[choice]),
        value=shown(text[:LONGEST]),
    )


def distribution_page(
    found: Breakdown,
    offered: Options,
    wanted: AskedSelection,
    asked: Asked,
    choice: AskedChoice,
    edition: Edition,
    in_register: bool,
) -> DistributionPage:
    """Everything `/landelijk/verdeling` shows of one selection."""
    spoken = language()
    return DistributionPage(
        moment=moment_form(asked),
        choice=choice.form(),
        files=choice.files(asked, wanted.address),
        faults=wanted.faults(offered),
        picks=_picks(offered, wanted),
        filtered=_filtered(offered, wanted),
        counted=_counted(found),
        withheld=_withheld(found),
        silent="" if in_register else silent(False),
        rules=without_rules(asked),
        makers=makers_table(found, spoken),
        statuses=statuses_table(found, spoken),
        concentration=concentration_table(found.concentration, spoken),
        concentrated=concentrated(found.concentration),
        capabilities=capability_texts(found.capabilities, asked.edition),
        known=capabilities_table(found, edition.scoring.capabilities, spoken),
        coverage=coverage_table(found, spoken),
        authorities=authorities_table(found, edition, spoken),
        ask_first=questions_table(found, edition, spoken),
        reaches=reaches_table(found, spoken),
    )


def _picks(offered: Options, wanted: AskedSelection) -> tuple[Pick, ...]:
    faults = dict(wanted.faults(offered))
    return tuple(
        Pick(
            name=name,
            label=gettext(LABELS[choice]),
            options=(("", gettext("alle")), *_named(choice, offered), *_nobody(choice)),
            chosen=wanted.typed[choice],
            error=faults.get(name, ""),
        )
        for choice, name in FIELDS.items()
    )


def _named(choice: Choices, offered: Options) -> tuple[tuple[str, str], ...]:
    if choice is not Choices.PROPULSION:
        return offered[choice]
    return tuple((key, word(Propulsion(key), language())) for key, _ in offered[choice])


def _nobody(choice: Choices) -> tuple[tuple[str, str], ...]:
    return () if choice is Choices.GRANTOR else ((NOBODY, gettext("onbekend")),)


def _filtered(offered: Options, wanted: AskedSelection) -> str:
    if not wanted.selection.is_filtered:
        return ""
    parts = []
    for choice, text in wanted.typed.items():
        names = dict((*_named(choice, offered), *_nobody(choice)))
        parts += [f"{gettext(LABELS[choice])}: {names.get(text, shown(text[:LONGEST]))}"] if text else []
    return gettext(
        "Gefilterd: %(parts)s. Alle totalen op deze pagina zijn die van de selectie.", parts="; ".join(parts)
    )


def _counted(found: Breakdown) -> str:
    fleet, spoken = found.everything, language()
    running = fleet.known_running
    said = ngettext(
        "In dienst %(running)s bussen in %(concessions)s concessie, waarvan %(unverified)s niet bevestigd; "
        "besteld %(on_order)s.",
        "In dienst %(running)s bussen in %(concessions)s concessies, waarvan %(unverified)s niet bevestigd; "
        "besteld %(on_order)s.",
        found.concessions,
        running=gettext("onbekend") if running is None else dutch.write_number(running, 0, spoken),
        concessions=dutch.write_number(found.concessions, 0, spoken),
        unverified=dutch.write_number(fleet.unverified, 0, spoken),
        on_order=dutch.write_number(fleet.on_order, 0, spoken),
    )
    if not fleet.unknown_batches:
        return said
    uncounted = ngettext(
        "%(num)s wagenparkdeel zonder bekend aantal, niet meegeteld",
        "%(num)s wagenparkdelen zonder bekend aantal, niet meegeteld",
        fleet.unknown_batches,
    )
    return f"{said} {uncounted}."


def _withheld(found: Breakdown) -> str:
    if not found.withheld:
        return ""
    return gettext(
        "Wat van deze bussen bekend is, wordt niet getoond: de selectie omvat te weinig concessies met "
        "bussen in dienst. Kies een ruimere selectie."
    )
