from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from busrisk.access.policy import Role
from busrisk.access.scope import national, scope_of
from busrisk.core.facts import PartyRef
from busrisk.core.findings import Topic
from busrisk.register.citations import party_sources, sources
from busrisk.register.claims import Identities, Ledger
from busrisk.register.concessions import NotInRegister
from busrisk.register.controls import control_totals
from busrisk.register.deployed import fill_deployments
from busrisk.register.findings import findings, is_shared, matches
from busrisk.register.fleet import batches
from busrisk.register.parties import makers
from busrisk.register.session import Moment, Reader, Register
from busrisk.register.tables import Concession, Holder, Party
from busrisk.register.vehicles import vehicles
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.match_finding import NotReachedThen, match_finding, withdraw_match
from tests.databases import NOW, on_both
from tests.register.stored import statements
from tests.workflow.test_match_finding import NOORD, STOPS, somebody, store

DAY = date(2026, 1, 1)
NL, VB = national("nl"), national("voorbeeldland")


def today(reader: Reader) -> Moment:
    return Moment(NOW.date(), reader.version)


@on_both
def test_a_finding_is_kept_word_for_word_with_its_sources(ready: Register) -> None:
    with ready.reader() as reader:
        found = findings(NL, reader, reader.moment(DAY), "yutong")
    assert [each.topic for each in found] == list(Topic)
    ota = found[0]
    assert ota.text == (
        "Ruter (Oslo) test, published 2025-11: maker has direct digital access to each bus "
        "for software updates and diagnostics"
    )
    assert "https://ruter.no/en/ruter-with-extensive-security-testing-of-electric-buses" in ota.sources
    assert len(ota.sources) == 6


def test_a_maker_tells_where_what_is_said_of_it_comes_from_and_since_when(ready: Register) -> None:
    with ready.reader() as reader:
        found = {each.key: each for each in makers(NL, reader, reader.moment(DAY))}
    assert found["ebusco"].owned_from == DAY
    assert found["ebusco"].ownership_note is not None
    assert len(found["ebusco"].sources) == 4
    assert found["irizar"].owned_from is None  # nobody says who owns it
    assert found["yutong"].statement is not None


@on_both
def test_invented_makers_and_real_ones_never_stand_in_one_list(exercise: Register) -> None:
    with exercise.reader() as reader:
        moment = reader.moment(DAY)
        real, invented = makers(NL, reader, moment), makers(VB, reader, moment)
        assert {each.key for each in invented} == {"vb-noordster", "vb-weststar", "vb-zuidster"}
        assert not {each.key for each in real} & {each.key for each in invented}
        assert {each.maker.key for each in findings(VB, reader, moment)} == {"vb-noordster"}
        assert not findings(NL, reader, moment, "vb-noordster")
        assert {name for _, name in party_sources(VB, reader, moment)} >= {"Noordster"}
        assert "Noordster" not in {name for _, name in party_sources(NL, reader, moment)}


def test_a_type_of_one_record_alone_says_so(ready: Register) -> None:
    with ready.reader() as reader:
        found = vehicles(NL, reader, reader.moment(DAY))
        ours = vehicles(scope_of(Role.GRANTOR, "nl", "prov-zh"), reader, reader.moment(DAY))
    assert len(found) == 66
    assert found["zhn-01"].named
    assert not found["hgl-str-01"].named
    assert set(ours) < set(found)
    assert "ijv-01" not in ours


def test_who_sees_no_scores_sees_no_match_and_nobody_one_out_of_reach(exercise: Register) -> None:
    store(exercise, STOPS)
    readers = {
        "grantor": scope_of(Role.GRANTOR, "voorbeeldland", "vb-provincie"),
        "operator": scope_of(Role.OPERATOR, "voorbeeldland", "vb-streekvervoer"),
        "ministry": scope_of(Role.MINISTRY, "voorbeeldland", None),
        "other operator": scope_of(Role.OPERATOR, "voorbeeldland", "vb-stadsvervoer"),
        "other region": NL,
    }
    with exercise.reader() as reader:
        seen = {who: len(matches(scope, reader, today(reader))) for who, scope in readers.items()}
        of_noord = matches(VB, reader, today(reader), "vb-noord")
        of_zuid = matches(VB, reader, today(reader), "vb-zuid")
    assert seen == {"grantor": 1, "operator": 1, "ministry": 0, "other operator": 0, "other region": 0}
    assert (len(of_noord), len(of_zuid)) == (1, 0)


def pass_on(register: Register, concession: str, to: str, day: date) -> None:
    """From a day on somebody else holds the concession, with the same buses."""
    with register.writer("tester", "pass_on") as writer:
        about = {"concession_id": Identities(writer, Concession).number(concession)}
        holders = Ledger(writer, Holder, "concession_id")
        holders.state(about, {"party_id": Identities(writer, Party).number(to)}, day)
        holders.flush()
        fill_deployments(writer, {concession})


@on_both
def test_who_takes_a_concession_over_does_not_read_nor_take_back_what_was_said_before(
    exercise: Register,
) -> None:
    store(exercise, STOPS, "operator")
    pass_on(exercise, "vb-noord", "vb-stadsvervoer", date(2026, 6, 1))
    next_one = scope_of(Role.OPERATOR, "voorbeeldland", "vb-stadsvervoer")
    with exercise.reader() as reader:
        assert "vb-noord" in {each.concession for each in batches(next_one, reader, today(reader))}
        (match,) = matches(VB, reader, today(reader))
        assert matches(next_one, reader, today(reader)) == ()
        assert is_shared(VB, reader, NOORD)  # with the next operator, in the same concession
        stads = replace(somebody(exercise, "operator"), organisation=PartyRef("vb-stadsvervoer", "Stads"))
    assert stads.scope == next_one
    with pytest.raises(NotInRegister):
        withdraw_match(exercise, stads, match, STOPS.day, "Niet van ons.")
    ours = NOORD.replace("vb-streekvervoer", "vb-stadsvervoer")
    with pytest.raises(NotReachedThen, match="01-03-2026"):
        match_finding(exercise, stads, replace(STOPS, deployment=ours, day=date(2026, 3, 1)))


def test_no_baseline_is_shared_until_one_is_recorded(exercise: Register) -> None:
    """The same type runs in two concessions; whether its software is the same nobody recorded."""
    with exercise.reader() as reader:
        assert not is_shared(VB, reader, NOORD)


def test_what_was_said_is_not_known_before_it_was_said(exercise: Register) -> None:
    with exercise.reader() as reader:
        before = reader.version
    store(exercise, STOPS)
    with exercise.reader() as reader:
        assert matches(VB, reader, Moment(NOW.date(), before)) == ()
        assert len(matches(VB, reader, today(reader))) == 1


@on_both
def test_reads_cost_the_same_for_few_and_for_many(exercise: Register) -> None:
    def cost(region: str) -> list[int]:
        scope, found = national(region), []
        reads = (findings, matches, party_sources, vehicles, makers)
        for read in reads:
            with exercise.reader() as reader, statements(exercise) as heard:
                read(scope, reader, reader.moment(DAY))
            found.append(heard.reads)
        return found

    assert cost("voorbeeldland") == cost("nl")


def test_every_source_of_the_start_list_is_on_one_line_with_what_rests_on_it(ready: Register) -> None:
    with ready.reader() as reader:
        moment = reader.moment(DAY)
        fleet, controls = batches(NL, reader, moment), control_totals(NL, reader, moment)
        found = sources(NL, reader, moment, edition_in_force(DAY), fleet, controls)
    cited = [each.citation for each in found if each.read is None]
    assert len(cited) == len(set(cited))
    assert sum(len(each.batches) for each in found) == len(fleet) == 66
    assert sum(each.controls for each in found) == len(controls)
    assert {each.kind.value for each in found} >= {"official", "monitor", "press", "law"}
