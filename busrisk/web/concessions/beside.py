"""What stands beside a concession's fleet and scores: its promise, its hand-overs, who is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from busrisk.access.scope import Scope
from busrisk.core import dutch
from busrisk.core.exposure.concession import ConcessionExposure
from busrisk.core.facts import BatchFact, Source
from busrisk.core.findings import Finding, Match
from busrisk.core.fleet.handover import HandoverLine, Switch, checklist, open_items
from busrisk.core.fleet.promise import PromiseLine, substitution
from busrisk.core.score.rollup import ConcessionView
from busrisk.register.exposed import exposures
from busrisk.register.findings import findings, matches
from busrisk.register.handovers import handovers, switches
from busrisk.register.promises import promises
from busrisk.register.providers import StatedProvider, stated_providers
from busrisk.register.session import Reader
from busrisk.web.concessions.pages import HandoverNotice, PromiseNotice
from busrisk.web.fleet_words import number
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.moment import Asked, day_in_prose


@dataclass(frozen=True)
class Beside:
    """All that a concession's page shows besides the picture itself."""

    exposure: ConcessionExposure
    promised: tuple[PromiseLine, ...]
    switches: tuple[Switch, ...]
    checklists: Mapping[tuple[str, date], tuple[HandoverLine, ...]]
    behind: Mapping[str, tuple[StatedProvider, ...]]
    matches: tuple[Match, ...]
    printed: tuple[Finding, ...]  # what the matched findings say


def read_beside(
    scope: Scope, reader: Reader, asked: Asked, view: ConcessionView, fleet: Sequence[BatchFact]
) -> Beside:
    moment, key = asked.moment, view.concession.key
    edition = asked.edition or installation().edition
    matched = matches(scope, reader, moment, key)
    return Beside(
        exposure=exposures(scope, reader, moment, (view,), fleet, edition)[key],
        promised=promises(scope, reader, moment, key),
        switches=switches(scope, reader, moment, key),
        checklists=handovers(scope, reader, moment, key),
        behind=stated_providers(scope, reader, moment, key),
        matches=matched,
        printed=findings(scope, reader, moment) if matched else (),
    )


def promise_notice(
    lines: Sequence[PromiseLine], fleet: Sequence[BatchFact], key: str, asked: Asked
) -> PromiseNotice:
    """How the fleet compares with what was promised; a banner unless it is as promised."""
    found, href = substitution(lines, fleet), url_for("concessions.promise", key=key, **asked.address)
    if found is None:
        return PromiseNotice(gettext("niet vastgelegd"), False, (), href)
    sources = dict.fromkeys(line.source for line in lines)
    cited = tuple((each.citation, _dated(each)) for each in sources)
    return PromiseNotice(found.words(language()), found.deviates is not False, cited, href)


def _dated(source: Source) -> str:
    return dutch.write_date(source.dated, language()) if source.dated else gettext("datum onbekend")


def handover_notice(beside: Beside, key: str, asked: Asked) -> HandoverNotice | None:
    """The newest change of holder and what of all of them is still open; None where there was none."""
    if not beside.switches:
        return None
    newest, left = beside.switches[0], _left(beside, key)
    holders = [each.name if each else gettext("onbekend") for each in (newest.before, newest.after)]
    words = gettext(
        "%(before)s → %(after)s op %(day)s",
        before=holders[0],
        after=holders[1],
        day=day_in_prose(newest.day),
    )
    href = url_for("concessions.handover", key=key, **asked.address)
    return HandoverNotice(words, tuple(left), href)


def _left(beside: Beside, key: str) -> list[str]:
    """What is still to be done, in words."""
    open_ = sum(open_items(beside.checklists.get((key, each.day), checklist({}))) for each in beside.switches)
    again = sum(each.reconfirm for each in beside.switches)
    found = []
    if open_:
        found.append(
            ngettext(
                "%(count)s onderdeel staat open",
                "%(count)s onderdelen staan open",
                open_,
                count=number(open_),
            )
        )
    if again:
        found.append(
            ngettext(
                "%(count)s antwoord is opnieuw te bevestigen",
                "%(count)s antwoorden zijn opnieuw te bevestigen",
                again,
                count=number(again),
            )
        )
    return found
