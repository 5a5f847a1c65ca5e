"""From every score there is a way to its explanation."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.visits import sign_in

TO_METHOD = re.compile(r'href="/methode#([^"]+)"')
PLACE = re.compile(r'\sid="([^"]+)"')


def places(client: FlaskClient) -> set[str]:
    return set(PLACE.findall(client.get("/methode").text))


def test_every_link_of_a_concession_to_the_method_arrives(exercise: Register, making: Making) -> None:
    client = sign_in(making(exercise.settings), "grantor", "voorbeeldland")
    linked = set(TO_METHOD.findall(client.get("/concessies/vb-noord").text))
    assert linked <= places(client)
    assert {"klassen", "D1", "D2", "D3", "D4", "v3.1", "v3.3a", "v3.3b", "K1", "K4"} <= linked
    assert {f"v{question}" for question in ("1.1", "1.5", "2.5", "3.5", "4.6")} <= linked


def test_every_class_dimension_and_knock_out_of_each_deployment_is_linked(
    exercise: Register, making: Making
) -> None:
    client = sign_in(making(exercise.settings), "grantor", "voorbeeldland")
    deployments = client.get("/concessies/vb-noord").text.split('<details class="card deployment"')[1:]
    assert len(deployments) == 3
    for deployment in (each.split("Partijen achter")[0] for each in deployments):
        assert 'href="/methode#klassen">Hoe komt de klasse tot stand?</a>' in deployment
        labels = re.findall(r"<dt>(.*?)</dt>", deployment, re.DOTALL)
        knock_outs = re.findall(r'<li><span class="pill.*?</li>', deployment, re.DOTALL)
        rows = re.findall(r'<th scope="row" role="rowheader">(.*?)</th>', deployment, re.DOTALL)
        assert len(labels) == 7
        assert len(rows) == 22
        assert all(TO_METHOD.search(each) for each in (*labels, *knock_outs, *rows))


def test_the_heads_of_the_list_lead_to_the_method(app: Flask) -> None:
    client = sign_in(app, "administrator")
    head = client.get("/concessies").text.split("<thead")[1].split("</thead>")[0]
    linked = TO_METHOD.findall(head)
    assert linked == ["klassen", "D1", "D2", "D3", "D4", "v3.3a", "v3.3b", "knock-outs"]
    assert set(linked) <= places(client)


def test_who_sees_no_scores_gets_no_heads_of_scores(app: Flask) -> None:
    page = sign_in(app, "ministry").get("/concessies")
    assert page.status_code == 200
    assert not TO_METHOD.findall(page.text.split("<thead")[1].split("</thead>")[0])
