"""Numbers and dates in and out, as a Dutch reader writes them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.dutch import (
    HIGHEST_COUNT,
    ValueRefused,
    read_count,
    read_date,
    read_decimal,
    write_count,
    write_date,
    write_number,
    write_percent,
)
from busrisk.core.facts import Count


@pytest.mark.parametrize(
    ("text", "value", "circa"),
    [
        ("319", 319, False),
        (" 319 ", 319, False),
        ("0", 0, False),
        ("1.234", 1234, False),
        ("1234", 1234, False),
        ("999.999", 999_999, False),
        ("ca. 319", 319, True),
        ("ca 319", 319, True),
        ("Ca.319", 319, True),
        ("circa 319", 319, True),
        ("circa\u00a01.234", 1234, True),
        ("± 319", 319, True),
        ("~319", 319, True),
    ],
)
def test_a_count_is_read_as_dutch_readers_write_it(text: str, value: int, circa: bool) -> None:
    assert read_count(text) == Count(value, circa)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_a_blank_count_is_unknown_and_never_zero(text: str) -> None:
    assert read_count(text) == Count(None)
    assert read_count(text) != Count(0)


def test_an_english_thousand_is_refused_with_the_sentence_that_was_promised() -> None:
    with pytest.raises(ValueRefused) as refused:
        read_count("1,234")
    assert str(refused.value) == (
        "Aantal moet een heel getal zijn. U vulde in: 1,234. Bedoelt u 1.234? Vul dan 1234 of 1.234 in."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,234", "heel getal"),
        ("ca. 1,234", "heel getal"),
        ("12.34", "heel getal"),
        ("1.23", "heel getal"),
        ("1.2345", "heel getal"),
        ("0.123", "heel getal"),
        ("12,5", "heel getal"),
        ("1.234,00", "heel getal"),
        ("319.0", "heel getal"),
        ("1/2", "heel getal"),
        ("-5", "negatief"),
        ("− 5", "negatief"),
        ("-1.5", "negatief"),
        ("007", "nul"),
        ("1000000", "hoger dan 999.999"),
        ("9" * 5000, "hoger dan 999.999"),
        ("twaalf", "heel getal"),
        ("onbekend", "heel getal"),
        ("319 bussen", "heel getal"),
        ("ca.", "heel getal"),
        ("ca319", "heel getal"),
        ("1e3", "heel getal"),
        ("1_000", "heel getal"),
        ("1 234", "heel getal"),
        ("+319", "heel getal"),
        ("=319", "heel getal"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_count(text)
    assert reason in refused.value.reason
    assert refused.value.remedy.endswith(".")
    assert refused.value.value == text


@pytest.mark.parametrize(
    ("text", "point"), [("٣١٩", "U+0663"), ("３１９", "U+FF13"), ("31²", "U+00B2"), ("½", "U+00BD")]
)
def test_a_digit_of_another_script_is_named(text: str, point: str) -> None:
    with pytest.raises(ValueRefused, match="geen cijfer van 0 tot en met 9") as refused:
        read_count(text)
    assert point in refused.value.reason


@given(st.integers(0, HIGHEST_COUNT), st.booleans())
def test_a_count_written_in_dutch_reads_back_the_same(value: int, circa: bool) -> None:
    assert read_count(write_count(Count(value, circa), "nl")) == Count(value, circa)


@given(st.text())
def test_any_text_is_a_count_or_refused(text: str) -> None:
    with suppress(ValueRefused):
        assert (read_count(text).value is None) == (not text.strip())


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-1-1", "2026-01-01"),
        ("1-1-2026", "2026-01-01"),
        ("01-01-2026", "2026-01-01"),
        ("13-12-2026", "2026-12-13"),
        ("1/1/2026", "2026-01-01"),
        ("31/12/2026", "2026-12-31"),
        ("29-02-2028", "2028-02-29"),
        ("2034-12", "2034-12"),
        ("12-2034", "2034-12"),
        ("2030", "2030"),
        ("1900", "1900"),
        (" 2100 ", "2100"),
    ],
)
def test_a_date_keeps_its_precision_as_iso_text(text: str, iso: str) -> None:
    assert read_date(text) == PartialDate(iso)


def test_a_blank_date_is_none() -> None:
    assert read_date("  ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31-02-2026", "bestaat niet"),
        ("29-02-2026", "bestaat niet"),
        ("2026-02-30", "bestaat niet"),
        ("13/14/2026", "bestaat niet"),
        ("1/13/2026", "bestaat niet"),
        ("2026-13", "bestaat niet"),
        ("0-1-2026", "bestaat niet"),
        ("2026-00-01", "bestaat niet"),
        ("1899", "1900 en 2100"),
        ("2101-01-01", "1900 en 2100"),
        ("1-1-26", "twee cijfers"),
        ("1/2/2026", "op twee manieren"),
        ("46023", "geen datum"),
        ("1 januari 2026", "geen datum"),
        ("2026-01-01T00:00", "geen datum"),
        ("1.1.2026", "geen datum"),
        ("2026-01/01", "geen datum"),
        ("٢٠٢٦", "geen datum"),
        ("-2026", "geen datum"),
    ],
)
def test_an_impossible_or_ambiguous_date_is_refused_with_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_date(text)
    assert reason in refused.value.reason
    assert refused.value.remedy.endswith(".")


def test_a_slashed_date_that_can_be_read_two_ways_is_asked_back() -> None:
    with pytest.raises(ValueRefused) as refused:
        read_date("1/2/2026")
    assert refused.value.remedy == "Bedoelt u 1-2-2026? Vul dan 1-2-2026 of 2026-02-01 in."


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["nl", "en"]))
def test_a_day_written_in_a_table_reads_back_the_same(day: date, language: str) -> None:
    assert read_date(write_date(day, language)) == PartialDate(day.isoformat())


@pytest.mark.parametrize(
    ("text", "table", "prose", "english_table", "english_prose"),
    [
        ("2026-01-01", "01-01-2026", "1 januari 2026", "2026-01-01", "1 January 2026"),
        ("2034-12", "december 2034", "december 2034", "December 2034", "December 2034"),
        ("2030", "2030", "2030", "2030", "2030"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    text: str, table: str, prose: str, english_table: str, english_prose: str
) -> None:
    day = PartialDate(text)
    assert write_date(day, "nl") == table
    assert write_date(day, "nl", prose=True) == prose
    assert write_date(day, "en") == english_table
    assert write_date(day, "en", prose=True) == english_prose


def test_a_count_is_written_with_its_doubt() -> None:
    assert write_count(Count(319, circa=True), "nl") == "circa 319"
    assert write_count(Count(1234), "nl") == "1.234"
    assert write_count(Count(1234), "en") == "1,234"
    assert write_count(Count(None), "nl") == "onbekend"
    assert write_count(Count(None), "en") == "unknown"
    assert write_count(Count(0), "nl") == "0"


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (20.75, 1, "20,8", "20.8"),
        (2.675, 2, "2,68", "2.68"),
        (0.5, 0, "1", "1"),
        (1.5, 0, "2", "2"),
        (2.5, 0, "3", "3"),
        (-0.04, 1, "0,0", "0.0"),
        (-2.5, 0, "-3", "-3"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (Decimal("1234.5"), 1, "1.234,5", "1,234.5"),
        (569, 0, "569", "569"),
    ],
)
def test_a_figure_is_rounded_half_up(value: float | Decimal, decimals: int, dutch: str, english: str) -> None:
    assert write_number(value, decimals, "nl") == dutch
    assert write_number(value, decimals, "en") == english


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_figure_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="no figure"):
        write_number(value, 1, "nl")


def test_a_percentage_has_one_decimal_unless_told() -> None:
    assert write_percent(21.0, "nl") == "21,0%"
    assert write_percent(100 * 569 / 2748, "nl") == "20,7%"
    assert write_percent(100 * 569 / 2748, "nl", 0) == "21%"
    assert write_percent(21.0, "en") == "21.0%"


@pytest.mark.parametrize(("text", "value"), [("14,7", 14.7), ("14.7", 14.7), ("21", 21.0)])
def test_a_decimal_has_a_comma_or_a_point(text: str, value: float) -> None:
    assert read_decimal(text) == value


@pytest.mark.parametrize("text", ["", "-1", "1.234,5", "veel", "1e9", "nan", "1,"])
def test_what_is_no_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match="geen getal"):
        read_decimal(text)
