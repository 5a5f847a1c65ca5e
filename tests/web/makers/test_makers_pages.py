from __future__ import annotations

import re

import pytest
from flask import Flask

from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import register_of, sign_in

RECEIPT = re.compile(r"\b[0-9a-f]{64}\b")
SCORE_WORDS = ("Klasse", "niet uit te sluiten", "zwaarste van", "beantwoord (")


def listed(app: Flask, who: str, region: str = "nl") -> dict[str, list[str]]:
    return {row[0]: row for row in tables(sign_in(app, who, region).get("/fabrikanten"))["fabrikanten"][1:]}


def test_every_maker_is_listed_for_everybody_by_name(app: Flask) -> None:
    for who in ("ministry", "grantor", "operator", "administrator"):
        names = list(listed(app, who))
        assert len(names) == 13
        assert names[:3] == ["BYD", "Ebusco", "Hess"]


def test_counts_are_those_within_reach_and_what_is_unknown_says_so(app: Flask) -> None:
    everything, ours = listed(app, "ministry"), listed(app, "grantor")
    assert everything["BYD"][1:] == [
        *("China", "BYD", everything["BYD"][3], "onbekend"),
        *("310", "73", "1", "0", "4", "0"),
    ]
    assert (everything["Yutong"][5], ours["Yutong"][5], ours["BYD"][5]) == ("112", "112", "0")
    assert everything["Hess"][5:9] == ["0", "0", "0", "50"]  # fifty trolleybuses of Hess and Solaris together
    assert everything["Irizar"][2] == "onbekend"


def test_origin_is_a_word_and_nothing_else(app: Flask) -> None:
    """No order, colour or class by country: a maker from outside the EU looks like any other."""
    page = text(sign_in(app, "ministry").get("/fabrikanten"))
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page)[1:]
    shapes = {re.sub(r">[^<]*<", "><", re.sub(r'href="[^"]*"| lang=""', "", row)) for row in rows}
    assert len(shapes) == 1


def test_the_ministry_sees_counts_of_a_variant_and_no_score_reason_or_match(
    exercise: Register, making: Making
) -> None:
    app = making(exercise.settings)
    client = sign_in(app, "ministry", "voorbeeldland")
    for path in ("/fabrikanten", "/fabrikanten/vb-noordster"):
        page = client.get(path)
        assert not [word for word in SCORE_WORDS if word in words(page)]
        assert not RECEIPT.search(page.get_data(as_text=True))
    assert "Beantwoord 17 van 42" in words(client.get("/fabrikanten/vb-noordster"))
    finding = client.get("/fabrikanten/vb-noordster/bevindingen/remote_disable_public_evidence")
    assert "<form" not in finding.get_data(as_text=True).split("<main")[1]


def test_variants_stand_side_by_side_and_the_make_has_no_score(exercise: Register, making: Making) -> None:
    """S7: two variants that differ are two profiles, and nothing is said of the make."""
    page = sign_in(making(exercise.settings), "grantor", "voorbeeldland").get("/fabrikanten/vb-noordster")
    said = words(page)
    assert "2 varianten, verschillend" in said
    first, second = page.get_data(as_text=True).split('<section class="card variant">')[1:]
    assert "<h3>N12 met OTA</h3>" in first
    assert "Voorbeeld-Noord</a>, <a" in first
    assert "E, vastgesteld" in first
    assert "zwaarste van 2 keer inzet" in first
    assert "<h3>N15</h3>" in second
    assert second.count("onbekend (nog niet gevraagd)") == 4


def test_what_differs_between_concessions_is_said_for_both(exercise: Register, making: Making) -> None:
    page = sign_in(making(exercise.settings), "grantor", "voorbeeldland").get("/fabrikanten/vb-noordster")
    about = words(page).split("Stilzetten of begrenzen door anderen (4.1)")[1].split("Verbindingen zelf")[0]
    declared, tested = about.split("en elders:")
    assert declared.strip().endswith("verklaard (E1)")
    assert tested.strip().endswith("onafhankelijk getest (E3)")


def test_an_operator_sees_its_own_buses_only(app: Flask) -> None:
    page = text(sign_in(app, "operator").get("/fabrikanten/byd"))
    assert set(re.findall(r'href="/concessies/([^"]+)"', page)) == {"fry"}
    assert "6 bussen in dienst" in page


def test_buses_of_an_unknown_type_stand_apart(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/fabrikanten/yutong")
    assert tables(page)["zonder-type"][1] == [
        *("Zuid-Holland Noord", "model not stated", "Yutong", "62", "in dienst, niet bevestigd")
    ]
    assert "1 variant" in words(page)


def test_a_finding_is_printed_whole_in_its_own_language_with_its_sources(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/fabrikanten/yutong")
    assert (
        '<blockquote class="printed" lang="en">Ruter: battery and power-supply control reachable over the '
        "mobile network through a Romanian SIM; in theory the maker can stop the bus or make it inoperable. "
        "Not observed in use. Easy to isolate: one way in.</blockquote>" in text(page)
    )
    assert 'href="https://ruter.no/en/ruter-with-extensive-security-testing-of-electric-buses"' in text(page)
    assert "Een openbare bevinding telt nergens mee, totdat" in words(page)


def test_a_denial_stands_as_a_claim_after_the_findings(app: Flask) -> None:
    page = words(sign_in(app, "grantor").get("/fabrikanten/yutong"))
    denial = page.index("Denies that remote control is possible")
    assert page.index("in theory the maker can stop the bus") < denial
    assert page.index("verklaring, geen bewijs") < denial


def test_the_owner_is_dated_and_what_nobody_states_is_unknown(app: Flask) -> None:
    page = words(sign_in(app, "ministry").get("/fabrikanten/ebusco"))
    assert "zo vastgelegd vanaf 1 januari 2026" in page
    assert "Gotion (CN) has the vice-CEO post" in page
    assert "Ondersteuning van de software onbekend" in page


def test_a_maker_that_does_not_exist_or_is_not_of_this_region_is_a_404(
    exercise: Register, making: Making
) -> None:
    client = sign_in(making(exercise.settings), "grantor", "voorbeeldland")
    for path in ("/fabrikanten/yutong", "/fabrikanten/niemand", "/fabrikanten/vb-noordster/bevindingen/x"):
        assert client.get(path).status_code == 404
    assert (
        client.get("/fabrikanten/vb-zuidster/bevindingen/remote_disable_public_evidence").status_code == 404
    )


def test_a_day_before_the_register_shows_no_makers_and_says_so(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/fabrikanten?peildatum=2019-01-01")
    assert "Op deze dag is geen fabrikant vastgelegd" in words(page)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("/fabrikanten", "/fabrikanten"),
        ("/fabrikanten/vb-weststar", "/fabrikanten/vdl"),
        (
            "/fabrikanten/vb-noordster/bevindingen/remote_disable_public_evidence",
            "/fabrikanten/yutong/bevindingen/remote_disable_public_evidence",
        ),
    ],
)
def test_a_page_costs_the_same_for_few_and_for_many(
    exercise: Register, making: Making, one: str, many: str
) -> None:
    app = making(exercise.settings)
    few = statements(register_of(app), sign_in(app, "administrator", "voorbeeldland"), one)
    assert statements(register_of(app), sign_in(app, "administrator"), many) == few
