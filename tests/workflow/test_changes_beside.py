"""What changed beside fleets (needs, parties, promises, hand-overs, published totals), and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from busrisk.access.policy import Role
from busrisk.access.scope import Scope, national, scope_of
from busrisk.core.exposure.actor_reach import ProviderRole
from busrisk.core.exposure.service_loss import ConcessionNeed
from busrisk.core.facts import Count, Source
from busrisk.core.fleet.handover import HandoverItem, HandoverStatus
from busrisk.core.fleet.need import NeedStatement
from busrisk.core.fleet.promise import PromiseSaid
from busrisk.core.sheets.changes import Grain, listed_changes
from busrisk.register.changed import changes_since
from busrisk.register.fleet import deployments
from busrisk.register.providers import ProviderSaid
from busrisk.register.session import Register
from busrisk.workflow.state_control import state_control
from busrisk.workflow.state_handover import state_handover
from busrisk.workflow.state_need import state_need
from busrisk.workflow.state_providers import state_providers
from tests.databases import on_both
from tests.fleets import EBS, TODAY, speaker, stored_promise
from tests.start_lists import batch, take
from tests.workflow.test_state_control import correction, person, total

ZH = scope_of(Role.GRANTOR, "nl", "prov-zh")
QBUZZ = scope_of(Role.OPERATOR, "nl", "qbuzz")
MINISTRY = scope_of(Role.MINISTRY, "nl", None)
U15 = "zhn.yutong-u15-first-batch.qbuzz"


def told(register: Register, scope: Scope, since: int = 1, key: str | None = None) -> list[str]:
    """The sentences somebody reads, the newest telling first."""
    with register.reader() as reader:
        found = changes_since(scope, reader, reader.moment(TODAY), since, key)
    return [f"{row[0]}: {row[1]}" for row in listed_changes(found, "nl", 99).table.rows]


def need(register: Register, said: ConcessionNeed, note: str | None = None) -> None:
    state_need(register, speaker(ZH), "zhn", NeedStatement(said, note), TODAY, "")


@on_both
def test_a_need_is_told_field_by_field_and_its_remark_to_nobody(ready: Register) -> None:
    first = ConcessionNeed(175, 20, source=Source("dienstregeling"))
    need(ready, first, "geheime opmerking")
    need(ready, replace(first, spares=25, only_transport=False), "nog een")
    assert (
        told(ready, MINISTRY)
        == told(ready, ZH)
        == [
            "Zuid-Holland Noord: behoefte: reservebussen: 20 → 25; enig openbaar vervoer: onbekend → nee",
            "Zuid-Holland Noord: behoefte: nodig in de spits: onbekend → 175; reservebussen: onbekend → 20; "
            "bron: onbekend → dienstregeling",
        ]
    )
    assert told(ready, scope_of(Role.GRANTOR, "nl", "prov-ov")) == []


@on_both
def test_parties_behind_buses_are_told_to_who_may_see_scores(ready: Register) -> None:
    for said in (ProviderSaid(ProviderRole.SIM, "Een Netwerk"), ProviderSaid(ProviderRole.SIM, None, True)):
        state_providers(ready, speaker(QBUZZ), "zhn", {U15: (said,)}, "contract", TODAY, "")
    sentences = [
        "Zuid-Holland Noord: Yutong U15 (first batch), SIM-aanbieder: Een Netwerk → geen",
        "Zuid-Holland Noord: Yutong U15 (first batch), SIM-aanbieder: onbekend → Een Netwerk",
    ]
    assert told(ready, QBUZZ) == told(ready, ZH) == sentences
    assert told(ready, MINISTRY) == []


@on_both
def test_parties_of_an_earlier_operator_do_not_pass_on_with_the_concession(empty: Register) -> None:
    row, keolis = batch("ijv-01", "BYD", "246"), scope_of(Role.OPERATOR, "nl", "keolis")
    take(empty, {**row, "operator": "Keolis"}, peildatum=date(2022, 1, 1))
    with empty.reader() as reader:
        seen, (of,) = reader.version, deployments(keolis, reader, reader.moment(date(2022, 1, 1)))
    said = {of.key: (ProviderSaid(ProviderRole.CLOUD, "Een Wolk"),)}
    state_providers(empty, speaker(national("nl")), "ijv", said, "contract", date(2022, 1, 1), "")
    take(empty, row, peildatum=date(2022, 12, 11))
    grantor, sentence = scope_of(Role.GRANTOR, "nl", "prov-ov"), "cloudpartij: onbekend → Een Wolk"
    assert [sentence in " ".join(told(empty, who, seen)) for who in (grantor, EBS)] == [True, False]


@on_both
def test_a_promise_is_told_line_by_line(ready: Register) -> None:
    source = Source("inschrijving")
    iveco, vanhool = (
        PromiseSaid((key,), label, None, Count(count), source)
        for key, label, count in (("iveco", "Iveco Bus", 140), ("vanhool", "Van Hool", 112))
    )
    stored_promise(ready, speaker(ZH), "zhn", (iveco, vanhool), TODAY)
    stored_promise(ready, speaker(ZH), "zhn", (replace(iveco, count=Count(150)),), TODAY)
    zhn = "Zuid-Holland Noord: toezegging, regel"
    assert sorted(told(ready, MINISTRY)) == [
        f"{zhn} 1: 140 Iveco Bus",
        f"{zhn} 1: 140 Iveco Bus → 150 Iveco Bus",
        f"{zhn} 2: 112 Van Hool",
        f"{zhn} 2: vervallen",
    ]


@on_both
def test_a_hand_over_is_told_by_its_state_and_never_by_its_remark(empty: Register) -> None:
    row = batch("ijv-01", "BYD", "246")
    take(empty, {**row, "operator": "Keolis"}, peildatum=date(2022, 1, 1))
    take(empty, row, peildatum=date(2022, 12, 11))
    with empty.reader() as reader:
        seen = reader.version
    for state, remark in (
        (HandoverStatus.OPEN, "sleutel ligt bij Jan"),
        (HandoverStatus.DONE, "sleutel ligt bij Piet"),
        (HandoverStatus.DONE, "toch bij Jan"),
    ):
        state_handover(
            empty, speaker(EBS), "ijv", date(2022, 12, 11), {HandoverItem.KEYS: (state, remark)}, ""
        )
    about = "IJssel-Vecht: overdracht van 11-12-2022, Sleutels en certificaten"
    for scope in (MINISTRY, EBS):
        assert told(empty, scope, seen) == [f"{about}: open → gedaan", f"{about}: open"]


@on_both
def test_a_published_total_is_told_to_who_sees_the_national_picture(ready: Register) -> None:
    who = person(ready)
    before = total(ready, who)
    state_control(ready, who, correction(before, "2.750"), before, "")
    (sentence,) = told(ready, MINISTRY)
    assert sentence.startswith("landelijk: controletotaal zero-emissiebussen, landelijk: ")
    assert sentence.endswith(" → 2.750")
    assert told(ready, ZH) == told(ready, MINISTRY, key="zhn") == []
    (row,) = _rows(ready)
    assert row[2] == date(2025, 12, 31)


def _rows(register: Register) -> tuple[tuple[object, ...], ...]:
    with register.reader() as reader:
        found = changes_since(MINISTRY, reader, reader.moment(TODAY), 1)
    return listed_changes(found, "en", 9).table.rows


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_start_list_with_its_totals_is_one_line_of_news(ready: Register, language: str) -> None:
    with ready.reader() as reader:
        found = changes_since(MINISTRY, reader, reader.moment(TODAY), 0)
    (row,) = listed_changes(found, language, 8, Grain.TELLING).table.rows
    said = {
        "nl": "66 wagenparkdelen, 28 concessiehouders, 50 controletotalen vastgelegd",
        "en": "66 fleet batches, 28 concession holders, 50 control totals recorded",
    }
    assert row[1:3] == (said[language], date(2026, 1, 1))


def test_of_a_start_list_each_concession_is_a_line_that_leads_to_its_changes(ready: Register) -> None:
    with ready.reader() as reader:
        found = changes_since(MINISTRY, reader, reader.moment(TODAY), 0)
    listed = listed_changes(found, "nl", 99, Grain.CONCESSION)
    assert (len(listed.table.rows), listed.more) == (29, False)
    by_key = dict(zip(listed.concessions, listed.table.rows, strict=True))
    assert by_key["gd"][:2] == ("Groningen-Drenthe", "7 wagenparkdelen, 1 concessiehouder vastgelegd")
    assert listed.table.rows[-1][:2] == ("landelijk", "50 controletotalen vastgelegd")
    few = listed_changes(found, "nl", 9, Grain.CHANGE)
    assert (len(few.table.rows), few.more) == (9, True)
