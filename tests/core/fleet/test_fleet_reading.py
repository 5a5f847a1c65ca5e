"""What is typed of a fleet is read, or refused at its place: one form and many lines alike."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.facts import BatchFact, Count, CountQuality, FleetStatus, PartyRef, Propulsion, Source
from busrisk.core.fleet.fields import FleetField, TypedLine, column_letters, title
from busrisk.core.fleet.paste import csv_cells, pasted_cells, typed_lines
from busrisk.core.fleet.reading import FleetRead, read_statements
from busrisk.core.fleet.statement import FleetTerms, confirmed, statement_of, typed_of
from busrisk.core.names import Names

DAY = date(2026, 1, 1)
MAKERS = Names({"BYD": ("byd",), "Yutong": ("yutong",), "VDL": ("vdl",), "Volvo": ("volvo",)})
STOOD = BatchFact(
    record_id="ijv-01",
    concession="ijv",
    concession_name="IJssel-Vecht",
    holder=None,
    makers=(PartyRef("byd", "BYD"),),
    maker_label="BYD",
    model="12 m",
    propulsion=Propulsion.BEV,
    status=FleetStatus.IN_SERVICE_UNVERIFIED,
    count=Count(246),
    quality=CountQuality.REPORTED_OLD,
    first_year=2020,
    source=Source("persbericht", PartialDate("2020-12")),
    note=None,
    deployment=None,
)
FORM = {"maker": "BYD", "count": "12", "status": "in dienst", "source": "opgave"}


def about(source: Source | None = None) -> FleetTerms:
    return FleetTerms(
        "ijv", "IJssel-Vecht", DAY, MAKERS, {"ijv-01": STOOD}, frozenset({"ijv-01", "ijv-02"}), source
    )


def read(source: Source | None = None, /, **fields: str) -> FleetRead:
    return read_statements(
        [TypedLine({FleetField(name): text for name, text in fields.items()})], about(source)
    )


def faults(**fields: str) -> list[str]:
    return [fault.sentence for fault in read(**FORM | fields).faults]


# --- S12: numbers and dates in Dutch ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("319", Count(319)),
        ("1.234", Count(1234)),
        ("ca. 319", Count(319, circa=True)),
        ("0", Count(0)),
        ("", Count()),
        ("onbekend", Count()),
    ],
)
def test_a_count_is_read_as_a_dutch_reader_writes_it(typed: str, count: Count) -> None:
    assert read(**FORM | {"count": typed}).statements[0].count == count


def test_a_count_with_a_comma_is_refused_with_what_was_probably_meant() -> None:
    assert faults(count="1,234") == [
        "Veld Aantal: Aantal moet een heel getal zijn. U vulde in: 1,234. "
        "Bedoelt u 1.234? Vul dan 1234 of 1.234 in."
    ]


@pytest.mark.parametrize("typed", ["112 st.", "-3", "1,5", "twaalf", "١٢", "012"])
def test_what_is_no_whole_number_is_refused_with_a_hint(typed: str) -> None:
    (sentence,) = faults(count=typed)
    assert sentence.startswith("Veld Aantal: ")
    assert typed in sentence


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-1-2026", "2026-01-01"),
        ("01-01-2026", "2026-01-01"),
        ("2026-01-01", "2026-01-01"),
        ("2026", "2026"),
        ("2026-06", "2026-06"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(typed: str, day: str) -> None:
    assert str(read(**FORM | {"dated": typed}).statements[0].source.dated) == day


def test_a_day_that_does_not_exist_is_refused() -> None:
    assert "Deze datum bestaat niet." in faults(dated="13/14/2026")[0]


# --- Fields ----------------------------------------------------------------------------------------


def test_an_unknown_count_is_asked_about_when_blank_and_not_when_said() -> None:
    assert [each.field for each in read(**FORM | {"count": ""}).warnings] == [FleetField.COUNT]
    assert read(**FORM | {"count": "onbekend"}).warnings == ()
    assert read(**FORM | {"count": ""}).statements[0].quality is CountQuality.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("vdl", ("vdl",)), ("VDL + Volvo", ("vdl", "volvo")), ("VDL/Volvo", ("vdl", "volvo")), ("onbekend", ())],
)
def test_makers_are_found_by_name_also_joined_or_unknown(typed: str, keys: tuple[str, ...]) -> None:
    assert read(**FORM | {"maker": typed}).statements[0].makers == keys


def test_a_maker_nobody_knows_is_refused_with_the_nearest() -> None:
    assert "Bedoelt u Yutong?" in faults(maker="Yutnog")[0]


def test_a_bus_that_runs_did_not_come_after_the_day() -> None:
    assert "niet pas in 2027 ingestroomd" in faults(first_year="2027")[0]
    assert faults(first_year="2027", status="besteld") == []


def test_an_order_that_should_have_come_is_a_warning_and_no_fault() -> None:
    found = read(**FORM | {"status": "besteld", "expected": "2025-06"})
    assert found.faults == ()
    assert [each.field for each in found.warnings] == [FleetField.EXPECTED]


def test_all_faults_are_found_at_once_and_what_was_typed_is_kept() -> None:
    found = read(maker="?", count="x", status="kapot", source="", minibus="soms", dated="31-02-2026")
    wrong = {fault.field for fault in found.faults}
    assert wrong == {FleetField(name) for name in ("maker", "count", "status", "minibus", "dated")}
    assert found.statements[0].line.typed[FleetField.COUNT] == "x"


def test_another_concessions_record_is_not_known_here_and_none_is_stated_twice() -> None:
    assert "hoort niet bij IJssel-Vecht" in faults(record_id="zhn-01")[0]
    line = TypedLine({FleetField.RECORD: "ijv-01"})
    assert "staat ook op" in read_statements([line, TypedLine(dict(line.typed))], about()).faults[0].sentence


def test_the_source_of_the_act_stands_behind_what_changes_and_not_behind_what_does_not() -> None:
    own = Source("Opgave van EBS", PartialDate("2026-01-01"))
    shown = {each.value: text for each, text in typed_of(STOOD).items()}
    assert read(own, **shown).statements[0].source == STOOD.source
    assert read(own, **shown | {"count": "240"}).statements[0].source == own
    assert (
        read(own, **shown | {"count": "240", "source": "jaarverslag"}).statements[0].source.citation
        == "jaarverslag"
    )
    assert [each.field for each in read(**shown | {"count": "240"}).warnings] == [FleetField.SOURCE]


def test_confirming_leaves_the_unknown_unknown() -> None:
    own = Source("Opgave", PartialDate("2026-01-01"))
    said = confirmed(STOOD, own)
    assert said is not None
    assert (said.status, said.quality, said.source) == (FleetStatus.IN_SERVICE, CountQuality.REPORTED, own)


# --- Many lines ------------------------------------------------------------------------------------


def test_columns_come_in_any_order_in_two_languages_with_three_separators() -> None:
    for separator in "\t;,":
        text = separator.join(("Count", "fabrikant", "STATUS", "Bron")) + "\n"
        text += separator.join(("12", "BYD", "besteld", '"a ""b"""')) + "\n"
        lines = typed_lines(pasted_cells(text))
        said = read_statements(lines.lines, about()).statements[0]
        assert (said.count, said.makers, said.source.citation) == (Count(12), ("byd",), 'a "b"')


def test_a_column_nobody_knows_is_named() -> None:
    found = typed_lines(pasted_cells("Fabrikant\tAantl\tKleur\nBYD\t1\trood\n")).faults
    assert [fault.place for fault in found[:2]] == ["regel 1, kolom 2", "regel 1, kolom 3"]
    assert "Bedoelt u Aantal?" in found[0].remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "leeg"),
        ("BYD\t12", "niet de kop"),
        ("Fabrikant\tAantal", "geen enkele rij"),
        ("Fabrikant;Aantal\n" + "BYD;1\n" * 2001, "meer dan 2000 rijen"),
        ('Fabrikant;Aantal\n"BYD;1', "aanhalingsteken"),
    ],
)
def test_a_paste_that_is_no_sheet_is_refused(text: str, said: str) -> None:
    assert said in typed_lines(pasted_cells(text)).faults[0].sentence


def test_a_byte_of_another_encoding_is_named_at_its_cell() -> None:
    found = typed_lines(csv_cells("Fabrikant;Aantal;Bron\nBYD;1;één\n".encode("cp1252"), "x.csv")).faults
    assert "geen UTF-8" in found[0].sentence
    assert found[0].place == "regel 2, kolom 3 (Bron)"


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [column_letters(each) for each in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


# --- Always ----------------------------------------------------------------------------------------

TEXT = st.text(max_size=40)
TYPED = st.dictionaries(
    st.sampled_from(list(FleetField)), TEXT | st.sampled_from(["ijv-01", "BYD", "12", "besteld"])
)


@given(st.lists(TYPED, max_size=4))
def test_whatever_is_typed_nothing_is_raised_and_every_fault_has_its_place(
    typed: list[dict[FleetField, str]],
) -> None:
    lines = [TypedLine(each, row, None, {}) for row, each in enumerate(typed, start=2)]
    found = read_statements(lines, about(Source("opgave")))
    assert len(found.statements) == len(lines)
    for fault in found.faults:
        assert fault.row in {line.row for line in lines}
        assert fault.field is None or title(FleetField(fault.field)) in fault.place
        assert fault.reason.endswith(".")
        assert fault.remedy.endswith((".", "?"))


@given(st.text())
def test_whatever_is_pasted_becomes_lines_or_faults(text: str) -> None:
    for body in (text, f"Fabrikant\tAantal\n{text}", f"Fabrikant;Aantal\n{text}"):
        found = typed_lines(pasted_cells(body))
        assert found.lines or found.faults


@given(st.binary())
def test_whatever_is_uploaded_as_text_becomes_lines_or_faults(data: bytes) -> None:
    found = typed_lines(csv_cells(b"Fabrikant;Aantal\n" + data, "x.csv"))
    assert found.lines or found.faults


@given(
    st.builds(Count, st.none() | st.integers(0, 999_999), st.booleans()).filter(
        lambda count: count.value is not None or not count.circa
    ),
    st.sampled_from(list(FleetStatus)),
    st.none() | st.sampled_from(list(Propulsion)),
    st.none() | st.integers(1950, 2026),
    st.booleans(),
    st.none() | st.text(min_size=1, max_size=30).map(str.strip).filter(bool),
    st.sampled_from(["nl", "en"]),
)
def test_what_the_register_shows_typed_back_changes_nothing(
    count: Count,
    status: FleetStatus,
    propulsion: Propulsion | None,
    year: int | None,
    minibus: bool,
    note: str | None,
    language: str,
) -> None:
    quality = CountQuality.UNKNOWN if count.value is None else CountQuality.DERIVED
    fact = BatchFact(
        **{
            **STOOD.__dict__,
            "count": count,
            "quality": quality,
            "status": status,
            "propulsion": propulsion,
            "first_year": year,
            "minibus": minibus,
            "note": note,
        }
    )
    terms = FleetTerms(
        "ijv", "IJssel-Vecht", DAY, MAKERS, {"ijv-01": fact}, frozenset({"ijv-01"}), Source("nieuw")
    )
    found = read_statements([TypedLine(typed_of(fact, language))], terms)
    assert found.faults == ()
    assert found.statements[0] == statement_of(fact)
