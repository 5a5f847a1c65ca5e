"""One manufacturer as its page: who it is, its variants side by side, and what is publicly found."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from busrisk.core import dutch
from busrisk.core.facts import BatchFact
from busrisk.core.findings import Finding, Match
from busrisk.core.makers import Maker, MakerStand, VariantView, profiles_differ
from busrisk.core.tabular import Column, Kind, Table
from busrisk.core.wording import word
from busrisk.web.fleet_words import doubts, in_service, number
from busrisk.web.language import gettext, language
from busrisk.web.makers.countries import country
from busrisk.web.makers.findings import finding_text
from busrisk.web.makers.pages import MakerPage, Stated
from busrisk.web.makers.variants import variant_card
from busrisk.web.moment import Asked, moment_form


def maker_page(
    maker: Maker,
    stand: MakerStand,
    variants: Sequence[VariantView],
    findings: Sequence[Finding],
    applied: Sequence[Match],
    asked: Asked,
    reach: str,
    rights: tuple[bool, bool],
) -> MakerPage:
    """Everything `/fabrikanten/<key>` shows of one moment; `rights`: sees scores, may match a finding."""
    named = [each for each in variants if each.variant.named]
    unnamed = [batch for each in variants if not each.variant.named for batch in each.batches]
    with_scores, may_match = rights
    abouts = {
        batch.deployment or "": f"{batch.concession_name} · {batch.model or gettext('type onbekend')}"
        for each in variants
        for batch in each.batches
    }
    return MakerPage(
        moment=moment_form(asked),
        name=maker.name,
        here=url_for("makers.maker", key=maker.key),
        back=url_for("makers.overview", **asked.address),
        facts=_facts(maker),
        sources=maker.sources,
        buses=_buses(stand),
        reach=reach,
        profiles=_profiles(named),
        variants=tuple(variant_card(each, asked) for each in named),
        unnamed=_unnamed(unnamed) if unnamed else None,
        statement=maker.statement or "",
        findings=tuple(finding_text(each, applied, abouts) for each in findings),
        with_scores=with_scores,
        may_match=may_match,
    )


def _facts(maker: Maker) -> tuple[Stated, ...]:
    since = dutch.write_date(maker.owned_from, language(), prose=True) if maker.owned_from else ""
    owner = " · ".join(
        each for each in (maker.parent, maker.parent_country and country(maker.parent_country)) if each
    )
    dated = (gettext("zo vastgelegd vanaf %(day)s", day=since),) if since else ()
    owned = (*dated, *([maker.ownership_note] if maker.ownership_note else []))
    return (
        Stated(gettext("Naam in rechte"), maker.legal_name, given=True),
        Stated(gettext("Hoofdkantoor"), country(maker.hq_country) if maker.hq_country else None),
        Stated(gettext("Uiteindelijke eigenaar"), owner or None, given=True, notes=owned),
        Stated(gettext("Assemblage, zoals opgegeven"), maker.assembly, given=True),
        Stated(gettext("Ondersteuning van de software"), maker.support_state, given=True),
        *([Stated(gettext("Toelichting"), maker.note, given=True)] if maker.note else []),
    )


def _buses(stand: MakerStand) -> tuple[str, ...]:
    shared = stand.shared.running + stand.shared.on_order
    together = gettext("%(count)s opgegeven samen met een ander merk", count=number(shared))
    return (in_service(stand.fleet), *doubts(stand.fleet), *([together] if shared else []))


def _profiles(named: Sequence[VariantView]) -> str:
    """How many variants, and that they differ: nothing is said of the make as a whole."""
    if not named:
        return gettext("geen variant met een bekend type")
    if len(named) == 1:
        return gettext("1 variant")
    if profiles_differ(named):
        return gettext("%(count)s varianten, verschillend", count=number(len(named)))
    return gettext("%(count)s varianten", count=number(len(named)))


def _unnamed(batches: Sequence[BatchFact]) -> Table:
    """Batches whose type is unknown or mixed: each stands for itself."""
    spoken, unknown = language(), gettext("onbekend")
    columns = (
        Column("concession", gettext("Concessie")),
        Column("model", gettext("Type, zoals opgegeven"), given=True),
        Column("makers", gettext("Fabrikanten")),
        Column("count", gettext("Aantal"), Kind.COUNT),
        Column("status", gettext("Status")),
    )
    rows = tuple(
        (
            each.concession_name,
            each.model or unknown,
            " + ".join(maker.name for maker in each.makers),
            each.count.value,
            word(each.status, spoken),
        )
        for each in batches
    )
    return Table("zonder-type", gettext("Type onbekend of gemengd"), columns, rows, unknown=unknown)
