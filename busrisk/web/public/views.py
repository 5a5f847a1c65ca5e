"""What this is, how it scores, and the small files that the web expects."""

from __future__ import annotations

from datetime import timedelta

from flask import request
from flask.wrappers import Response

from busrisk.core.facts import Interval
from busrisk.web.drawn import class_boxes
from busrisk.web.gate import reader
from busrisk.web.installation import installation
from busrisk.web.page import cached, show
from busrisk.web.public.headlines import day_of, headlines, published
from busrisk.web.public.pages import HomePage

EXAMPLE = Interval(2, 4)  # 'at least C, E cannot be excluded': how an interval is read
A_DAY = {"Cache-Control": "public, max-age=86400"}
ROBOTS = "User-agent: *\nAllow: /$\nAllow: /methode\nAllow: /toegankelijkheid\nAllow: /static/\nDisallow: /\n"


@cached
def home() -> Response:
    found = published(reader())
    page = HomePage(headlines=headlines(found), day=day_of(found), example=class_boxes(EXAMPLE))
    return show("public/home.html", page)


def alive() -> Response:
    """Says that the process answers, without a look at the register."""
    return Response("levend\n", mimetype="text/plain")


def robots() -> Response:
    return Response(ROBOTS, mimetype="text/plain", headers=A_DAY)


def security() -> Response:
    """RFC 9116. Contact is the deployment's own; until it is set, the page that says whom to ask."""
    at = installation()
    contact = at.settings.security_contact or f"{request.url_root}#kwetsbaarheid"
    expires = (at.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: nl, en")
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers=A_DAY)
