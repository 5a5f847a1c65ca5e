from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.access.scope import national
from busrisk.core.sheets import concessions_table
from busrisk.register.pictures import concession_pictures
from busrisk.register.session import Register
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM
from tests.web.accounts import account
from tests.web.changed_fleet import change
from tests.web.conftest import Making
from tests.web.page_tables import tables, text, words
from tests.web.statements import statements
from tests.web.visits import register_of, sign_in

RECEIPT = re.compile(r"\b[0-9a-f]{64}\b")
SCORE_WORDS = ("Klasse", "klasse", "niet uit te sluiten", "Knock-out", "K1", "K4", "R155-autoriteit")


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/concessies/[^"]+">([^<]+)</a>', page)


def link(page: TestResponse, kind: str) -> str:
    """Where a link of this kind leads, empty without one."""
    found = re.search(rf'href="([^"]+)" rel="{kind}"', page.get_data(as_text=True))
    return found[1].replace("&amp;", "&") if found else ""


def listed(app: Flask, who: str, query: str = "") -> list[str]:
    return names(sign_in(app, who).get(f"/concessies{query}").get_data(as_text=True))


def test_a_grantor_sees_its_own_concessions_and_no_other(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies")
    assert names(page.get_data(as_text=True)) == [
        "Drechtsteden, Molenlanden en Gorinchem (was DAV)",
        "Hoeksche Waard - Goeree-Overflakkee",
        "Zuid-Holland Noord",
    ]
    assert "3 van 3 concessies" in text(page)
    for other in ("IJssel-Vecht", "Groningen-Drenthe", "BYD", "Utrecht"):
        assert other not in text(page)


def test_an_operator_sees_its_fleet_in_every_concession_it_holds(app: Flask) -> None:
    assert listed(app, "operator") == [
        "Drechtsteden, Molenlanden en Gorinchem (was DAV)",
        "Fryslân (incl. Waddeneilanden)",
        "Groningen-Drenthe",
        "Zuid-Holland Noord",
    ]


def test_the_administrator_sees_them_all(app: Flask) -> None:
    assert "28 van 28 concessies" in text(sign_in(app, "administrator").get("/concessies"))


def test_the_ministry_sees_counts_and_answers_given_but_no_score(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/concessies")
    rows = {row[0].split(" Qbuzz")[0]: row for row in tables(page)["concessies"]}
    assert rows["Zuid-Holland Noord"][2:] == ["275 202 niet bevestigd", "december 2037 lopend", "0 van 84"]
    for word in SCORE_WORDS:
        assert word not in words(page)
    assert not RECEIPT.search(page.get_data(as_text=True))


def test_a_reader_of_scores_sees_class_points_authorities_and_exclusions(app: Flask) -> None:
    rows = tables(sign_in(app, "grantor").get("/concessies"))["concessies"]
    assert rows[0] == [
        "Concessie", "Fabrikanten", "Bussen in dienst", "Einddatum", "Beantwoord", "Klasse",
        "D1", "D2", "D3", "D4", "R155-autoriteit", "R156-autoriteit", "Knock-outs",
    ]  # fmt: skip
    noord = next(row for row in rows if row[0].startswith("Zuid-Holland Noord"))
    assert noord[5] == "A B C D E ten minste B, E niet uit te sluiten"
    nothing_known = "0–4 ten minste 0, 4 niet uit te sluiten"
    assert (
        noord[6:12] == [nothing_known] * 2 + ["3–4 ten minste 3, 4 niet uit te sluiten"] + [nothing_known] * 3
    )
    assert noord[12] == "mogelijk: K1, K2, K3, K4"


def test_what_is_established_stands_apart_from_what_is_possible(exercise: Register, making: Making) -> None:
    app = making(exercise.settings)
    rows = tables(sign_in(app, "grantor", "voorbeeldland").get("/concessies"))["concessies"]
    zuid = next(row for row in rows if row[0].startswith("Voorbeeld-Zuid"))
    assert zuid[5].endswith("E, vastgesteld")
    assert zuid[12] == "vastgesteld: K1, K2, K3 mogelijk: K4"


def test_the_list_shows_the_cells_of_the_table(app: Flask) -> None:
    with register_of(app).reader() as reader:
        views, _ = concession_pictures(national("nl"), reader, reader.moment(DEFAULT_PEILDATUM))
    table = concessions_table(views, True, "nl")
    keys = [column.key for column in table.columns]
    rows = tables(sign_in(app, "administrator").get("/concessies"))["concessies"][1:]
    assert len(rows) == len(tuple(table.rows))
    for shown, row in zip(rows, table.rows, strict=True):
        cells = dict(zip(keys, row, strict=True))
        running = "onbekend" if cells["running"] is None else f"{cells['running']:,}".replace(",", ".")
        if cells["unknown_batches"] and cells["running"] is not None:
            running = f"ten minste {running}"
        assert shown[0].startswith(str(cells["concession"]))
        assert shown[1] == str(cells["makers"] or "onbekend")
        assert shown[2].startswith(running)
        assert shown[4] == f"{cells['answered']} van {cells['asked']}"
        assert f"ten minste {cells['class_low']}, {cells['class_high']} niet uit" in shown[5]


def test_a_changed_count_changes_the_list(app: Flask) -> None:
    change(register_of(app), ",BEV,50,reported,in_service,2024,", ",BEV,55,reported,in_service,2024,")
    rows = tables(sign_in(app, "grantor").get("/concessies"))["concessies"]
    assert any(row[2] == "280 202 niet bevestigd" for row in rows)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("zoek=fryslan", "1 van 28 concessies (gefilterd)"),
        ("zoek=zhn", "1 van 28 concessies (gefilterd)"),
        ("zoek=qbuzz", "4 van 28 concessies (gefilterd)"),
        ("zoek=metropoolregio", "4 van 28 concessies (gefilterd)"),
        ("provincie=Gelderland&fabrikant=Yutong", "1 van 28 concessies (gefilterd)"),
        ("status=awarded", "3 van 28 concessies (gefilterd)"),
        ("fabrikant=-", "6 van 28 concessies (gefilterd)"),
        ("sorteer=bussen", "28 van 28 concessies"),
    ],
)
def test_search_and_filters_say_what_they_left(app: Flask, query: str, count: str) -> None:
    page = sign_in(app, "administrator").get(f"/concessies?{query}")
    assert page.status_code == 200
    assert f"<strong>{count}</strong>" in text(page)


def test_the_sums_follow_the_filter(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies?zoek=zeeland")
    assert "1 van 28 concessies (gefilterd)</strong> · 0 bussen in dienst · + 73 besteld" in text(page)


def test_sorting_puts_most_buses_or_the_first_end_first(app: Flask) -> None:
    assert listed(app, "administrator", "?sorteer=bussen")[0] == "Zuid-Holland Noord"
    assert listed(app, "administrator", "?sorteer=einddatum")[0] == "Arnhem Nijmegen"


def test_sorting_by_class_puts_an_unknown_number_of_buses_before_a_known_one(app: Flask) -> None:
    found = listed(app, "administrator", "?sorteer=klasse")
    assert found.index("Utrecht Buiten") < found.index("Zuid-Holland Noord") < found.index("IJssel-Vecht")


def test_nothing_found_tells_the_next_step(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies?zoek=xyzzy")
    assert page.status_code == 200
    assert "0 van 3 concessies (gefilterd)" in text(page)
    assert "Gebruik minder woorden of laat een filter weg." in text(page)
    assert 'value="xyzzy"' in text(page)


def test_no_concession_at_all_tells_the_next_step(ready: Register, making: Making) -> None:
    nobody = account(ready, Role.GRANTOR, None)
    page = sign_in(making(ready.settings), nobody).get("/concessies")
    assert page.status_code == 200
    assert "Het register zegt niets over concessies binnen uw bereik op deze dag." in text(page)
    assert "/export/" not in text(page)


def test_where_a_batch_has_no_count_the_buses_in_service_are_at_least_so_many(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies")
    assert "</strong> · ten minste 2.639 bussen in dienst ·" in text(page)


def test_an_early_day_of_knowing_is_blamed_for_an_empty_list_and_not_the_reference_date(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies?bekend=2020-01-01")
    assert "Kies een latere dag bij ‘Zoals bekend op’, of laat dat veld leeg voor nu." in text(page)
    assert "Kies een latere peildatum" not in text(page)
    early = sign_in(app, "grantor").get("/concessies?peildatum=2010-01-01")
    assert "Kies een latere peildatum." in text(early)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("provincie=Mars&zoek=noord", "Provincie: ‘Mars’ staat niet in de lijst."),
        ("status=x&zoek=noord", "Status: ‘x’ staat niet in de lijst."),
        ("fabrikant=Nee&zoek=noord", "Fabrikant: ‘Nee’ staat niet in de lijst."),
        ("sorteer=kleur&zoek=noord", "Sorteren op: ‘kleur’ staat niet in de lijst."),
        ("peildatum=ooit&zoek=noord", "Peildatum: Dit is geen datum. U vulde in: ooit."),
    ],
)
def test_a_choice_that_does_not_exist_is_named_and_the_rest_kept(app: Flask, query: str, words: str) -> None:
    page = sign_in(app, "grantor").get(f"/concessies?{query}")
    assert page.status_code == 400
    assert words in text(page)
    assert 'name="zoek" type="search" value="noord"' in text(page)
    assert names(page.get_data(as_text=True)) == ["Zuid-Holland Noord"]


def test_the_ministry_cannot_sort_by_class(app: Flask) -> None:
    assert sign_in(app, "ministry").get("/concessies?sorteer=klasse").status_code == 400


def test_a_province_of_others_is_no_choice_of_a_grantor(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies?provincie=Groningen")
    assert "‘Groningen’ staat niet in de lijst." in text(page)


def test_links_keep_the_moment(app: Flask) -> None:
    page = sign_in(app, "grantor").get("/concessies?peildatum=2026-06-01&bekend=2026-11-22")
    assert '/concessies/zhn?peildatum=2026-06-01&amp;bekend=2026-11-22"' in text(page)


def test_a_long_list_is_cut_in_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("busrisk.web.concessions.views.PAGE_SIZE", 10)
    admin, path, shown = sign_in(app, "administrator"), "/concessies?sorteer=einddatum", []
    while path:
        page = admin.get(path)
        shown.append(names(page.get_data(as_text=True)))
        path = link(page, "next")
    assert [len(each) for each in shown] == [10, 10, 8]
    assert len({name for each in shown for name in each}) == 28
    assert "21 tot en met 28 van 28" in text(page)
    before = admin.get(link(page, "prev"))
    assert names(before.get_data(as_text=True)) == shown[1]
    assert "11 tot en met 20 van 28" in text(before)
    last = admin.get(re.search(r'href="([^"]+)">Laatste', text(before))[1].replace("&amp;", "&"))  # type: ignore[index]
    assert names(last.get_data(as_text=True))[2:] == shown[2]
    first = admin.get(re.search(r'href="([^"]+)">Eerste', text(last))[1])  # type: ignore[index]
    assert names(first.get_data(as_text=True)) == shown[0]
    assert not link(first, "prev")


@pytest.mark.parametrize(
    "place",
    [
        "na=bestaat-niet",
        "voor=vb-noord",
        "na=%00",
        "voor=%27%3B--",
        "na=" + "x" * 5000,
        "na=a&voor=b",
        "na=%ff",
    ],
)
def test_a_garbled_place_in_the_list_gives_its_first_page_with_a_remark(app: Flask, place: str) -> None:
    page = sign_in(app, "administrator").get(f"/concessies?{place}")
    assert page.status_code == 200
    assert "De plaats in de lijst waar dit adres naar wijst, is hier niet." in text(page)
    assert len(names(page.get_data(as_text=True))) == 28


def test_characters_that_no_name_holds_are_looked_for_in_vain_and_break_nothing(app: Flask) -> None:
    page = sign_in(app, "administrator").get("/concessies?zoek=%00%25_%5C")
    assert page.status_code == 200
    assert "0 van 28 concessies (gefilterd)" in text(page)


def test_the_links_of_a_page_keep_what_was_looked_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("busrisk.web.concessions.views.PAGE_SIZE", 2)
    page = sign_in(app, "grantor").get("/concessies?zoek=holland&sorteer=bussen&peildatum=2026-06-01")
    assert link(page, "next") == "/concessies?zoek=holland&sorteer=bussen&peildatum=2026-06-01&na=hwgo"


def test_a_page_keeps_its_place_when_the_list_changes_before_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("busrisk.web.concessions.views.PAGE_SIZE", 10)
    admin = sign_in(app, "administrator")
    path = link(admin.get("/concessies"), "next")
    before = names(admin.get(path).get_data(as_text=True))
    change(register_of(app), "West-Brabant,", "Aan het begin,", times=3)
    after = admin.get(path)
    assert names(after.get_data(as_text=True)) == before
    assert "12 tot en met 21 van 28" in text(after)


def test_the_list_costs_the_same_statements_for_one_concession_and_for_many(
    ready: Register, making: Making
) -> None:
    one = account(ready, Role.GRANTOR, "gem-almere")
    app = making(ready.settings)
    few, many = sign_in(app, one), sign_in(app, "administrator")
    assert listed(app, one) == ["Busvervoer Almere"]
    register = register_of(app)
    for_many, for_one = (statements(register, each, "/concessies?sorteer=naam") for each in (many, few))
    assert for_many == for_one <= 18
