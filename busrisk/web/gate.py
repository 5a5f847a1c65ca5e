"""Every view names one action: a view without is refused at start, a visitor without at the door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from busrisk.access.policy import EVERYONE, Action, may
from busrisk.access.scope import Scope
from busrisk.register import people
from busrisk.register.people import Person
from busrisk.register.session import Reader, Register
from busrisk.register.unavailable import RegisterUnavailable
from busrisk.web.installation import installation
from busrisk.web.recent import RecentVisits

VISIT = "visit"  # the cookie's key of the session token; the row behind it decides
RECENT = "busrisk.recent"
UNTOUCHED = "busrisk.untouched"  # when a visit could last not be kept alive
TOUCH_AGAIN = timedelta(minutes=1)
log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD"})
_MARK = "busrisk_action"
_View = TypeVar("_View", bound=Callable[..., Any])


class UnmarkedView(Exception):
    """A view names no action, so nobody knows who may open it."""


def needs(action: Action) -> Callable[[_View], _View]:
    """Marks a view with the one action it needs."""

    def mark(view: _View) -> _View:
        setattr(view, _MARK, action)
        return view

    return mark


def action_of(view: Callable[..., Any]) -> Action | None:
    """The action a view is marked with."""
    return cast("Action | None", getattr(view, _MARK, None))


def is_public(endpoint: str | None) -> bool:
    """Whether the view behind an endpoint is open to everybody."""
    view = current_app.view_functions.get(endpoint or "")
    return view is not None and action_of(view) in EVERYONE


def close(app: Flask) -> None:
    """Puts the gate before every view; call it when all front doors are on.

    Raises UnmarkedView, naming the endpoint, when a view carries no mark, and when the navigation
    names an endpoint that does not exist.
    """
    for rule in app.url_map.iter_rules():
        if action_of(app.view_functions[rule.endpoint]) is None:
            raise UnmarkedView(
                f"View '{rule.endpoint}' ({rule.rule}) names no action. Put its address on the map in "
                "busrisk/web/routes.py and choose the action from access/policy.py."
            )
    for entry in app.extensions["busrisk"].navigation:
        if entry.endpoint not in app.view_functions:
            raise UnmarkedView(f"The navigation names '{entry.endpoint}', which no front door offers.")
    app.extensions[RECENT] = RecentVisits(app.extensions["busrisk"].register)
    app.before_request(_admit)
    app.teardown_request(lambda _: let_go())


def routes_of(app: Flask) -> tuple[str, ...]:
    """Every address with its methods, endpoint and action, one line each, sorted."""
    return tuple(sorted(_line(app, rule) for rule in app.url_map.iter_rules()))


def _line(app: Flask, rule: Rule) -> str:
    methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    return f"{rule.rule} {methods} {rule.endpoint} {action_of(app.view_functions[rule.endpoint])}"


def current() -> Person | None:
    """Who is signed in, None for a visitor. Read once per request."""
    if "person" not in g:
        token = session.get(VISIT)
        g.person = _visitor(token) if isinstance(token, str) else None
    return cast("Person | None", g.person)


def person() -> Person:
    """Who is signed in; refuses the request when nobody is."""
    found = current()
    if found is None:
        abort(403)
    return found


def scope() -> Scope:
    """What the person signed in reaches; refuses the request when nobody is."""
    return person().scope


def origin() -> str:
    """From where the request came, for the journal."""
    return request.remote_addr or ""


def reader() -> Reader:
    """This request's one snapshot of the register, shared by the gate and the page."""
    if "reader" not in g:
        opened = installation().register.reader()
        g.reader = opened.__enter__()
        g.opened = opened
    return cast(Reader, g.reader)


def version() -> int:
    """The data version this request answers from; of somebody signed in it was read with the visit."""
    person = current()
    return person.version if person else reader().version


def is_exercise() -> bool:
    """Whether the register holds a fictional region, so that every page must say so."""
    person = current()
    return person.exercise if person else reader().exercise


def relative(target: str | None, otherwise: str = "/") -> str:
    """A path on this site, as given by a visitor, or `otherwise` when it could lead elsewhere."""
    if not target or len(target) > 2000 or not target.startswith("/") or target.startswith("//"):
        return otherwise
    if "\\" in target or any(ord(letter) < 32 or ord(letter) == 127 for letter in target):
        return otherwise
    return target


def here() -> str:
    """Path and query of this request, as a relative address."""
    query = request.query_string.decode("ascii", "ignore")
    return relative(f"{request.path}?{query}" if query else request.path)


def forget() -> None:
    """Lets this request look again who is signed in, after that changed."""
    g.pop("person", None)
    let_go()


def let_go() -> None:
    """Ends this request's snapshot; the next look opens another. Never fails: the answer stands by then."""
    g.pop("reader", None)
    opened = g.pop("opened", None)
    if opened is None:
        return
    try:
        opened.__exit__(None, None, None)
    except Exception:
        log.exception("a snapshot could not be ended")


def _visitor(token: str) -> Person | None:
    at = installation()
    recent: RecentVisits = current_app.extensions[RECENT]
    stamp, now = recent.stamp(), at.now()
    person = recent.find(token, stamp, now) or people.visitor(reader(), token, now)
    if person is not None:
        recent.keep(token, stamp, person)
        _touch(at.register, token, person, now)
    return person


def _touch(register: Register, token: str, person: Person, now: datetime) -> None:
    """Keeps the visit alive; a database that cannot be written just now may still be read.

    One request waits for that in vain; the others of the next minute do not try.
    """
    failed = current_app.extensions.get(UNTOUCHED)
    if failed is not None and failed <= now < failed + TOUCH_AGAIN:
        return
    try:
        people.touch(register, token, person, now)
    except RegisterUnavailable as refusal:
        current_app.extensions[UNTOUCHED] = now
        log.warning("a visit was not touched: %s", refusal)


def _admit() -> Response | None:
    """Default is refusal. An address without a view goes on to its own 404 or 405."""
    if request.url_rule is None or request.endpoint is None:
        return None
    action = action_of(current_app.view_functions[request.endpoint])
    if action is None:
        abort(403)
    if action not in EVERYONE:
        person = current()
        if person is None:
            return _ask_to_sign_in()
        if not may(person.role, action):
            abort(403)
    elif request.method not in SAFE:
        current()
    if request.method not in SAFE:
        let_go()  # an act opens its own Writer; a held snapshot would only be stale
    return None


def _ask_to_sign_in() -> Response:
    if request.method not in SAFE:
        abort(403)
    return redirect(url_for("account.sign_in", next=here()), 303)
