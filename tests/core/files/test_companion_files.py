"""The companion files: who is who, the names, and the control totals, with located faults."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files.companion_files import COMPANIONS, read_companions
from busrisk.core.files.companions import Companions, ControlRow, PartyRole
from tests.core.start_files import changed, companions, shipped, shipped_companions

CROW = PartialDate("2025-12-31")
ANSWERS = PartialDate("2026-01-01")


def with_file(name: str, data: bytes) -> Companions:
    return read_companions({**shipped_companions(), f"data/{name}": data})


def refused(name: str, data: bytes) -> tuple[Fault, ...]:
    with pytest.raises(StartListRefused) as refusal:
        with_file(name, data)
    return refusal.value.faults


def with_row(name: str, row: str) -> bytes:
    return shipped(name).rstrip(b"\n") + b"\n" + row.encode() + b"\n"


def totals(dimension: str, as_of: PartialDate, metric: str = "ze_buses") -> dict[str, ControlRow]:
    return {
        row.key: row
        for row in companions().control_totals
        if (row.dimension, row.as_of, row.metric) == (dimension, as_of, metric)
    }


# --- What the shipped files say --------------------------------------------------------------------


def test_every_shipped_companion_row_passes() -> None:
    stated = companions()
    assert len(stated.organisations) == 24
    assert len(stated.makers) == 13
    assert len(stated.aliases) == 8
    assert len(stated.control_totals) == 50
    assert all(row.source for row in stated.organisations)
    assert all(maker.sources for maker in stated.makers)
    assert all(total.source for total in stated.control_totals)


def test_the_makers_of_2025_with_the_remainder_are_all_zero_emission_buses() -> None:
    makers = sum(row.value for row in totals("manufacturer", CROW).values())
    others = sum(row.value for row in totals("propulsion", CROW).values())
    assert makers + others == 2748
    assert totals("all", CROW)["all"].value == 2748


def test_the_answers_add_up_to_569() -> None:
    answers = totals("manufacturer", ANSWERS)
    assert answers["BYD"].value + answers["Yutong"].value == answers["BYD + Yutong"].value == 569
    assert (answers["BYD"].value, answers["Yutong"].value) == (319, 250)
    assert all(row.is_estimate for row in answers.values())
    share = totals("manufacturer", ANSWERS, "ze_share")["BYD + Yutong"]
    assert (share.value, share.unit) == (21, "percent")


def test_a_control_total_knows_its_makers() -> None:
    assert totals("manufacturer", ANSWERS)["BYD + Yutong"].makers == ("byd", "yutong")
    assert totals("manufacturer", CROW)["Solaris (battery)"].makers == ("solaris",)
    assert totals("manufacturer", CROW)["unexplained remainder"].makers == ()
    assert totals("all", CROW)["all"].makers == ()


def test_what_nobody_stated_about_a_maker_is_none_and_never_no() -> None:
    makers = {maker.key: maker for maker in companions().makers}
    assert makers["byd"].statement is None
    assert makers["byd"].r155_authority is None
    assert makers["byd"].support_state is None
    assert makers["vanhool"].ultimate_parent_country is None
    assert makers["vanhool"].fleet_2025 == Count(None)
    assert makers["iveco"].on_order_found == Count(0)
    assert makers["iveco"].assembly is None


def test_a_maker_keeps_headquarters_parent_plant_and_sources_apart() -> None:
    solaris = next(maker for maker in companions().makers if maker.key == "solaris")
    assert (solaris.brand, solaris.hq_country) == ("Solaris", "PL")
    assert (solaris.ultimate_parent, solaris.ultimate_parent_country) == ("CAF group", "ES")
    assert solaris.assembly == "Bolechowo, Poland"
    assert [source.split("/")[2] for source in solaris.sources] == ["omnibus.news", "www.busportal.cz"]


def test_an_operator_knows_its_group_and_owner() -> None:
    hermes = next(row for row in companions().organisations if row.key == "hermes")
    assert hermes.group == "transdev"
    assert hermes.roles == (PartyRole.OPERATOR,)
    assert hermes.ultimate_owner_country == "DE"
    assert hermes.legal_name == "Hermes"


@pytest.mark.parametrize("name", ["EBS", "ebs", " Ebs ", "EBS  Public\u00a0Transportation"])
def test_a_name_is_found_regardless_of_case_and_spaces(name: str) -> None:
    assert companions().operators.keys(name) == ("ebs",)


@pytest.mark.parametrize("name", ["E.B.S.", "EBS BV", "EB", "", "Provincie Utrecht"])
def test_a_name_that_differs_otherwise_is_not_found(name: str) -> None:
    assert companions().operators.keys(name) is None


def test_a_joint_name_stands_for_each_grantor() -> None:
    joint = "Provincies Overijssel, Gelderland en Flevoland"
    assert companions().grantors.keys(joint) == ("prov-ov", "prov-ge", "prov-fl")


def test_an_organisation_may_be_grantor_and_operator() -> None:
    data = changed({"vra": {"role": "grantor; operator"}}, name="organisations.csv")
    both = with_file("organisations.csv", data)
    for names in (both.grantors, both.operators):
        assert names.keys("Vervoerregio Amsterdam") == ("vra",)


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_semicolon_file_with_a_mark_reads_the_same(name: str) -> None:
    assert with_file(name, b"\xef\xbb\xbf" + changed({}, ";", name)) == companions()


# --- What is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key", "field", "value", "said"),
    [
        ("organisations.csv", "ebs", "party_id", "EBS!", "kleine letters"),
        ("organisations.csv", "ebs", "name", "", "naam ontbreekt"),
        ("organisations.csv", "ret", "role", "vervoerder", "Kies grantor of operator."),
        ("organisations.csv", "ret", "role", "", "Kies grantor of operator."),
        ("organisations.csv", "ret", "country", "Nederland", "twee hoofdletters"),
        ("organisations.csv", "ret", "source", "", "heeft een bron"),
        ("organisations.csv", "ret", "group", "holding", "niet bekend"),
        ("organisations.csv", "transdev", "group", "hermes", "terug naar de organisatie zelf"),
        ("organisations.csv", "ret", "group", "ret", "terug naar de organisatie zelf"),
        ("manufacturers.csv", "man", "hq_country", "", "twee hoofdletters"),
        ("manufacturers.csv", "man", "source_urls", "", "heeft een bron"),
        ("manufacturers.csv", "man", "nl_on_order_found", "-1", "negatief"),
        ("aliases.csv", "Connexxion", "kind", "merk", "Kies grantor, operator of manufacturer."),
        (
            "aliases.csv",
            "Hermes (Transdev)",
            "ids",
            "hermess",
            "staat niet in organisations.csv als operator",
        ),
        ("aliases.csv", "Hermes (Transdev)", "ids", "prov-ut", "als operator"),
        ("aliases.csv", "Hess and Solaris", "ids", "hess;solariz", "solariz staat niet in manufacturers.csv"),
        ("aliases.csv", "Hermes (Transdev)", "ids", "", "voor niemand"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(
    name: str, key: str, field: str, value: str, said: str
) -> None:
    faults = refused(name, changed({key: {field: value}}, name=name))
    found = [fault for fault in faults if (fault.field, fault.value) == (field, value)]
    assert found
    assert found[0].file == f"data/{name}"
    assert said in found[0].sentence


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("2025,2025-02-30,all,all,x,1,buses,no,reported,CROW,", "as_of", "bestaat niet"),
        ("2025,,all,all,x,1,buses,no,reported,CROW,", "as_of", "peildatum ontbreekt"),
        ("2024,2025-12,all,all,x,1,buses,no,reported,CROW,", "year", "Vul 2025 in."),
        ("2025,2025,land,all,x,1,buses,no,reported,CROW,", "dimension", "Kies all, authority"),
        ("2025,2025,all,,x,1,buses,no,reported,CROW,", "key", "ontbreekt"),
        ("2025,2025,all,all,,1,buses,no,reported,CROW,", "metric", "ontbreekt"),
        ("2025,2025,all,all,x,,buses,no,reported,CROW,", "value", "Het getal ontbreekt."),
        ("2025,2025,all,all,x,12.5,buses,no,reported,CROW,", "value", "heel getal"),
        ("2025,2025,all,all,x,101,percent,no,reported,CROW,", "value", "ten hoogste 100"),
        ("2025,2025,all,all,x,1,stuks,no,reported,CROW,", "unit", "buses of percent"),
        ("2025,2025,all,all,x,1,buses,ja,reported,CROW,", "is_estimate", "yes of no"),
        ("2025,2025,all,all,x,1,buses,no,,CROW,", "basis", "grondslag"),
        ("2025,2025,all,all,x,1,buses,no,reported,,", "source", "bron"),
        ("2025,2025,manufacturer,Yutonk,x,1,buses,no,reported,CROW,", "key", "Bedoelt u Yutong?"),
        ("2025,2025,operator,Kwbuzz,x,1,buses,no,reported,CROW,", "key", "Bedoelt u Qbuzz?"),
        ("2025,2025,authority,Provincie Utrech,x,1,buses,no,reported,CROW,", "key", "Provincie Utrecht?"),
    ],
)
def test_a_wrong_control_total_is_refused_at_its_place(row: str, field: str, said: str) -> None:
    (fault,) = refused("control_totals.csv", with_row("control_totals.csv", row))
    assert (fault.file, fault.row, fault.field) == ("data/control_totals.csv", 52, field)
    assert said in fault.sentence


def test_a_percentage_may_have_a_decimal_comma() -> None:
    row = '2026,2026,all,all,ze_share,"21,5",percent,no,reported,CROW,'
    read = with_file("control_totals.csv", with_row("control_totals.csv", row))
    assert read.control_totals[-1].value == 21.5


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_row_stated_twice_names_both_rows(name: str) -> None:
    first = shipped(name).decode().split("\n")[1]
    faults = refused(name, with_row(name, first))
    assert faults[0].row == len(shipped(name).decode().splitlines()) + 1
    assert "rij 2" in faults[0].reason


def test_one_name_for_two_organisations_is_refused() -> None:
    data = changed({"gvb": {"name": "Qbuzz"}}, name="organisations.csv")
    (fault,) = [fault for fault in refused("organisations.csv", data) if fault.value == "Qbuzz"]
    assert fault.field == "name"
    assert "staat al voor qbuzz" in fault.reason


def test_an_alias_may_not_give_a_known_name_another_meaning() -> None:
    (fault,) = refused("aliases.csv", with_row("aliases.csv", "qbuzz,operator,ebs,"))
    assert (fault.row, fault.field, fault.value) == (10, "name", "qbuzz")


def test_a_fault_in_one_row_does_not_make_its_name_unknown_elsewhere() -> None:
    data = changed({"transdev": {"country": "Duitsland"}}, name="organisations.csv")
    (fault,) = refused("organisations.csv", data)
    assert fault.field == "country"


def test_a_missing_companion_is_named() -> None:
    files = shipped_companions()
    del files["data/aliases.csv"]
    with pytest.raises(StartListRefused) as refusal:
        read_companions(files)
    assert refusal.value.faults[0] == Fault(
        "aliases.csv", None, None, None, "Dit bestand ontbreekt.", "Zet het bestand bij de startlijst."
    )


def test_faults_of_several_files_come_together() -> None:
    files = {
        **shipped_companions(),
        "data/organisations.csv": changed({"ret": {"country": "NLD"}}, name="organisations.csv"),
        "data/manufacturers.csv": changed({"man": {"hq_country": "de"}}, name="manufacturers.csv"),
    }
    with pytest.raises(StartListRefused) as refusal:
        read_companions(files)
    assert [(fault.file, fault.field) for fault in refusal.value.faults] == [
        ("data/manufacturers.csv", "hq_country"),
        ("data/organisations.csv", "country"),
    ]


@given(st.sampled_from(COMPANIONS), st.binary(max_size=1_000))
def test_any_bytes_are_refused_and_nothing_else_is_raised(name: str, data: bytes) -> None:
    assert all(fault.sentence.encode() for fault in refused(name, data))


@given(st.sampled_from(COMPANIONS), st.integers(0, 10_000), st.integers(0, 100), st.binary(max_size=10))
def test_any_damage_to_a_companion_is_read_or_refused(
    name: str, at: int, length: int, instead: bytes
) -> None:
    data = shipped(name)
    with suppress(StartListRefused):
        assert with_file(name, data[:at] + instead + data[at + length :]).makers is not None
