"""Every page a reader can come to by following links, as a browser would."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from busrisk.access.policy import Role, may
from busrisk.web.gate import action_of

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_FORM = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*\baction="([^"]+)"')
_MOST = 1_200  # links of one journey
# Addresses that no page links to, each for a reason.
UNLINKED = {
    "account.link": "a one-time link comes by mail",
    "account.sign_in": "somebody signed in needs it no more",
    "assets.file": "not a page",
    "assets.favicon": "not a page",
    "public.alive": "for the machine that watches",
    "concessions.handover": "on day one no concession has changed hands; the exercise has one that did",
    "public.robots": "for machines",
    "public.security": "for whoever looks for it there",
}


def pages(app: Flask, client: FlaskClient, start: str = "/", of_each: int = 2) -> dict[str, list[str]]:
    """Addresses of pages by endpoint, at most `of_each` that differ in more than their query."""
    found: dict[str, list[str]] = defaultdict(list)
    seen, waiting = {start}, deque([start])
    while waiting and len(seen) < _MOST:
        path = waiting.popleft()
        endpoint = _endpoint(app, path)
        if endpoint is None or len(found[endpoint]) >= of_each:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            found[endpoint] += [path] if answer.status_code == 200 else []
            continue
        found[endpoint].append(path)
        for link in links(answer.get_data(as_text=True)):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return {endpoint: paths for endpoint, paths in found.items() if paths}


def links(page: str) -> Iterator[str]:
    """The addresses on this site that a page leads to, without their place on the page."""
    for address in (*_LINK.findall(page), *_FORM.findall(page)):
        parts = urlsplit(unescape(address))
        if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
            yield urldefrag(unescape(address)).url


def offered(app: Flask, role: Role | None) -> set[str]:
    """The endpoints that this role may open with a browser."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and (action := action_of(app.view_functions[rule.endpoint])) is not None
        and may(role, action)
    } - set(UNLINKED)


def _endpoint(app: Flask, path: str) -> str | None:
    try:
        return str(app.url_map.bind("").match(urlsplit(path).path, method="GET")[0])
    except HTTPException:
        return None
