"""A sentence reads in Dutch as it is written, and says the same in another language."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused, read_count, read_date, write_count, write_date
from busrisk.core.facts import Count, FleetStatus
from busrisk.core.fleet.fields import FleetFault, FleetField, FleetWarning, TypedLine, titled
from busrisk.core.fleet.values import read_status
from busrisk.core.saying import beginning, said_by, say, written
from busrisk.core.wording import word

ENGLISH = {
    "veld %(field)s": "field %(field)s",
    "werkblad %(sheet)s, cel %(cell)s": "sheet %(sheet)s, cell %(cell)s",
    "%(place)s (%(field)s)": "%(place)s (%(field)s)",
    "%(place)s: %(reason)s %(remedy)s": "%(place)s: %(reason)s %(remedy)s",
    "%(place)s: %(reason)s U vulde in: %(typed)s. %(remedy)s": (
        "%(place)s: %(reason)s You filled in: %(typed)s. %(remedy)s"
    ),
    "Dit is geen datum.": "This is not a date.",
    "Kies een dag.": "Choose a day.",
    "Kies %(words)s.": "Choose %(words)s.",
    "Op %(day)s reden er %(count)s.": "%(count)s ran on %(day)s.",
}
TYPED = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def english(text: str) -> str:
    return said_by(ENGLISH.__getitem__, text, "en")


def as_written(text: str) -> str:
    return text


@given(TYPED, st.integers())
def test_the_dutch_sentence_is_its_pattern_filled(name: str, count: int) -> None:
    made = say("De naam %(name)s telt %(count)s tekens.", name=name, count=count)
    assert made == f"De naam {name} telt {count} tekens."


@given(TYPED)
def test_what_is_translated_by_itself_stays_as_it_is(typed: str) -> None:
    inner = say("Bedoelt u %(like)s? %(remedy)s", like=typed, remedy=say("Kies %(typed)s.", typed=typed))
    for made in (inner, beginning(inner), typed, say("Dit is geen datum.")):
        assert said_by(as_written, made) == made


@given(TYPED)
def test_what_was_typed_is_said_as_it_was_typed_whatever_is_in_it(typed: str) -> None:
    fault = FleetFault(say("veld %(field)s", field=typed), None, None, None, typed, say("Kies een dag."))
    said = english(fault.sentence)
    assert said.startswith("Field ")
    assert said == f"Field {typed}: {typed} Choose a day."


@given(st.text("ab% ()s", max_size=20))
def test_a_percent_sign_survives_in_a_pattern_and_in_a_value(text: str) -> None:
    assert say(text) == text  # a pattern without values is taken as it is
    assert said_by(str.upper, say(text)) == text.upper()
    assert said_by(as_written, say("%(share)s%% van %(text)s", share=12, text=text)) == f"12% van {text}"


def test_a_sentence_is_said_with_all_that_it_holds() -> None:
    line = TypedLine({}, row=17, sheet="Vragen", columns={FleetField.COUNT: 4})
    reason, remedy = say("Dit is geen datum."), say("Kies een dag.")
    fault = FleetFault(line.place(FleetField.COUNT), 17, FleetField.COUNT, "x", reason, remedy)
    assert fault.sentence == (
        "Werkblad Vragen, cel D17 (Aantal): Dit is geen datum. U vulde in: x. Kies een dag."
    )
    assert english(fault.sentence) == (
        "Sheet Vragen, cell D17 (Count): This is not a date. You filled in: x. Choose a day."
    )


def test_words_numbers_and_dates_are_written_in_the_language_of_the_sentence() -> None:
    said = say(
        "Op %(day)s reden er %(count)s.",
        day=written(partial(write_date, PartialDate("2026-01-31"))),
        count=written(partial(write_count, Count(1234))),
    )
    assert said == "Op 31-01-2026 reden er 1.234."
    assert english(said) == "1,234 ran on 2026-01-31."
    assert english(written(partial(word, FleetStatus.ON_ORDER))) == "on order"
    assert english(say("veld %(field)s", field=titled(FleetField.NOTE))) == "field Note"


def test_a_sentence_begins_with_a_capital_in_either_language() -> None:
    at = say("veld %(field)s", field="x")
    assert (beginning(at), english(beginning(at))) == ("Veld x", "Field x")
    assert (beginning("één"), beginning("")) == ("Één", "")


def test_a_warning_without_a_place_is_its_text() -> None:
    text = say("Kies een dag.")
    assert FleetWarning(text).sentence is text
    assert english(FleetWarning(text).sentence) == "Choose a day."


def test_the_words_to_choose_from_are_those_of_the_reader() -> None:
    with pytest.raises(ValueRefused) as refused:
        read_status("")
    assert "in dienst; in dienst, niet bevestigd; besteld" in refused.value.remedy
    assert "in service; in service, not confirmed; on order" in english(refused.value.remedy)


@pytest.mark.parametrize("typed", ["1,5", "1.2345.6", "-3", "1,234", "007", "x", "٣", "9999999"])
def test_every_refusal_of_a_count_can_be_said_anew(typed: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_count(typed)
    anew = said_by(lambda pattern: f"<{pattern}>", refused.value.saying)
    assert anew.count("<") >= 3, f"not made by say(): {anew}"


@pytest.mark.parametrize("typed", ["x", "31-2-2026", "1-2-26", "1-1-1492", "01/02/2026"])
def test_every_refusal_of_a_date_can_be_said_anew(typed: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_date(typed)
    anew = said_by(lambda pattern: f"<{pattern}>", refused.value.saying)
    assert anew.count("<") >= 3, f"not made by say(): {anew}"
