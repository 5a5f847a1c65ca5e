"""The start list: every shipped row passes, and every other thing is refused at its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.facts import (
    RUNNING,
    ConcessionStatus,
    Count,
    CountQuality,
    FleetStatus,
    Propulsion,
    Source,
)
from busrisk.core.faults import MOST_FAULTS, Fault, StartListRefused
from busrisk.core.files.start_list import COLUMNS, StartList, read_start_list
from busrisk.core.files.start_rows import StartRow
from tests.core.start_files import FILE, Changes, changed, companions, read, refused, row_of, shipped, written

SHIPPED = shipped("concessions.csv")


def shipped_list() -> StartList:
    return read(SHIPPED)


def buses(where: Callable[[StartRow], bool]) -> int:
    return sum(row.count.value or 0 for row in shipped_list().rows if where(row))


def only_fault(changes: Changes) -> Fault:
    (fault,) = refused(changed(changes))
    assert fault.file == FILE
    assert fault.remedy.endswith((".", "?"))
    return fault


# --- What the shipped file says --------------------------------------------------------------------


def test_every_shipped_row_passes() -> None:
    assert len(shipped_list().rows) == 66
    assert [row.line for row in shipped_list().rows] == list(range(2, 68))
    assert len(shipped_list().concessions) == len({row.concession.key for row in shipped_list().rows}) == 28


@pytest.mark.parametrize(
    ("maker", "in_service", "on_order"),
    [("byd", 310, 73), ("yutong", 112, 197), ("irizar", 0, 39), ("hess", 0, 0)],
)
def test_the_shipped_sums_are_those_of_the_notes(maker: str, in_service: int, on_order: int) -> None:
    assert buses(lambda row: row.makers == (maker,) and row.status in RUNNING) == in_service
    assert buses(lambda row: row.makers == (maker,) and row.status is FleetStatus.ON_ORDER) == on_order


def test_the_two_makers_together_are_422_located_buses() -> None:
    assert buses(lambda row: row.makers in {("byd",), ("yutong",)} and row.status in RUNNING) == 422


def test_every_row_has_a_source_and_a_count_never_hides_its_quality() -> None:
    for row in shipped_list().rows:
        assert row.source.citation
        assert (row.count.value is None) == (row.quality is CountQuality.UNKNOWN)


def test_the_seven_gaps_are_unknown_and_never_zero() -> None:
    gaps = [row for row in shipped_list().rows if row.count == Count(None)]
    assert len(gaps) == 7
    assert {row.status for row in gaps} == {FleetStatus.UNKNOWN}


def test_a_row_keeps_everything_the_file_states() -> None:
    row = shipped_list().rows[0]
    assert row.record_id == "ijv-01"
    assert row.concession.key == "ijv"
    assert row.concession.name == "IJssel-Vecht"
    assert row.concession.grantors == ("prov-ov", "prov-ge", "prov-fl")
    assert row.concession.operator == "ebs"
    assert row.concession.provinces == ("Overijssel", "Gelderland", "Flevoland")
    assert row.concession.start == PartialDate("2022-12-11")
    assert row.concession.end == PartialDate("2035-12-08")
    assert row.concession.status is ConcessionStatus.RUNNING
    assert (row.makers, row.maker_label, row.maker_hq) == (("byd",), "BYD", "CN")
    assert row.model == "12 m (206) and 13 m (40)"
    assert row.propulsion is Propulsion.BEV
    assert (row.count, row.quality) == (Count(246), CountQuality.REPORTED_OLD)
    assert (row.status, row.first_year) == (FleetStatus.IN_SERVICE_UNVERIFIED, 2020)
    assert row.source == Source(
        "https://www.electrive.com/2020/12/15/keolis-deploys-more-than-240-e-buses-in-the-netherlands/",
        PartialDate("2020-12-13"),
    )
    assert row.note is not None
    assert row.note.startswith("Delivered under Keolis")


def test_a_joint_maker_name_stands_for_both_and_a_blank_one_for_none() -> None:
    by_id = {row.record_id: row for row in shipped_list().rows}
    assert by_id["anm-01"].makers == ("hess", "solaris")
    assert by_id["anm-01"].maker_label == "Hess and Solaris"
    assert by_id["vpr-01"].makers == ()
    assert by_id["vpr-01"].maker_label is None


def test_partial_dates_keep_their_precision() -> None:
    by_key = {concession.key: concession for concession in shipped_list().concessions}
    assert by_key["fry"].end == PartialDate("2034-12")
    assert by_key["gv"].end == PartialDate("2030")
    assert by_key["ams"].end is None


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator_with_a_byte_order_mark_reads_the_same(separator: str) -> None:
    data = b"\xef\xbb\xbf" + changed({}, separator).replace(b"\n", b"\r\n")
    assert data != SHIPPED
    assert read(data) == shipped_list()


def test_dutch_spellings_of_counts_and_dates_read_the_same() -> None:
    data = changed(
        {
            "ijv-01": {"concession_start": "11-12-2022", "as_of": "13-12-2020"},
            "fry-01": {"concession_end": "12-2034", "operator": " qBUZZ ", "propulsion": "bev"},
            "hij-01": {"grantor": "Provincie  Noord-Holland"},
        }
    )
    assert read(data) == shipped_list()
    circa = read(changed({"ijv-01": {"count": "ca. 1.246"}})).rows[0]
    assert circa.count == Count(1246, circa=True)


def test_a_blank_operator_start_and_year_are_unknown() -> None:
    changes = {"vpr-01": {"operator": "", "concession_start": "", "provinces": "", "as_of": ""}}
    row = read(changed(changes)).rows[-1]
    assert row.concession.operator is None
    assert row.concession.start is None
    assert row.concession.provinces == ()
    assert row.source.dated is None
    assert row.first_year is None


# --- What is refused -------------------------------------------------------------------------------


def test_a_count_that_is_emptied_becomes_unknown_and_never_zero() -> None:
    rows = read(changed({"ijv-01": {"count": ""}})).rows
    row = next(each for each in rows if each.record_id == "ijv-01")
    assert row.count == Count(None)
    assert row.quality is CountQuality.UNKNOWN


@pytest.mark.parametrize(
    ("record", "field", "value", "said"),
    [
        ("ijv-01", "fleet_status", "rijdt", "in_service_unverified"),
        ("ijv-01", "fleet_status", "", "Deze waarde is verplicht. Kies in_service"),
        ("ijv-01", "count_quality", "geteld", "reported_old"),
        ("ijv-01", "count_quality", "unknown", "laat het aantal leeg"),
        ("ijv-01", "propulsion", "LPG", "laat het veld leeg"),
        ("ijv-01", "concession_status", "loopt", "running, awarded of ended"),
        ("ijv-01", "count", "1,234", "Bedoelt u 1.234? Vul dan 1234 of 1.234 in."),
        ("ijv-01", "count", "-5", "negatief"),
        ("ijv-01", "count", "12,5", "heel getal"),
        ("ijv-01", "count", "12.5", "heel getal"),
        ("ijv-01", "count", "veel", "heel getal"),
        ("nhn-01", "count", "5", None),
        ("ijv-01", "concession_start", "31-02-2026", "bestaat niet"),
        ("ijv-01", "as_of", "13/14/2026", "bestaat niet"),
        ("ijv-01", "concession_end", "2022-12-10", "vóór de begindatum 2022-12-11"),
        ("ijv-01", "concession_end", "2021", "vóór de begindatum"),
        ("ijv-01", "source", "", "Een aantal heeft altijd een bron."),
        ("vpr-01", "source", "", "Elke rij heeft een bron."),
        ("ijv-01", "grantor", "Provincie Overijsel", "Bedoelt u Provincie Overijssel?"),
        ("ijv-01", "grantor", "", "concessieverlener ontbreekt"),
        ("ijv-01", "operator", "Qbuz", "Bedoelt u Qbuzz?"),
        ("ijv-01", "operator", "Provincie Utrecht", "niet bekend als vervoerder"),
        ("ijv-01", "operator", "Xyzzy BV", "Voeg de naam toe aan organisations.csv"),
        ("ijv-01", "manufacturer", "Yutonk", "Bedoelt u Yutong?"),
        ("ijv-01", "first_year", "20", "geen jaar"),
        ("ijv-01", "first_year", "2300", "geen jaar"),
        ("ijv-01", "record_id", "IJV 01", "kleine letters"),
        ("ijv-01", "record_id", "", "kleine letters"),
        ("ijv-01", "record_id", "a" * 65, "64 tekens"),
        ("ijv-01", "concession_id", "ijv_1", "kleine letters"),
        ("ijv-01", "concession", "", "naam van de concessie"),
        ("ijv-01", "count", "2\x0046", "NUL"),
        ("ijv-01", "manufacturer", "B\u200bYD", "U+200B"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(record: str, field: str, value: str, said: str | None) -> None:
    fault = only_fault({record: {field: value}})
    if said is None:  # a count where the quality says there is none: the quality is asked about
        assert (fault.field, fault.value) == ("count_quality", "unknown")
        return
    assert (fault.row, fault.field, fault.value) == (row_of(record), field, value)
    assert said in fault.sentence
    assert fault.sentence.startswith(f"{FILE}, rij {row_of(record)}, veld {field}: ")


def test_the_sentence_gives_place_value_reason_and_remedy() -> None:
    fault = only_fault({"zhn-02": {"count": "1,234"}})
    assert fault.sentence == (
        "data/concessions.csv, rij 11, veld count: '1,234'. Aantal moet een heel getal zijn. "
        "Bedoelt u 1.234? Vul dan 1234 of 1.234 in."
    )


def test_an_end_that_may_still_lie_after_the_start_is_accepted() -> None:
    assert len(read(changed({"ijv-01": {"concession_end": "2022"}})).rows) == 66
    assert len(read(changed({"ijv-01": {"concession_end": "2022-12"}})).rows) == 66


def test_a_record_stated_twice_names_both_rows() -> None:
    fault = only_fault({"hgl-str-01": {"record_id": "ijv-01"}})
    assert (fault.row, fault.field, fault.value) == (3, "record_id", "ijv-01")
    assert "rij 2" in fault.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("concession", "Zuid-Holland Zuid"),
        ("grantor", "Provincie Utrecht"),
        ("operator", "EBS"),
        ("provinces", "Zuid-Holland;Utrecht"),
        ("concession_start", "2024-12-16"),
        ("concession_end", "2037"),
        ("concession_status", "awarded"),
    ],
)
def test_a_concession_that_is_not_always_the_same_is_refused(field: str, value: str) -> None:
    fault = only_fault({"zhn-02": {field: value}})
    assert (fault.row, fault.field, fault.value) == (11, field, value)
    assert "Rij 10 zegt voor concessie zhn" in fault.reason


def test_two_spellings_of_one_operator_are_no_contradiction() -> None:
    assert len(read(changed({"hij-01": {"operator": "Connexxion"}})).rows) == 66


def test_a_faulty_first_row_does_not_make_the_later_rows_look_wrong() -> None:
    fault = only_fault({"zhn-01": {"operator": "Qbuz"}})
    assert fault.row == row_of("zhn-01")


def test_a_file_in_another_encoding_names_each_row_and_byte() -> None:
    faults = refused(SHIPPED.decode().encode("cp1252"))
    assert {fault.field for fault in faults} == {"concession", "grantor", "provinces"}
    assert {fault.row for fault in faults} == {row_of("fry-01")}
    assert all("0xE2" in fault.reason for fault in faults)


def test_a_file_in_utf_16_is_refused_as_a_whole() -> None:
    (fault,) = refused(SHIPPED.decode().encode("utf-16"))
    assert "UTF-16" in fault.reason


def test_a_header_without_rows_is_refused() -> None:
    (fault,) = refused(",".join(COLUMNS).encode())
    assert fault.reason == "Het bestand heeft geen rijen."


def test_a_missing_column_is_one_fault_and_the_other_columns_are_still_read() -> None:
    rows = list(csv.reader(io.StringIO(changed({"ijv-01": {"count": "veel"}}).decode(), newline="")))
    at = COLUMNS.index("source")
    faults = refused(written([row[:at] + row[at + 1 :] for row in rows]))
    assert [(fault.row, fault.field) for fault in faults] == [(1, "source"), (2, "count")]


def test_ten_different_faults_in_one_file_are_ten_located_errors() -> None:
    data = changed(
        {
            "ijv-01": {"count": "1,234"},
            "hgl-str-01": {"fleet_status": "rijdt"},
            "fry-01": {"count": "-6"},
            "hij-01": {"as_of": "31-02-2026"},
            "alm-01": {"source": ""},
            "zee-2026-01": {"manufacturer": "Bijd"},
            "zhn-01": {"operator": "Kwbuzz"},
            "hgl-stad-01": {"concession_end": "2018"},
            "wbr-01": {"record_id": "zhn-02"},
            "lim-01": {"model": "Citea\x00"},
        }
    )
    faults = refused(data)
    assert [(fault.row, fault.field, fault.value) for fault in faults] == [
        (row_of("ijv-01"), "count", "1,234"),
        (row_of("hgl-str-01"), "fleet_status", "rijdt"),
        (row_of("fry-01"), "count", "-6"),
        (row_of("hij-01"), "as_of", "31-02-2026"),
        (row_of("alm-01"), "source", ""),
        (row_of("zee-2026-01"), "manufacturer", "Bijd"),
        (row_of("zhn-01"), "operator", "Kwbuzz"),
        (row_of("hgl-stad-01"), "concession_end", "2018"),
        (row_of("wbr-01"), "record_id", "zhn-02"),
        (row_of("lim-01"), "model", "Citea\x00"),
    ]
    assert len({fault.reason for fault in faults}) == 10
    for fault in faults:
        assert fault.sentence.endswith(fault.remedy)
        assert fault.remedy.strip()


def test_faults_of_writing_and_of_meaning_come_together() -> None:
    lines = changed({"ijv-01": {"count": "1,234"}}).decode().split("\n")
    lines[2] = lines[2].replace(",", ";")  # another separator
    lines[3] += "," + "x" * 70_000  # an endless line
    lines[4] += ',"'  # a quote that stays open
    lines[5] += ",extra"  # a field too many
    data = "\n".join(lines).encode().replace(b"Busvervoer Almere", b"Busvervo\xebr Almere", 1)
    assert [(fault.row, fault.field) for fault in refused(data)] == [
        (2, "count"), (3, None), (4, None), (5, None), (6, None), (7, "concession"),
    ]  # fmt: skip


def test_a_refusal_says_every_sentence_on_its_own_line() -> None:
    with pytest.raises(StartListRefused) as refusal:
        read(changed({"ijv-01": {"count": "1,234"}, "fry-01": {"count": "-6"}}))
    assert str(refusal.value).split("\n") == [fault.sentence for fault in refusal.value.faults]


def test_a_file_that_is_wrong_everywhere_stops_at_a_thousand_faults() -> None:
    rows = [list(COLUMNS), *([f"r-{number}", *["x" * 30] * 19] for number in range(2_000))]
    faults = refused(written(rows))
    assert MOST_FAULTS <= len(faults) < MOST_FAULTS + 30
    assert "gestopt" in faults[-1].reason


# --- Whatever comes in -----------------------------------------------------------------------------


def refuses_or_reads(data: bytes) -> None:
    with suppress(StartListRefused):
        assert read_start_list(data, FILE, companions()).rows


@given(st.binary(max_size=2_000))
def test_any_bytes_are_refused_and_nothing_else_is_raised(data: bytes) -> None:
    refuses_or_reads(data)


@settings(max_examples=150)
@given(st.integers(0, len(SHIPPED) - 1), st.integers(0, 200), st.binary(max_size=20))
def test_any_damage_to_the_shipped_file_is_read_or_refused(at: int, length: int, instead: bytes) -> None:
    refuses_or_reads(SHIPPED[:at] + instead + SHIPPED[at + length :])


@given(st.lists(st.text(max_size=12), min_size=20, max_size=20))
def test_any_row_of_texts_is_read_or_refused(cells: list[str]) -> None:
    refuses_or_reads(written([list(COLUMNS), [cell.replace("\r", "") for cell in cells]]))
