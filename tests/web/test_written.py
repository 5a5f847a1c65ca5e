from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask, render_template_string, session

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.web.written import is_address, laid_out, site, written

TABLE = Table(
    "proef",
    "Proef <b>tabel</b>",
    (
        Column("name", "Naam"),
        Column("count", "Bussen", Kind.COUNT),
        Column("day", "Datum", Kind.DATE),
        Column("source", "Bron", Kind.LINK),
    ),
    (
        ("Zuid & Noord", 1234, date(2026, 1, 1), "https://www.example.org/a?b=c"),
        ("<script>alert(1)</script>", None, None, "javascript:alert(1)"),
    ),
    total=("Samen", 1234, None, None),
)


def as_page(app: Flask, table: Table) -> str:
    source = '{% from "macros/table.html" import table %}{{ table(t, hrefs=("/een", "")) }}'
    with app.test_request_context():
        return render_template_string(source, t=table)


@pytest.mark.parametrize(
    ("kinds", "stays"),
    [
        ((Kind.COUNT, Kind.PERCENT, Kind.NUMBER, Kind.COUNT), True),
        ((Kind.COUNT,) * 5, False),
        ((Kind.COUNT, Kind.TEXT), False),
        ((Kind.COUNT, Kind.DATE), False),
    ],
)
def test_a_name_and_few_figures_stay_a_table_on_a_telephone(
    app: Flask, kinds: tuple[Kind, ...], stays: bool
) -> None:
    columns = (
        Column("name", "Naam"),
        *(Column(str(place), "Bussen", kind) for place, kind in enumerate(kinds)),
    )
    page = as_page(app, Table("proef", "Proef", columns, ()))
    assert ('class="figures lean"' in page) is stays


@pytest.mark.parametrize(
    ("cell", "kind", "dutch", "english"),
    [
        (1234, Kind.COUNT, "1.234", "1,234"),
        (0, Kind.COUNT, "0", "0"),
        (None, Kind.COUNT, "onbekend", "onbekend"),
        (2.5, Kind.NUMBER, "2,5", "2.5"),
        (21.0, Kind.PERCENT, "21,0%", "21.0%"),
        (date(2026, 1, 1), Kind.DATE, "01-01-2026", "2026-01-01"),
        ("2034-12", Kind.DATE, "december 2034", "December 2034"),
        ("circa 319", Kind.COUNT, "circa 319", "circa 319"),
        (Count(319, circa=True), Kind.COUNT, "circa 319", "circa 319"),
        (PartialDate("2030"), Kind.DATE, "2030", "2030"),
    ],
)
def test_a_cell_reads_as_its_language_writes_it(
    app: Flask, cell: Cell, kind: Kind, dutch: str, english: str
) -> None:
    with app.test_request_context():
        assert written(cell, kind) == dutch
    with app.test_request_context():
        session["language"] = "en"
        assert written(cell, kind) == english


def test_an_unknown_figure_says_so_and_a_blank_text_says_nothing(app: Flask) -> None:
    with app.test_request_context():
        places = laid_out(("naam", None, None, None), TABLE)
    assert [(place.text, place.unknown) for place in places[1:]] == [
        ("onbekend", True),
        ("onbekend", True),
        ("", False),
    ]


def test_only_web_addresses_become_links(app: Flask) -> None:
    page = as_page(app, TABLE)
    assert '<a href="https://www.example.org/a?b=c" rel="noreferrer external">example.org</a>' in page
    assert 'href="javascript' not in page
    assert is_address("https://a.example")
    assert not is_address("data:text/html,x")
    assert not is_address("https://a.example b")
    assert site("https://www.electrive.com/2020") == "electrive.com"


def test_text_of_the_register_is_never_markup(app: Flask) -> None:
    page = as_page(app, TABLE)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Proef &lt;b&gt;tabel&lt;/b&gt;" in page


def test_a_table_scrolls_in_a_box_of_its_own_that_the_keyboard_reaches(app: Flask) -> None:
    page = as_page(app, TABLE)
    assert '<div class="scroll" role="region" tabindex="0" aria-labelledby="tabel-proef">' in page
    assert '<caption id="tabel-proef">' in page
    assert page.count('scope="row"') == 3
    assert '<a href="/een">Zuid &amp; Noord</a>' in page
    assert re.search(r"<tfoot.*Samen.*1\.234.*</tfoot>", page, re.DOTALL)


def test_a_table_without_rows_says_what_will_stand_there(app: Flask) -> None:
    table = Table("leeg", "Leeg", TABLE.columns, (), empty="Hier komen de concessies.")
    assert "Hier komen de concessies." in as_page(app, table)
