from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from busrisk.access.policy import EVERYONE, GRANTS, Action, Role
from busrisk.register.session import Register
from busrisk.register.unavailable import RegisterFull
from busrisk.rulebook.shelf import editions
from busrisk.web import gate
from busrisk.web.doors import view_of
from busrisk.web.gate import UnmarkedView, action_of, needs, relative, routes_of
from busrisk.web.installation import Entry, Installation
from busrisk.web.routes import ROUTES, Route
from tests.databases import NOW, on_both
from tests.web.conftest import Making
from tests.web.visits import client_of, client_with, cookie, heading, link_for, post, register_of, sign_in


def bare_app(register: Register, navigation: tuple[Entry, ...] = ()) -> Flask:
    app = Flask("bare", static_folder=None)
    Installation(register.settings, register, editions()[0], navigation).install(app)
    return app


def private_pages(app: Flask) -> list[tuple[str, Action]]:
    """Addresses without a variable part that not everybody may open, with the action they need."""
    found = []
    for rule in app.url_map.iter_rules():
        action = action_of(app.view_functions[rule.endpoint])
        assert action is not None
        if "GET" in (rule.methods or ()) and not rule.arguments and action not in EVERYONE:
            found.append((rule.rule, action))
    return found


def test_an_unmarked_view_stops_the_app_from_starting_and_is_named(empty: Register) -> None:
    app, door = bare_app(empty), Blueprint("forgotten", __name__)
    door.add_url_rule("/vergeten", "page", lambda: "open")
    app.register_blueprint(door)
    with pytest.raises(UnmarkedView, match=r"'forgotten\.page' \(/vergeten\).*routes\.py"):
        gate.close(app)


def test_a_navigation_that_leads_nowhere_stops_the_app_from_starting(empty: Register) -> None:
    app = bare_app(empty, (Entry("nowhere.page", "Nergens", Action.READ_PUBLIC),))
    with pytest.raises(UnmarkedView, match=r"nowhere\.page"):
        gate.close(app)


def test_a_view_that_lost_its_mark_after_the_start_is_refused_all_the_same(app: Flask) -> None:
    app.view_functions["public.alive"] = lambda: "open"
    assert client_of(app).get("/levend").status_code == 403


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.address}")
def test_the_view_behind_every_address_takes_what_the_address_gives(route: Route) -> None:
    given = set(re.findall(r"<(\w+)>", route.address))
    assert set(inspect.signature(view_of(route)).parameters) == given


def test_an_address_leads_to_one_view_and_a_view_to_one_address() -> None:
    assert len({(route.method, route.address) for route in ROUTES}) == len(ROUTES)
    assert len({route.endpoint for route in ROUTES}) == len(ROUTES)


def test_every_address_of_the_app_is_on_the_map(app: Flask) -> None:
    mapped = {f"{route.address} {route.method} {route.endpoint} {route.action}" for route in ROUTES}
    assert set(routes_of(app)) == mapped


def test_every_address_has_an_action(app: Flask) -> None:
    lines = routes_of(app)
    assert len(lines) == len(list(app.url_map.iter_rules()))
    assert all(line.rsplit(" ", 1)[1] in set(Action) for line in lines)


def test_a_mark_survives_the_page_cache() -> None:
    from busrisk.web.page import cached

    assert action_of(needs(Action.SEE_NATIONAL)(cached(lambda: None))) is Action.SEE_NATIONAL


def test_a_visitor_is_led_to_the_sign_in_page_and_back(app: Flask, visitor: FlaskClient) -> None:
    pages = private_pages(app)
    assert pages
    for path, _ in pages:
        answer = visitor.get(f"{path}?zoek=x")
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/aanmelden?next={path}?zoek%3Dx"


@on_both
def test_each_role_opens_exactly_what_it_is_granted(app: Flask) -> None:
    for role in Role:
        client = sign_in(app, role)
        for path, action in private_pages(app):
            expected = 200 if action in GRANTS[role] else 403
            assert client.get(path).status_code == expected, f"{role} {path}"


def test_a_page_outside_the_role_says_whom_to_ask(app: Flask) -> None:
    refused = sign_in(app, "grantor").get("/landelijk")
    assert refused.status_code == 403
    assert heading(refused) == "U mag dit niet zien"
    assert "Vraag toegang aan de beheerder" in refused.text


def test_a_post_without_a_visit_is_refused(visitor: FlaskClient) -> None:
    answer = post(visitor, "/afmelden")
    assert answer.status_code == 403
    assert heading(answer) == "U bent niet aangemeld"


def test_the_role_of_a_closed_account_opens_nothing(app: Flask) -> None:
    client = sign_in(app, "ministry")
    assert client.get("/landelijk").status_code == 200
    with register_of(app).writer("test", "close_account") as writer:
        writer.connection.exec_driver_sql(
            "UPDATE account SET closed_at = '2026-11-22 10:00:00.000000' WHERE role = 'ministry'"
        )
    assert client.get("/landelijk").status_code == 303


def statements(app: Flask) -> list[str]:
    """Collects every statement from now on."""
    seen: list[str] = []
    event.listen(register_of(app).engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    return seen


def test_visit_and_version_are_read_in_one_statement_and_only_after_a_commit(app: Flask) -> None:
    client = sign_in(app, "ministry")
    client.get("/methode")
    seen = statements(app)
    assert client.get("/methode").status_code == 200
    assert seen == []
    sign_in(app, "grantor")
    seen.clear()
    assert client.get("/methode").status_code == 200
    assert len(seen) == 1
    assert "visit" in seen[0]


@on_both
def test_a_visit_ended_by_another_process_ends_at_once(app: Flask, making: Making) -> None:
    client = sign_in(app, "ministry")
    assert client.get("/landelijk").status_code == client.get("/landelijk").status_code == 200
    elsewhere = client_with(making(register_of(app).settings), cookie(client))
    assert post(elsewhere, "/afmelden").status_code == 303
    assert client.get("/landelijk").status_code == 303


def test_a_visit_runs_out_while_nothing_is_committed(app: Flask) -> None:
    client, here = sign_in(app, "ministry"), app.extensions["busrisk"]
    for minutes, status in ((0, 200), (29, 200), (58, 200), (58 + 30, 303)):
        later = replace(here.settings, clock=NOW + timedelta(minutes=minutes))
        app.extensions["busrisk"] = replace(here, settings=later)
        assert client.get("/landelijk").status_code == status


def test_a_database_that_cannot_be_written_can_still_be_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise RegisterFull("de schijf is vol")

    client, here = sign_in(app, "ministry"), app.extensions["busrisk"]
    later = replace(here.settings, clock=NOW + timedelta(minutes=5))
    app.extensions["busrisk"] = replace(here, settings=later)
    monkeypatch.setattr(register_of(app), "writer", full)
    assert client.get("/landelijk").status_code == 200
    assert "de schijf is vol" in caplog.text


@pytest.mark.parametrize(
    "target",
    [
        "//elders.example",
        "https://elders.example/",
        "/\\elders.example",
        "\\\\elders.example",
        "javascript:alert(1)",
        "elders",
        "/a\r\nSet-Cookie: x=1",
        "/\t/elders.example",
        "",
        None,
        "/" + "a" * 2000,
    ],
)
def test_a_target_that_could_lead_elsewhere_leads_home(target: str | None) -> None:
    assert relative(target) == "/"


@pytest.mark.parametrize("target", ["/", "/landelijk", "/concessies?zoek=zuid&pagina=2", "/a%2Fb"])
def test_a_path_on_this_site_is_kept(target: str) -> None:
    assert relative(target) == target


def test_the_session_token_in_the_cookie_is_not_what_the_register_keeps(app: Flask) -> None:
    client = client_of(app)
    link = link_for(app, "grantor")
    post(client, link, seen=link)
    with register_of(app).reader() as reader:
        digests = reader.connection.exec_driver_sql("SELECT digest FROM visit").scalars().all()
    assert digests
    assert not any(digest in cookie(client) for digest in digests)
