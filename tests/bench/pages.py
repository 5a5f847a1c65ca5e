"""G7 and G11: the national page against the smallest page of the same app and server; statements per page."""

from __future__ import annotations

import http.client
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import event
from waitress import create_server

from busrisk.app import make_app
from busrisk.register.people import issue_link, named
from busrisk.register.session import Register
from busrisk.settings import Settings, read_settings
from busrisk.web.installation import Installation
from busrisk.workflow.import_fleet import StartFiles, import_fleet
from busrisk.workflow.make_ready import make_ready
from tests.bench.fleet import start_list_of
from tests.bench.measure import Result, in_turn, median

REQUESTS = 60
DASHBOARD, HELLO = "/landelijk", "/levend"
LISTED = ("/landelijk", "/concessies")


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """The app on waitress, as `serve` runs it, on a port of the machine's choice."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.close()


def ready(settings: Settings) -> Register:
    register = Register(settings)
    make_ready(register, settings, tell=lambda step: None)
    return register


def cookie_of(app: Flask, register: Register, settings: Settings, role: str) -> str:
    """Signs in through the pages, as a browser does; the cookie header of the visit."""
    with register.writer("bench", "issue_sign_in_link") as writer:
        token = issue_link(writer, named(writer, role, "nl"))
    client = app.test_client()
    base = "http://127.0.0.1"
    page = client.get(f"/aanmelden/{token}", base_url=base).get_data(as_text=True)
    csrf = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    headers = {"Referer": f"{base}/aanmelden/{token}"}
    client.post(f"/aanmelden/{token}", data={"csrf_token": csrf}, base_url=base, headers=headers)
    client.get("/", base_url=base)  # the first page gives the visit its token; every later one reuses it
    cookies = client._cookies.values() if client._cookies else ()
    return "; ".join(f"{cookie.key}={cookie.value}" for cookie in cookies)


def requests(port: int, cookie: str, paths: Iterator[str], expected: bytes) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(REQUESTS):
        connection.request("GET", next(paths), headers={"Cookie": cookie})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200 or expected not in body:
            raise AssertionError(f"unexpected answer {response.status}: {body[:200]!r}")
    connection.close()


def g7(folder: Path) -> tuple[Result, Result]:
    settings = read_settings({"BUSRISK_DATA_DIR": str(folder)})
    register = ready(settings)
    app = make_app(settings)
    cookie = cookie_of(app, register, settings, "ministry")
    fresh = itertools.count()
    with serving(app) as port:
        hello = lambda: requests(port, cookie, itertools.repeat(HELLO), b"")  # noqa: E731
        warm = in_turn(lambda: requests(port, cookie, itertools.repeat(DASHBOARD), b"569"), hello)
        cold = in_turn(lambda: requests(port, cookie, (f"{DASHBOARD}?nr={n}" for n in fresh), b"569"), hello)
    return (
        _rate("warm: national page, signed in, from the page cache", warm, 0.6),
        _rate("cold: national page, signed in, rendered anew", cold, 0.25),
    )


def _rate(what: str, pairs: list[tuple[float, float]], target: float) -> Result:
    ratios = [floor / ours for ours, floor in pairs]
    ours = f"{REQUESTS / median([each for each, _ in pairs]):.0f} requests/s"
    against = f"hello {REQUESTS / median([each for _, each in pairs]):.0f} requests/s"
    return Result("G7", what, ours, against, median(ratios), min(ratios), target, at_most=False)


def g11(folder: Path) -> tuple[Result, ...]:
    """The same pages over a register of one concession and of hundreds: statements counted, not timed."""
    few = _statements(folder / "few", concessions=1)
    many = _statements(folder / "many", concessions=300)
    return tuple(
        Result(
            "G11",
            f"SQL statements of {path}: 300 concessions against 1",
            f"{many[path]} statements",
            f"{few[path]} statements",
            many[path] / few[path],
            many[path] / few[path],
            1.0,
            at_most=True,
        )
        for path in few
    )


def _statements(folder: Path, concessions: int) -> dict[str, int]:
    settings = read_settings({"BUSRISK_DATA_DIR": str(folder)})
    register = Register(settings)
    register.migrate()
    data, companions = start_list_of(concessions)
    import_fleet(register, StartFiles(data, "bench.csv", companions), "bench")
    make_ready(register, settings, with_start_list=False, tell=lambda step: None)
    app = make_app(settings)
    cookie = cookie_of(app, register, settings, "administrator")
    installed: Installation = app.extensions["busrisk"]
    counted: dict[str, int] = {}
    statements: list[str] = []
    event.listen(
        installed.register.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: statements.append(statement),
    )
    client = app.test_client(use_cookies=False)
    for path in LISTED:
        statements.clear()
        answer = client.get(path, base_url="http://127.0.0.1", headers={"Cookie": cookie})
        if answer.status_code != 200:
            raise AssertionError(f"{path}: {answer.status_code}")
        counted[path] = len(statements)
    return counted
