"""Ontwikkeling: what was counted, derived and forecast stands apart on page, figure and files."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.web.accounts import account
from tests.web.conftest import Making
from tests.web.national.own_fleet import analyst, csv_rows, own_app, read, stated
from tests.web.page_tables import tables
from tests.web.visits import sign_in

FIGURE = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def traces(page: TestResponse) -> dict[str, Any]:
    found = FIGURE.search(page.get_data(as_text=True))
    assert found
    return {trace["name"].replace("<br>", " "): trace for trace in json.loads(found[1])["data"]}


def test_every_point_has_its_day_its_kind_and_its_source(app: Flask) -> None:
    rows = tables(sign_in(app, "ministry").get("/ontwikkeling"))["zero_emission"][1:]
    assert [row[:3] for row in rows] == [
        ["2015", "50", "geschat"],
        ["31-12-2018", "360", "geteld"],
        ["31-12-2019", "770", "geteld"],
        ["31-12-2020", "1.388", "prognose"],
        ["mei 2021", "1.276", "geteld"],
        ["31-12-2024", "1.895", "afgeleid"],
        ["31-12-2025", "2.748", "geteld"],
        ["31-12-2026", "4.188", "prognose"],
        ["31-12-2027", "4.444", "prognose"],
        ["31-12-2030", "5.134", "prognose"],
    ]
    assert rows[3][3:] == ["prognose, gemaakt in 2019", "nrc.nl"]
    assert all(row[4] for row in rows)


def test_the_figure_keeps_gaps_and_draws_forecasts_and_orders_dotted(app: Flask) -> None:
    drawn = traces(sign_in(app, "ministry").get("/ontwikkeling"))
    counted = drawn["zero-emissie, geteld of geschat"]
    assert counted["y"] == [50, None, 360, 770, None, 1276, None, 1895, 2748]
    assert counted["connectgaps"] is False
    assert counted["line"]["dash"] == "solid"
    dotted = {name: trace["y"] for name, trace in drawn.items() if trace["line"]["dash"] == "dot"}
    assert dotted == {
        "zero-emissie, prognose gemaakt in 2019": [1388],
        "zero-emissie, prognose van CROW": [4188, 4444, 5134],
        "met bestellingen, als alle bestellingen worden geleverd en niets uitstroomt": [569, 839],
    }
    assert drawn["niet-EU-fabrikanten"]["y"] == [559, 569]
    assert drawn["niet-EU-fabrikanten"]["mode"] == "markers"


def test_the_non_eu_share_is_shown_where_it_was_published_or_follows_from_one_day(app: Flask) -> None:
    rows = tables(sign_in(app, "ministry").get("/ontwikkeling"))["non_eu"][1:]
    assert [row[:5] for row in rows] == [
        ["31-12-2025", "BYD en Yutong", "559", "20,3%", "aandeel berekend uit gepubliceerde cijfers"],
        ["01-01-2026", "BYD en Yutong", "569", "ongeveer 21%", "gepubliceerd, circa"],
        [
            "31-12-2026",
            "BYD en Yutong",
            "839",
            "onbekend",
            "prognose, als alle bestellingen worden geleverd en niets uitstroomt, circa",
        ],
    ]
    assert rows[0][5:] == ["busportal.cz", "sustainable-bus.com"]


def test_another_definition_leaves_out_what_it_does_not_cover(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/ontwikkeling?niet_eu=assemblage")
    assert [row[:3] for row in tables(page)["non_eu"][1:]] == [["31-12-2025", "Yutong", "239"]]
    assert not any(name.startswith("met bestellingen") for name in traces(page))
    assert "assemblage van de bus buiten de EU" in read(page)


def test_a_stated_total_becomes_a_point_of_its_own(empty: Register, making: Making) -> None:
    client = analyst(own_app(empty, making), empty)
    assert tables(client.get("/ontwikkeling"))["zero_emission"][1:] == [["Hierover is niets gepubliceerd."]]
    stated(client)
    page = client.get("/ontwikkeling")
    assert [row[:3] for row in tables(page)["zero_emission"][1:]] == [["01-01-2026", "2.710", "geteld"]]
    assert [row[3] for row in tables(page)["non_eu"][1:]] == ["21,0%", "ongeveer 21%"]


def test_each_table_has_a_file_with_the_same_rows(app: Flask) -> None:
    client = sign_in(app, "ministry")
    for key in ("zero_emission", "non_eu", "projection"):
        shown = tables(client.get("/ontwikkeling"))[key]
        rows = csv_rows(client, f"/landelijk/tabel/{key}.csv")
        figures = [row[1:3] for row in rows[1:]]
        assert figures == [[each.replace(".", "") for each in row[1:3]] for row in shown[1 : len(rows)]]
        assert "Definitie van een bus" in rows[0]


def test_only_the_ministry_and_the_administrator_see_it(app: Flask, ready: Register) -> None:
    assert sign_in(app, "administrator").get("/ontwikkeling").status_code == 200
    grantor = sign_in(app, account(ready, Role.GRANTOR, "prov-zh"))
    assert grantor.get("/ontwikkeling").status_code == 403
    assert grantor.get("/landelijk/verdeling").status_code == 403
    assert "Ontwikkeling" not in read(grantor.get("/concessies"))


def test_the_exercise_says_so_here_too(exercise: Register, making: Making) -> None:
    page = sign_in(making(exercise.settings), "ministry", "voorbeeldland").get("/ontwikkeling")
    assert "OEFENING" in read(page)
    assert tables(page)["projection"][3][:4] == ["Samen", "circa 275", "70", "345"]
