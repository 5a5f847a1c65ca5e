from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.visits import client_of, form_token, heading, link_for, register_of, sign_in


def posts(app: Flask) -> list[str]:
    """Every address that takes a POST, its variable parts filled in."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert rules
    filled = {"token": link_for(app, "operator").rsplit("/", 1)[1], "ending": "xlsx"}
    filled |= {"key": "yutong", "topic": "ota_public_evidence", "name": "makers"}
    return [rule.rule.replace("<", "{").replace(">", "}").format(**filled) for rule in rules]


def changed(app: Flask) -> tuple[object, ...]:
    with register_of(app).reader() as reader:
        count = reader.connection.exec_driver_sql
        return tuple(
            count(f"SELECT count(*) FROM {name}").scalar_one() for name in ("change", "journal", "visit")
        )


def refused(answer: TestResponse) -> bool:
    return answer.status_code == 400 and heading(answer) == "Dit formulier is niet meer geldig"


def test_every_post_is_refused_without_a_token_a_wrong_one_or_that_of_another_visit(app: Flask) -> None:
    client, other = sign_in(app, "administrator"), sign_in(app, "grantor")
    foreign = form_token(other.get("/methode"))
    paths = posts(app)
    before = changed(app)
    for path in paths:
        assert refused(client.post(path)), path
        assert refused(client.post(path, data={"csrf_token": "verzonnen"})), path
        assert refused(client.post(path, data={"csrf_token": foreign})), path
    assert client.get("/landelijk").status_code == 200
    assert changed(app) == before


def test_a_refused_form_says_what_to_do_and_shows_no_reason_of_the_library(visitor: FlaskClient) -> None:
    page = visitor.post("/taal", data={"language": "en"})
    assert "Ga terug, vernieuw de pagina en verstuur het formulier opnieuw" in page.text
    assert "CSRF" not in page.text


def test_a_form_left_open_for_hours_is_still_good(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_reading_pages_changes_nothing_in_the_register(app: Flask) -> None:
    client = sign_in(app, "administrator")
    before = changed(app)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments:
            assert client.get(rule.rule).status_code == 200
    assert changed(app) == before


def test_a_page_from_the_cache_carries_each_visitors_own_token(app: Flask) -> None:
    one, two = client_of(app), client_of(app)
    first, second = form_token(one.get("/methode")), form_token(two.get("/methode"))
    assert first != second
    assert one.post("/taal", data={"csrf_token": first, "language": "nl"}).status_code == 303
    assert two.post("/taal", data={"csrf_token": second, "language": "nl"}).status_code == 303
