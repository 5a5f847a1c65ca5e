"""Who stands behind the buses of a concession: per deployment and role a party, none, or not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from busrisk.core import dutch
from busrisk.core.exposure.actor_reach import ProviderRole
from busrisk.core.exposure.words import exposure_word
from busrisk.core.facts import DeploymentFact
from busrisk.core.faults import is_unseen
from busrisk.core.fleet.fields import FleetRefused
from busrisk.core.fleet.statement import UNKNOWN
from busrisk.core.fleet.values import clean
from busrisk.core.names import fold
from busrisk.core.national.picture import fleet_sum
from busrisk.register.concessions import NotInRegister
from busrisk.register.fleet import deployments_of
from busrisk.register.parties import makers
from busrisk.register.providers import ProviderSaid, StatedProvider, stated_providers
from busrisk.register.session import Moment
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground, ground, terms_on, today
from busrisk.web.fleet.pages import Behind, PartiesPage, RoleField
from busrisk.web.fleet.preview import NOTHING
from busrisk.web.fleet.said import DAY, SOURCE, Fields, Refusals, no_source, read_day, read_source
from busrisk.web.fleet.views import DONE
from busrisk.web.fleet.words import kind_in_words
from busrisk.web.fleet_words import in_service
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.meanwhile import others_wrote, read_seen
from busrisk.web.page import show
from busrisk.workflow.stale import ChangedSince
from busrisk.workflow.state_providers import differing, state_providers

ROLES = (ProviderRole.UPDATE, ProviderRole.TELEMATICS, ProviderRole.SIM, ProviderRole.CLOUD)
LONGEST = 200  # characters of a name
NO_ONE = "geen"
Stated = Mapping[str, tuple[StatedProvider, ...]]


def parties(key: str) -> Response:
    at = ground(key)
    return show("fleet/parties.html", _page(at, _stated(at), {}, Refusals(), request.args.get(DONE, "")))


def state_parties(key: str) -> Response:
    at, fields, refusals = ground(key), request.form, Refusals()
    stated, day, source = _stated(at), read_day(fields, refusals), read_source(fields, refusals)
    terms_on(key, day, refusals)
    said = _read(at, fields, refusals)
    if source is None and _says_more(at, said, day):
        no_source(refusals)
    if refusals or day is None:
        return show("fleet/parties.html", _page(at, stated, fields, refusals), 400)
    cited = source.citation if source else ""
    person, origin, seen = gate.person(), gate.origin(), read_seen(fields)
    gate.let_go()
    try:
        changed = state_providers(installation().register, person, key, said, cited, day, origin, seen)
    except FleetRefused as refused:
        refusals.take(refused.faults, DAY)
        return show("fleet/parties.html", _page(at, stated, fields, refusals), 400)
    except ChangedSince:
        return _overtaken(key, fields)
    except NotInRegister:
        refusals.note(DAY, _not_then())
        return show("fleet/parties.html", _page(at, stated, fields, refusals), 409)
    return redirect(url_for("fleet.parties", key=key, gedaan=changed or NOTHING), 303)


def _overtaken(key: str, fields: Fields) -> Response:
    """Both texts: what stands now, and what was typed."""
    at, refusals = ground(key), Refusals()
    stated = _stated(at)
    now: dict[str, str] = {}
    for place, each in enumerate(_behind(at), 1):
        for one in (_field(stated, each, place, role, {}) for role in ROLES):
            now |= {one.name: one.value, one.none_name: "ja" if one.none else ""}
    refusals.found += others_wrote(now, fields, DAY)
    return show("fleet/parties.html", _page(at, stated, fields, refusals), 409)


def _not_then() -> str:
    return gettext(
        "Op deze dag reden niet al deze bussen al voor u, of het wagenpark is intussen gewijzigd. "
        "Er is niets opgeslagen. Kies een andere dag, of open de pagina opnieuw."
    )


def _stated(at: Ground) -> Stated:
    return stated_providers(gate.scope(), gate.reader(), at.now, at.about.key)


def _behind(at: Ground) -> tuple[DeploymentFact, ...]:
    return deployments_of(at.batches)


def _label(role: ProviderRole) -> str:
    word = exposure_word(role, language())
    return f"{word[:1].upper()}{word[1:]}"


def _name(place: int, role: ProviderRole) -> str:
    return f"{role.value}_{place}"


def _read(at: Ground, fields: Fields, refusals: Refusals) -> dict[str, tuple[ProviderSaid, ...]]:
    """Every role as the form says it, by deployment."""
    return {
        each.key: tuple(_role(fields, _name(place, role), role, refusals) for role in ROLES)
        for place, each in enumerate(_behind(at), 1)
    }


def _says_more(at: Ground, said: Mapping[str, tuple[ProviderSaid, ...]], day: date | None) -> bool:
    """Whether the form says something else than what stood on its own day: then it needs a source."""
    moment = Moment(day or today(), at.now.known)
    stood = stated_providers(gate.scope(), gate.reader(), moment, at.about.key)
    return any(differing(stood.get(key, ()), roles) for key, roles in said.items())


def _as_stated(role: ProviderRole, stood: StatedProvider | None) -> ProviderSaid:
    if stood is None:
        return ProviderSaid(role)
    actor = stood.provider.actor
    return ProviderSaid(role, actor.name if actor else None, stood.provider.none)


def _role(fields: Fields, name: str, role: ProviderRole, refusals: Refusals) -> ProviderSaid:
    """A name, none, or blank: not known who."""
    typed, none = clean(fields.get(name, "")), bool(fields.get(f"{NO_ONE}_{name}"))
    label = _label(role)
    if fold(typed) in UNKNOWN:
        typed = ""
    if typed and none:
        refusals.note(
            name,
            gettext(
                "%(role)s: er staat een naam, en ‘er is geen’ is aangevinkt. Kies een van de twee.",
                role=label,
            ),
        )
    if len(typed) > LONGEST or any(is_unseen(char) for char in typed):
        refusals.note(
            name,
            gettext(
                "%(role)s: de naam is te lang of bevat een onzichtbaar teken. "
                "Typ de naam opnieuw, met ten hoogste %(most)s tekens.",
                role=label,
                most=LONGEST,
            ),
        )
    return ProviderSaid(role, typed or None, none)


def _page(at: Ground, stated: Stated, typed: Fields, refusals: Refusals, done: str = "") -> PartiesPage:
    known = {one.provider.actor.name for each in stated.values() for one in each if one.provider.actor}
    known |= {each.name for each in makers(gate.scope(), gate.reader(), at.now)}
    return PartiesPage(
        key=at.about.key,
        name=at.about.name,
        behind=tuple(
            Behind(
                title=kind_in_words(each.batches[0]),
                buses=in_service(fleet_sum(each.batches)),
                roles=tuple(_field(stated, each, place, role, typed) for role in ROLES),
            )
            for place, each in enumerate(_behind(at), 1)
        ),
        known=tuple(sorted(known, key=fold)),
        typed={
            DAY: typed.get(DAY) or dutch.write_date(today(), language()),
            SOURCE: typed.get(SOURCE, ""),
        },
        faults=refusals.listed,
        wrong=refusals.by_field,
        seen=str(gate.reader().version),
        done=_done(done),
    )


def _field(stated: Stated, each: DeploymentFact, place: int, role: ProviderRole, typed: Fields) -> RoleField:
    stood = next((one for one in stated.get(each.key, ()) if one.provider.role is role), None)
    said, name = _as_stated(role, stood), _name(place, role)
    return RoleField(
        name=name,
        none_name=f"{NO_ONE}_{name}",
        label=_label(role),
        value=typed.get(name, "") if typed else said.name or "",
        none=bool(typed.get(f"{NO_ONE}_{name}")) if typed else said.none,
        source=stood.source if stood else "",
    )


def _done(done: str) -> str:
    """What the act just done did: 'Bewaard: 3 rollen gewijzigd'."""
    if done == NOTHING:
        return gettext("Er is niets gewijzigd: dit stond al zo in het register.")
    if not (done.isascii() and done.isdigit() and len(done) < 5):
        return ""
    return ngettext("Bewaard: %(num)s rol gewijzigd.", "Bewaard: %(num)s rollen gewijzigd.", int(done))
