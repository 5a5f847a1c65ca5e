"""The list of manufacturers as its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import url_for

from busrisk.core.facts import BatchFact
from busrisk.core.findings import Finding
from busrisk.core.makers import Maker, MakerStand, VariantFact, maker_stand
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.web.fleet_words import number
from busrisk.web.language import gettext
from busrisk.web.makers.countries import country
from busrisk.web.makers.pages import MakersPage
from busrisk.web.moment import Asked, moment_form


def makers_page(
    makers: Sequence[Maker],
    fleet: Sequence[BatchFact],
    types: Mapping[str, VariantFact],
    findings: Sequence[Finding],
    asked: Asked,
    reach: str,
) -> MakersPage:
    """Every maker by name, whatever its country: the counts are of the fleet given."""
    found = {maker.key: sum(1 for each in findings if each.maker.key == maker.key) for maker in makers}
    rows = tuple(_row(maker, maker_stand(maker.key, fleet, types), found[maker.key]) for maker in makers)
    unknown = gettext("onbekend")
    nothing = gettext("Op deze dag is geen fabrikant vastgelegd. Kies een latere peildatum.")
    return MakersPage(
        moment=moment_form(asked),
        makers=Table("fabrikanten", gettext("Fabrikanten"), _columns(), rows, empty=nothing, unknown=unknown),
        hrefs=tuple(url_for("makers.maker", key=maker.key, **asked.address) for maker in makers),
        counted=gettext("%(count)s fabrikanten", count=number(len(makers))),
        reach=reach,
        exportable=asked.edition is not None,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("maker", gettext("Fabrikant")),
        Column("hq", gettext("Hoofdkantoor")),
        Column("parent", gettext("Uiteindelijke eigenaar"), given=True),
        Column("assembly", gettext("Assemblage, zoals opgegeven"), given=True),
        Column("support", gettext("Ondersteuning van de software")),
        Column("running", gettext("In dienst"), Kind.COUNT),
        Column("on_order", gettext("Besteld"), Kind.COUNT),
        Column("uncounted", gettext("Delen zonder aantal"), Kind.COUNT),
        Column("shared", gettext("Opgegeven samen met een ander merk"), Kind.COUNT),
        Column("variants", gettext("Varianten"), Kind.COUNT),
        Column("findings", gettext("Openbare bevindingen"), Kind.COUNT),
    )


def _row(maker: Maker, stand: MakerStand, findings: int) -> tuple[Cell, ...]:
    unknown = gettext("onbekend")
    return (
        maker.name,
        country(maker.hq_country),
        maker.parent or unknown,
        maker.assembly or unknown,
        maker.support_state or unknown,
        stand.fleet.known_running,
        stand.fleet.on_order,
        stand.fleet.unknown_batches,
        stand.shared.running + stand.shared.on_order,
        stand.variants,
        findings,
    )
