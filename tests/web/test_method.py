"""The method page holds the whole edition in force, and everything in it has a place of its own."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from busrisk.core import dutch
from busrisk.rulebook.shape import Edition
from busrisk.web.anchors import anchor
from busrisk.web.public.cited import NOT_READ, place_of
from busrisk.web.public.frameworks import MEANINGS, place_of_family

ID = re.compile(r'\sid="([^"]+)"')
INSIDE = re.compile(r'href="#([^"]+)"')
ROW = re.compile(r'<tr role="row" id="([^"]+)">(.*?)</tr>', re.DOTALL)


@pytest.fixture
def edition(app: Flask) -> Edition:
    found: Edition = app.extensions["busrisk"].edition
    return found


@pytest.fixture
def page(visitor: FlaskClient) -> str:
    """The page as a reader sees it: words without entities, white space as one space."""
    return " ".join(unescape(visitor.get("/methode").text).split())


def fold_out(page: str, id: str) -> str:
    found = re.search(rf'<details class="question" id="{re.escape(anchor(id))}">(.*?)</details>', page)
    assert found, f"question {id} has no fold-out"
    return found[1]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_question_shows_all_that_the_edition_says_of_it(page: str, edition: Edition) -> None:
    assert len(edition.questions) == 52
    for question in edition.questions:
        shown = fold_out(page, question.id)
        assert question.why
        assert question.good_evidence
        assert one_line(question.title.nl) in shown
        assert one_line(question.why.nl) in shown
        assert one_line(question.good_evidence.nl) in shown
        assert ("beslissend</span>" in shown) is question.gate
        assert dutch.write_date(question.holds_from, "nl", prose=True) in shown
        assert all(f">{tag}</a>" in shown for tag in question.tags)
        assert all(f'href="#{place_of(edition.source(each.source))}"' in shown for each in question.sources)
        assert all(each.point in shown for each in question.sources)


def test_every_question_shows_five_options_with_their_points_but_the_computed_one(
    page: str, edition: Edition
) -> None:
    without = [question.id for question in edition.questions if not question.options]
    assert without == ["3.1"]
    assert "De punten volgen uit de tabel" in fold_out(page, "3.1")
    for question in edition.questions:
        for option in question.options:
            said = f"{option.points}</span><span>{one_line(option.text.nl)}</span>"
            assert said in fold_out(page, question.id)


def test_who_answers_and_what_it_hangs_on_differ_per_question(page: str) -> None:
    assert "<dd>de vervoerder</dd>" in fold_out(page, "1.1")
    assert "<dd>de concessieverlener, uit het contract</dd>" in fold_out(page, "C4a")
    assert "<dd>niemand: dit wordt berekend</dd>" in fold_out(page, "3.1")
    assert "<dd>de variant en haar softwareversie" in fold_out(page, "1.1")
    assert "<dd>de inzet:" in fold_out(page, "1.2")


def test_a_question_leads_to_what_it_decides(page: str) -> None:
    assert 'href="#dimensie-D4"' in fold_out(page, "4.2")
    assert 'href="#K1"' in fold_out(page, "4.2")
    assert "niets: deze vraag verandert de klasse niet" in fold_out(page, "C1a")


def test_every_setting_of_the_score_has_a_row_with_its_day_and_source(page: str, edition: Edition) -> None:
    rows = dict(ROW.findall(page))
    settings = [setting for _, setting in edition.scoring.settings()]
    assert len([place for place in rows if not place.startswith("contract-")]) == len(settings)
    said = list(rows.values())
    for setting in settings:
        source = edition.source(setting.source)
        words = f"{source.title.nl}, {setting.point}"
        row = next(row for row in said if words in row and dutch.write_date(setting.holds_from, "nl") in row)
        assert (NOT_READ in row) is not source.checked


def test_knock_outs_say_when_they_hold_and_whether_they_are_computed(page: str, edition: Edition) -> None:
    rows = dict(ROW.findall(page))
    for rule in edition.scoring.knock_outs:
        assert rule.title.nl in rows[rule.id]
        assert (">ja</td>" in rows[rule.id]) is rule.computed
        assert '<td role="cell" data-label="Wanneer"></td>' not in rows[rule.id]
    assert "beide: 4.1 ≥ 3; 4.2 ≥ 3 punten" in rows["K1"]


def test_a_source_that_was_not_read_is_never_shown_without_saying_so(page: str, edition: Edition) -> None:
    unread = [source for source in edition.sources if not source.checked]
    assert unread
    for source in unread:
        for after in page.split(f'<a href="#{place_of(source)}">')[1:]:
            assert f'</a> <span class="unknown">{NOT_READ}</span>' in after[:200]
        listed = page.split(f'<li id="{place_of(source)}">')[1].split("</li>")[0]
        assert "nog niet nagelezen" in listed


def test_every_tag_belongs_to_a_family_that_is_explained_and_has_a_meaning_where_its_source_was_read(
    page: str, edition: Edition
) -> None:
    tags = {tag for question in edition.questions for tag in question.tags}
    for tag in tags:
        assert f'<h3 id="{place_of_family(tag)}">' in page
    assert {tag for tag in tags if tag not in MEANINGS} == {"IEC62443/2-4", "IEC62443/3-3", "ISO21434"}
    assert not MEANINGS.keys() - tags


@pytest.mark.parametrize("place", ["uitval", "bereik", "prioriteit", "statelijk", "eerst-vragen"])
def test_exposure_is_explained(page: str, place: str) -> None:
    assert f'<h3 id="{place}">' in page
    assert f'href="#{place}"' in page


def test_no_two_things_share_a_place_and_every_link_inside_the_page_arrives(page: str) -> None:
    places = ID.findall(page)
    assert len(places) == len(set(places))
    assert set(INSIDE.findall(page)) <= set(places)


def test_the_places_of_the_method_are_lasting(page: str, edition: Edition) -> None:
    """Others link to these: a change breaks their links."""
    places = set(ID.findall(page))
    assert {"klassen", "regels", "blootstelling", "vragen", "kaders", "bronnen"} <= places
    assert {f"v{question.id}" for question in edition.questions} <= places
    assert {section.id for section in edition.sections} <= places
    assert {"K1", "K7", "dimensie-D3", "NOT_REQUIRED", "E1", "mogelijkheid-remote_stop"} <= places
    assert {"volgorde-E", "band-25", "veroudering", "klasse-C", "bron-un-r155"} <= places
