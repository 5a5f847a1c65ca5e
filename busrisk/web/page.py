"""One page is one frozen dataclass: the template sees its fields, the shell, and nothing else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request, session
from flask.wrappers import Response
from flask_wtf.csrf import generate_csrf

from busrisk.web import gate
from busrisk.web.context import check_context
from busrisk.web.installation import installation
from busrisk.web.language import language
from busrisk.web.shell import PLACEHOLDER, shell, who

_View = TypeVar("_View", bound=Callable[..., Any])
CACHE = "busrisk.pages"
TOKEN_FIELD = "csrf_token"  # where Flask-WTF keeps the unsigned token in the session
_PLACE = PLACEHOLDER.encode()


class Page(Response):
    """An answer that remembers its body before the visitor's own token went in."""

    default_mimetype = "text/html"
    rendered: bytes = b""


class PageCache:
    """Rendered bodies of one process, the least recently asked for dropped first."""

    def __init__(self, most_bytes: int = 32 << 20) -> None:
        self.most_bytes = most_bytes
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._bodies)

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: Hashable, body: bytes) -> None:
        with self._lock:
            self._bytes += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._bytes > self.most_bytes:
                self._bytes -= len(self._bodies.popitem(last=False)[1])


def keep_pages(app: Flask) -> None:
    """Gives the app its own cache of rendered pages."""
    app.extensions[CACHE] = PageCache()


def show(template: str, page: object, status: int = 200) -> Page:
    """Renders a page dataclass; its fields are the template's names, beside `shell`.

    Under test a name that the dataclass lacks, or a field the template ignores, raises ContextMismatch.
    """
    environment = current_app.jinja_env
    if current_app.testing:
        check_context(environment, template, type(page))
    known = {field.name: getattr(page, field.name) for field in fields(page)}  # type: ignore[arg-type]
    body = environment.get_template(template).render(known | {"shell": shell()})
    return _respond(body.encode(), status)


def cached(view: _View) -> _View:
    """Keeps the rendered page for everyone who would be shown the same one.

    Put it directly above the function. A page is the same for equal address, scope, name shown, kind
    of account, language, day and data version; the visitor's token is filled in afterwards.
    """

    @wraps(view)
    def look_first(**arguments: Any) -> Any:
        if request.method not in gate.SAFE:
            return view(**arguments)
        pages: PageCache = current_app.extensions[CACHE]
        key = _key()
        body = pages.get(key)
        if body is not None:
            return _respond(body, 200)
        response = view(**arguments)
        if isinstance(response, Page) and response.status_code == 200:
            pages.put(key, response.rendered)
        return response

    return cast(_View, look_first)


def _key() -> Hashable:
    person = gate.current()
    return (
        request.endpoint,
        request.path,
        request.query_string,
        person.scope if person else None,
        who(person),
        person.demo if person else None,
        language(),
        installation().now().date(),
        gate.version(),
    )


def _respond(rendered: bytes, status: int) -> Page:
    body = rendered.replace(_PLACE, _token()) if _PLACE in rendered else rendered
    response = Page(body, status)
    response.rendered = rendered
    return response


def _token() -> bytes:
    """The visitor's CSRF token; one that lasts as long as the visit need not be signed again."""
    raw = session.get(TOKEN_FIELD)
    return _signed(raw, str(current_app.secret_key)) if isinstance(raw, str) else generate_csrf().encode()


@lru_cache(4096)
def _signed(raw: str, key: str) -> bytes:
    return cast(str, generate_csrf()).encode()
