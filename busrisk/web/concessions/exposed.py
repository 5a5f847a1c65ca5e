"""The exposure of one concession in words: what to ask first, what it needs, how concentrated it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from busrisk.core import dutch
from busrisk.core.exposure.ask_first import OpenQuestion
from busrisk.core.exposure.concentration import Concentration
from busrisk.core.exposure.concession import ConcessionExposure
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.exposure.words import NOT_COMPUTABLE, exposure_word, unsized_in_words
from busrisk.core.national.definitions import BusDefinition, bus_words
from busrisk.core.shares import decimal_of, percentage
from busrisk.core.sheets.exposure import priorities_table, reach_table
from busrisk.rulebook.shape import Edition
from busrisk.web.anchors import method_address
from busrisk.web.concessions.deployment_pages import Deployment
from busrisk.web.concessions.pages import Ask, Exposed, NeedText
from busrisk.web.drawn import class_boxes
from busrisk.web.language import gettext, language, ngettext

SHOWN = 5  # questions to ask first
UNUSED = ("concession",)  # columns that one concession's own page has no need of


def exposed(found: ConcessionExposure, edition: Edition, shown: Sequence[Deployment]) -> Exposed:
    """What only a reader of scores sees; `shown` are the deployments of the page."""
    anchors = {each.key: each.anchor for each in shown}
    spoken = language()
    narrowing = found.first[:SHOWN]
    asked = narrowing or found.gates[:SHOWN]
    return Exposed(
        asks=tuple(_ask(each, edition) for each in asked),
        alone=bool(narrowing),
        priorities=priorities_table(found.deployments, spoken).without(*UNUSED),
        hrefs=tuple(f"#{anchors[each.scored.deployment.key]}" for each in found.deployments),
        classes=tuple(
            class_boxes(made.overall) for each in found.deployments if (made := each.scored.assessment)
        ),
        unscored=tuple(each.title for each in shown if each.score is None),
        reach=reach_table(found.reach, spoken),
    )


def _ask(each: OpenQuestion, edition: Edition) -> Ask:
    title = edition.question(each.question).title.get(language())
    return Ask(each.question, title, method_address(each.question), _buses(each))


def _buses(each: OpenQuestion) -> str:
    """'112 bussen', 'ten minste 40 bussen en 1 vloot van onbekende omvang'."""
    spoken, parts = language(), []
    if not each.buses and not each.unsized:
        return gettext("geen bus in dienst, alleen bestelde bussen")
    if each.buses:
        number = dutch.write_number(each.buses, 0, spoken)
        counted = ngettext("%(count)s bus", "%(count)s bussen", each.buses, count=number)
        about = gettext("circa %(buses)s", buses=counted) if each.circa else counted
        parts.append(gettext("ten minste %(buses)s", buses=about) if each.unsized else about)
    if each.unsized:
        parts.append(unsized_in_words(each.unsized, spoken))
    return gettext(" en ").join(parts)


def need_text(need: ConcessionNeed) -> NeedText:
    """What the concession needs of its fleet; each field says so where it is unknown."""
    return NeedText(
        pvr=_number(need.pvr),
        spares=_number(need.spares),
        crisis_role=_yes_no(need.crisis_role),
        only_transport=_yes_no(need.only_transport),
        source=need.source.citation if need.source else "",
        known=need.source is not None,
    )


def _number(value: int | None) -> str:
    return gettext("onbekend") if value is None else dutch.write_number(value, 0, language())


def _yes_no(value: bool | None) -> str:
    if value is None:
        return gettext("onbekend")
    return gettext("ja") if value else gettext("nee")


def concentration_text(found: Concentration) -> str:
    """'Yutong 44,4%, Iveco 55,6% van 252 bussen in dienst; HHI: 5.062; grootste leverancier > 50%'."""
    return "; ".join(_concentration(found)) if found.lines else ""


def _concentration(found: Concentration) -> Iterator[str]:
    spoken = language()
    shares = [
        f"{' + '.join(maker.name for maker in line.makers) or gettext('fabrikant onbekend')} "
        f"{dutch.write_percent(percentage(line.share), spoken)}"
        for line in found.lines
        if line.share is not None
    ]
    if shares and found.total is not None:
        number = dutch.write_number(found.total, 0, spoken)
        of = gettext("van %(number)s bussen in dienst", number=number)
        yield f"{', '.join(shares)} {of}"
    index = NOT_COMPUTABLE[spoken]
    if found.hhi is not None:
        index = dutch.write_number(decimal_of(found.hhi), 0, spoken)
    yield f"HHI: {index}"
    if (majority := exposure_word(found.majority, spoken)) != NOT_COMPUTABLE[spoken]:
        yield majority
    yield bus_words(BusDefinition.ALL, spoken)
