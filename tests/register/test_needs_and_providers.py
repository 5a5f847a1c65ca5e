"""What a concession needs and who stands behind its buses: stated, corrected, as known then, within reach."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from busrisk.access.scope import Scope, national
from busrisk.core.exposure.actor_reach import Provider, ProviderRole
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import Source
from busrisk.core.fleet.need import NeedStatement
from busrisk.register.concessions import NotInRegister
from busrisk.register.needs import needs
from busrisk.register.people import Person, named
from busrisk.register.providers import ProviderSaid, providers, stated_providers
from busrisk.register.session import Register
from busrisk.workflow.stale import ChangedSince
from busrisk.workflow.state_need import state_need
from busrisk.workflow.state_providers import state_providers
from tests.databases import Database, State, on_both

DAY = date(2026, 1, 1)
THEN, LATER = datetime(2026, 2, 1, 12, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC)
IJV, FLEET = "ijv", "zhn.yutong-u15-first-batch.qbuzz"


def person(register: Register, who: str) -> Person:
    with register.reader() as reader:
        return named(reader, who, "nl")


def everyone() -> Scope:
    return national("nl")


def said(pvr: int | None, spares: int | None, source: str = "opgave") -> NeedStatement:
    return NeedStatement(ConcessionNeed(pvr, spares, source=Source(source)), None)


@on_both
def test_a_corrected_need_is_found_as_it_was_known(database: Database) -> None:
    now = database.open(State.READY)
    who = person(now, "administrator")
    state_need(database.at(now, THEN), who, IJV, said(175, 25, "dienstregeling 2026"), DAY, "")
    state_need(database.at(now, LATER), who, IJV, said(180, None), DAY, "")
    with now.reader() as reader:
        today = needs(everyone(), reader, reader.moment(DAY))[IJV]
        then = needs(everyone(), reader, reader.moment(DAY, THEN))[IJV]
    assert (today.pvr, today.spares) == (180, None)
    assert (then.pvr, then.spares, then.source and then.source.citation) == (175, 25, "dienstregeling 2026")


@on_both
def test_a_concession_of_which_nothing_was_stated_has_no_need_on_record(ready: Register) -> None:
    with ready.reader() as reader:
        assert needs(everyone(), reader, reader.moment(DAY)) == {}


@on_both
def test_nobody_states_or_reads_the_need_of_a_concession_out_of_reach(ready: Register) -> None:
    operator = person(ready, "operator")
    out_of_reach = "zhn" if operator.organisation and operator.organisation.key != "qbuzz" else IJV
    with pytest.raises(NotInRegister):
        state_need(ready, operator, out_of_reach, said(10, 1), DAY, "")
    state_need(ready, person(ready, "administrator"), out_of_reach, said(10, 1), DAY, "")
    with ready.reader() as reader:
        assert needs(operator.scope, reader, reader.moment(DAY)) == {}
        assert set(needs(everyone(), reader, reader.moment(DAY))) == {out_of_reach}


@on_both
def test_two_spellings_of_one_party_are_one_party(ready: Register) -> None:
    who = person(ready, "administrator")
    sim = ProviderSaid(ProviderRole.SIM, "Een Netwerk")
    same = ProviderSaid(ProviderRole.CLOUD, "een  netwerk")
    assert state_providers(ready, who, "zhn", {FLEET: [sim, same]}, "opgave", DAY, "") == 2
    with ready.reader() as reader:
        found = providers(everyone(), reader, reader.moment(DAY))[FLEET]
    assert {each.role for each in found} == {ProviderRole.SIM, ProviderRole.CLOUD}
    assert len({each.actor for each in found}) == 1


@on_both
def test_that_there_is_no_such_party_is_another_thing_than_not_knowing_it(ready: Register) -> None:
    who = person(ready, "administrator")
    there_is_none = ProviderSaid(ProviderRole.CLOUD, none=True)
    state_providers(ready, who, "zhn", {FLEET: [there_is_none]}, "opgave Qbuzz", DAY, "")
    with ready.reader() as reader:
        (found,) = stated_providers(everyone(), reader, reader.moment(DAY))[FLEET]
    assert found.provider == Provider(ProviderRole.CLOUD, none=True)
    assert found.source == "opgave Qbuzz"
    unknown_again = ProviderSaid(ProviderRole.CLOUD)
    assert state_providers(ready, who, "zhn", {FLEET: [unknown_again]}, "opgave Qbuzz", DAY, "") == 1
    with ready.reader() as reader:
        assert providers(everyone(), reader, reader.moment(DAY)) == {}


@on_both
def test_one_deployment_out_of_reach_and_nothing_is_stored(ready: Register) -> None:
    who = person(ready, "administrator")
    sim = ProviderSaid(ProviderRole.SIM, "Een Netwerk")
    with pytest.raises(NotInRegister):
        state_providers(ready, who, "zhn", {FLEET: [sim], "elsewhere": [sim]}, "opgave", DAY, "")
    with ready.reader() as reader:
        assert providers(everyone(), reader, reader.moment(DAY)) == {}


def test_the_second_at_one_form_is_refused_and_overwrites_nothing(ready: Register) -> None:
    who, sim = person(ready, "administrator"), ProviderSaid(ProviderRole.SIM, "Een Netwerk")
    with ready.reader() as reader:
        seen = reader.version
    state_need(ready, who, IJV, said(175, 25), DAY, "", seen)
    state_providers(ready, who, "zhn", {FLEET: [sim]}, "opgave", DAY, "", seen)
    with pytest.raises(ChangedSince):
        state_need(ready, who, IJV, said(180, None), DAY, "", seen)
    with pytest.raises(ChangedSince):
        state_providers(ready, who, "zhn", {FLEET: [ProviderSaid(ProviderRole.SIM)]}, "opgave", DAY, "", seen)
    with ready.reader() as reader:
        assert needs(everyone(), reader, reader.moment(DAY))[IJV].pvr == 175
        assert len(providers(everyone(), reader, reader.moment(DAY))[FLEET]) == 1


def test_what_stands_today_may_be_said_of_an_earlier_day(ready: Register) -> None:
    who, sim = person(ready, "administrator"), ProviderSaid(ProviderRole.SIM, "Een Netwerk")
    later = date(2026, 2, 1)
    assert state_providers(ready, who, "zhn", {FLEET: [sim]}, "opgave", later, "") == 1
    assert state_providers(ready, who, "zhn", {FLEET: [sim]}, "andere opgave", later, "") == 0
    assert state_providers(ready, who, "zhn", {FLEET: [sim]}, "opgave", DAY, "") == 1
    with ready.reader() as reader:
        assert FLEET in providers(everyone(), reader, reader.moment(DAY))
